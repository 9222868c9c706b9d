"""A measure read on a runner's morning, and the mornings and runs that it reads. For tests only."""

from dataclasses import replace
from datetime import datetime, timedelta

from restride.core.answers import Answers
from restride.core.events import CheckIn, SessionLogged
from restride.core.measures.measure import Reading
from restride.core.measures.registry import MEASURES
from restride.core.terms import PainMoment
from tests.core.standing_at import view
from tests.story import Story, calm

NOT_YET = Reading(value=None, applies=False)


def read(story: Story, name: str, **params: str | int) -> Reading:
    """What the measure reads now."""
    return MEASURES[name].read(view(story), params)


def value(story: Story, name: str, **params: str | int) -> int | None:
    """The value that the measure reads now; it has to arise."""
    found = read(story, name, **params)
    assert found.applies, name
    return found.value


def told(story: Story, **answers: object) -> str:
    """A morning of today with nothing wrong but for this; its id."""
    return story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(**answers))).id


def said(story: Story, run: str, moment: PainMoment, *, at: datetime | None = None, **answers: object) -> str:
    """What was told of a run at a moment, and nothing else; its id."""
    return story.tell(CheckIn(moment=moment, answers=replace(Answers(), **answers), run=run), at=at).id


def bare_run(story: Story, *, hours: float = 0, run_s: int = 600, **other: object) -> str:
    """A run of which nothing was felt, that began so many hours ago; its id."""
    body = SessionLogged(decision=None, run_s=run_s, longest_bout_s=60, walk_s=0, elapsed_s=run_s, cut_short=False)
    return story.tell(replace(body, **other), at=story.clock - timedelta(hours=hours)).id


def usually(tenths: int, *, days: int = 10) -> Story:
    """A runner whose quiet mornings have so much pain, on the next morning, of which nothing is told yet."""
    story = Story()
    for _ in range(days):
        told(story, pain_tenths=tenths)
        story.next_day()
    return story
