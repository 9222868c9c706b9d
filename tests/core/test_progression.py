"""Where a good course leads: one step up, the next phase, and in again on the level that was kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.context import Context
from restride.core.decision import Dose, Position, RunWalk
from restride.core.pace import at_most_level, grown, re_entered, started
from restride.core.progression import at_the_end, following_phase
from restride.core.protocol import Restart
from restride.core.regimen import under
from tests.core.standing_at import (
    GATE,
    MINUTES,
    STAGES,
    coming_back,
    forward,
    held,
    minutes,
    pace,
    place,
    ran,
    stage,
    still,
    story_of,
    view,
    walk_run,
    without_run,
)
from tests.story import EPISODE, Story

CALM = Position(phase="calm", order=0)
FOUNDATION = Position(phase="foundation", order=1)


# ---- up ----


def test_one_step_up_is_the_next_stage_and_only_on_a_day_with_a_run() -> None:
    context = without_run(stage(5), preset=STAGES)
    assert forward(context) == stage(6)
    assert forward(context, run_today=False) == stage(5)
    assert still(context) == stage(5)


def test_one_step_up_by_minutes_is_the_next_target() -> None:
    context = without_run(minutes(900, 3))
    assert forward(context) == grown(minutes(900, 3), pace(context), walk_run(context))
    assert forward(context, run_today=False) == minutes(900, 3)


def after_less(run_s: int, target_s: int = 900, level: int = 3, bout_s: int = 180) -> Context:
    """The second morning after a quiet run that a limit left this much of."""
    story, position = story_of(), minutes(target_s, level)
    bouts = tuple(RunWalk(run_s=bout_s, walk_s=120) for _ in range(run_s // bout_s))
    story.run(held(story, position, dose=Dose(bouts=bouts)))
    story.next_day()
    story.morning()
    story.next_day()
    return view(story)


@pytest.mark.invariant("INV-020")
def test_a_step_counts_once_a_session_near_its_target_was_run() -> None:
    near, far = after_less(720), after_less(540)
    assert forward(near) == grown(minutes(900, 3), pace(near), walk_run(near))
    assert forward(far) == minutes(900, 3)
    assert not at_the_end(far, walk_run(far))


@pytest.mark.invariant("INV-020")
def test_nobody_is_stuck_in_bouts_that_a_limit_drops_whole() -> None:
    assert forward(after_less(720, 1650, 6, bout_s=720)) == minutes(1650, 7)
    assert forward(after_less(720, 1650, 6, bout_s=360)) == minutes(1650, 6)


@pytest.mark.parametrize(("target_s", "level"), [(1800, 9), (1770, 10)])
def test_the_top_of_the_minutes_is_the_last_target_in_the_longest_bout(target_s: int, level: int) -> None:
    context = without_run(minutes(target_s, level))
    assert not at_the_end(context, walk_run(context))
    assert forward(context) == replace(
        grown(minutes(target_s, level), pace(context), walk_run(context)), target_s=1800, level=10
    )


def test_past_the_top_of_the_minutes_comes_build() -> None:
    context = without_run(minutes(1800, 10))
    assert at_the_end(context, walk_run(context))
    assert forward(context) == place(1)
    assert forward(context, run_today=False) == minutes(1800, 10)


def test_past_the_last_stage_comes_build() -> None:
    assert forward(without_run(stage(11), preset=STAGES)) == stage(12)
    context = without_run(stage(12), preset=STAGES)
    assert forward(context) == place(1)
    assert forward(context, run_today=False) == stage(12)


@pytest.mark.parametrize("limits", [{"run_s_most": 400, "bout_s_most": 60}, {"run_s_most": 400}, {"bout_s_most": 60}])
@pytest.mark.parametrize(("preset", "position"), [(STAGES, stage(2)), (MINUTES, minutes(900, 3))])
def test_the_first_step_after_a_change_of_pace_is_the_one_that_was_held_back(preset, position, limits) -> None:
    context = without_run(replace(position, **limits), preset=preset)
    assert forward(context) == position


def test_in_build_one_step_is_the_next_session_and_after_the_last_comes_even_running() -> None:
    assert forward(without_run(place(18))) == place(19)
    assert forward(without_run(place(19))) == place(20)
    last = without_run(place(20))
    assert last.protocol.phase("build").tables[0].steady == 21
    kept = Position(phase="keep", order=5, level=21, table="to-5km")
    assert forward(last) == kept
    assert forward(last, run_today=False) == kept
    assert forward(without_run(kept)) == kept


@pytest.mark.parametrize("run_today", [True, False])
def test_before_the_runs_a_phase_opens_on_its_gate_alone(run_today: bool) -> None:
    assert forward(without_run(CALM), run_today=run_today) == FOUNDATION
    assert forward(without_run(FOUNDATION), run_today=run_today) == GATE
    opened = without_run(GATE)
    first = started(replace(GATE, phase="walk-run", order=3), pace(opened), opened.opened, opened.now)
    assert forward(opened, run_today=run_today) == first


def test_a_phase_before_the_runs_keeps_the_level_of_a_break() -> None:
    assert forward(without_run(replace(FOUNDATION, level=3), preset=STAGES)) == replace(GATE, level=3)


def test_the_phase_after_this_one_is_the_next_by_its_number() -> None:
    context = without_run(CALM)
    phases = {phase.id: phase for phase in context.protocol.phases}
    backwards = replace(context.protocol, phases=tuple(reversed(context.protocol.phases)))
    for one in (context.protocol, backwards):
        seen = without_run(CALM, protocol=one)
        assert following_phase(seen, phases["calm"]) is phases["foundation"]
        assert following_phase(seen, phases["walk-run"]) is phases["build"]
        assert following_phase(seen, phases["keep"]) is None


# ---- coming in again ----


def come_in(position: Position, *, days: int, preset: str, at: Position = GATE) -> Context:
    """At the gate again with the level kept, so many days after a run."""
    story = story_of(preset)
    ran(story, position)
    held(story, replace(position, phase=at.phase, order=at.order))
    story.next_day(days - 1)
    return view(story)


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize(("days", "level"), [(2, 6), (15, 6), (16, 3), (29, 3), (30, 1)])
def test_through_the_gate_the_kept_stage_is_lowered_by_all_the_days_since_the_last_run(days: int, level: int) -> None:
    assert forward(come_in(stage(6), days=days, preset=STAGES)) == stage(level)


@pytest.mark.invariant("INV-022")
def test_through_the_gate_a_kept_stage_is_never_raised() -> None:
    assert forward(come_in(stage(2), days=20, preset=STAGES)) == stage(2)
    assert forward(without_run(replace(GATE, level=4), days=100, preset=STAGES)) == stage(4)


@pytest.mark.invariant("INV-022")
@pytest.mark.parametrize(("days", "level"), [(16, 3), (29, 3), (30, 1)])
def test_through_the_gate_a_kept_target_is_lowered_by_all_the_days_since_the_last_run(days: int, level: int) -> None:
    context = come_in(minutes(1500, 5), days=days, preset=MINUTES)
    phase = walk_run(context)
    lower = at_most_level(re_entered(minutes(1500, 5), pace(context), phase, days), phase, level)
    assert forward(context) == lower
    assert lower.target_s < 1500


def test_through_the_gate_soon_after_a_run_a_kept_target_stays() -> None:
    assert forward(come_in(minutes(1500, 5), days=15, preset=MINUTES)) == minutes(1500, 5)


@pytest.mark.parametrize("preset", [STAGES, MINUTES])
def test_a_phase_with_no_way_back_in_of_its_own_leaves_what_was_kept(preset: str) -> None:
    kept = stage(6) if preset == STAGES else minutes(1500, 5)
    context = come_in(kept, days=100, preset=preset)
    for steps in ((), (Restart(days_off_most=50, level_most=1),)):
        context.protocol = coming_back(context.protocol, *steps)
        assert forward(context) == kept


@pytest.mark.parametrize(("preset", "kept", "first"), [(STAGES, GATE, stage(1)), (MINUTES, minutes(300, 0), None)])
def test_a_first_run_is_at_the_first_level(preset: str, kept: Position, first: Position | None) -> None:
    context = without_run(replace(kept, phase="gate", order=2), preset=preset)
    assert forward(context) == (first or minutes(300, 1))


def test_a_first_target_follows_what_was_usual_before() -> None:
    story = story_of()
    opened = story.state.episodes[EPISODE]
    usual = replace(opened, body=replace(opened.body, usual_session_s=1500, last_run=story.day - timedelta(days=60)))
    story.state = replace(story.state, episodes={EPISODE: usual})
    held(story, GATE)
    story.next_day()
    first = forward(view(story))
    assert first == started(replace(GATE, phase="walk-run", order=3), pace(view(story)), usual.body, story.now)
    assert first.target_s > forward(without_run(GATE)).target_s


def test_a_first_run_is_on_the_ladder_that_was_chosen() -> None:
    story = Story("knee-arthroscopy", operated=True)
    story.regimen = under(story.regimen, STAGES, "jones-twelve-weeks")
    held(story, GATE)
    story.next_day()
    assert forward(view(story)) == replace(stage(1), ladder="jones-twelve-weeks")
