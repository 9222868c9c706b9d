"""Each act with a storage that fails at its first, second, third … call: all of it is stored, or nothing."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from restride.core.terms import Scope as Reach
from restride.journal.values import Refused, StorageDown
from restride.usecases.backup import back_up
from restride.usecases.backup_file import BackupRefused
from restride.usecases.clearance import withdraw_clearance
from restride.usecases.demo_days import Days
from restride.usecases.erase import PHRASE, erase_everything
from restride.usecases.restore import Wanted, restore
from tests.faults.devices import said
from tests.faults.failing import everything, failing_at, files_failing_at, sound
from tests.usecases.days import ago, fit, send
from tests.vaults import VAULT, Place

pytestmark = pytest.mark.db

BESIDE = ("restride-staged", "restride-live")
NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
SHARES = 6 if NIGHTLY else 1


def check_in(story: Days) -> None:
    said(story, "morning-1")()


def report_flag(story: Days) -> None:
    story.flag("cannot_bear_weight", "Can you stand on it?")


def give(story: Days) -> None:
    story.clear(Reach.RUN)


def revoke(story: Days) -> None:
    cleared = next(iter(story.record().state.clearances))
    withdraw_clearance(story.ports, story.clinician, cleared, "Swollen again.", id="withdrawn-1")


def bring_file(story: Days) -> None:
    send(story, fit(ago(story, hours=3)))


def erase(story: Days) -> None:
    erase_everything(story.ports, story.runner, PHRASE)


ACTS: dict[str, tuple[Callable[[Days], None], Callable[[Days], None] | None]] = {
    "check-in with its decision": (check_in, None),
    "red flag with its decision": (report_flag, check_in),
    "clearance": (give, None),
    "revoking a clearance": (revoke, give),
    "import": (bring_file, check_in),
    "erase": (erase, bring_file),
}


@pytest.mark.invariant("INV-071")
@pytest.mark.parametrize("act", ACTS)
def test_inv_071_an_act_is_whole_or_it_never_was(place: Place, act: str) -> None:
    done, before_it = ACTS[act]
    story = place.days()
    if before_it:
        before_it(story)
    files = place.house.blobs.stored()
    for number in count(1):
        before = everything(VAULT)
        story.numbers = count(1000)  # the same ids each time, as a client that sends again
        with failing_at(number, (VAULT,)) as calls:
            try:
                done(story)
            except StorageDown:
                assert len(calls) >= number
            else:
                break
        assert everything(VAULT) == before
        assert place.house.blobs.stored() == files
        sound(place.ports)
    assert number > 6
    assert everything(VAULT) != before
    sound(place.ports)


@pytest.mark.invariant("INV-071")
def test_inv_071_an_import_is_whole_or_it_never_was_whatever_the_disk_does(place: Place) -> None:
    story = place.days()
    check_in(story)
    before, files = everything(VAULT), place.house.blobs.stored()
    for number in count(1):
        story.numbers = count(1000)
        with files_failing_at(number) as calls:
            try:
                bring_file(story)
            except StorageDown:
                assert len(calls) >= number
            else:
                break
        assert everything(VAULT) == before, calls
        assert place.house.blobs.stored() == files, calls
    assert number > 5, calls
    assert len(place.house.blobs.stored()) == len(files) + 1
    sound(place.ports)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_restore_is_whole_or_it_never_was(place: Place, tmp_path: Path, share: int) -> None:
    story = place.days()
    story.morning()
    bring_file(story)
    file = back_up(place.vault, tmp_path.with_name(tmp_path.name + ".zip")).file
    report_flag(story)
    done = False
    for number in count(1 + share, SHARES if NIGHTLY else _stride()):
        before, files = everything(VAULT), _on_disk(place)
        with failing_at(number, (VAULT, *BESIDE)) as calls:
            done = _restored(place, file)
        if done:
            assert story.record().events[-1].kind == "restored"
        else:
            assert everything(VAULT) == before, number
            assert _on_disk(place) == files
        sound(place.ports)
        if len(calls) < number:
            break
    assert done
    assert number > 40


def _stride() -> int:
    """PostgreSQL takes hundreds of statements to make its tables: by day one in forty."""
    from django.db import connections

    return 1 if connections[VAULT].vendor == "sqlite" else 40


def _restored(place: Place, file: Path) -> bool:
    """Whether it was put back; a fault before the old data is looked at only keeps it from being looked at."""
    from django.db import DatabaseError

    try:
        restore(place.vault, Wanted(file=file, replace=True))
    except (BackupRefused, Refused, DatabaseError):
        return False
    return True


def _on_disk(place: Place) -> dict[str, Any]:
    """The original files, and what else lies in the data folder."""
    named = {path.name for path in place.vault.data.iterdir() if not path.name.startswith("restride.sqlite3")}
    return {one: place.house.blobs.read(one) for one in place.house.blobs.stored()} | dict.fromkeys(named)
