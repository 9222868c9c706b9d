"""The law of the checkpoint: a condensed state and what followed decide as the whole journal does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.core import condensed
from restride.core.activity_entries import ActivityRead
from restride.core.check import check
from restride.core.condensed import condense, go_on
from restride.core.context import HORIZON_D
from restride.core.decide import decide
from restride.core.events import CheckIn, Corrected, FlagClosed, FlagOpened
from restride.core.state import RunnerState, fold
from restride.core.terms import PainMoment, Urgency
from restride.journal.state_text import read_state, write_state
from tests.properties.histories import PLANS, PROTOCOLS, begun, live
from tests.story import CLINICIAN, Story, calm


@pytest.fixture(autouse=True, scope="module")
def _short() -> object:
    """As few whole days as the rules allow, so that short histories are cut too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(condensed, "KEEP_D", HORIZON_D + 2)
        yield


def shortened(story: Story) -> RunnerState | None:
    """The state as a checkpoint gives it back."""
    short = condense(fold(story.events), (story.regimen,))
    return read_state(write_state(short)) if short else None


def past(name: str, plan, gap: int) -> Story:
    """Days of all kinds, a gap, and the days of the plan again, so that some lie before the horizon."""
    story = live(begun(name), plan)
    story.next_day(gap)
    return live(story, plan)


@pytest.mark.invariant("INV-027", "INV-050")
@given(st.sampled_from(PROTOCOLS), PLANS, PLANS, st.sampled_from([20, 34, 41, 60]))
def test_checkpoint_and_tail_decide_as_the_whole_journal(name: str, plan, later, gap: int) -> None:
    story = past(name, plan, gap)
    short, known = shortened(story), len(story.events)
    assert short is not None
    live(story, later)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    going = go_on(short, story.events[known:], story.clock)
    assert going is not None
    decision = decide(story.regimen, going, story.now)
    assert decision == story.peek()
    assert check(decision, story.regimen, going, story.now) == check(decision, story.regimen, story.state, story.now)


@given(PLANS, PLANS, st.sampled_from([20, 34, 60]))
def test_a_checkpoint_grows_into_what_the_whole_journal_gives(plan, later, gap: int) -> None:
    story = past(PROTOCOLS[0], plan, gap)
    short, known = shortened(story), len(story.events)
    live(story, later)
    story.next_day(3)
    going = go_on(short, story.events[known:], story.clock) if short else None
    assert going is not None
    grown, whole = condense(going, (story.regimen,)), condense(fold(story.events), (story.regimen,))
    assert grown is not None
    assert whole is not None
    assert write_state(grown) == write_state(whole)


def long_ago() -> tuple[Story, RunnerState]:
    story = begun()
    story.green_days(8)
    story.next_day(70)
    story.morning()
    short = shortened(story)
    assert short is not None
    assert len(short.reports) < len(story.state.reports)
    return story, short


def test_late_news_of_a_day_that_was_left_out_folds_anew() -> None:
    story, short = long_ago()
    late = story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()), at=story.clock - timedelta(days=75))
    assert go_on(short, [late], story.clock) is None


def test_a_correction_folds_anew_and_is_not_made_short_while_both_versions_count() -> None:
    story, short = long_ago()
    oldest = next(iter(story.state.reports))
    correction = story.tell(Corrected(target=oldest, answers=calm(pain_tenths=30)))
    assert go_on(short, [correction], story.clock) is None
    assert shortened(story) is None
    story.next_day(3)
    story.morning()
    assert shortened(story) is not None


def test_a_clock_that_went_back_folds_anew() -> None:
    story, short = long_ago()
    assert go_on(short, [], story.clock) is not None
    assert go_on(short, [], story.clock - timedelta(minutes=1)) is None


def test_a_flag_closed_again_folds_anew() -> None:
    story, _ = long_ago()
    flag = story.tell(FlagOpened(flag="calf", urgency=Urgency.NOW), person=True)
    closing = FlagClosed(flag_event=flag.id, reason="seen")
    story.tell(closing, author=CLINICIAN, person=True)
    short = shortened(story)
    assert short is not None
    again = story.tell(replace(closing, reason="seen again"), author=CLINICIAN, person=True)
    assert go_on(short, [again], story.clock) is None


def test_a_run_of_before_sign_up_is_taken_in_without_folding_anew() -> None:
    story, short = long_ago()
    began = story.clock - timedelta(days=400)
    old = ActivityRead(
        digest="d", file_id="f", reader="restride-fit/1", sport="running", start=began, elapsed_s=3600, timer_s=3600,
        run_s=3600, longest_bout_s=3600, walk_s=0, review=("no-sport",), history=True,
    )  # fmt: skip
    going = go_on(short, [story.tell(old, at=began, person=True)], story.clock)
    assert going is not None
    assert decide(story.regimen, going, story.now) == decide(story.regimen, fold(story.events), story.now)
    grown, whole = condense(going, (story.regimen,)), shortened(story)
    assert grown is not None
    assert whole is not None
    assert read_state(write_state(grown)) == whole
