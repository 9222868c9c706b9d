"""One writer, over memory and database: numbers, re-sends, keys, faults, erasure."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from restride.core.terms import Category, Role
from restride.journal.values import (
    EVERYTHING,
    SYSTEM,
    AccessDenied,
    Actor,
    Care,
    Checkpoint,
    Code,
    CodeKind,
    IdTaken,
    KeyReused,
    KeyRunning,
    Message,
    Purpose,
    Scope,
    Standing,
)
from tests.journal.builders import check_in, decided, note
from tests.storage import START, HandClock, clinician, person, runner


def own(who: str) -> Scope:
    return Scope(viewer=runner(who), person=who, purpose=Purpose.OWN_USE, at=START)


def write(house: Any, who: str, *events: Any) -> None:
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        for event in events:
            unit.append(event)


def test_entries_are_numbered_from_one_without_a_gap(house: Any) -> None:
    who = person()
    write(house, who, check_in(who), note(who))
    write(house, who, decided(who))
    assert [entry.seq for entry in house.store.read(own(who)).entries] == [1, 2, 3]


def test_a_unit_sees_what_it_wrote(house: Any) -> None:
    who = person()
    first, second = check_in(who), note(who)
    write(house, who, first)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        assert (unit.head, unit.events()) == (1, (first,))
        assert unit.append(second).seq == 2
        assert (unit.head, unit.events(), unit.events(after=1)) == (2, (first, second), (second,))


@pytest.mark.invariant("INV-071")
def test_an_exception_leaves_nothing(house: Any) -> None:
    who = person()

    def fails() -> None:
        with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
            unit.append(check_in(who))
            unit.enqueue(Message(kind="mail", body="{}"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert house.store.read(own(who)).entries == ()
    assert house.audit.trail(own(who)) == ()
    assert house.outbox.claim(START) == ()


def test_a_resent_entry_changes_nothing(house: Any) -> None:
    who = person()
    event = check_in(who)
    write(house, who, event)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        again = unit.append(replace(event, source="offline"))
    assert (again.seq, again.fresh, again.event) == (1, False, event)
    assert len(house.store.read(own(who)).entries) == 1


def test_an_id_with_another_body_is_refused(house: Any) -> None:
    who = person()
    write(house, who, check_in(who, id=f"a{who}", pain=10))
    with pytest.raises(IdTaken, match="new id"):
        write(house, who, check_in(who, id=f"a{who}", pain=20))
    assert len(house.store.read(own(who)).entries) == 1


def test_an_id_of_another_person_is_refused(house: Any) -> None:
    who, other = person(), person()
    write(house, who, check_in(who, id=f"b{who}"))
    with pytest.raises(IdTaken):
        write(house, other, check_in(who, id=f"b{who}"))
    assert house.store.read(own(other)).entries == ()


def test_parallel_writers_leave_no_gap(house: Any) -> None:
    who = person()

    def several(_: int) -> None:
        for _ in range(5):
            write(house, who, check_in(who))
        _close_connections()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(several, range(4)))
    assert [entry.seq for entry in house.store.read(own(who)).entries] == list(range(1, 21))
    assert house.audit.verify() is None


@pytest.mark.invariant("INV-072")
def test_one_key_has_one_effect_also_in_parallel(house: Any) -> None:
    who = person()

    def once(_: int) -> str:
        with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
            answer: str | None = unit.idempotent("k", "digest")
            if answer is None:
                answer = f"entry {unit.append(check_in(who)).seq}"
                unit.remember("k", "digest", answer)
        _close_connections()
        return answer

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(once, range(8)))
    assert answers == {"entry 1"}
    assert len(house.store.read(own(who)).entries) == 1


@pytest.mark.invariant("INV-072")
def test_a_key_with_another_request_is_refused(house: Any) -> None:
    who = person()
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.remember("k", "one", "{}")
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit, pytest.raises(KeyReused):
        unit.idempotent("k", "two")


@pytest.mark.invariant("INV-072")
def test_a_running_key_is_a_conflict_until_its_worker_is_given_up(house: Any, clock: HandClock) -> None:
    who = person()
    claim = house.units.claim(who, runner(who), "k", "one")
    with pytest.raises(KeyRunning):
        house.units.claim(who, runner(who), "k", "one")
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        with pytest.raises(KeyRunning):
            unit.idempotent("k", "one")
        assert unit.idempotent("k", "one", claim=claim.token) is None
    clock.tick(minutes=11)
    second = house.units.claim(who, runner(who), "k", "one")
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.remember("k", "one", "done")
    second.release()
    assert house.units.claim(who, runner(who), "k", "one") == "done"


def test_a_released_key_can_be_used_again(house: Any) -> None:
    who = person()
    house.units.claim(who, runner(who), "k", "one").release()
    assert not isinstance(house.units.claim(who, runner(who), "k", "one"), str)


def test_a_protocol_text_is_kept_once_and_never_replaced(house: Any) -> None:
    who = person()
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.put_protocol_text(f"h{who}", "text")
        unit.put_protocol_text(f"h{who}", "text")
        with pytest.raises(ValueError, match="another"):
            unit.put_protocol_text(f"h{who}", "other")
    assert house.texts.text(f"h{who}") == "text"
    assert f"h{who}" in house.texts.digests()
    assert house.texts.text("unknown") is None


def test_projections_are_replaced_and_dropped(house: Any) -> None:
    who = person()
    one = Checkpoint(episode="", seq=1, fold_version="1", protocol_hash="h", state=b"\x00\xff")
    line = Standing(person=who, seq=1, episode="e", verdict="hold", phase="walk-run", level=1, issued_at=START)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.save_checkpoint(one)
        unit.save_checkpoint(replace(one, seq=2))
        unit.save_standing(line)
        unit.save_standing(replace(line, verdict="stop"))
    assert house.store.checkpoint(own(who)) == replace(one, seq=2)
    assert house.store.standing(own(who)) == replace(line, verdict="stop")
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.drop_checkpoints()
        assert unit.checkpoint() is None


def test_a_file_is_durable_before_its_record(house: Any) -> None:
    who = person()
    record = house.blobs.write([b"run", b" file"], name="run.fit")
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.put_file(record)
        assert unit.file_of(record.digest) == record
        assert unit.file_of("0") is None
    assert house.store.files(own(who)) == (record,)
    assert house.blobs.read(record.id) == b"run file"
    assert record.id in house.blobs.stored()


def test_a_file_that_is_not_there_is_refused_like_a_foreign_one(house: Any) -> None:
    for name in ("0" * 32, "../secret"):
        with pytest.raises(AccessDenied):
            house.blobs.read(name)


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.EXTERNAL, Role.OPERATOR, Role.RUNNER])
def test_nobody_else_can_open_a_journal_for_writing(house: Any, role: Role) -> None:
    who = person()
    write(house, who, check_in(who))
    with (
        pytest.raises(AccessDenied),
        house.units.begin(who, Actor(id=person(), role=role), Purpose.CARE),
    ):
        raise AssertionError("it opened")


def test_a_code_works_once_and_until_its_time(house: Any, clock: HandClock) -> None:
    who = person()
    code = Code(kind=CodeKind.LINK, digest=f"c{who}", owner=who, until=clock.tick(hours=1))
    late = replace(code, digest=f"d{who}")
    clock.tick(minutes=-30)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.put_code(code)
        unit.put_code(late)
        assert unit.spend(CodeKind.EXTERNAL, code.digest) is None
        assert unit.spend(CodeKind.LINK, code.digest) == code
        assert unit.spend(CodeKind.LINK, code.digest) is None
    clock.tick(hours=1)
    assert house.store.code(CodeKind.LINK, late.digest, clock.now()) is None
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        assert unit.spend(CodeKind.LINK, late.digest) is None


def test_an_external_clinician_acts_once_with_the_code(house: Any, clock: HandClock) -> None:
    who, other = person(), person()
    write(house, who, check_in(who))
    write(house, other, check_in(other))
    code = Code(kind=CodeKind.EXTERNAL, digest=f"x{who}", owner=who, until=clock.tick(hours=1), categories=EVERYTHING)
    clock.tick(hours=-1)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.put_code(code)
    outsider = Actor(id="outsider", role=Role.EXTERNAL, code=code.digest)
    with pytest.raises(AccessDenied), house.units.begin(other, outsider, Purpose.EXTERNAL_ACT):
        raise AssertionError("it opened another person")
    with house.units.begin(who, outsider, Purpose.EXTERNAL_ACT) as unit:
        assert unit.spend(CodeKind.EXTERNAL, code.digest) is not None
        unit.append(note(who))
    with pytest.raises(AccessDenied), house.units.begin(who, outsider, Purpose.EXTERNAL_ACT):
        raise AssertionError("it opened twice")


def test_only_the_runner_or_the_runners_code_starts_care(house: Any, clock: HandClock) -> None:
    who, physio = person(), person()
    some = frozenset({Category.DECISIONS})
    code = Code(kind=CodeKind.LINK, digest=f"l{who}", owner=who, until=clock.tick(hours=1), categories=some)
    clock.tick(hours=-1)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.put_code(code)
    care = Care(person=who, clinician=physio, categories=some, consent="c", since=START)
    with house.units.begin(who, SYSTEM, Purpose.REPAIR) as unit, pytest.raises(AccessDenied):
        unit.link(care)
    with house.units.begin(who, clinician(physio, code.digest), Purpose.CARE) as unit:
        with pytest.raises(AccessDenied):
            unit.link(replace(care, categories=EVERYTHING))
        with pytest.raises(AccessDenied):
            unit.link(replace(care, clinician=person()))
        unit.link(care)
    with house.units.begin(who, clinician(physio), Purpose.CARE) as unit:
        assert unit.care() == (care,)


def _close_connections() -> None:
    """A thread of its own has a connection of its own."""
    from django.db import connections

    connections.close_all()
