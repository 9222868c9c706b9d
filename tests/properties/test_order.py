"""Laws of the fold: order, repeats and later knowledge; the same inputs give the same answer for ever."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.core.answers import Answers, join
from restride.core.decide import decide
from restride.core.state import apply, fold
from tests.properties.histories import MORNINGS, PLANS, WAYS, Way, begun, live
from tests.story import calm


@pytest.mark.invariant("INV-050", "INV-051")
@given(WAYS, PLANS, st.randoms(use_true_random=False), st.integers(1, 5))
def test_order_and_repeats_of_the_same_events_give_the_same_state(
    way: Way, plan, chance: random.Random, times: int
) -> None:
    story = live(begun(*way), plan)
    shuffled = story.events * times
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(story.events) == story.state


@given(WAYS, PLANS, st.integers(0, 400))
def test_applying_one_by_one_equals_folding_all(way: Way, plan, cut: int) -> None:
    events = live(begun(*way), plan).events
    state = fold(events[:cut])
    for event in events[cut:]:
        state = apply(state, event)
    assert state == fold(events)


@given(WAYS, PLANS, PLANS)
def test_what_is_recorded_later_changes_nothing_that_was_known(way: Way, plan, later) -> None:
    story = live(begun(*way), plan)
    known_at, before = story.clock, story.state
    live(story, later)
    later_events = [event for event in story.events if event.recorded_at > known_at]
    early_events = [event for event in story.events if event.recorded_at <= known_at]
    assert fold([*later_events, *early_events], known_at=known_at) == fold(early_events)
    assert set(before.reports) <= set(fold(early_events).reports)


@pytest.mark.invariant("INV-027")
@given(WAYS, PLANS)
def test_a_decision_is_the_same_from_the_same_events(way: Way, plan) -> None:
    story = live(begun(*way), plan)
    story.morning(calm())
    assert decide(story.regimen, fold(reversed(story.events)), story.now) == story.peek()


@pytest.mark.invariant("INV-052")
@given(MORNINGS, MORNINGS, MORNINGS)
def test_merging_reports_has_no_order_and_no_grouping(one: Answers, two: Answers, three: Answers) -> None:
    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(join(one, two), two) == join(one, two)


@pytest.mark.invariant("INV-052")
@given(WAYS, MORNINGS, MORNINGS)
def test_two_reports_of_a_morning_allow_no_more_than_either(way: Way, one: Answers, other: Answers) -> None:
    story = begun(*way)
    alone = [story.told(answers).peek() for answers in (one, other)]
    merged = story.told(one).told(other).peek()
    for decision in alone:
        assert merged.course <= decision.course
        assert merged.dose.run_s <= decision.dose.run_s
