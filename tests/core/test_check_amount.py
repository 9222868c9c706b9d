"""The second opinion on how much is asked for: at the stage, by minutes, in build, over a change, under hard limits."""

from dataclasses import replace

import pytest

from restride.core.decision import Decision, Position
from restride.core.on_ladder import on_ladder, stage_phase
from restride.core.plan import stage_dose
from restride.core.protocol import Cap
from restride.core.terms import Course
from tests.core.second_opinion import (
    BY_MINUTES,
    FAST,
    IN_BUILD,
    ON_STAGES,
    asking,
    heard,
    objections,
    ready,
    stood,
)
from tests.story import Story

STAGE = ("more-than-the-stage",)
STEP = ("more-than-one-step",)
LEAP = ("target-leaps",)
CHANGE = ("more-than-before-the-change",)
pytestmark = pytest.mark.invariant("INV-019", "INV-020")


def said(before: Position, after: Position, *, run_s: int = 60, bout_s: int = 60, **other: object) -> tuple[str, ...]:
    """The objections to asking for so much at a position, the day after another."""
    story, decision = ready()
    story = stood(story, before)
    if not after.target_s and not after.table:
        story.regimen = replace(story.regimen, preset="literal")
    return objections(story, asking(decision, after, run_s=run_s, bout_s=bout_s, **other))


# ---- at a stage ----


@pytest.mark.parametrize(("run_s", "bout_s", "wrong"), [(900, 180, ()), (901, 180, STAGE), (900, 181, STAGE)])
def test_a_session_holds_as_much_running_as_its_stage_and_no_longer_bout(run_s: int, bout_s: int, wrong) -> None:
    assert said(ON_STAGES, ON_STAGES, run_s=run_s, bout_s=bout_s) == wrong


@pytest.mark.parametrize(("level", "wrong"), [(0, STAGE), (1, ()), (12, ()), (13, STAGE)])
def test_the_first_and_the_last_stage_are_stages_and_what_lies_beside_them_is_none(level: int, wrong) -> None:
    place = replace(ON_STAGES, level=level)
    assert said(replace(place, level=max(level, 1)), place) == wrong


# ---- by minutes ----


@pytest.mark.parametrize(("run_s", "bout_s", "wrong"), [(900, 180, ()), (901, 180, STAGE), (900, 181, STAGE)])
def test_by_minutes_a_session_holds_its_target_in_bouts_of_its_level(run_s: int, bout_s: int, wrong) -> None:
    assert said(BY_MINUTES, BY_MINUTES, run_s=run_s, bout_s=bout_s) == wrong


@pytest.mark.parametrize(("level", "wrong"), [(1, ()), (10, ()), (11, STAGE)])
def test_a_level_past_the_longest_bout_allows_no_bout_at_all(level: int, wrong) -> None:
    place = replace(BY_MINUTES, level=level)
    assert said(place, place, run_s=60) == wrong


def test_the_longest_bout_by_minutes_is_that_of_the_level() -> None:
    top = replace(BY_MINUTES, level=10, target_s=1800)
    assert said(top, top, run_s=1800, bout_s=1800) == ()
    first = replace(BY_MINUTES, level=1)
    assert said(first, first, run_s=120, bout_s=61) == STAGE


# ---- in build ----


@pytest.mark.parametrize(
    ("level", "run_s", "wrong"),
    [
        (1, 1800, ()),
        (3, 1800, ()),
        (3, 1801, STAGE),
        (4, 1960, ()),
        (4, 1961, STAGE),
        (20, 1290, ()),
        (20, 1291, STAGE),
    ],
)
def test_a_step_on_in_build_holds_the_session_of_its_place(level: int, run_s: int, wrong) -> None:
    place = replace(IN_BUILD, level=level)
    assert said(place, place, run_s=run_s, bout_s=0, course=Course.PROGRESS) == wrong


@pytest.mark.parametrize(("level", "run_s", "wrong"), [(4, 1290, ()), (4, 1291, STAGE), (20, 1290, ()), (21, 1291, ())])
def test_without_a_step_on_the_shortest_session_from_there_on_is_the_most(level: int, run_s: int, wrong) -> None:
    place = replace(IN_BUILD, level=level)
    assert said(place, place, run_s=run_s, bout_s=0, course=Course.HOLD) == wrong


