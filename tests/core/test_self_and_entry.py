"""Nobody clears themselves, nothing of tomorrow opens today, and a run before the door keeps its rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.answers import Answers
from restride.core.check import check
from restride.core.decision import RunWalk
from restride.core.events import CheckIn, ClearanceGiven, FlagClosed, FlagOpened, WaiverGiven
from restride.core.terms import PainMoment, Role, Scope, Side, Urgency, Verdict
from tests.properties.histories import begun
from tests.story import CLINICIAN, RUNNER, Story, calm

RUNNER_AS_CLINICIAN = replace(CLINICIAN, id=RUNNER.id)


def at_the_door(name: str = "patellofemoral-pain") -> Story:
    """The evening before the first run: tests passed, nothing run."""
    story = Story(name)
    while story.morning(calm()).position.phase != "gate":
        story.foundation()
        story.next_day()
    story.pass_tests()
    return story


def flagged() -> tuple[Story, str]:
    story = begun()
    flag = story.tell(FlagOpened(flag="focal_bone_pain", urgency=Urgency.DAYS), person=True)
    assert story.morning(calm()).verdict is Verdict.STOP
    story.next_day()
    return story, flag.id


@pytest.mark.invariant("INV-006")
def test_a_clinician_does_not_close_their_own_red_flag() -> None:
    story, flag = flagged()
    story.tell(FlagClosed(flag_event=flag, reason="I looked at it"), author=RUNNER_AS_CLINICIAN, person=True)
    assert story.morning(calm()).verdict is Verdict.STOP
    story.tell(FlagClosed(flag_event=flag, reason="seen"), author=CLINICIAN, person=True)
    story.next_day()
    assert story.morning(calm()).verdict is not Verdict.STOP


@pytest.mark.invariant("INV-006", "INV-045")
def test_a_flag_closed_in_the_future_is_still_open() -> None:
    story, flag = flagged()
    ahead = story.clock + timedelta(hours=40)
    story.tell(FlagClosed(flag_event=flag, reason="seen"), author=CLINICIAN, person=True, at=ahead)
    assert story.morning(calm()).verdict is Verdict.STOP
    story.next_day(2)
    assert story.morning(calm()).verdict is not Verdict.STOP


@pytest.mark.invariant("INV-008")
@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.EXTERNAL])
def test_a_clinician_does_not_clear_themselves(role: Role) -> None:
    story = Story("knee-arthroscopy", cleared=False)
    body = ClearanceGiven(scope=Scope.SPEED, side=Side.LEFT, starts=story.day, until=story.day + timedelta(days=400))
    story.tell(body, author=replace(RUNNER_AS_CLINICIAN, role=role))
    for _ in range(30):
        assert not story.morning(calm()).runs
        story.foundation()
        story.pass_tests()
        story.next_day()
    story.clear()
    assert story.to_walk_run().runs


@pytest.mark.invariant("INV-008")
def test_a_clinician_who_enrolled_the_runner_may_clear_them() -> None:
    story = begun("knee-arthroscopy")
    opened = next(iter(story.state.episodes.values()))
    story.state = replace(story.state, episodes={opened.id: replace(opened, author=CLINICIAN)})
    decision = story.told(calm()).peek()
    assert decision.runs
    assert check(decision, story.regimen, story.told(calm()).state, story.now) == ()


@pytest.mark.invariant("INV-029")
def test_a_clinician_does_not_waive_a_rule_for_themselves() -> None:
    story = begun()
    body = WaiverGiven(rule="stiff-ten-minutes", until=story.day + timedelta(days=9), reason="knows the course")
    story.tell(body, author=RUNNER_AS_CLINICIAN)
    assert not any(reason.waived_by for reason in story.told(calm(stiffness_min=15)).peek().reasons)


@pytest.mark.invariant("INV-023")
def test_a_run_that_nobody_asked_for_keeps_its_rest_on_the_day_walk_run_opens() -> None:
    story = at_the_door()
    story.ran(run_s=600, bout_s=60, walk_s=600)
    ended = max(entry.at.at for entry in story.state.sessions.values()) + timedelta(seconds=1200)
    for _ in range(6):
        story.next_day()
        story.pass_tests()
        decision = story.morning(calm())
        assert check(decision, story.regimen, story.state, story.now) == ()
        if decision.runs:
            break
    assert decision.runs
    assert story.clock - ended >= timedelta(hours=60)


@pytest.mark.invariant("INV-046", "INV-016")
def test_a_bad_run_before_the_door_rests_as_long_as_one_behind_it() -> None:
    story = at_the_door()
    story.ran(run_s=600, bout_s=60, walk_s=600, pain_tenths=60)
    ended = max(entry.at.at for entry in story.state.sessions.values()) + timedelta(seconds=1200)
    while not story.peek().runs:
        story.next_day()
        story.pass_tests()
        story.morning(calm())
    assert story.clock - ended >= timedelta(hours=96)


@pytest.mark.invariant("INV-035")
def test_the_second_opinion_refuses_a_flag_that_the_runner_closed() -> None:
    story, flag = flagged()
    told = story.told(calm())
    told.tell(FlagClosed(flag_event=flag, reason="fine"), author=RUNNER_AS_CLINICIAN, person=True)
    made = begun().told(calm()).peek()
    assert made.dose.bouts[0] == RunWalk(run_s=60, walk_s=120)
    assert "red-flag-open" in check(made, told.regimen, told.state, told.now)


@pytest.mark.invariant("INV-002")
def test_a_morning_that_names_a_run_is_a_morning_of_today_all_the_same() -> None:
    story = begun()
    run = story.run(story.to_a_run())
    decision = story.to_a_run() if story.next_day() is None else None
    assert decision is not None
    assert decision.runs
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=Answers(pain_tenths=30), run=run.id))
    assert not story.peek().runs
