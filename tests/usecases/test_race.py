"""The week of a race and the days after it: what is said, when it is silent, and that nothing is opened by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.context import Context
from restride.core.events import FlagOpened
from restride.core.goal_entries import GoalSet
from restride.core.race import easy_days_left, last_race, next_race
from restride.core.terms import Urgency
from restride.library.plugged import sentences
from restride.usecases.race import race_note
from tests.build_story import in_build, tables
from tests.story import Story, protocol
from tests.usecases.test_asking import today_of

WORDS = sentences("en")
TABLES = tables(protocol("patellofemoral-pain"))


def with_race(days: int, *, table: str = "to-5km", level: int = 12, set_ago: int = 60) -> Story:
    """In build, with a race so many days ahead; below zero it is over."""
    story = in_build(level, table=table)
    body = GoalSet(table=table, race_day=story.day + timedelta(days=days))
    story.tell(body, at=story.clock - timedelta(days=set_ago), person=True)
    return story


def note(story: Story) -> str:
    return race_note(today_of(story), WORDS)


def test_in_the_week_of_a_realistic_race_it_is_said_that_the_rules_stay_on() -> None:
    assert note(with_race(7)) == ""
    for days in (6, 0):
        assert "realistic by what you have run" in note(with_race(days))
        assert "The rules stay on to the end" in note(with_race(days))


def test_in_the_week_of_a_race_that_is_not_realistic_something_else_is_offered() -> None:
    said = note(with_race(3, table="to-marathon"))
    assert "not yet realistic" in said
    assert "A shorter distance, a later day" in said


@pytest.mark.invariant("INV-005")
def test_beside_a_warning_and_a_plan_that_cannot_be_read_nothing_is_said() -> None:
    story = with_race(3)
    lost = replace(today_of(story), lost=(today_of(story).episodes[0].opened,))
    assert race_note(lost, WORDS) == ""
    story.tell(FlagOpened(flag="night_pain", urgency=Urgency.DAYS), person=True)
    assert note(story) == ""


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.id)
def test_after_a_race_easy_running_lasts_as_long_as_the_table_says(table) -> None:
    for ago, left in ((1, table.after_race_d - 1), (table.after_race_d - 1, 1), (table.after_race_d, 0)):
        story = with_race(-ago, table=table.id)
        context = Context(story.regimen, story.state, story.now)
        race = last_race(context)
        assert race is not None
        assert easy_days_left(context, race) == left
        assert bool(note(story)) is bool(left)


def test_seven_fourteen_and_twenty_one_days() -> None:
    assert [one.after_race_d for one in TABLES] == [7, 7, 14, 21]


def test_a_goal_that_was_changed_before_its_race_is_no_race() -> None:
    story = with_race(-2, set_ago=20)
    assert last_race(Context(story.regimen, story.state, story.now)) is not None
    story.tell(GoalSet(table="to-10km"), at=story.clock - timedelta(days=5), person=True)
    assert last_race(Context(story.regimen, story.state, story.now)) is None


def test_a_new_goal_after_the_race_does_not_shorten_the_easy_days() -> None:
    story = with_race(-2)
    story.tell(GoalSet(table="to-10km", race_day=story.day + timedelta(days=200)), person=True)
    context = Context(story.regimen, story.state, story.now)
    race, ahead = last_race(context), next_race(context)
    assert race is not None
    assert easy_days_left(context, race) == 5
    assert ahead is not None
    assert ahead.table.id == "to-10km"
    assert "After your race" in note(story)
