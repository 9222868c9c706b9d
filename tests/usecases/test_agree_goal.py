"""A clinician agrees with the goal or says why not: the runner reads it, and it opens nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.usecases.agree_goal import GoalWord, answer_goal, show_goal_talk
from restride.usecases.demo_days import Days
from restride.usecases.goal import WantedGoal, set_goal
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from tests.usecases.days import code, kneecap


def with_goal() -> tuple[Days, str]:
    story = kneecap()
    story.share()
    story.morning()
    goal = story.id()
    set_goal(story.ports, story.runner, WantedGoal(id=goal, table="to-10km"))
    return story, goal


def word(story: Days, goal: str, **changed: object) -> GoalWord:
    return replace(GoalWord(id=story.id(), goal=goal, agreed=True), **changed)


def read(story: Days) -> str:
    talk = show_goal_talk(story.ports, story.runner)
    return talk.said(story.ports.words) if talk else ""


@pytest.mark.mission("M28")
def test_an_agreed_goal_is_read_by_the_runner_with_the_name_of_who_agreed() -> None:
    story, goal = with_goal()
    assert read(story) == ""
    answer_goal(story.ports, story.clinician, word(story, goal, words="Give it a summer."))
    assert "Therapist 1, physiotherapist agrees with your goal" in read(story)
    assert "Give it a summer." in read(story)


@pytest.mark.mission("M28")
def test_a_goal_that_is_not_agreed_with_says_why_and_the_newest_word_counts() -> None:
    story, goal = with_goal()
    answer_goal(story.ports, story.clinician, word(story, goal))
    story.clock.at += timedelta(hours=1)
    answer_goal(story.ports, story.clinician, word(story, goal, agreed=False, words="5 km first."))
    assert "does not agree with this goal" in read(story)
    assert "5 km first." in read(story)


def test_another_goal_has_no_word_yet() -> None:
    story, goal = with_goal()
    answer_goal(story.ports, story.clinician, word(story, goal))
    story.clock.at += timedelta(hours=1)
    set_goal(story.ports, story.runner, WantedGoal(id=story.id(), table="to-5km"))
    assert read(story) == ""
    with pytest.raises(NotPossible) as refusal:
        answer_goal(story.ports, story.clinician, word(story, goal))
    assert code(refusal) == "another-goal"


def test_it_changes_no_decision() -> None:
    story, goal = with_goal()
    before = show_today(story.ports, story.runner).decision
    answer_goal(story.ports, story.clinician, word(story, goal))
    assert show_today(story.ports, story.runner).decision == before


@pytest.mark.invariant("INV-008")
def test_nobody_agrees_with_a_goal_of_their_own() -> None:
    story, goal = with_goal()
    with pytest.raises(NotPossible) as refusal:
        answer_goal(story.ports, story.runner, word(story, goal))
    assert code(refusal) == "not-yours-to-agree"
    assert read(story) == ""


@pytest.mark.parametrize(
    ("wrong", "why"), [({"agreed": False, "words": " "}, "reason-missing"), ({"words": "x" * 501}, "too-long")]
)
def test_a_no_without_words_and_far_too_many_are_refused(wrong: dict[str, object], why: str) -> None:
    story, goal = with_goal()
    with pytest.raises(NotPossible) as refusal:
        answer_goal(story.ports, story.clinician, word(story, goal, **wrong))
    assert code(refusal) == why
    assert read(story) == ""


def test_the_same_word_sent_twice_is_stored_once() -> None:
    story, goal = with_goal()
    given = word(story, goal)
    answer_goal(story.ports, story.clinician, given)
    answer_goal(story.ports, story.clinician, given)
    assert [event.kind for event in story.record().events].count("goal_answered") == 1
