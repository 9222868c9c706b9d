"""Easy days after a race: how many are still to come, whose race counts, and what they rest on."""

from datetime import timedelta

import pytest

from restride.core.goal_entries import GoalSet
from restride.core.measures.measure import Reading
from tests.core.measures.reading import read
from tests.story import Story


def raced(days: int, table: str = "to-5km") -> tuple[Story, str]:
    """So many days after the race of a goal that was set before it; the goal's id."""
    story = Story()
    goal = GoalSet(table=table, race_day=story.day + timedelta(days=30))
    id = story.tell(goal, person=True).id
    story.next_day(30 + days)
    return story, id


def test_without_a_race_there_are_no_easy_days() -> None:
    assert read(Story(), "easy_days_after_race") == Reading(value=0)
    before, _ = raced(-1)
    assert read(before, "easy_days_after_race") == Reading(value=0)


@pytest.mark.parametrize(
    ("table", "days", "left"),
    [("to-5km", 0, 7), ("to-5km", 1, 6), ("to-5km", 6, 1), ("to-5km", 7, 0), ("to-5km", 90, 0), ("to-10km", 0, 7)],
)
def test_easy_days_run_out_one_by_one(table: str, days: int, left: int) -> None:
    story, goal = raced(days, table)
    assert read(story, "easy_days_after_race") == Reading(value=left, evidence=(goal,))
