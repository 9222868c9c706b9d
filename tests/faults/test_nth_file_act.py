"""Erasing, restoring and backing up on a disk that fails at its first, second, third … act: whole, or never was."""

import os
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from restride.journal.values import SYSTEM, Purpose, Scope
from restride.usecases.backup import back_up
from restride.usecases.backup_file import BackupRefused
from restride.usecases.deliver import Post, drain, handlers
from restride.usecases.demo_days import Days
from restride.usecases.erase import PHRASE, erase_everything
from restride.usecases.removed import NAME, RemovedList
from restride.usecases.restore import Done, Wanted, restore
from tests.faults.failing import everything, folder_failing_at, sound
from tests.usecases.days import ago, fit, send
from tests.vaults import VAULT, Place

pytestmark = pytest.mark.db
NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
SAY_NOTHING = Post(sender=None, origin="", subject="", text="")


def bring_file(story: Days) -> None:
    send(story, fit(ago(story, hours=3)))


def events(place: Place, person: str) -> tuple[Any, ...]:
    scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=place.clock.now())
    found: tuple[Any, ...] = place.house.store.read(scope).events
    return found


def delivered(place: Place) -> None:
    """Everything that is due, and what comes back after a fault."""
    for _ in range(3):
        drain(place.house.outbox, handlers(place.ports, SAY_NOTHING), place.clock)
        place.clock.tick(hours=1)


def a_runner_with_a_file(place: Place) -> Days:
    story = place.days()
    story.morning()
    bring_file(story)
    return story


@pytest.mark.invariant("INV-066", "INV-071")
def test_inv_066_who_was_erased_is_erased_whatever_the_disk_does(place: Place) -> None:
    other = a_runner_with_a_file(place)
    (kept,) = place.house.blobs.stored()
    for number in count(1):
        story = a_runner_with_a_file(place)
        with folder_failing_at(number, place.vault.data) as calls:
            erase_everything(story.ports, story.runner, PHRASE)
            drain(place.house.outbox, handlers(place.ports, SAY_NOTHING), place.clock)
        place.clock.tick(hours=1)
        delivered(place)
        assert events(place, story.runner.person) == (), calls
        assert place.house.blobs.stored() == (kept,), calls
        assert place.house.outbox.parked() == ()
        sound(place.ports)
        if len(calls) < number:
            break
    assert number > 4, calls
    assert any("unlink" in call for call in calls)
    assert events(place, other.runner.person)


@pytest.mark.invariant("INV-066")
def test_inv_066_a_line_that_the_disk_refused_is_added_at_the_next_start(place: Place) -> None:
    from restride.web.db.examine import known_removals

    story = a_runner_with_a_file(place)
    with folder_failing_at(1, place.vault.data):
        erase_everything(story.ports, story.runner, PHRASE)
    listed = RemovedList(place.vault.data / NAME)
    assert listed.read() == ()
    listed.add(known_removals(VAULT))  # what a start does, and the doctor where it is asked to mend
    assert story.runner.person in {one.person for one in listed.read()}


@pytest.mark.invariant("INV-066")
def test_inv_066_the_list_outside_is_whole_after_each_fault(place: Place) -> None:
    story, file = a_runner_with_a_file(place), place.vault.data / NAME
    listed = RemovedList(file)
    erase_everything(story.ports, story.runner, PHRASE)
    before = listed.read()
    for number in count(1):
        other = place.days()
        with folder_failing_at(number, place.vault.data) as calls:
            erase_everything(other.ports, other.runner, PHRASE)
        assert set(before) <= set(listed.read()), calls
        before = listed.read()
        if len(calls) < number:
            break
    assert number > 2


@pytest.mark.invariant("INV-077")
def test_inv_077_a_restore_is_whole_or_it_never_was_whatever_the_disk_does(place: Place) -> None:
    story = a_runner_with_a_file(place)
    outside = place.vault.data.with_name(f"{place.vault.data.name}-outside")
    outside.mkdir()
    file = back_up(place.vault, outside / "backup.zip").file
    here = place.vault.data / "files"
    (name,) = place.house.blobs.stored()
    content = place.house.blobs.read(name)
    done: Done | None = None
    for number in count(1, _stride()):
        (here / name).unlink(missing_ok=True)  # so that the restore has to bring it
        later = place.days()
        bring_file(later)  # so that there is one to put aside
        before, there = everything(VAULT), set(place.house.blobs.stored())
        with folder_failing_at(number, place.vault.data) as calls:
            try:
                done = restore(place.vault, Wanted(file=file, replace=True))
            except BackupRefused:
                done = None
        if done is None:
            assert everything(VAULT) == before, calls[-1]
            assert set(place.house.blobs.stored()) == there, calls[-1]
        else:
            assert events(place, story.runner.person)[-1].kind == "restored", calls[-1]
            assert events(place, later.runner.person) == ()
            assert place.house.blobs.read(name) == content, calls[-1]
        sound(place.ports)
        if len(calls) < number:
            break
    assert done is not None
    assert number > 15, calls


def _stride() -> int:
    """A restore into PostgreSQL takes seconds: by day a few of its acts fail, at night each."""
    from django.db import connections

    return 1 if NIGHTLY or connections[VAULT].vendor == "sqlite" else 7


@pytest.mark.invariant("INV-077")
def test_inv_077_a_backup_that_the_disk_refuses_leaves_no_file(place: Place, tmp_path: Path) -> None:
    a_runner_with_a_file(place)
    target = tmp_path / "out" / "backup.zip"
    target.parent.mkdir()
    for number in count(1):
        with folder_failing_at(number, tmp_path) as calls:
            try:
                back_up(place.vault, target)
            except BackupRefused:
                assert list(target.parent.iterdir()) == [], calls[-1]
                continue
        if len(calls) < number:
            break
        target.unlink()
    assert target.is_file()
    assert number > 6
