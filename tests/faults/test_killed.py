"""The server is killed while people write: what was acknowledged is stored, once, and the rest never was."""

import os
import random
import threading
import time

import pytest

from tests.faults.servers import Server, Writer

pytestmark = pytest.mark.db

ROUNDS = 8 if os.environ.get("RESTRIDE_NIGHTLY") else 1


def _until_some_is_told(writers: list[Writer]) -> None:
    """However busy the machine is."""
    for _ in range(300):
        if all(one.told for one in writers):
            return
        time.sleep(0.1)


@pytest.mark.invariant("INV-070", "INV-072")
def test_inv_070_what_was_acknowledged_is_there_after_a_kill(server: Server) -> None:
    server.start()
    writers = server.writers(3)
    for _ in range(ROUNDS):
        threads = [threading.Thread(target=Writer.write_until_it_ends, args=(one, 40)) for one in writers]
        for thread in threads:
            thread.start()
        _until_some_is_told(writers)
        time.sleep(random.random())
        server.kill()
        for thread in threads:
            thread.join(timeout=30)
        assert sum(len(one.told) for one in writers) > 0
        server.start()
        for one in writers:
            one.check_everything_told()
            one.told.clear()
    verified = server.restride("audit", "verify")
    assert verified.returncode == 0, verified.stderr
    looked = server.restride("doctor")
    assert "BAD" not in looked.stdout, looked.stdout


def test_the_operator_backs_up_while_it_runs_and_restores_when_it_stopped(server: Server) -> None:
    server.start()
    (writer,) = server.writers(1)
    writer.write_until_it_ends(1)
    file = str(server.data.with_name("backup.zip"))
    made = server.restride("backup", file)
    assert made.returncode == 0, made.stderr
    anchored = server.restride("audit", "anchor", file + ".anchor")
    assert anchored.returncode == 0, anchored.stderr
    refused = server.restride("restore", file, "--replace")
    assert refused.returncode == 1
    assert "A server uses" in refused.stderr
    server.kill()
    done = server.restride("restore", file, "--replace")
    assert done.returncode == 0, done.stderr
    assert "1 records, each waiting for a check-in" in done.stdout
    assert server.restride("audit", "verify", "--anchor", file + ".anchor").returncode == 0
    server.start()
    assert writer.ask("GET", "/today")[0] == 401
    looked = server.restride("doctor")
    assert looked.returncode == 1, looked.stdout
    assert "from before a restore" in looked.stdout or "There is no backup" in looked.stdout
