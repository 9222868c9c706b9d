"""Messages, over memory and database: at least once, three tries, and then on a visible list."""

from datetime import timedelta
from typing import Any

import pytest

from restride.journal.values import Message, Purpose
from tests.storage import START, HandClock, person, runner


def enqueue(house: Any, *messages: Message) -> str:
    who = person()
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        for message in messages:
            unit.enqueue(message)
    return who


def test_a_message_is_taken_once_and_forgotten_when_sent(house: Any) -> None:
    who = enqueue(house, Message(kind="mail", body="{}"))
    (job,) = house.outbox.claim(START)
    assert (job.person, job.message.kind, job.message.body, job.attempt) == (who, "mail", "{}", 1)
    assert house.outbox.claim(START) == ()
    house.outbox.done(job)
    assert house.outbox.claim(START + timedelta(days=1)) == ()
    assert house.outbox.parked() == ()


def test_messages_wait_until_their_time_and_come_in_order(house: Any) -> None:
    later = START + timedelta(hours=1)
    enqueue(house, Message(kind="late", body="", not_before=later), Message(kind="one", body=""))
    enqueue(house, Message(kind="two", body=""))
    assert [job.message.kind for job in house.outbox.claim(START, limit=1)] == ["one"]
    assert [job.message.kind for job in house.outbox.claim(START)] == ["two"]
    assert [job.message.kind for job in house.outbox.claim(later)][0:1] == ["one"]


def test_a_key_is_queued_once(house: Any) -> None:
    message = Message(kind="mail", body="", key="reminder:2026-11-20")
    enqueue(house, message, message)
    (job,) = house.outbox.claim(START)
    house.outbox.done(job)
    with house.units.begin(job.person, runner(job.person), Purpose.OWN_USE) as unit:
        unit.enqueue(message)
    assert house.outbox.claim(START) == ()
    enqueue(house, message)
    assert len(house.outbox.claim(START)) == 1


@pytest.mark.invariant("INV-074")
def test_the_message_of_a_killed_worker_comes_back(house: Any, clock: HandClock) -> None:
    enqueue(house, Message(kind="mail", body=""))
    (lost,) = house.outbox.claim(clock.now(), lease_s=60)
    (again,) = house.outbox.claim(clock.tick(seconds=61))
    assert (again.id, again.attempt) == (lost.id, 2)
    house.outbox.done(lost)  # too late: it is another worker's now
    house.outbox.failed(again, "no route", again_at=clock.tick(seconds=30))
    assert [job.attempt for job in house.outbox.claim(clock.now())] == [3]


@pytest.mark.invariant("INV-074")
def test_a_message_that_always_fails_is_parked_and_blocks_no_other(house: Any, clock: HandClock) -> None:
    enqueue(house, Message(kind="poison", body="secret"))
    for _ in range(3):
        (job,) = house.outbox.claim(clock.tick(minutes=5))
        house.outbox.failed(job, "no such address", again_at=clock.now())
    enqueue(house, Message(kind="mail", body=""))
    assert [job.message.kind for job in house.outbox.claim(clock.tick(minutes=5))] == ["mail"]
    (parked,) = house.outbox.parked()
    assert (parked.message.kind, parked.message.body, parked.trouble) == ("poison", "", "no such address")
    assert house.outbox.revive(parked.id)
    assert not house.outbox.revive(parked.id)
    assert [job.message.body for job in house.outbox.claim(clock.tick(seconds=1))] == ["secret"]


@pytest.mark.invariant("INV-074")
def test_a_message_that_kills_its_workers_is_parked_too(house: Any, clock: HandClock) -> None:
    enqueue(house, Message(kind="poison", body=""))
    for _ in range(3):
        assert len(house.outbox.claim(clock.tick(minutes=5), lease_s=60)) == 1
    assert house.outbox.claim(clock.tick(minutes=5)) == ()
    assert [job.trouble for job in house.outbox.parked()] == ["the worker ended without a word"]


def test_marks_only_move_forward(house: Any) -> None:
    name = person()
    assert house.marks.seen(name) is None
    assert house.marks.raise_to(name, START) == START
    assert house.marks.raise_to(name, START - timedelta(days=1)) == START
    assert house.marks.seen(name) == START
    assert house.marks.raise_to(name, START + timedelta(days=1)) == START + timedelta(days=1)
