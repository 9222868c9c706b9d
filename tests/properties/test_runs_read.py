"""Runs that were read before are read the same anew: whatever was told since, and wherever the clock went."""

from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st

from restride.core.decide import decide
from restride.core.decision import Decision
from restride.core.events import CheckIn, Corrected, SessionLogged, Withdrawn
from restride.core.moment import Now, now_in
from restride.core.state import fold
from restride.core.terms import PainMoment
from tests.properties.histories import PLANS, Day, Way, begun, live
from tests.story import Story, calm

CLOCKS = st.lists(st.integers(-24 * 9, 24 * 3), min_size=2, max_size=5)


@given(days=PLANS, hours=CLOCKS, place=st.integers(0, 9), taken_back=st.booleans())
def test_a_decision_is_that_of_a_record_never_read_before(
    days: list[Day], hours: list[int], place: int, taken_back: bool
) -> None:
    story = live(begun(*Way("patellofemoral-pain")), days)
    moments = [now_in(story.clock + timedelta(hours=back), "UTC", UTC) for back in hours]
    assert _decided(story, moments) == _decided_anew(story, moments)
    runs = [event.id for event in story.events if isinstance(event.body, SessionLogged)]
    for run in runs:  # late news of a run that was read as over
        story.tell(CheckIn(moment=PainMoment.DURING_RUN, run=run, answers=calm(pain_tenths=70)))
    assert _decided(story, moments) == _decided_anew(story, moments)
    told = [event for event in story.events if isinstance(event.body, CheckIn | SessionLogged)]
    target = told[-1 - place % len(told)]
    if taken_back or not isinstance(target.body, CheckIn):
        story.tell(Withdrawn(target=target.id))
    else:
        story.tell(Corrected(target=target.id, answers=calm(pain_tenths=40)))
    assert _decided(story, moments) == _decided_anew(story, moments)


def _decided(story: Story, moments: list[Now]) -> list[Decision]:
    return [decide(story.regimen, story.state, now) for now in moments]


def _decided_anew(story: Story, moments: list[Now]) -> list[Decision]:
    return [decide(story.regimen, fold(story.events), now) for now in moments]
