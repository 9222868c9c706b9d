"""Reading in a child: the same answer as at home, and no file can take the application down with it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from restride.formats import isolated
from restride.formats.isolated import Readers, parse_in_child
from restride.formats.parsed import ParsedFile, parse
from restride.formats.unpack import MAX_FILE
from tests.fixtures_activity.fit_bytes import run_file

RUN = run_file(120)
HEAVY = b"<gpx>" + b'<trkpt lat="1.5" lon="2.5"><time>2020-01-01T00:00:00Z</time></trkpt>' * 300_000 + b"</gpx>"


@pytest.fixture
def readers() -> Iterator[Readers]:
    one = Readers()
    yield one
    one.close()


def codes(file: ParsedFile) -> list[str]:
    return [one.code for one in file.problems]


def test_a_child_reads_what_we_read() -> None:
    assert parse_in_child(RUN, "run.fit") == parse(RUN, "run.fit")


def test_a_bad_file_is_a_refusal_with_its_cure() -> None:
    found = parse_in_child(b"junk", "run.fit")
    assert (found.status, codes(found)) == ("refused", ["unknown-format"])
    assert found.problems[0].cure


def test_a_file_past_the_limit_starts_no_child() -> None:
    assert codes(parse_in_child(b"\0" * (MAX_FILE + 1), "x")) == ["too-large"]


def test_too_much_memory_is_a_refusal() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux limits memory")
    readers = Readers(memory_bytes=160 * 1024 * 1024)
    assert codes(readers.parse(HEAVY, "x")) == ["too-much-memory"]
    assert readers.parse(RUN, "run.fit").status == "readable"
    readers.close()


def test_too_much_time_is_a_refusal() -> None:
    readers = Readers(wall_s=0.02)
    assert codes(readers.parse(HEAVY, "x")) == ["too-slow"]
    readers.close()


def test_a_server_that_was_killed_is_replaced(readers: Readers) -> None:
    assert readers.parse(RUN, "x").status == "readable"
    assert readers.server_pid is not None
    os.kill(readers.server_pid, signal.SIGKILL)
    assert readers.parse(RUN, "x").status == "readable"


def test_a_child_that_was_killed_is_a_refusal(readers: Readers) -> None:
    assert readers.parse(RUN, "x").status == "readable"
    found: list[ParsedFile] = []
    asking = threading.Thread(
        target=lambda: found.append(readers.parse(HEAVY * 3 if len(HEAVY) * 3 < MAX_FILE else HEAVY, "x"))
    )
    asking.start()
    while asking.is_alive() and not (children := _children(readers.server_pid)):
        pass
    for child in children:
        os.kill(child, signal.SIGKILL)
    asking.join()
    assert codes(found[0]) in (["reader-stopped"], ["too-slow"])
    assert readers.parse(RUN, "x").status == "readable"


def _children(pid: int | None) -> list[int]:
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return [int(one.split()[0]) for one in listed.splitlines() if int(one.split()[1]) == pid]


def test_many_threads_are_served_at_once(readers: Readers) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(readers.parse(RUN, "x").status)) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == ["readable"] * 12


def test_the_server_ends_with_the_application() -> None:
    code = (
        "from restride.formats.isolated import Readers\n"
        "readers = Readers(); readers.parse(b'x', 'x'); print(readers.server_pid, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout)
    for _ in range(200):
        if not _alive(pid):
            return
        threading.Event().wait(0.05)
    pytest.fail("the reading server outlived the application")


def _alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


def test_the_server_holds_neither_the_web_nor_a_database() -> None:
    code = (
        "import sys; import restride.formats.reading_child; "
        "print([name for name in ('django', 'sqlite3', 'psycopg', 'restride.web') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_refusal_of_the_child_has_a_cure() -> None:
    for code in ("too-slow", "too-much-memory", "reader-stopped", "too-large"):
        assert isolated._refused(b"", "x", code).problems[0].cure
