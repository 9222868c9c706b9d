"""A day that asks nothing: only between runs, only after green weeks, never where anything waits for its answer."""

from dataclasses import replace

import pytest

from restride.core.context import Context
from restride.core.decide import open_questions
from restride.core.events import FlagOpened
from restride.core.terms import Urgency
from restride.usecases.asking import is_free_of_questions, left_out
from restride.usecases.record import Record
from restride.usecases.today import EpisodeToday, Today
from tests.core.test_asking import WEEKS, green_weeks
from tests.story import EPISODE, Story


def today_of(story: Story) -> Today:
    context = Context(story.regimen, story.state, story.now)
    episode = EpisodeToday(
        opened=story.state.episodes[EPISODE],
        regimen=story.regimen,
        context=context,
        issued=None,
        questions=open_questions(context),
    )
    return Today(
        now=story.now,
        record=Record(events=tuple(story.events), state=story.state),
        episodes=(episode,),
        decision=None,
        open_flags=context.open_flags,
    )


def between_runs(weeks: int) -> Story:
    story = green_weeks(weeks)
    story.next_day()
    return story


def test_a_day_between_runs_asks_nothing_after_green_weeks() -> None:
    assert is_free_of_questions(today_of(between_runs(WEEKS)))
    assert left_out(today_of(between_runs(WEEKS))) == {"between_runs", "sleep_h"}


def test_before_that_every_day_is_asked_about() -> None:
    assert not is_free_of_questions(today_of(between_runs(WEEKS - 2)))
    assert left_out(today_of(between_runs(WEEKS - 2))) == frozenset()


@pytest.mark.invariant("INV-005")
def test_an_open_warning_asks_for_everything() -> None:
    story = between_runs(WEEKS)
    story.tell(FlagOpened(flag="night_pain", urgency=Urgency.DAYS), person=True)
    assert left_out(today_of(story)) == frozenset()


def test_a_second_injury_that_is_not_there_yet_asks_for_everything() -> None:
    well, other = today_of(between_runs(WEEKS)), today_of(between_runs(WEEKS - 2))
    assert not is_free_of_questions(replace(well, episodes=(*well.episodes, *other.episodes)))


def test_a_plan_that_cannot_be_read_asks_for_everything() -> None:
    found = today_of(between_runs(WEEKS))
    assert not is_free_of_questions(replace(found, lost=(found.episodes[0].opened,)))
