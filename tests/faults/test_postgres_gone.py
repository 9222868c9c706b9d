"""PostgreSQL is killed under the server and comes back: meanwhile a clear no, afterwards everything as it was."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests import postgres
from tests.faults.servers import Server

# Not marked `db`: it brings its own PostgreSQL, whatever the run is for, so once is enough.
AWAY_S = 30 if os.environ.get("RESTRIDE_NIGHTLY") else 1


class Database:
    """A PostgreSQL of its own that can be killed and started again."""

    def __init__(self, within: Path | None = None) -> None:
        self.url, self.end = postgres.serve(private=True, within=within)
        folder = Path(dict(parse_qsl(urlsplit(self.url).query))["host"])
        self.folder, self.programs = folder, postgres._programs()
        self.user = postgres._server_account(folder)
        self.kill()
        self.start()  # as durable as a real one: the tests' own server trades that for speed

    def kill(self) -> None:
        self._control("-m", "immediate", "stop")

    def start_again(self) -> None:
        """Also after it ended by itself."""
        try:
            self.kill()
        except postgres.NoPostgres:
            (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses="
        self._control("-l", str(self.folder / "log"), "-o", options, "start")

    def _control(self, *arguments: str) -> None:
        command = [self.programs / "pg_ctl", "-D", self.folder / "data", "-w", *arguments]
        postgres._run(command, self.user)


@pytest.fixture
def database() -> Iterator[Database]:
    try:
        found = Database()
    except postgres.NoPostgres as error:
        pytest.skip(f"needs a PostgreSQL of its own to kill: {error}")
    try:
        yield found
    finally:
        found.end()


@pytest.fixture
def server(database: Database, tmp_path: Path) -> Iterator[Server]:
    running = Server(data=tmp_path / "data", variables={"RESTRIDE_DATABASE_URL": database.url})
    try:
        running.start()
        yield running
    finally:
        running.kill()


@pytest.mark.invariant("INV-073")
def test_inv_073_without_the_database_there_is_no_decision_and_then_there_is_again(
    server: Server, database: Database
) -> None:
    (writer,) = server.writers(1)
    writer.write_until_it_ends(1)
    assert json.loads(writer.ask("GET", "/today")[1])["episodes"]
    before = writer.told.copy()
    database.kill()
    ends = time.monotonic() + AWAY_S
    while time.monotonic() < ends:
        for method, path, body in (("GET", "/today", None), ("POST", "/check-ins", writer.morning())):
            asked = time.monotonic()
            status, text, headers = writer.ask(method, path, body, key="key-while-away" if body else "")
            assert status == 503
            assert int(headers["retry-after"]) > 0
            assert "verdict" not in text
            assert time.monotonic() - asked < 15
    assert not server.is_ready()
    database.start()
    for _ in range(100):
        if server.is_ready():
            break
        time.sleep(0.2)
    assert writer.told == before
    writer.check_everything_told()
    writer.write_until_it_ends(2)
    assert len(writer.told) == 3
    assert server.restride("audit", "verify").returncode == 0
