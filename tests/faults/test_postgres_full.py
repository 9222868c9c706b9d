"""PostgreSQL's own disk is full: a clear no to each entry, and when there is room again everything told is there."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.faults.disks import Disk, small_disk
from tests.faults.servers import Server
from tests.faults.test_postgres_gone import Database

MEGABYTES = 128
pytestmark = pytest.mark.skipif(
    not os.environ.get("RESTRIDE_NIGHTLY"), reason="a server and a PostgreSQL of its own: RESTRIDE_NIGHTLY=1"
)


@pytest.fixture
def disk() -> Iterator[Disk]:
    folder = Path(tempfile.mkdtemp(prefix="restride-full-"))
    folder.chmod(0o755)  # PostgreSQL runs as a user of its own
    try:
        with small_disk(folder, megabytes=MEGABYTES) as disk:
            yield disk
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.invariant("INV-073")
def test_inv_073_a_full_postgresql_takes_no_entry_and_loses_none(disk: Disk, tmp_path: Path) -> None:
    try:
        database = Database(within=disk.path)
    except postgres.NoPostgres as error:
        pytest.skip(f"needs a PostgreSQL of its own: {error}")
    server = Server(data=tmp_path / "data", variables={"RESTRIDE_DATABASE_URL": database.url})
    try:
        server.start()
        (writer,) = server.writers(1)
        writer.write_until_it_ends(3)
        assert len(writer.told) == 3
        morning = writer.morning()
        with disk.full():
            refused = []
            for number in range(60):  # its log of changes has some room
                status, text, _ = writer.ask("POST", "/check-ins", morning, key=f"while-full-{number:03}")
                if status == 201:
                    writer.told[f"while-full-{number:03}"] = text
                    continue
                refused.append(f"while-full-{number:03}")
                assert status in (503, 507), text
                assert "verdict" not in text
                if len(refused) == 3:
                    break
            assert refused, "every entry was taken by a disk that is full"
        database.start_again()
        for _ in range(100):
            if server.is_ready():
                break
            time.sleep(0.2)
        writer.check_everything_told()
        assert writer.ask("POST", "/check-ins", morning, key=refused[0])[0] == 201
        assert server.restride("audit", "verify").returncode == 0
    finally:
        server.kill()
        database.end()
