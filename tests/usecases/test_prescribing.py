"""A dose that a clinician sets, and what may be prescribed at all."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from restride.core.context import Context
from restride.core.exercise.growth import amounts_of
from restride.core.exercise.model import EVERYBODY
from restride.core.exercise_entries import ExerciseSet
from restride.core.terms import Side
from restride.library.exercises import exercises
from restride.usecases.exercise_today import show_exercises
from restride.usecases.log_exercise import ExerciseGiven, log_exercise
from restride.usecases.ports import today
from restride.usecases.prescribe_exercise import Prescription, is_work, offers, prescribe_exercise
from restride.usecases.record import regimen_of
from restride.usecases.refused import NotPossible
from tests.usecases.days import kneecap

SQUAT = "squat"


def ready() -> Any:
    """A runner with kneecap pain and a clinician with care, on a quiet morning of the foundation."""
    story = kneecap()
    story.share()
    story.to_phase("foundation")
    story.next_morning()
    story.morning()
    return story


def asked(story: Any, **changed: Any) -> Prescription:
    until = today(story.clock.now(), "UTC").day + timedelta(days=14)
    return replace(Prescription(id=story.id(), episode=story.episode, exercise=SQUAT, until=until), **changed)


def context_of(story: Any) -> Context:
    record = story.record()
    regimen = regimen_of(story.ports, record.open_episodes()[0], record.state)
    return Context(regimen, record.state, today(story.clock.now(), "UTC"))


def squat(story: Any) -> Any:
    return show_exercises(story.ports, story.runner).item(SQUAT)


@pytest.mark.mission("M22")
def test_a_dose_that_a_clinician_sets_is_what_the_runner_is_shown() -> None:
    story = ready()
    prescribe_exercise(story.ports, story.clinician, asked(story, sets=2, amount=7))
    shown = squat(story)
    assert (shown.why, shown.sets, shown.amount) == ("prescribed", 2, 7)


def test_the_newest_dose_counts() -> None:
    story = ready()
    prescribe_exercise(story.ports, story.clinician, asked(story, sets=2, amount=7))
    prescribe_exercise(story.ports, story.clinician, asked(story, sets=1, amount=5))
    assert (squat(story).sets, squat(story).amount) == (1, 5)


def test_without_a_dose_it_goes_as_the_runner_grows() -> None:
    story = ready()
    prescribe_exercise(story.ports, story.clinician, asked(story))
    dose = exercises().exercises[SQUAT].dose
    assert (squat(story).sets, squat(story).amount) == (dose.sets.least, amounts_of(exercises().exercises[SQUAT]).least)  # type: ignore[union-attr]


def test_an_exercise_that_hurt_is_never_more_than_its_easier_way() -> None:
    story = ready()
    prescribe_exercise(story.ports, story.clinician, asked(story, sets=3, amount=12))
    hurt = ExerciseSet(reps=12, pain_tenths=80, side=Side.LEFT if exercises().exercises[SQUAT].sides else None)
    log_exercise(story.ports, story.runner, ExerciseGiven(id=story.id(), exercise=SQUAT, sets=(hurt,), hurt=True))
    after = squat(story)
    assert after is None or (after.variant and after.amount <= amounts_of(exercises().exercises[SQUAT]).least)


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"sets": 99, "amount": 5}, "sets", "out-of-range"),
        ({"sets": 2, "amount": 9_999}, "amount", "out-of-range"),
        ({"sets": 0, "amount": 5}, "sets", "out-of-range"),
        ({"sets": 2}, "amount", "missing"),
        ({"amount": 5}, "sets", "missing"),
        ({"exercise": "double_leg_pogo", "sets": 2, "amount": 5}, "sets", "no-dose"),
        ({"exercise": "cycling"}, "exercise", "unknown-item"),
        ({"exercise": "no-such"}, "exercise", "unknown-item"),
    ],
)
def test_what_is_wrong_with_a_prescription_names_its_field(changed: dict[str, Any], field: str, code: str) -> None:
    story = ready()
    with pytest.raises(NotPossible) as refusal:
        prescribe_exercise(story.ports, story.clinician, asked(story, **changed))
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(field, code)]
    assert not story.record().state.prescriptions


def test_what_the_condition_rules_out_is_neither_offered_nor_taken() -> None:
    story = ready()
    shelf, offered = exercises(), {one.exercise.id for one in offers(context_of(story))}
    mine = {EVERYBODY, "patellofemoral_pain"}
    ruled_out = [one for one in shelf.exercises.values() if is_work(one) and not mine & set(one.conditions)]
    assert ruled_out
    assert not offered & {one.id for one in ruled_out}
    with pytest.raises(NotPossible):
        prescribe_exercise(story.ports, story.clinician, asked(story, exercise=ruled_out[0].id))


def test_what_waits_for_a_later_phase_says_so() -> None:
    story = ready()
    waits = {one.exercise.id: one.waits for one in offers(context_of(story))}
    assert waits[SQUAT] == ""
    assert "phase" in waits.values()


def test_a_name_that_nobody_can_read_prescribes_nothing() -> None:
    story = ready()
    nameless = replace(story.clinician, name="\u200b\u2060")
    with pytest.raises(NotPossible) as refused:
        prescribe_exercise(story.ports, nameless, asked(story))
    assert [one.code for one in refused.value.problems] == ["who-is-missing"]
