"""The road ahead of a record: kept while nothing is told, another after each entry, held back with today."""

from dataclasses import replace
from time import process_time

import pytest

from restride.core.terms import PainMoment
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.forecast import show_ahead
from restride.usecases.goal import WantedGoal, set_goal, show_goal
from tests.story import calm
from tests.usecases.days import kneecap
from tests.usecases.scene import Scene


def check_in(scene: Scene, **other: object) -> None:
    answers = replace(calm(), **other)  # type: ignore[arg-type]
    given = CheckInGiven(id=scene.id(), episode=scene.episode, moment=PainMoment.MORNING, answers=answers)
    record_check_in(scene.ports, scene.me, given)


def test_looking_twice_costs_one_picture(scene: Scene) -> None:
    check_in(scene)
    began = process_time()
    first = show_ahead(scene.ports, scene.me)
    once = process_time() - began
    began = process_time()
    assert show_ahead(scene.ports, scene.me) == first
    assert process_time() - began < once


def test_another_entry_is_another_picture() -> None:
    story = kneecap()
    (before,) = show_ahead(story.ports, story.runner).roads
    assert before.goal is None
    set_goal(story.ports, story.runner, WantedGoal(id=story.id(), table="to-5km"))
    (after,) = show_ahead(story.ports, story.runner).roads
    assert after.goal is not None
    assert after.goal.soonest is not None
    assert before.dates.soonest is not None
    assert after.goal.soonest > before.dates.soonest
    assert any("5 km" in one for one in after.goal_sentences)
    assert set(after.goal_sentences) <= set(show_goal(story.ports, story.runner).sentences)


def test_a_goal_that_the_picture_does_not_reach_is_said_plainly() -> None:
    story = kneecap()
    set_goal(story.ports, story.runner, WantedGoal(id=story.id(), table="to-marathon"))
    said = " ".join(show_goal(story.ports, story.runner).sentences)
    assert "even if every run goes well, not by" in said


@pytest.mark.invariant("INV-004")
def test_no_day_is_pictured_before_today_has_its_answer(scene: Scene) -> None:
    (road,) = show_ahead(scene.ports, scene.me).roads
    assert road.held
    assert road.days == ()
    assert any("once today has its own answer" in one for one in road.sentences)
    check_in(scene)
    (road,) = show_ahead(scene.ports, scene.me).roads
    assert not road.held
    assert road.days


@pytest.mark.invariant("INV-005")
def test_an_open_flag_leaves_neither_days_nor_dates(scene: Scene) -> None:
    check_in(scene)
    line = next(line for line in scene.protocol().lines if line.stops)
    check_in(scene, flag_lines=(line.group,))
    (road,) = show_ahead(scene.ports, scene.me).roads
    assert road.days == ()
    assert (road.dates.soonest, road.goal) == (None, None)
    assert [one.kind for one in road.dates.waiting] == ["flag"]
