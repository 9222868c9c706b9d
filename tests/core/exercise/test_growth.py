"""An exercise grows while it stays quiet, holds when nobody knows, and steps back when it hurts."""

from datetime import timedelta
from itertools import pairwise

import pytest

from restride.core.exercise.growth import level_of, variant_of
from restride.core.exercise.log import Done
from tests.core.exercise.builders import DAY, SHELF, done

LIMIT = 20


def grown(exercise: str, *log: Done, limit: int = LIMIT) -> tuple[int, int, int]:
    level = level_of(SHELF.exercises[exercise], log, SHELF.growth, limit)
    return level.rung, level.sets, level.amount


def quiet_until_the_top(exercise: str) -> list[Done]:
    log: list[Done] = []
    for day in range(60):
        level = level_of(SHELF.exercises[exercise], log, SHELF.growth, LIMIT)
        log.append(done(exercise, sets=level.sets, amount=level.amount, day=DAY + timedelta(days=day)))
    return log


def test_it_begins_with_the_least() -> None:
    assert grown("glute_bridge") == (0, 3, 10)


def test_a_quiet_session_adds_a_little() -> None:
    assert grown("glute_bridge", done("glute_bridge")) == (0, 3, 12)


def test_a_hold_grows_in_seconds() -> None:
    assert grown("wall_sit", done("wall_sit")) == (0, 3, 35)


@pytest.mark.parametrize("morning", ["unknown", "rise", "warning"])
def test_it_holds_when_the_morning_after_was_not_quiet_or_not_told(morning: str) -> None:
    assert grown("glute_bridge", done("glute_bridge", morning=morning)) == (0, 3, 10)


def test_it_holds_when_pain_was_not_told() -> None:
    assert grown("glute_bridge", done("glute_bridge", pain=None)) == (0, 3, 10)


def test_it_holds_when_less_was_done_than_asked_on_the_weaker_side() -> None:
    both = done("step_up")
    weaker = tuple(one for one in both.body.sets if one.side == "right") + both.body.sets[:1]
    less = Done(day=both.day, morning="quiet", body=type(both.body)(exercise="step_up", sets=weaker))
    assert grown("step_up", less) == (0, 3, 8)
    assert grown("step_up", both) == (0, 3, 10)


def test_pain_over_the_limit_steps_it_back_to_the_easier_variant() -> None:
    log = [done("squat"), done("squat", amount=10), done("squat", amount=12, pain=30)]
    level = level_of(SHELF.exercises["squat"], log, SHELF.growth, LIMIT)
    assert variant_of(SHELF.exercises["squat"], level) == "chair"
    assert (level.sets, level.amount) == (3, 8)


def test_the_same_pain_is_within_the_limit_of_one_condition_and_over_that_of_another() -> None:
    sore = done("plank", pain=10)
    assert grown("plank", sore, limit=SHELF.policies["general"].pain_most_tenths)[0] == 0
    assert grown("plank", sore, limit=SHELF.policies["bsi_low_risk"].pain_most_tenths)[0] == -1


def test_worse_pain_never_gives_more() -> None:
    before = [done("squat"), done("squat", amount=10)]
    given = [grown("squat", *before, done("squat", amount=12, pain=pain)) for pain in range(0, 101, 10)]
    assert all(worse <= better for better, worse in pairwise(given))


def test_hurting_in_its_easiest_form_is_a_rest_from_it() -> None:
    one = SHELF.exercises["straight_leg_raise"]
    level = level_of(one, [done(one.id, hurt=True)], SHELF.growth, LIMIT)
    assert level.paused_until == DAY + timedelta(days=SHELF.growth.pause_d - 1)


def test_after_the_top_comes_the_harder_variant_and_then_nothing_more() -> None:
    one = SHELF.exercises["plank"]
    level = level_of(one, quiet_until_the_top("plank"), SHELF.growth, LIMIT)
    assert variant_of(one, level) == "lift-one-leg"
    assert level.topped


def test_a_published_schedule_goes_by_weeks_that_were_tolerated() -> None:
    one = SHELF.exercises["heavy_slow_calf"]

    def after(weeks: int, pain: int = 0) -> tuple[int, int]:
        log = [done(one.id, pain=pain, day=DAY + timedelta(days=7 * week)) for week in range(weeks)]
        level = level_of(one, log, SHELF.growth, LIMIT)
        return level.sets, level.amount

    assert [after(weeks) for weeks in (0, 1, 2, 4, 6, 9)] == [(3, 15), (3, 15), (3, 12), (4, 10), (4, 8), (4, 6)]
    assert after(9, pain=50) == (3, 15)


def test_an_entry_that_was_taken_back_counts_only_where_it_hurt() -> None:
    assert grown("squat", done("squat", doubtful=True)) == (0, 3, 8)
    assert grown("squat", done("squat", hurt=True, doubtful=True))[0] == -1
