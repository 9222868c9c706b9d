"""A runner's goal: kept as it was wished, refused where it can't be, and shown with what is missing."""

from datetime import timedelta
from typing import Any

import pytest

from restride.usecases.goal import WantedGoal, set_goal, show_goal
from restride.usecases.ports import today
from restride.usecases.refused import NotPossible
from tests.usecases.days import kneecap


def want(story: Any, table: str = "to-10km", in_days: int | None = None) -> WantedGoal:
    ahead = None if in_days is None else today(story.clock.now(), "UTC").day + timedelta(days=in_days)
    return WantedGoal(id=story.id(), table=table, race_day=ahead)


def test_a_goal_on_day_one_is_kept_and_shown_as_not_yet_realistic_with_a_range() -> None:
    story = kneecap()
    set_goal(story.ports, story.runner, want(story, in_days=700))
    shown = show_goal(story.ports, story.runner)
    assert shown.goal is not None
    assert shown.goal.table == "to-10km"
    said = " ".join(shown.sentences)
    assert "10 km: not yet realistic" in said
    assert "It is a picture, not a promise" in said
    assert "from tomorrow on" in said
    assert "never makes a run longer or sooner" in said


def test_the_goal_sent_twice_is_stored_once() -> None:
    story = kneecap()
    wanted = want(story)
    set_goal(story.ports, story.runner, wanted)
    set_goal(story.ports, story.runner, wanted)
    assert len(story.record().state.goals) == 1


@pytest.mark.parametrize(
    ("table", "in_days", "field", "code"),
    [
        ("to-the-moon", None, "table", "unknown-distance"),
        ("to-10km", 0, "race_day", "day-past"),
        ("to-10km", -30, "race_day", "day-past"),
        ("to-marathon", 90, "race_day", "too-soon"),
        ("to-10km", 4000, "race_day", "too-far"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_stores_nothing(
    table: str, in_days: int | None, field: str, code: str
) -> None:
    story = kneecap()
    with pytest.raises(NotPossible) as refused:
        set_goal(story.ports, story.runner, want(story, table, in_days))
    assert [(one.field, one.code) for one in refused.value.problems] == [(field, code)]
    assert not story.record().state.goals


def test_a_goal_can_be_taken_back() -> None:
    story = kneecap()
    set_goal(story.ports, story.runner, want(story))
    story.next_morning()
    set_goal(story.ports, story.runner, want(story, ""))
    assert show_goal(story.ports, story.runner).goal is None


def test_a_clinician_cannot_set_the_runners_goal() -> None:
    story = kneecap()
    story.share()
    with pytest.raises(NotPossible):
        set_goal(story.ports, story.clinician, want(story))


def test_an_open_warning_leaves_no_range() -> None:
    story = kneecap()
    set_goal(story.ports, story.runner, want(story))
    story.flag("cannot_bear_weight", "I can't put weight on it")
    said = " ".join(show_goal(story.ports, story.runner).sentences)
    assert "No range yet: a warning is open" in said
    assert "between" not in said
