"""Exercises through the use cases: shown when they may be, logged once, counted for the foundation, and never early."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.events import OperationReported
from restride.core.exercise_entries import ExerciseSet
from restride.core.terms import Scope, Side, Swelling
from restride.journal.values import AccessDenied
from restride.library.exercises import exercises
from restride.usecases.demo_days import Days
from restride.usecases.enrol import report_operation
from restride.usecases.exercise_plan import show_plan
from restride.usecases.exercise_today import ExercisesToday, show_exercises
from restride.usecases.log_exercise import ExerciseGiven, log_exercise
from restride.usecases.own_exercise import OwnExercise, add_own_exercise, end_own_exercise, record_kit
from restride.usecases.ports import today
from restride.usecases.prescribe_exercise import Prescription, prescribe_exercise, withdraw_prescription
from restride.usecases.record import read_record
from restride.usecases.refused import NotPossible
from tests.usecases.days import days, kneecap


def shown(story: Days) -> ExercisesToday:
    return show_exercises(story.ports, story.runner)


def named(story: Days) -> set[str]:
    """Every exercise that any screen could show."""
    now, plan = shown(story), show_plan(story.ports, story.runner)
    items = (*now.session.items, *now.warm_up, *(item for part in plan.parts for item in part.items))
    one = (*now.without_running, *plan.beside, *([now.cue] if now.cue else []))
    return {item.exercise.id for item in items} | {exercise.id for exercise in one}


def do(story: Days, exercise: str, pain: int | None = 0, **more: object) -> None:
    item = shown(story).item(exercise)
    assert item is not None
    sets = tuple(
        ExerciseSet(side=side, reps=item.amount, pain_tenths=pain)
        for side in (item.sides or (None,))
        for _ in range(item.sets)
    )
    log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise=exercise, sets=sets, **more))


def do_all(story: Days, pain: int | None = 0) -> None:
    for item in shown(story).session.items:
        do(story, item.exercise.id, pain)


def next_day(story: Days) -> None:
    story.clock.at += timedelta(days=1)


def foundation(story: Days) -> int:
    events = story.ports.store.read(story.runner.scope(story.clock.now())).events
    return len(read_record(events).state.foundation)


def surgery(condition: str = "knee_arthroscopy_debridement") -> Days:
    story = days()
    story.enrol(condition, operated_days_ago=120)
    story.share()
    return story


def in_foundation(story: Days) -> Days:
    for _ in range(5):
        story.morning()
        next_day(story)
    story.morning()
    return story


def test_before_the_check_in_there_is_nothing() -> None:
    story = kneecap()
    assert shown(story).session.kind == "check_in"
    assert named(story) == set()
    story.morning()
    assert shown(story).session.kind == "full"


def test_a_red_flag_takes_everything_away_at_once() -> None:
    story = kneecap()
    story.morning()
    assert named(story)
    story.flag("locked_knee", "Is it stuck?")
    assert shown(story).session.kind == "stopped"
    assert named(story) == set()
    with pytest.raises(NotPossible):
        log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise="wall_sit", sets=()))


def test_a_whole_session_counts_once_for_the_foundation() -> None:
    story = kneecap()
    story.morning()
    items = shown(story).session.items
    for item in items[:-1]:
        do(story, item.exercise.id)
    assert foundation(story) == 0
    do(story, items[-1].exercise.id)
    assert foundation(story) == 1
    do(story, items[-1].exercise.id)
    assert foundation(story) == 1


def test_a_session_that_was_left_out_does_not_count() -> None:
    story = kneecap()
    story.morning()
    for item in shown(story).session.items:
        log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise=item.exercise.id, sets=()))
    assert shown(story).next is None
    assert foundation(story) == 0


@pytest.mark.mission("M15")
def test_sessions_over_weeks_open_the_readiness_tests() -> None:
    story = days()
    story.enrol("patellofemoral_pain")
    phases = set()
    for _ in range(28):
        made = story.morning()
        phases.add(made.position.phase if made else "")
        do_all(story)
        next_day(story)
    assert {"calm", "foundation", "gate"} <= phases


def test_sending_the_same_entry_again_changes_nothing() -> None:
    story = kneecap()
    story.morning()
    item = shown(story).session.items[0]
    given = ExerciseGiven(id=story.id(), exercise=item.exercise.id, sets=())
    log_exercise(story.ports, story.runner, given)
    log_exercise(story.ports, story.runner, given)
    events = story.ports.store.read(story.runner.scope(story.clock.now())).events
    assert sum(event.kind == "exercise_logged" for event in events) == 1


def test_pain_over_the_limit_makes_it_easier_the_same_day_and_the_next_time() -> None:
    story = kneecap()
    story.morning()
    hurt = next(item.exercise for item in shown(story).session.items if item.exercise.easier)
    do(story, hurt.id, 50)
    item = shown(story).item(hurt.id)
    assert item is not None
    assert item.variant == hurt.easier[0]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((ExerciseSet(reps=-1),), "out-of-range"),
        ((ExerciseSet(reps=5000),), "out-of-range"),
        ((ExerciseSet(pain_tenths=101),), "out-of-range"),
        (tuple(ExerciseSet(reps=1) for _ in range(41)), "out-of-range"),
    ],
)
def test_amounts_that_cannot_be_are_refused(given: tuple[ExerciseSet, ...], code: str) -> None:
    story = kneecap()
    story.morning()
    with pytest.raises(NotPossible) as refusal:
        log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise="walking", sets=given))
    assert {problem.code for problem in refusal.value.problems} == {code}
    assert "exercise_logged" not in kinds(story)


def kinds(story: Days) -> set[str]:
    return {event.kind for event in story.ports.store.read(story.runner.scope(story.clock.now())).events}


@pytest.mark.parametrize("exercise", ["double_leg_pogo", "strides", "bounding", "hip_thrust", "nobody", "../plan"])
def test_what_is_not_part_of_today_cannot_be_logged(exercise: str) -> None:
    story = kneecap()
    story.morning()
    with pytest.raises(NotPossible) as refusal:
        log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise=exercise, sets=()))
    assert refusal.value.problems[0].code == "unknown-item"
    assert "exercise_logged" not in kinds(story)


def test_after_an_operation_the_clearances_open_strength_and_then_landings() -> None:
    story = in_foundation(surgery())
    assert {exercises().exercises[id].needs for id in named(story)} == {None}
    story.clear(Scope.STRENGTH)
    for _ in range(21):
        story.morning()
        do_all(story)
        next_day(story)
    story.morning()
    assert any(exercises().exercises[id].needs is Scope.STRENGTH for id in named(story))
    assert not [id for id in named(story) if exercises().exercises[id].impact]
    story.clear(Scope.IMPACT)
    assert [id for id in named(story) if exercises().exercises[id].impact]


def test_a_recent_operation_brings_the_limits_of_operations_to_any_injury() -> None:
    story = days()
    story.enrol("patellofemoral_pain", operated_days_ago=200)
    story.share()
    in_foundation(story)
    assert named(story) == set()
    story.clear(Scope.SPEED)
    found = named(story)
    assert found
    assert all("surgery_other" in exercises().exercises[id].conditions for id in found)


def test_an_operation_that_is_reported_later_closes_what_was_open() -> None:
    story = in_foundation(kneecap())
    assert named(story)
    day = today(story.clock.now(), "UTC").day
    report_operation(story.ports, story.runner, OperationReported(day=day, what="knee operation"), id=story.id())
    story.morning()
    assert named(story) == set()


def test_landings_by_name_need_prescription_and_clearance_where_exercises_are_listed() -> None:
    story = days()
    story.enrol("patellofemoral_pain", operated_days_ago=200)
    story.share()
    in_foundation(story)
    day = today(story.clock.now(), "UTC").day
    given = Prescription(id=story.id(), episode=story.episode, exercise="step_up", until=day + timedelta(days=30))
    prescribe_exercise(story.ports, story.clinician, given)
    assert named(story) == set()
    story.clear(Scope.STRENGTH)
    assert "step_up" in named(story)
    withdraw_prescription(story.ports, story.runner, given.id, "it hurts", id=story.id())
    assert "step_up" not in named(story)


@pytest.mark.parametrize("reason", ["", "...", "\u200b\u200b\u200b\u2060", "ok"])
def test_a_prescription_is_not_taken_back_without_a_reason_that_can_be_read(reason: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        withdraw_prescription(kneecap().ports, kneecap().runner, "any", reason, id="12345678")
    assert refusal.value.problems[0].code == "reason-missing"


def test_a_prescription_ends_with_its_day() -> None:
    story = in_foundation(surgery())
    story.clear(Scope.STRENGTH)
    day = today(story.clock.now(), "UTC").day
    given = Prescription(id=story.id(), episode=story.episode, exercise="step_up", until=day)
    prescribe_exercise(story.ports, story.clinician, given)
    assert show_plan(story.ports, story.runner).prescribed
    next_day(story)
    assert not show_plan(story.ports, story.runner).prescribed


def test_only_a_clinician_with_care_prescribes() -> None:
    story = surgery()
    day = today(story.clock.now(), "UTC").day
    given = Prescription(id=story.id(), episode=story.episode, exercise="step_up", until=day)
    with pytest.raises(NotPossible):
        prescribe_exercise(story.ports, story.runner, given)
    stranger = days().clinician
    with pytest.raises(AccessDenied):
        prescribe_exercise(story.ports, replace(stranger, person=story.runner.person), given)
    for wrong in (
        replace(given, exercise="no_such"),
        replace(given, until=day - timedelta(days=1)),
        replace(given, episode="x" * 9),
    ):
        with pytest.raises(NotPossible):
            prescribe_exercise(story.ports, story.clinician, wrong)
    assert "exercise_prescribed" not in kinds(story)


@pytest.mark.mission("M31")
def test_own_exercises_are_listed_logged_and_ended_and_gone_while_stopped() -> None:
    story = kneecap()
    story.morning()
    own = OwnExercise(id=story.id(), name="Ball squeeze", dose="3 times 10", given_by="physio")
    add_own_exercise(story.ports, story.runner, own)
    assert [one.body.name for one in shown(story).own] == ["Ball squeeze"]
    log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise=own.id, sets=(ExerciseSet(reps=10),)))
    assert own.id in shown(story).done
    with pytest.raises(NotPossible):
        add_own_exercise(story.ports, story.runner, replace(own, id=story.id(), name=" "))
    with pytest.raises(NotPossible):
        add_own_exercise(story.ports, story.clinician, replace(own, id=story.id()))
    story.flag("locked_knee", "Is it stuck?")
    assert shown(story).own == ()
    end_own_exercise(story.ports, story.runner, own.id, id=story.id())
    with pytest.raises(NotPossible):
        end_own_exercise(story.ports, story.runner, own.id, id=story.id())


def test_what_is_at_hand_and_the_weaker_side_change_the_session() -> None:
    story = kneecap()
    story.morning()
    assert not shown(story).runner.kit
    record_kit(story.ports, story.runner, ("band", "bike"), Side.RIGHT, id=story.id())
    now = shown(story)
    assert now.runner.kit == {"band", "bike"}
    assert "cycling" in {one.id for one in now.without_running}
    assert {item.sides[0] for item in now.session.items if item.sides} == {Side.RIGHT}
    with pytest.raises(NotPossible):
        record_kit(story.ports, story.runner, ("jet",), None, id=story.id())


def test_a_sore_morning_goes_back_to_the_calm_exercises() -> None:
    story = in_foundation(kneecap())
    assert any(exercises().exercises[id].phase == "foundation" for id in named(story))
    next_day(story)
    story.morning(pain_tenths=50, swelling=Swelling.MILD, swelling_h=2)
    assert all(exercises().exercises[id].phase == "calm" for id in named(story))


@pytest.mark.parametrize("condition", sorted(exercises().policies))
def test_every_course_that_is_shipped_shows_only_what_its_condition_allows(condition: str) -> None:
    story = days()
    if condition not in story.ports.protocols.conditions():
        pytest.skip("no course for this condition yet")
    policy = exercises().policies[condition]
    story.enrol(condition, operated_days_ago=200 if policy.operation else None)
    story.morning()
    found = named(story)
    assert not [id for id in found if exercises().exercises[id].impact]
    assert bool(found) is not policy.listed_only
    assert all(condition not in exercises().exercises[id].exclude for id in found)
