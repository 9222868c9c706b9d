"""One reader, over memory and database: denied by default, narrowed, and every foreign look leaves one line."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from restride.core.decision import DecisionIssued
from restride.core.terms import Category, Role
from restride.journal.values import (
    EVERYTHING,
    SYSTEM,
    AccessDenied,
    Actor,
    Care,
    Checkpoint,
    Purpose,
    Scope,
    Standing,
)
from tests.journal.builders import check_in, decided, note
from tests.journal.test_writing import own, write
from tests.storage import START, clinician, person, runner

SOME = frozenset({Category.DECISIONS, Category.NOTES})


def shared(house: Any, who: str, physio: str, categories: frozenset[Category] = EVERYTHING) -> Scope:
    """A runner shares these categories with a clinician, who then wants to see everything."""
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.link(Care(person=who, clinician=physio, categories=categories, consent="c", since=START))
    return Scope(viewer=clinician(physio), person=who, purpose=Purpose.CARE, at=START)


@pytest.mark.invariant("INV-062")
@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.EXTERNAL, Role.OPERATOR, Role.RUNNER])
def test_storage_denies_by_default(house: Any, role: Role) -> None:
    who = person()
    event = check_in(who)
    write(house, who, event)
    scope = Scope(viewer=Actor(id=person(), role=role), person=who, purpose=Purpose.CARE, at=START)
    for look in (
        lambda: house.store.read(scope),
        lambda: house.store.page(scope),
        lambda: house.store.event(scope, event.id),
        lambda: house.store.checkpoint(scope),
        lambda: house.store.standing(scope),
        lambda: house.store.care(scope),
        lambda: house.store.files(scope),
        lambda: house.audit.trail(scope),
        lambda: house.store.people(scope.viewer),
    ):
        with pytest.raises(AccessDenied):
            look()
    assert len(house.audit.trail(own(who))) == 1  # the runner's own write


def test_an_unknown_person_is_refused_like_a_foreign_one(house: Any) -> None:
    scope = Scope(viewer=clinician(), person=person(), purpose=Purpose.CARE, at=START)
    with pytest.raises(AccessDenied):
        house.store.read(scope)


def test_the_runner_sees_everything_and_leaves_no_line(house: Any) -> None:
    who = person()
    write(house, who, check_in(who), note(who))
    assert house.store.read(own(who)).granted == EVERYTHING
    assert len(house.store.read(own(who), after=1).entries) == 1
    assert len(house.audit.trail(own(who))) == 1


@pytest.mark.invariant("INV-063")
def test_a_foreign_look_leaves_exactly_one_line(house: Any) -> None:
    who, physio = person(), person()
    write(house, who, check_in(who))
    scope = shared(house, who, physio)
    before = len(house.audit.trail(own(who)))
    house.store.read(scope)
    trail = house.audit.trail(own(who))
    assert len(trail) == before + 1
    assert (trail[0].actor, trail[0].action, trail[0].purpose) == (physio, "read", Purpose.CARE)
    assert house.audit.verify() is None


def test_a_clinician_sees_the_shared_categories_only(house: Any) -> None:
    who, physio = person(), person()
    seen, hidden = note(who), check_in(who)
    write(house, who, seen, hidden)
    scope = shared(house, who, physio, SOME)
    assert house.store.read(scope).events == (seen,)
    assert house.store.page(scope).entries[0].event == seen
    with pytest.raises(AccessDenied):
        house.store.event(scope, hidden.id)
    assert house.store.event(scope, seen.id) == seen
    assert house.store.files(scope) == ()
    assert house.store.checkpoint(scope) is None


def test_a_decision_hides_the_values_that_rest_on_hidden_entries(house: Any) -> None:
    who, physio = person(), person()
    hidden, seen = check_in(who), note(who)
    write(house, who, hidden, seen, decided(who, on=(hidden.id,)), decided(who, on=(seen.id,)))
    scope = shared(house, who, physio, SOME)
    for entries in (house.store.read(scope).entries, house.store.page(scope).entries[::-1]):
        bodies = [one.event.body for one in entries if isinstance(one.event.body, DecisionIssued)]
        assert [body.decision.reasons[0].value for body in bodies] == [None, 40]
        assert [body.decision.reasons[0].rule for body in bodies] == ["pain-during"] * 2
        assert hidden.id not in str(bodies)


@pytest.mark.invariant("INV-061")
def test_withdrawn_consent_works_on_the_next_look(house: Any) -> None:
    who, physio = person(), person()
    write(house, who, check_in(who))
    scope = shared(house, who, physio)
    house.store.read(scope)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.unlink(physio, START)
    with pytest.raises(AccessDenied):
        house.store.read(scope)
    with pytest.raises(AccessDenied), house.units.begin(who, scope.viewer, Purpose.CARE):
        raise AssertionError("it opened")
    assert house.store.caseload(scope.viewer, START) == ()
    assert [care.ended for care in house.store.care(own(who))] == [START]


def test_a_new_consent_replaces_the_one_before(house: Any) -> None:
    who, physio = person(), person()
    shared(house, who, physio)
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        later = START + timedelta(hours=1)
        unit.link(Care(person=who, clinician=physio, categories=SOME, consent="d", since=later))
    assert [(one.consent, one.ended is None) for one in house.store.care(own(who))] == [("c", False), ("d", True)]


def test_a_clinician_sees_the_own_line_of_sharing_only(house: Any) -> None:
    who, physio = person(), person()
    shared(house, who, person())
    scope = shared(house, who, physio)
    assert [care.clinician for care in house.store.care(scope)] == [physio]
    assert len(house.store.care(own(who))) == 2


@pytest.mark.invariant("INV-063")
def test_a_caseload_lists_shared_runners_and_leaves_a_line_each(house: Any) -> None:
    physio, people = person(), sorted(person() for _ in range(3))
    for who in people:
        shared(house, who, physio, frozenset({Category.NOTES}) if who == people[2] else EVERYTHING)
        line = Standing(person=who, seq=1, episode="e", verdict="hold", phase="p", level=1)
        with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
            unit.save_standing(line)
    assert [line.person for line in house.store.caseload(clinician(physio), START)] == people[:2]
    assert [house.audit.trail(own(who))[0].action for who in people[:2]] == ["listed"] * 2
    with pytest.raises(AccessDenied):
        house.store.caseload(runner(physio), START)


def test_pages_go_from_the_newest_to_the_oldest(house: Any) -> None:
    who = person()
    write(house, who, *(check_in(who) if number % 3 else note(who) for number in range(10)))
    first = house.store.page(own(who), limit=4)
    second = house.store.page(own(who), limit=4, before=first.before)
    third = house.store.page(own(who), limit=4, before=second.before)
    numbers = [[entry.seq for entry in page.entries] for page in (first, second, third)]
    assert numbers == [[10, 9, 8, 7], [6, 5, 4, 3], [2, 1]]
    assert third.before is None


def test_pages_of_some_kinds_skip_the_others(house: Any) -> None:
    who = person()
    write(house, who, *(check_in(who) if number % 3 else note(who) for number in range(10)), decided(who))
    page = house.store.page(own(who), limit=3, kinds=("intake_answered", "decision_issued"))
    assert [entry.seq for entry in page.entries] == [11, 10, 7]
    page = house.store.page(own(who), limit=3, kinds=("intake_answered",), before=page.before)
    assert [entry.seq for entry in page.entries] == [4, 1]
    assert house.store.page(own(who), kinds=("nothing",)).entries == ()


def test_what_was_recorded_later_can_be_left_out(house: Any) -> None:
    who = person()
    early, late = check_in(who), check_in(who, at=START + timedelta(days=1))
    write(house, who, early, late)
    assert house.store.read(own(who), known_at=START).events == (early,)


def test_another_persons_entry_is_not_there(house: Any) -> None:
    who, other = person(), person()
    event = check_in(other)
    write(house, other, event)
    write(house, who, check_in(who))
    for unknown in (event.id, "never"):
        with pytest.raises(AccessDenied):
            house.store.event(own(who), unknown)


def test_only_the_system_lists_people(house: Any) -> None:
    who = person()
    write(house, who, check_in(who))
    assert who in set(house.store.people(SYSTEM))


def test_a_folded_state_is_for_those_who_see_everything(house: Any) -> None:
    who = person()
    kept = Checkpoint(episode="", seq=0, fold_version="1", protocol_hash="h", state=b"s")
    with house.units.begin(who, runner(who), Purpose.OWN_USE) as unit:
        unit.save_checkpoint(kept)
    assert house.store.checkpoint(own(who)) == kept
    assert house.store.checkpoint(replace(own(who), categories=SOME)) is None
