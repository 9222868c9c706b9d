"""The doctor finds each thing that was spoiled on purpose, says its cure, and is quiet where all is well."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from restride.core.terms import Scope as Reach
from restride.journal.values import SYSTEM, Purpose, Scope
from restride.usecases.audit_check import AnchorRefused, keep_anchor, read_anchor, take_anchor, verify_audit
from restride.usecases.backup import back_up
from restride.usecases.clearance import withdraw_clearance
from restride.usecases.correct import withdraw
from restride.usecases.demo_days import Days
from restride.usecases.doctor import Finding, Gravity, Installation, examine, rebuild
from restride.usecases.removed import NAME, RemovedList
from restride.usecases.share import stop_sharing
from restride.usecases.standing import folded_standing
from tests.vaults import VAULT, Place

pytestmark = pytest.mark.db


def installation(place: Place) -> Installation:
    from restride.web.db import dump
    from restride.web.db import examine as tables

    return Installation(
        data=place.vault.data,
        removed=RemovedList(place.vault.data / NAME),
        removals=tables.known_removals(VAULT),
        files=dump.files_of(VAULT),
        free_bytes=1 << 30,
        least_free_bytes=1 << 20,
        latest=tables.latest_entry(VAULT),
        parked=tables.parked(VAULT),
    )


def found(place: Place, **changed: Any) -> list[str]:
    """What is wrong, each with its cure."""
    findings: tuple[Finding, ...] = examine(place.ports, replace(installation(place), **changed))
    assert all(one.cure for one in findings)
    return [f"{one.gravity.name} {one.what}" for one in findings]


@pytest.fixture
def story(place: Place) -> Days:
    """A sound installation with one runner, one file and a backup."""
    place.vault.data.chmod(0o700)
    for file in place.vault.data.glob("restride.sqlite3*"):
        file.chmod(0o600)
    day = place.days()
    day.morning()
    with day.ports.units.begin(day.runner.person, day.runner.actor, Purpose.IMPORT) as unit:
        unit.put_file(place.house.blobs.write(b"a run", name="run.fit"))
    back_up(place.vault, place.vault.data.parent / f"{place.vault.data.name}.zip")
    return day


def test_a_sound_installation_has_nothing_to_say(place: Place, story: Days) -> None:
    assert found(place) == []


def _leave(name: str) -> Callable[[Place], None]:
    return lambda place: (place.vault.data / name).mkdir()


def _open_secret(place: Place) -> None:
    (place.vault.data / "secret").chmod(0o644)


def _lose_file(place: Place) -> None:
    place.house.blobs.remove(place.house.blobs.stored()[0])


def _cut_file(place: Place) -> None:
    file = place.vault.data / "files" / place.house.blobs.stored()[0]
    file.write_bytes(file.read_bytes()[:-1])


def _nobodys_file(place: Place) -> None:
    file = place.vault.data / "files" / ("a" * 32)
    file.write_bytes(b"x")
    old = (place.clock.now() - timedelta(hours=2)).timestamp()
    os.utime(file, (old, old))


def _lose_list(place: Place) -> None:
    with place.house.units.begin(*_runner(place), Purpose.ERASURE) as unit:
        unit.erase()
    (place.vault.data / NAME).unlink()


def _spoil_list(place: Place) -> None:
    (place.vault.data / NAME).write_text("nonsense\n")


def _spoil_audit(place: Place) -> None:
    from restride.web.db.models import Audit
    from tests.guards import lifted

    with lifted(VAULT):
        Audit.objects.using(VAULT).filter(seq=2).update(action="nothing")


def _spoil_standing(place: Place) -> None:
    from restride.web.db.models import Standing

    Standing.objects.using(VAULT).update(verdict="progress", open_flags=7)


def _runner(place: Place) -> Any:
    from restride.core.terms import Role
    from restride.journal.values import Actor

    person = next(iter(place.house.store.people(SYSTEM)))
    return person, Actor(id=person, role=Role.RUNNER)


SPOILED: dict[str, tuple[Callable[[Place], None], str]] = {
    "the key file is open": (_open_secret, "BAD Others on this computer may read"),
    "a backup ended midway": (_leave("restride-scratch-x"), "LOOK"),
    "old data of a restore": (_leave("before-restore-x"), "LOOK"),
    "a lost file": (_lose_file, "BAD 1 original files are missing"),
    "a cut file": (_cut_file, "BAD 1 original files have another size"),
    "nobody's file": (_nobodys_file, "LOOK 1 files belong to no record"),
    "a lost list": (_lose_list, "BAD"),
    "a damaged list": (_spoil_list, "BAD The list of erased people is damaged"),
    "a changed audit line": (_spoil_audit, "BAD The audit chain of"),
    "a changed line in lists": (_spoil_standing, "BAD"),
    "the clock went back": (lambda place: place.clock.tick(days=-2) and None, "BAD The newest entry is of"),
    "an old backup": (lambda place: place.clock.tick(days=8) and None, "LOOK The last backup is of"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_what_was_spoiled_is_named(place: Place, story: Days, what: str) -> None:
    spoil, says = SPOILED[what]
    spoil(place)
    assert any(line.startswith(says) for line in found(place)), found(place)


def test_a_full_disk_and_messages_given_up_are_named(place: Place, story: Days) -> None:
    lines = found(place, free_bytes=1, parked=3)
    assert any("has 0 MB left" in line for line in lines)
    assert any("3 messages" in line for line in lines)


def test_folding_anew_cures_lists(place: Place, story: Days) -> None:
    _spoil_standing(place)
    (place.vault.data / NAME).unlink(missing_ok=True)
    assert rebuild(place.ports, installation(place)) == 1
    assert found(place) == []


def test_a_text_that_was_lost_is_named_and_the_rest_still_looked_over(place: Place, story: Days) -> None:
    from restride.web.db.models import Journal
    from tests.guards import lifted

    with lifted(VAULT):
        for row in Journal.objects.using(VAULT).filter(kind="episode_opened"):
            pinned = row.body.replace('"protocol_hash":"', '"protocol_hash":"0')
            Journal.objects.using(VAULT).filter(seq=row.seq, person=row.person).update(body=pinned)
    assert any("no text of the pinned protocol" in line for line in found(place))


def test_tables_without_their_guards_and_of_another_release_are_named(place: Place) -> None:
    from django.db import connections

    from restride.web.db import examine as tables
    from tests.guards import lifted

    assert tables.of_release(VAULT) == ()
    assert list(tables.of_tables(VAULT)) == []
    if connections[VAULT].vendor == "sqlite":
        with lifted(VAULT):
            assert len(list(tables.of_tables(VAULT))) > 10
    with connections[VAULT].cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('db', '9999_later', '2026-01-01')")
    (newer,) = tables.of_release(VAULT)
    assert newer.gravity is Gravity.BAD
    assert "newer Restride" in newer.what


def test_every_act_leaves_the_line_that_the_full_fold_gives(place: Place) -> None:
    story = place.days()
    person = story.runner.person

    def same() -> None:
        scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=place.clock.now())
        events = place.house.store.read(scope).events
        assert place.house.store.standing(scope) == folded_standing(place.ports, person, events)

    def clear() -> None:
        story.clear(Reach.RUN)

    def take_back() -> None:
        cleared = next(iter(story.record().state.clearances))
        withdraw_clearance(story.ports, story.clinician, cleared, "Swollen again.", id=story.id())

    def end() -> None:
        stop_sharing(story.ports, story.runner, story.clinician.actor.id, id=story.id())

    def unsay() -> None:
        last = list(story.record().state.reports)[-1]
        withdraw(story.ports, story.runner, last, "Not so.", id=story.id())

    def flag() -> None:
        story.flag("cannot_bear_weight", "Can you stand on it?")

    acts = (story.morning, clear, story.foundation, story.next_morning, story.morning, take_back, unsay)
    for act in (*acts, story.foundation, story.tests, clear, flag, story.next_morning, story.morning, end):
        act()
        same()
        place.clock.tick(minutes=7)


@pytest.mark.invariant("INV-064")
def test_inv_064_an_anchor_kept_outside_finds_a_chain_that_was_cut(place: Place, story: Days) -> None:
    from restride.web.db.models import Audit, AuditDetail, Head
    from tests.guards import lifted

    kept = place.vault.data.parent / f"{place.vault.data.name}-anchor"
    keep_anchor(take_anchor(place.house.audit, place.clock.now()), kept)
    with pytest.raises(AnchorRefused):
        keep_anchor(take_anchor(place.house.audit, place.clock.now()), kept)
    anchor = read_anchor(kept.read_bytes(), kept.name)
    assert verify_audit(place.house.audit, anchor) is None
    last = Audit.objects.using(VAULT).order_by("-seq").first()
    assert last is not None
    with lifted(VAULT):
        for table in (Audit, AuditDetail):
            table.objects.using(VAULT).filter(person=last.person, seq=last.seq).delete()
        Head.objects.using(VAULT).update(audit_seq=last.seq - 1, audit_digest=last.before)
    assert verify_audit(place.house.audit) is None
    broken = verify_audit(place.house.audit, anchor)
    assert broken is not None
    assert broken.seq == last.seq


@pytest.mark.parametrize(
    "spoil", [lambda text: text[:-9], lambda text: b"", lambda text: text.replace(b":1", b":2", 1)]
)
def test_a_damaged_anchor_is_refused(place: Place, story: Days, spoil: Callable[[bytes], bytes]) -> None:
    from restride.usecases.audit_check import write_anchor

    with pytest.raises(AnchorRefused):
        read_anchor(spoil(write_anchor(take_anchor(place.house.audit, place.clock.now()))), "anchor")


def test_a_decision_that_was_withheld_is_named(place: Place, story: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    from restride.usecases import withheld

    def broken(*_: object) -> tuple[str, ...]:
        raise RuntimeError("odd")

    story.to_phase("gate")
    story.tests()
    monkeypatch.setattr(withheld, "check", broken)
    story.next_morning()
    story.morning()
    assert any(line.startswith("BAD The last decision of") for line in found(place))