@pytest.mark.parametrize("course", [Course.HOLD, Course.PROGRESS])
def test_even_running_holds_its_share_of_the_week_that_is_kept(course: Course) -> None:
    story, _ = ready()
    table = story.protocol.phase("build").tables[0]
    row = table.rows[table.keep_row - 1]
    place = replace(IN_BUILD, level=21)
    assert said(place, place, run_s=row.week_s // row.runs, bout_s=0, course=course) == ()
    assert said(place, place, run_s=row.week_s // row.runs + 1, bout_s=0, course=course) == STAGE


def test_faster_running_needs_a_step_on() -> None:
    story, decision = ready()
    story = stood(story, IN_BUILD)
    on, held = (asking(decision, IN_BUILD, run_s=1200, course=one) for one in (Course.PROGRESS, Course.HOLD))
    assert objections(story, replace(on, dose=replace(on.dose, quality=FAST))) == ()
    assert objections(story, replace(held, dose=replace(held.dose, quality=FAST))) == STAGE
    assert objections(story, held) == ()


@pytest.mark.parametrize("wrong", [{"level": 0}, {"level": 22}, {"table": "to-the-moon"}], ids=str)
@pytest.mark.parametrize("course", [Course.HOLD, Course.PROGRESS])
def test_a_place_that_no_table_has_allows_no_session(wrong: dict[str, object], course: Course) -> None:
    place = replace(IN_BUILD, **wrong)
    assert said(place, place, course=course) == STAGE


# ---- steps ----


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        (ON_STAGES, replace(ON_STAGES, level=4), ()),
        (ON_STAGES, replace(ON_STAGES, level=5), STEP),
        (Position(phase="gate", order=2), replace(ON_STAGES, level=1), ()),
        (Position(phase="gate", order=2, level=3), replace(ON_STAGES, level=3), ()),
        (Position(phase="foundation", order=1), replace(ON_STAGES, level=1), STEP),
        (replace(ON_STAGES, level=12), replace(IN_BUILD, level=1), ()),
        (IN_BUILD, replace(IN_BUILD, level=5), ()),
        (IN_BUILD, replace(IN_BUILD, level=6), STEP),
        (IN_BUILD, replace(IN_BUILD, level=9, table="to-10km"), ()),
        (Position(phase="gate", order=2), replace(IN_BUILD, level=1), STEP),
        (Position(phase="keep", order=5, level=21, table="to-5km"), IN_BUILD, ()),
    ],
)
def test_one_step_or_one_phase_a_day_and_another_goal_counts_anew(before: Position, after: Position, wrong) -> None:
    assert said(before, after) == wrong


def both(story: Story, decision: Decision, *, newer: Position, older: Position) -> Story:
    """Two decisions of earlier days, the newer one stored first."""
    return heard(story, (replace(decision, position=newer), 1), (replace(decision, position=older), 3))


def test_a_step_counts_from_the_last_decision_of_an_earlier_day() -> None:
    story, decision = ready()
    high, low = replace(decision.position, level=3, target_s=480), replace(decision.position, target_s=480)
    wide = asking(decision, replace(low, level=3), run_s=60)
    assert objections(both(story, decision, newer=high, older=low), wide) == ()
    assert objections(both(story, decision, newer=low, older=high), wide) == STEP
    today = heard(story, (replace(decision, position=low), 1), (replace(decision, position=high), 0))
    assert objections(today, wide) == STEP


def test_the_decisions_of_another_injury_are_no_step_of_this_one() -> None:
    story, decision = ready()
    other = stood(story, decision.position)
    elsewhere = {id: replace(entry, episode="episode-2") for id, entry in other.state.decisions.items()}
    other.state = replace(other.state, decisions=elsewhere)
    assert objections(other, decision) == STEP


# ---- targets ----


@pytest.mark.parametrize(
    ("before_s", "after_s", "wrong"),
    [(900, 1125, ()), (900, 1126, LEAP), (60, 90, ()), (60, 91, LEAP), (900, 300, ())],
)
def test_a_target_grows_by_a_quarter_or_half_a_minute_at_most(before_s: int, after_s: int, wrong) -> None:
    before, after = (replace(BY_MINUTES, target_s=target) for target in (before_s, after_s))
    assert said(before, after) == wrong


@pytest.mark.parametrize(("target_s", "wrong"), [(480, ()), (481, LEAP)])
def test_a_first_target_is_inside_the_start_of_the_table(target_s: int, wrong) -> None:
    first = replace(BY_MINUTES, level=1, target_s=target_s)
    assert said(Position(phase="gate", order=2), first) == wrong


