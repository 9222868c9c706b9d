"""Back after days off in build: half, then three quarters of what was run before, for as long again as they lasted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restride.core.caps import tolerated
from restride.core.comeback import comeback
from restride.core.context import Context
from restride.core.decision import Dose, RunWalk
from restride.core.plan import Room, fit
from tests.build_story import asked, in_build, tables
from tests.story import Story

TABLE = "to-half-marathon"
LONG = Dose(bouts=(RunWalk(run_s=12_000, walk_s=0),))


def left(story: Story) -> int | None:
    """Seconds that the comeback allows on this day; None where there is none."""
    context = Context(story.regimen, story.state, story.now)
    found = comeback(context, tolerated(context), LONG, story.protocol.phase("build"))
    return min((one.allowed for one in found), default=None)


def after(days_off: int) -> tuple[Story, int]:
    """On the morning after so many whole days without a run, and the longest run before."""
    story = in_build(60, table=TABLE, goal=True)
    story.next_day(days_off - 1)
    context = Context(story.regimen, story.state, story.now)
    return story, max(run.run_s_base for run in tolerated(context))


@pytest.mark.parametrize(("days_off", "share"), [(1, None), (5, None), (6, 50), (14, 50), (15, None)])
def test_from_six_days_off_on_a_session_is_half_until_the_tests_take_over(days_off: int, share: int | None) -> None:
    story, longest = after(days_off)
    assert left(story) == (None if share is None else longest * share // 100)


def test_half_then_three_quarters_then_nothing_for_as_long_as_the_days_off() -> None:
    story, longest = after(8)
    build = next(one for one in tables(story.protocol) if one.id == TABLE)
    seen = []
    for day in range(10):
        if day % 2 == 0:
            asked(story, build, 1)
            story.run()
        story.next_day()
        story.morning()
        seen.append(left(story))
    half, most = longest // 2, longest * 75 // 100
    assert seen == [half] * 3 + [most] * 4 + [None] * 3


@pytest.mark.invariant("INV-013", "INV-018")
@settings(deadline=None, max_examples=20, derandomize=True)
@given(st.integers(1, 14))
def test_days_off_never_allow_more_than_none(days_off: int) -> None:
    story, _ = after(days_off)
    without = in_build(60, table=TABLE, goal=True)
    more, less = without.morning(), story.morning()
    assert less.dose.run_s <= more.dose.run_s
    room = Room(run_s=left(story) or 12_000, longest_bout_s=12_000, on_feet_s=20_000)
    assert less.dose.run_s <= fit(LONG, room, shortest_bout_s=480).run_s


def test_walk_run_goes_by_its_own_way_back() -> None:
    story = Story()
    story.to_walk_run()
    story.run(story.to_a_run())
    story.next_day(9)
    context = Context(story.regimen, story.state, story.now)
    assert comeback(context, tolerated(context), LONG, story.protocol.phase("walk-run")) == []
