"""Messages after a commit: a killed worker's are done by another, once; one that always fails is parked, and said."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from restride import wiring
from restride.core.terms import Role
from restride.journal.unit import REMOVE_FILES
from restride.journal.values import Actor, Message, Purpose
from restride.usecases.clock import write_setting
from restride.web import delivery
from tests.faults.servers import ROOT, Server
from tests.storage import HandClock, person

NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
_QUEUED = """
import django; django.setup()
import json, uuid
from restride import wiring
from restride.core.terms import Role
from restride.journal.unit import REMOVE_FILES
from restride.journal.values import Actor, Message, Purpose
who = str(uuid.uuid4())
files = [wiring.blobs().write(b"of an erased person").id for _ in range(3)]
with wiring.units().begin(who, Actor(id=who, role=Role.RUNNER), Purpose.OWN_USE) as unit:
    for file in files:
        unit.enqueue(Message(kind=REMOVE_FILES, body=json.dumps([file])))
print("queued", flush=True)
"""
_HANGS = """
import time
from restride.usecases import deliver
from restride.web import delivery
def hang(ports, job):
    deliver._log.warning("taken")
    print("taken", flush=True)
    time.sleep(600)
deliver._remove_files = hang
delivery.start_delivery()
time.sleep(600)
"""
_WORKS = """
import django; django.setup()
from restride import wiring
from restride.web import delivery
while delivery.deliver_once():
    pass
print(len(wiring.blobs().stored()), len(wiring.outbox().parked()))
"""
_STAYS = """
import time, django; django.setup()
from restride import wiring
from restride.web import delivery
delivery.start_delivery()
for _ in range(200):
    if not wiring.blobs().stored():
        break
    time.sleep(1)
print(len(wiring.blobs().stored()), len(wiring.outbox().parked()))
"""


def _hanging(server: Server) -> "subprocess.Popen[str]":
    environment = {**server.environment, "DJANGO_SETTINGS_MODULE": "restride.web.settings"}
    command = [sys.executable, "-c", _QUEUED + _HANGS]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.db
@pytest.mark.invariant("INV-074")
def test_inv_074_what_a_killed_worker_had_taken_is_done_by_another(server: Server) -> None:
    assert server.operate("prepare").returncode == 0
    worker = _hanging(server)
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "queued"
        assert worker.stdout.readline().strip() == "taken"
    finally:
        worker.kill()
        worker.wait(timeout=20)
        worker.stdout and worker.stdout.close()
    assert server.python(_WORKS).stdout.split() == ["3", "0"]  # the lease of the dead has not ended yet
    now = datetime.now(UTC)
    server.variables["RESTRIDE_CLOCK"] = write_setting(now + timedelta(minutes=10), now)
    done = server.python(_STAYS if NIGHTLY else _WORKS)
    assert done.stdout.split() == ["0", "0"], done.stderr


@pytest.fixture
def clock(transactional_db: None, settings: Any) -> HandClock:
    settings.RESTRIDE_CLOCK = HandClock()
    return settings.RESTRIDE_CLOCK  # type: ignore[no-any-return]


def put(*messages: Message) -> None:
    who = person()
    with wiring.units().begin(who, Actor(id=who, role=Role.RUNNER), Purpose.OWN_USE) as unit:
        for message in messages:
            unit.enqueue(message)


@pytest.mark.invariant("INV-074")
def test_inv_074_poison_is_parked_after_three_tries_and_the_rest_is_done(clock: HandClock) -> None:
    file = wiring.blobs().write(b"to be removed")
    put(
        Message(kind=REMOVE_FILES, body="this is no list"),
        Message(kind="of-no-kind", body="{}"),
        Message(kind=REMOVE_FILES, body=f'["{file.id}"]'),
    )
    tries = []
    for _ in range(6):
        tries.append(delivery.deliver_once())
        clock.tick(minutes=30)
    assert tries == [3, 2, 2, 0, 0, 0]
    assert file.id not in wiring.blobs().stored()
    parked = wiring.outbox().parked()
    assert sorted(job.trouble for job in parked) == ["JSONDecodeError", "LookupError"]
    assert [job.message.body for job in parked] == ["", ""]


@pytest.mark.invariant("INV-074")
def test_inv_074_done_twice_is_done_once(clock: HandClock) -> None:
    file, kept = (wiring.blobs().write(text) for text in (b"one", b"two"))
    message = Message(kind=REMOVE_FILES, body=f'["{file.id}"]')
    put(message, message)
    assert delivery.deliver_once() == 2
    assert wiring.outbox().parked() == ()
    assert file.id not in wiring.blobs().stored()
    assert kept.id in wiring.blobs().stored()


@pytest.mark.invariant("INV-074")
def test_inv_074_two_workers_at_once_never_hold_the_same_message(clock: HandClock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    put(*(Message(kind="of-no-kind", body="{}") for _ in range(60)))

    def claim(_: int) -> list[int]:
        try:
            return [job.id for _ in range(4) for job in wiring.outbox().claim(clock.now(), limit=5)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        held = [id for some in workers.map(claim, range(4)) for id in some]
    assert len(held) == len(set(held)) == 60


def test_the_servers_own_worker_is_quick_about_a_message(clock: HandClock, monkeypatch: Any) -> None:
    from django.db import connection

    from restride.web.db import queue

    if connection.vendor == "sqlite":
        monkeypatch.setattr(delivery, "PAUSE_S", 0.05)
    else:
        queue.install()
    ended = delivery.start_delivery()
    try:
        time.sleep(1)  # the worker is up, and has nothing to do
        file = wiring.blobs().write(b"to be removed")
        put(Message(kind=REMOVE_FILES, body=f'["{file.id}"]'))
        for _ in range(100):
            if file.id not in wiring.blobs().stored():
                break
            time.sleep(0.05)
        assert file.id not in wiring.blobs().stored()
    finally:
        ended.set()
        time.sleep(0.5)
