"""Nothing is shown without its phase and its clearance, whatever else is true of a runner."""

from dataclasses import replace
from itertools import pairwise, product

import pytest

from restride.core.exercise.allowed import bar, may_do
from restride.core.exercise.beside import cue_of_week, warm_up, without_running
from restride.core.exercise.compose import Runner, compose, open_exercises
from restride.core.exercise.model import PHASES, order_of
from restride.core.terms import Scope
from tests.core.exercise.builders import DAY, SHELF, done, runner, situation

CONDITIONS = sorted(SHELF.policies)
LISTED = [id for id, policy in SHELF.policies.items() if policy.listed_only]
REQUIRED = [id for id, policy in SHELF.policies.items() if policy.clearance == "required"]
BELOW_IMPACT = (None, Scope.STRENGTH)


def shown(one: Runner) -> set[str]:
    """Every exercise that any part of the screens could name."""
    cue = cue_of_week(SHELF, one)
    return {
        *(each.id for each in open_exercises(SHELF, one)),
        *(item.exercise.id for item in compose(SHELF, one).items),
        *(item.exercise.id for item in warm_up(SHELF, one)),
        *(each.id for each in without_running(SHELF, one)),
        *([cue.id] if cue else []),
    }


def strong(condition: str, **changed: object) -> Runner:
    """Somebody with everything at hand, all ladders climbed and all strength done."""
    log = [done(id) for id, one in SHELF.exercises.items() if one.category == "strength"]
    for month, contacts in enumerate(SHELF.jumps.two_leg, start=1):
        log.append(done("double_leg_pogo", contacts=contacts, day=DAY.replace(year=2025, month=month)))
    ready = {"quiet_long_runs": 9, "prescribed": frozenset(SHELF.exercises), **changed}
    return replace(runner(condition, log=log, **ready), kit=frozenset(SHELF.kit))


@pytest.mark.parametrize("condition", REQUIRED)
def test_no_landings_without_a_clearance_for_impact_where_one_is_required(condition: str) -> None:
    for phase, scope in product(PHASES, BELOW_IMPACT):
        names = shown(strong(condition, phase=phase, scope=scope))
        assert not [id for id in names if SHELF.exercises[id].impact], (phase, scope)


@pytest.mark.parametrize("condition", LISTED)
def test_where_exercises_are_listed_one_by_one_nothing_comes_before_a_clearance_for_strength(condition: str) -> None:
    for phase in PHASES:
        assert shown(strong(condition, phase=phase)) == set()


@pytest.mark.parametrize("condition", LISTED)
def test_where_exercises_are_listed_one_by_one_landings_come_only_by_name(condition: str) -> None:
    for phase in PHASES:
        cleared = strong(condition, phase=phase, scope=Scope.SPEED, prescribed=frozenset())
        assert not [id for id in shown(cleared) if SHELF.exercises[id].impact]
    hop = SHELF.exercises["double_leg_pogo"]
    named = situation(condition, scope=Scope.IMPACT, prescribed=frozenset({hop.id}))
    assert not bar(SHELF, hop, named)
    assert bar(SHELF, hop, replace(named, scope=Scope.STRENGTH))


@pytest.mark.parametrize("condition", LISTED)
def test_where_exercises_are_listed_one_by_one_only_named_ones_come(condition: str) -> None:
    for id in shown(strong(condition, scope=Scope.STRENGTH, prescribed=frozenset())):
        assert condition in SHELF.exercises[id].conditions


def test_a_prescription_brings_an_exercise_that_the_list_does_not_hold() -> None:
    bridge = SHELF.exercises["glute_bridge"]
    cleared = situation("fracture_other", scope=Scope.STRENGTH)
    assert bar(SHELF, bridge, cleared) == "condition"
    assert not bar(SHELF, bridge, replace(cleared, prescribed=frozenset({"glute_bridge"})))


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_is_excluded_never_comes_not_even_by_prescription(condition: str) -> None:
    for phase in PHASES:
        names = shown(strong(condition, phase=phase, scope=Scope.SPEED))
        assert not [id for id in names if condition in SHELF.exercises[id].exclude]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_nothing_comes_before_its_phase(condition: str) -> None:
    for phase in PHASES:
        names = shown(strong(condition, phase=phase, scope=Scope.SPEED))
        assert not [id for id in names if order_of(SHELF.exercises[id].phase) > order_of(phase)], phase
        assert phase != "calm" or not [id for id in names if SHELF.exercises[id].impact]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_nothing_is_shown_while_stopped_or_before_the_check_in(condition: str) -> None:
    assert shown(strong(condition, scope=Scope.SPEED, stopped=True)) == set()
    assert shown(strong(condition, scope=Scope.SPEED, checked_in=False)) == set()


@pytest.mark.parametrize("condition", CONDITIONS)
def test_an_irritated_day_is_a_calm_one_and_shows_no_more_than_a_quiet_one(condition: str) -> None:
    for phase in PHASES:
        quiet = strong(condition, phase=phase, scope=Scope.SPEED)
        sore = strong(condition, phase=phase, scope=Scope.SPEED, irritated=True, quiet=False)
        assert shown(sore) <= shown(quiet)
        assert not [id for id in shown(sore) if SHELF.exercises[id].phase != "calm"]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_wider_clearance_never_shows_less(condition: str) -> None:
    for phase in PHASES:
        names = [shown(strong(condition, phase=phase, scope=scope)) for scope in (None, *Scope)]
        assert all(fewer <= more for fewer, more in pairwise(names))


def test_a_second_injury_only_takes_exercises_away() -> None:
    alone = strong("general", scope=Scope.SPEED)
    for other in CONDITIONS:
        both = replace(alone, situations=(*alone.situations, situation(other, scope=Scope.STRENGTH)))
        assert {one.id for one in open_exercises(SHELF, both)} <= {one.id for one in open_exercises(SHELF, alone)}


def test_an_unknown_condition_opens_nothing() -> None:
    nobody_knows = replace(situation(), conditions=("sore_thumb",))
    assert not [one for one in SHELF.exercises.values() if may_do(SHELF, one, (nobody_knows,))]
    assert compose(SHELF, Runner(situations=(nobody_knows,), log=())).kind == "none"


def test_a_run_is_never_among_the_exercises() -> None:
    everything = shown(strong("general", phase="keep", scope=Scope.SPEED))
    assert "strides" not in everything
    assert "bounding" in everything
