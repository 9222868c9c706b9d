"""The pace of minutes: where it starts, how it grows, eases and comes back, and what a session is made of."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.core.decision import Position
from restride.core.events import EpisodeOpened
from restride.core.pace import eased, grown, highest_bout, re_entered, session_dose, started, top_s
from restride.core.protocol import Pace, Phase
from restride.core.response import Colour
from restride.library.bibliography import read_bibliography
from restride.library.pace import PaceTables, read_pace
from restride.library.source import packaged
from restride.library.table import read_table
from tests.story import FIRST_DAY, Story


@cache
def tables() -> PaceTables:
    source = packaged()
    table = read_table(source.text("shared/pace.toml"), file="shared/pace.toml")
    return read_pace(table.table("pace"), "pace", read_bibliography(source))


def cautious() -> Pace:
    return next(pace for pace in tables().paces if "cautious" in pace.presets)


@cache
def phase() -> Phase:
    walk_run = Story().protocol.phase("walk-run")
    return replace(walk_run, paces=tables().paces, bouts=tables().bouts)


def opened(**other: object) -> EpisodeOpened:
    return replace(next(iter(Story().state.episodes.values())).body, **other)


POSITIONS = st.builds(
    lambda target, level, step: Position(
        phase="walk-run",
        order=3,
        level=min(level, highest_bout(phase(), target * 30)),
        target_s=target * 30,
        step_pm=step,
    ),
    st.integers(10, 60),
    st.integers(1, 10),
    st.integers(50, 250),
)
AT_START = Position(phase="walk-run", order=3)


def test_a_start_without_a_known_usual_session_is_the_least_of_the_table() -> None:
    first = started(AT_START, cautious(), opened(), Story().now)
    assert first.target_s == cautious().start_least_s
    assert first.level == 1


@given(st.integers(60, 20_000), st.integers(0, 2000))
def test_a_start_lies_inside_the_table_and_falls_with_the_days_off(usual: int, days: int) -> None:
    story = Story()
    late = opened(usual_session_s=usual, last_run=FIRST_DAY - timedelta(days=days))
    fresh = opened(usual_session_s=usual, last_run=FIRST_DAY)
    pace = cautious()
    targets = [started(AT_START, pace, one, story.now).target_s for one in (late, fresh)]
    assert pace.start_least_s <= targets[0] <= targets[1] <= pace.start_most_s


@pytest.mark.invariant("INV-020")
@given(POSITIONS)
def test_a_step_up_grows_by_the_largest_step_at_most_and_by_one_bout(position: Position) -> None:
    pace, after = cautious(), grown(position, cautious(), phase())
    assert position.target_s <= after.target_s <= top_s(phase())
    assert after.target_s - position.target_s <= max(position.target_s * pace.step_most_pm // 1000, 30)
    assert after.level - position.level in (0, 1)
    assert after.step_pm <= pace.step_most_pm


@pytest.mark.invariant("INV-021")
@given(POSITIONS, st.sampled_from([None, *Colour]))
def test_a_step_back_is_never_further_on_and_red_goes_furthest(position: Position, colour: Colour | None) -> None:
    pace = cautious()
    back, red = eased(position, pace, phase(), colour), eased(position, pace, phase(), Colour.RED)
    assert red.target_s <= back.target_s <= max(position.target_s, 60)
    assert red.level <= back.level <= position.level
    assert red.step_pm <= back.step_pm


@pytest.mark.invariant("INV-022")
@given(POSITIONS, st.integers(0, 400))
def test_a_way_back_in_is_never_further_on(position: Position, days: int) -> None:
    back = re_entered(position, cautious(), phase(), days)
    assert back.target_s <= position.target_s
    assert back.level <= position.level
    assert back.target_s <= cautious().reentry_most_s


@pytest.mark.invariant("INV-019")
@given(POSITIONS)
def test_a_session_holds_no_more_running_than_its_target(position: Position) -> None:
    dose = session_dose(phase(), position)
    assert dose.run_s <= position.target_s
    assert dose.longest_bout_s <= phase().bouts[position.level - 1].run_s


def test_the_smallest_start_is_no_harder_than_the_first_stage() -> None:
    stage = phase().stages[0]
    first = session_dose(phase(), replace(AT_START, level=1, target_s=cautious().start_most_s))
    assert first.bouts == stage.bouts


def test_runs_that_nobody_asked_for_do_not_end_the_first_sessions() -> None:
    story = Story("patellofemoral-pain")
    story.to_walk_run()
    for _ in range(2):
        story.next_day()
        story.ran(run_s=300, bout_s=60, walk_s=600)
    story.next_day()
    decision = story.to_a_run()
    assert decision.dose.longest_bout_s == cautious().first_bout_s
    assert "first-sessions" in {one.cap for one in decision.limits}
