"""The calendar of a state keeps its days in order, however it came to be."""

from datetime import timedelta

from restride.core.events import CheckIn
from restride.core.state import fold, in_time, with_day
from restride.core.terms import PainMoment
from tests.story import Story, calm


def test_days_told_late_stand_in_their_place() -> None:
    story = Story()
    for days in (0, 5, 2, 9, 2):
        morning = CheckIn(moment=PainMoment.MORNING, answers=calm())
        story.tell(morning, at=story.clock - timedelta(days=days))
    kept = list(story.state.calendar)
    assert kept == sorted(kept)
    assert kept == list(fold(story.events).calendar)


def test_a_day_may_be_put_anywhere() -> None:
    story = Story()
    calendar = in_time({story.day + timedelta(days=n): [] for n in (4, 0, 2)})
    for n in (3, 9, -1, 2):
        calendar = with_day(calendar, story.day + timedelta(days=n), ())
        assert list(calendar) == sorted(calendar)
