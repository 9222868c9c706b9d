"""Two injuries of one body: the day that one of them forbids asked for no run, and asks for none afterwards."""

from dataclasses import replace
from typing import Any

import pytest

from restride.core.answers import Answers
from restride.core.decide import RUN_OUTCOME
from restride.core.terms import PainMoment
from restride.usecases.check_in import CheckInGiven, normal_day, record_check_in
from restride.usecases.settle import close_episode
from restride.usecases.today import Today, show_today
from tests.usecases.days import enrol_again, kneecap


def before_the_first_run() -> Any:
    """A kneecap whose first run comes with the next check-in."""
    story = kneecap()
    story.to_phase("gate")
    story.tests()
    story.next_morning()
    return story


def with_a_second_injury(story: Any) -> str:
    return enrol_again(story.ports, story.runner, story.id())


def both_check_in(story: Any, second: str) -> Today:
    story.morning()
    now = show_today(story.ports, story.runner)
    other = next(one for one in now.episodes if one.opened.id == second)
    quiet = normal_day(Answers(pain_tenths=0, woken=False, painkiller=False, flag_lines=()))
    lines = tuple(sorted(line.group for line in other.regimen.protocol.lines))
    given = CheckInGiven(
        id=story.id(), episode=second, moment=PainMoment.MORNING, answers=replace(quiet, lines_covered=lines)
    )
    record_check_in(story.ports, story.runner, given)
    return show_today(story.ports, story.runner)


@pytest.mark.invariant("INV-024")
def test_a_run_that_the_other_injury_forbade_is_not_asked_about_the_next_day() -> None:
    story = before_the_first_run()
    second = with_a_second_injury(story)
    now = both_check_in(story, second)
    assert any(one.decision and one.decision.runs for one in now.episodes)
    assert now.decision is not None
    assert not now.decision.runs
    story.next_morning()
    now = both_check_in(story, second)
    assert all(RUN_OUTCOME not in one.questions for one in now.episodes)
    assert now.decision is not None
    assert not now.decision.runs


@pytest.mark.invariant("INV-016")
def test_a_run_that_was_asked_for_is_asked_about_whatever_injury_comes_later() -> None:
    story = before_the_first_run()
    assert story.morning().runs
    story.next_morning()
    second = with_a_second_injury(story)
    now = both_check_in(story, second)
    assert any(RUN_OUTCOME in one.questions for one in now.episodes)
    assert now.decision is None or not now.decision.runs


@pytest.mark.invariant("INV-016")
def test_a_run_is_asked_about_though_an_injury_of_later_that_day_forbids_running() -> None:
    story = before_the_first_run()
    assert story.morning().runs
    second = with_a_second_injury(story)
    both_check_in(story, second)
    story.next_morning()
    now = both_check_in(story, second)
    assert any(RUN_OUTCOME in one.questions for one in now.episodes)
    assert now.decision is None or not now.decision.runs


@pytest.mark.invariant("INV-016")
def test_a_run_is_asked_about_though_an_injury_that_was_closed_that_day_had_forbidden_running() -> None:
    story = before_the_first_run()
    second = with_a_second_injury(story)
    now = both_check_in(story, second)
    assert now.decision is not None
    assert not now.decision.runs
    story.share()
    close_episode(story.ports, story.clinician, second, "begun on the wrong side", id=story.id())
    now = show_today(story.ports, story.runner)
    assert now.decision is not None
    assert now.decision.runs
    story.next_morning()
    story.morning()
    now = show_today(story.ports, story.runner)
    assert now.decision is None
    assert RUN_OUTCOME in now.episodes[0].questions
