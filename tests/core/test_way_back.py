"""One step back, and the way back in after days without a run: by stages, by minutes, in build, through the gate."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.build import at_level, rows_down, table_in_force
from restride.core.context import Context
from restride.core.decision import Position, meet
from restride.core.events import CheckIn
from restride.core.pace import at_most_level, eased, re_entered, top_s
from restride.core.progression import last_colour
from restride.core.protocol import Protocol, Restart
from restride.core.regimen import under
from restride.core.response import Colour
from restride.core.terms import Course, PainMoment
from tests.core.standing_at import (
    GATE,
    MINUTES,
    STAGES,
    after_run,
    back,
    coming_back,
    forward,
    held,
    minutes,
    pace,
    place,
    ran,
    stage,
    still,
    stood_after,
    story_of,
    view,
    walk_run,
    without_run,
)
from tests.story import Story, calm, protocol

CALM = Position(phase="calm", order=0)
FOUNDATION = Position(phase="foundation", order=1)

# ---- back ----


@pytest.mark.invariant("INV-014", "INV-021")
@pytest.mark.parametrize("course", [Course.STOP, Course.STEP_BACK])
def test_a_step_back_is_one_below_the_stage_last_run_and_a_stop_is_no_more(course: Course) -> None:
    assert back(after_run(stage(6), preset=STAGES), course) == stage(5)
    assert back(after_run(stage(2), preset=STAGES), course) == stage(1)
    assert back(after_run(stage(1), preset=STAGES), course) == stage(1)
    assert back(after_run(stage(6), preset=STAGES), Course.HOLD) == stage(6)


@pytest.mark.invariant("INV-021")
@pytest.mark.parametrize(("before", "now", "level"), [(6, 4, 4), (6, 5, 5), (4, 6, 3)])
def test_two_mornings_of_trouble_after_one_run_are_one_step_back(before: int, now: int, level: int) -> None:
    assert back(stood_after(stage(before), stage(now), preset=STAGES)) == stage(level)


def test_a_step_back_before_any_run_was_asked_for_keeps_the_first_level() -> None:
    story = story_of(STAGES)
    story.ran(run_s=60, bout_s=60, walk_s=0)
    story.next_day()
    held(story, stage(4))
    story.next_day()
    assert back(view(story)) == stage(4)
    by_minutes = story_of()
    by_minutes.ran(run_s=60, bout_s=60, walk_s=0)
    by_minutes.next_day()
    held(by_minutes, minutes(900, 3))
    by_minutes.next_day()
    assert back(view(by_minutes)) == minutes(900, 3)


def test_a_step_back_stays_in_walk_run_though_the_last_run_was_done_before_its_gate() -> None:
    story = story_of()
    kept = replace(minutes(900, 3), phase="gate", order=2)
    held(story, kept)
    story.ran(run_s=60, bout_s=60, walk_s=0)
    story.next_day()
    held(story, minutes(900, 3))
    story.next_day()
    context = view(story)
    assert context.run_position == kept
    lower = eased(minutes(900, 3), pace(context), walk_run(context), last_colour(context, pace(context)))
    assert back(context) == lower
    story.next_day(5)
    later = view(story)
    assert still(later) == eased(minutes(900, 3), pace(later), walk_run(later), None)


@pytest.mark.parametrize("position", [CALM, FOUNDATION, GATE])
def test_before_any_run_there_is_no_step_to_go_back(position: Position) -> None:
    assert back(without_run(position)) == position


@pytest.mark.invariant("INV-021")
@pytest.mark.parametrize(("pain", "colour"), [(0, Colour.GREEN), (40, Colour.AMBER), (60, Colour.RED)])
def test_a_step_back_by_minutes_follows_the_colour_of_the_last_run(pain: int, colour: Colour) -> None:
    context = after_run(minutes(900, 3), pain_tenths=pain)
    assert last_colour(context, pace(context)) is colour
    assert back(context) == eased(minutes(900, 3), pace(context), walk_run(context), colour)


def test_a_step_back_by_minutes_starts_from_the_position_last_run_and_never_raises() -> None:
    for then in (minutes(1200, 4, 200), minutes(600, 2, 100)):
        context = stood_after(minutes(900, 3), then, preset=MINUTES, pain_tenths=60)
        lower = eased(minutes(900, 3), pace(context), walk_run(context), Colour.RED)
        assert back(context) == meet(then, lower)


def test_the_worst_colour_of_the_runs_that_were_not_weighed_yet_counts() -> None:
    for pains in ((60, 0), (0, 60)):
        story = story_of()
        held(story, minutes(900, 3))
        for pain in pains:
            story.run(pain_tenths=pain)
            story.next_day()
            story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
        context = view(story)
        assert len(context.unanswered_runs) == 2
        assert last_colour(context, pace(context)) is Colour.RED


def test_no_run_has_no_colour() -> None:
    context = without_run(minutes(900, 3))
    assert last_colour(context, pace(context)) is None


@pytest.mark.invariant("INV-014")
def test_a_step_back_in_build_is_one_session_and_from_the_first_one_it_leads_to_walk_run() -> None:
    assert back(after_run(place(6))) == place(5)
    assert back(after_run(place(2))) == place(1)
    assert back(stood_after(place(6), place(4), preset=MINUTES)) == place(4)
    context = after_run(place(1), pain_tenths=60)
    least = table_in_force(context).least[0]
    phase = walk_run(context)
    lower = eased(minutes(least, 4, pace(context).step_least_pm), pace(context), phase, Colour.RED)
    assert back(context) == lower
    assert lower.target_s < least


def test_a_quiet_step_back_from_build_shrinks_the_target_by_the_smallest_step() -> None:
    context = after_run(place(1))
    least, phase, mine = table_in_force(context).least[0], walk_run(context), pace(context)
    assert last_colour(context, mine) is Colour.GREEN
    assert back(context) == eased(minutes(least, 4, mine.step_least_pm), mine, phase, Colour.GREEN)
    assert back(context).step_pm == mine.step_least_pm


@pytest.mark.invariant("INV-014")
def test_trouble_between_walk_run_and_build_steps_back_from_where_the_runner_stands() -> None:
    assert back(stood_after(place(1), stage(4), preset=STAGES)) == stage(3)
    assert back(stood_after(stage(12), place(1), preset=STAGES)) == stage(4)


def test_back_from_build_never_leads_below_the_first_stage() -> None:
    one_stage = tuple(replace(one, stages=one.stages[:1]) for one in protocol().phases)
    story = story_of(STAGES, protocol=replace(protocol(), phases=one_stage))
    ran(story, place(1))
    assert back(view(story)) == stage(1)


def test_back_from_build_on_our_stages_is_below_the_first_that_asks_for_more() -> None:
    context = after_run(place(1), preset=STAGES)
    totals = [sum(bout.run_s for bout in one.bouts) for one in walk_run(context).stages]
    assert table_in_force(context).least[0] == 1290
    assert [total <= 1290 for total in totals[:6]] == [True] * 5 + [False]
    assert back(context) == stage(4)


# ---- after days off ----


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize(
    ("days", "phase", "level"),
    [
        (4, "walk-run", 6),
        (5, "walk-run", 5),
        (8, "walk-run", 5),
        (9, "walk-run", 4),
        (15, "walk-run", 4),
        (16, "gate", 3),
        (29, "gate", 3),
        (30, "gate", 1),
        (300, "gate", 1),
    ],
)
def test_days_off_lead_back_down_the_stages_and_a_long_gap_to_the_gate(days: int, phase: str, level: int) -> None:
    order = 2 if phase == "gate" else 3
    expected = Position(phase=phase, order=order, level=level)
    for context in (after_run(stage(6), days=days, preset=STAGES), without_run(stage(6), days=days, preset=STAGES)):
        assert still(context) == expected
        assert forward(context) == (stage(7) if days == 4 else expected)


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize(("days", "level"), [(4, 5), (5, 5), (9, 4)])
def test_steps_for_days_off_count_from_the_stage_last_run(days: int, level: int) -> None:
    assert still(stood_after(stage(6), stage(5), preset=STAGES, days=days)) == stage(5 if days < 9 else level)


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize("level", [1, 2])
def test_days_off_lead_no_further_back_than_the_first_stage(level: int) -> None:
    assert still(after_run(stage(level), days=12, preset=STAGES)) == stage(1)


@pytest.mark.invariant("INV-022")
def test_days_before_this_stay_in_the_phase_are_not_counted_twice() -> None:
    story = story_of(STAGES)
    ran(story, stage(6))
    held(story, replace(GATE, level=6))
    story.next_day(20)
    held(story, stage(3))
    story.next_day(4)
    assert still(view(story)) == stage(3)
    story.next_day()
    assert still(view(story)) == stage(3), "one below the stage last run"
    story.next_day(4)
    assert still(view(story)) == stage(3)


@pytest.mark.invariant("INV-022")
def test_a_run_that_was_cut_short_ends_no_days_off() -> None:
    story = story_of(STAGES)
    ran(story, stage(6))
    story.next_day(6)
    ran(story, stage(6), cut_short=True)
    assert still(view(story)) == stage(5)


@pytest.mark.invariant("INV-022")
def test_a_run_that_nobody_asked_for_leaves_the_level_held_to_count_from() -> None:
    story = story_of(STAGES)
    story.ran(run_s=60, bout_s=60, walk_s=0)
    story.next_day()
    held(story, stage(4))
    story.next_day(5)
    assert still(view(story)) == stage(3)


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize("days", [4, 5, 8, 9, 15, 16, 29, 30])
def test_days_off_by_minutes_ease_then_come_in_again(days: int) -> None:
    context = after_run(minutes(1500, 5), days=days)
    phase, mine = walk_run(context), pace(context)
    expected = minutes(1500, 5)
    if 4 < days <= 8:
        expected = eased(expected, mine, phase, None)
    elif days > 8:
        expected = re_entered(expected, mine, phase, days)
    if days > 15:
        expected = replace(at_most_level(expected, phase, 3 if days < 30 else 1), phase="gate", order=2)
    assert still(context) == expected


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize("days", [5, 9])
@pytest.mark.parametrize("then", [minutes(1800, 6, 200), minutes(300, 1, 100)])
def test_days_off_by_minutes_count_from_the_target_last_run_and_never_raise(days: int, then: Position) -> None:
    context = stood_after(minutes(1500, 5), then, preset=MINUTES, days=days - 1)
    phase, mine, first = walk_run(context), pace(context), minutes(1500, 5)
    lower = eased(first, mine, phase, None) if days == 5 else re_entered(first, mine, phase, days)
    assert still(context) == meet(then, lower)


def after_gap(position: Position, *steps: Restart, preset: str, days: int = 10) -> Context:
    return without_run(position, days=days, preset=preset, protocol=coming_back(protocol(), *steps))


@pytest.mark.invariant("INV-022")
def test_a_phase_without_a_way_back_in_keeps_its_level() -> None:
    assert still(after_gap(stage(6), preset=STAGES)) == stage(6)
    assert still(after_gap(stage(6), Restart(days_off_most=5, levels_down=1), preset=STAGES)) == stage(6)


@pytest.mark.invariant("INV-022")
def test_one_level_down_to_a_level_at_most_comes_in_again_by_minutes() -> None:
    both = Restart(days_off_most=None, levels_down=1, level_most=2)
    context = after_gap(minutes(1500, 5), both, preset=MINUTES)
    phase = walk_run(context)
    assert still(context) == at_most_level(re_entered(minutes(1500, 5), pace(context), phase, 10), phase, 2)
    assert still(after_gap(stage(6), both, preset=STAGES)) == stage(2)
    assert still(after_gap(stage(2), both, preset=STAGES)) == stage(1)


@pytest.mark.invariant("INV-022")
def test_the_gate_again_alone_keeps_the_level() -> None:
    again = Restart(days_off_most=None, gate_again=True)
    assert still(after_gap(stage(6), again, preset=STAGES)) == replace(GATE, level=6)
    kept = minutes(1500, 5)
    assert still(after_gap(kept, again, preset=MINUTES)) == replace(kept, phase="gate", order=2)


def runs_only() -> Protocol:
    """A protocol that begins with its runs."""
    again = Restart(days_off_most=None, level_most=3, gate_again=True)
    return replace(coming_back(protocol(), again), phases=coming_back(protocol(), again).phases[3:])


def test_before_any_decision_there_are_no_days_off() -> None:
    assert still(view(story_of())) == CALM
    assert still(view(story_of(STAGES, protocol=runs_only()))) == stage(1)


def test_where_no_phase_comes_before_the_gate_again_is_the_phase_itself() -> None:
    assert still(without_run(stage(6), days=10, preset=STAGES, protocol=runs_only())) == stage(3)


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize(("days", "rows"), [(4, 0), (5, 1), (8, 1), (9, 2), (15, 2)])
def test_days_off_in_build_lead_back_by_rows(days: int, rows: int) -> None:
    context = after_run(place(11), days=days)
    expected = rows_down(context.protocol, place(11), rows) if rows else place(11)
    assert still(context) == expected
    assert (expected.level == 11) is (days == 4)


@pytest.mark.invariant("INV-022")
def test_rows_for_days_off_count_from_the_session_last_run_and_never_raise() -> None:
    one_row = rows_down(protocol(), place(11), 1)
    assert still(stood_after(place(11), place(5), preset=MINUTES, days=5)) == place(5)
    assert still(stood_after(place(11), place(12), preset=MINUTES, days=5)) == one_row


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize(("days", "level"), [(16, 3), (29, 3), (30, 1)])
def test_a_long_gap_in_build_leads_through_the_tests_into_walk_run(days: int, level: int) -> None:
    gate = Position(phase="gate", order=2, level=level)
    assert still(after_run(place(11), days=days, preset=STAGES)) == gate
    context = after_run(place(11), days=days)
    phase, mine = walk_run(context), pace(context)
    top = minutes(top_s(phase), len(phase.bouts), mine.step_least_pm)
    lower = at_most_level(re_entered(top, mine, phase, days), phase, level)
    assert still(context) == replace(lower, phase="gate", order=2)


@pytest.mark.invariant("INV-022")
def test_a_long_gap_in_build_leads_back_onto_the_ladder_that_was_chosen() -> None:
    story = Story("knee-arthroscopy", operated=True)
    story.regimen = under(story.regimen, STAGES, "jones-twelve-weeks")
    ran(story, place(3))
    story.next_day(40)
    back_in = still(view(story))
    assert (back_in.phase, back_in.level, back_in.ladder) == ("gate", 1, "jones-twelve-weeks")


@pytest.mark.invariant("INV-022")
def test_the_gate_again_from_build_without_a_level_begins_at_the_first() -> None:
    again = Restart(days_off_most=None, gate_again=True)
    assert still(after_gap(place(11), again, preset=STAGES)) == replace(GATE, level=1)


def test_after_even_running_days_off_lead_back_into_the_table() -> None:
    context = after_run(at_level(protocol(), protocol().phase("build").tables[0], 21), days=6)
    assert still(context) == rows_down(context.protocol, place(21), 1)


@pytest.mark.invariant("INV-015", "INV-018")
def test_of_a_step_back_and_a_gap_the_lower_counts() -> None:
    story = story_of(STAGES)
    ran(story, stage(6))
    story.next_day(8)
    assert back(view(story)) == stage(4)
    assert back(after_run(stage(6), days=5, preset=STAGES)) == stage(5)


def test_a_step_up_starts_from_the_day_after_a_short_break() -> None:
    context = after_run(stage(6), days=4, preset=STAGES)
    assert context.now.at - context.runs[-1].ends_at > timedelta(days=3)
    assert forward(context) == stage(7)
