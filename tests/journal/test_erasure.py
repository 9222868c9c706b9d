"""Erasure, over memory and database: nothing is left but the chain and the fact, and a restore does not undo it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from restride.core.terms import Role
from restride.journal.unit import REMOVE_FILES
from restride.journal.values import (
    EVERYTHING,
    AccessDenied,
    Actor,
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Message,
    Purpose,
    Standing,
)
from tests.journal.builders import note
from tests.journal.test_writing import own, write
from tests.storage import START, person, runner

CANARY = "canary-7301"


def filled(house: Any, who: str) -> str:
    """A runner with the canary in every table; gives the id of the file."""
    record = house.blobs.write(CANARY.encode(), name=CANARY)
    hour = timedelta(hours=1)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.append(note(who, CANARY))
        unit.audit(CANARY[:6], subject=CANARY, detail=CANARY)
        unit.enqueue(Message(kind="mail", body=CANARY))
        unit.remember("k", "digest", CANARY)
        unit.put_file(record)
        unit.save_checkpoint(Checkpoint(episode="", seq=1, fold_version="1", protocol_hash="h", state=CANARY.encode()))
        unit.save_standing(Standing(person=who, seq=1, episode=CANARY, verdict="hold", phase="p", level=1))
        unit.link(Care(person=who, clinician=CANARY, categories=EVERYTHING, consent="c", since=START))
        unit.put_code(Code(kind=CodeKind.LINK, digest=f"d{who}", owner=who, until=START + hour, detail=CANARY))
    return str(record.id)


def erase(house: Any, who: str) -> None:
    with house.units.begin(who, runner(who), Purpose.ERASURE) as unit:
        unit.erase()


def everything(house: Any) -> str:
    """All that is stored, as text."""
    if hasattr(house.rows, "tables"):
        return repr(house.rows.tables)
    from django.apps import apps

    from tests.storage import ALIAS

    tables = apps.get_app_config("db").get_models()
    return repr([list(table._default_manager.using(ALIAS).values()) for table in tables])


@pytest.mark.invariant("INV-066")
def test_nothing_is_left_of_the_person_and_the_audit_still_holds(house: Any) -> None:
    who, other = person(), person()
    filled(house, who)
    write(house, other, note(other))
    erase(house, who)
    assert CANARY not in everything(house)
    assert house.audit.verify() is None
    assert [line.action for line in house.audit.trail(own(who))] == ["erased", CANARY[:6]]
    assert {line.actor for line in house.audit.trail(own(who))} == {""}
    assert house.store.read(own(who)).entries == ()
    assert len(house.store.read(own(other)).entries) == 1
    assert who in {erasure.person for erasure in house.erasures.listed()}


def test_the_files_are_taken_off_the_disk_by_a_message(house: Any) -> None:
    who = person()
    file = filled(house, who)
    erase(house, who)
    (job,) = house.outbox.claim(START + timedelta(days=1))
    assert (job.person, job.message.kind, json.loads(job.message.body)) == (None, REMOVE_FILES, [file])


def test_an_erased_unit_takes_nothing_more(house: Any) -> None:
    who = person()
    with house.units.begin(who, runner(who), Purpose.ERASURE) as unit:
        unit.erase()
        with pytest.raises(AccessDenied):
            unit.append(note(who))
        with pytest.raises(AccessDenied):
            unit.audit("more")


def test_an_operator_erases_without_seeing(house: Any) -> None:
    who = person()
    filled(house, who)
    operator = Actor(id=person(), role=Role.OPERATOR)
    with house.units.begin(who, operator, Purpose.ERASURE) as unit:
        with pytest.raises(AccessDenied):
            unit.events()
        unit.erase()
    assert CANARY not in everything(house)


def test_a_clinician_does_not_erase(house: Any) -> None:
    who, physio = person(), person()
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.link(Care(person=who, clinician=physio, categories=EVERYTHING, consent="c", since=START))
    actor = Actor(id=physio, role=Role.CLINICIAN)
    with house.units.begin(who, actor, Purpose.CARE) as unit, pytest.raises(AccessDenied):
        unit.erase()


@pytest.mark.invariant("INV-066")
def test_who_came_back_with_a_backup_is_erased_again(house: Any) -> None:
    gone, back, never = person(), person(), person()
    for who in (gone, back, never):
        filled(house, who)
    erase(house, gone)
    listed = [one for one in house.erasures.listed() if one.person == gone]
    restored = [*listed, *(one.__class__(person=back, at=START, audit_seq=1) for one in listed)]
    assert house.erasures.reapply(restored) == (back,)
    assert house.store.read(own(back)).entries == ()
    assert len(house.store.read(own(never)).entries) == 1
    assert house.audit.verify() is None
    assert house.erasures.reapply(restored) == ()