@pytest.mark.parametrize(("target_s", "wrong"), [(1290, ()), (1291, LEAP)])
def test_back_from_build_a_target_lies_within_its_shortest_session(target_s: int, wrong) -> None:
    assert said(IN_BUILD, replace(BY_MINUTES, target_s=target_s)) == wrong


def test_a_target_where_nobody_counts_minutes_is_an_objection() -> None:
    story, decision = ready()
    story = stood(story, BY_MINUTES)
    story.regimen = replace(story.regimen, preset="literal")
    assert objections(story, asking(decision, BY_MINUTES, run_s=60)) == LEAP


# ---- a change of pace ----


@pytest.mark.parametrize(
    ("before", "run_s", "bout_s", "wrong"),
    [
        (BY_MINUTES, 900, 180, ()),
        (BY_MINUTES, 901, 100, CHANGE),
        (BY_MINUTES, 900, 181, CHANGE),
        (replace(BY_MINUTES, run_s_most=600), 600, 180, ()),
        (replace(BY_MINUTES, run_s_most=600), 601, 180, CHANGE),
        (replace(BY_MINUTES, bout_s_most=60), 900, 60, ()),
        (replace(BY_MINUTES, bout_s_most=60), 900, 61, CHANGE),
    ],
)
def test_from_minutes_to_stages_no_more_is_asked_for_than_was_held(
    before: Position, run_s: int, bout_s: int, wrong
) -> None:
    assert said(before, replace(ON_STAGES, level=8), run_s=run_s, bout_s=bout_s) == wrong


@pytest.mark.parametrize(("run_s", "bout_s", "wrong"), [(900, 180, ()), (901, 100, CHANGE), (900, 181, CHANGE)])
def test_from_stages_to_minutes_no_more_is_asked_for_than_was_held(run_s: int, bout_s: int, wrong) -> None:
    wide = replace(BY_MINUTES, level=5, target_s=1800)
    assert said(ON_STAGES, wide, run_s=run_s, bout_s=bout_s) == wrong


def test_from_a_printed_ladder_to_our_stages_no_more_is_asked_for_than_the_ladder_did() -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    ladder = "jones-twelve-weeks"
    phase, own = stage_phase(on_ladder(story.protocol, ladder)), story.protocol.phase("walk-run")
    assert phase is not None
    held = stage_dose(phase, 6)
    assert held != stage_dose(own, 6)
    story = stood(story, replace(ON_STAGES, level=6, ladder=ladder))
    story.regimen = replace(story.regimen, preset="literal")
    asked = held.run_s, held.longest_bout_s
    most = {
        (run_s, bout_s): objections(story, asking(decision, replace(ON_STAGES, level=12), run_s=run_s, bout_s=bout_s))
        for run_s, bout_s in (asked, (asked[0] + 1, asked[1]), (asked[0], asked[1] + 1))
    }
    assert list(most.values()) == [(), CHANGE, CHANGE]


# ---- hard limits ----


def capped(story: Story, quantity: str, most_s: int | None, **other: object) -> Story:
    """The story with one limit and no other."""
    hard = next(cap for cap in story.protocol.caps if cap.id == "hard-session")
    cap: Cap = replace(hard, quantity=quantity, most_s=most_s, **other)
    story.regimen = replace(story.regimen, protocol=replace(story.protocol, caps=(cap,)))
    return story


@pytest.mark.invariant("INV-031")
@pytest.mark.parametrize("quantity", ["run_s", "longest_bout_s", "on_feet_s"])
def test_a_hard_limit_is_kept_to_the_second(quantity: str) -> None:
    story, decision = ready()
    asked = getattr(decision.dose, quantity)
    assert objections(capped(story, quantity, asked), decision) == ()
    assert objections(capped(story, quantity, asked - 1), decision) == ("over-a-hard-limit",)


@pytest.mark.invariant("INV-031")
@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ({"phases": ("build",)}, ()),
        ({"phases": ("build", "walk-run")}, ("over-a-hard-limit",)),
        ({"phases": ()}, ("over-a-hard-limit",)),
        ({"window_d": 7}, ()),
        ({"waivable": True}, ()),
    ],
    ids=str,
)
def test_a_limit_of_another_phase_of_a_week_or_one_that_may_be_waived_is_no_hard_one(other, wrong) -> None:
    story, decision = ready()
    assert objections(capped(story, "run_s", 1, **other), decision) == wrong


def test_a_growth_limit_without_a_hard_end_is_for_the_engine() -> None:
    story, decision = ready()
    assert objections(capped(story, "run_s", None), decision) == ()
