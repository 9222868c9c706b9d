"""Where you are: the place in walk-run, what follows if it goes well and if it doesn't, and who chose the way."""

from uuid import uuid4

import pytest

from restride.core.events import PaceChosen
from restride.core.terms import Role
from restride.journal.values import EVERYTHING, Actor, Purpose
from restride.usecases.choose_pace import Choice, choose_pace
from restride.usecases.ports import Visitor
from restride.usecases.share import accept_sharing, offer_sharing
from restride.web.runner.room import ports
from tests.web.runner.story import Runner, text_of
from tests.web.runner.test_screens import stopped
from tests.web.runner.test_whole_story import to_the_first_run


def test_before_the_first_run_the_course_says_so(runner: Runner) -> None:
    runner.intake()
    runner.check_in()
    assert "The running has not begun yet." in text_of(runner.get("/course"))


def test_the_course_says_minutes_and_what_comes_next_either_way(runner: Runner) -> None:
    to_the_first_run(runner)
    today = text_of(runner.get("/"))
    assert "of running, in bouts of 1 minute" in today
    assert "Stage 1 of" not in today
    page = text_of(runner.get("/course"))
    assert "on the way to 30 minutes" in page
    assert "If your runs go well" in page
    assert "If a run was too much" in page
    assert "Cautious pace" in page


def test_the_runner_reads_who_chose_the_way_and_why(runner: Runner) -> None:
    to_the_first_run(runner)
    visitor = Visitor(
        actor=Actor(id=str(uuid4()), role=Role.CLINICIAN),
        person=str(runner.user.pk),
        name="Therapist 1",
        profession="physiotherapist",
        purpose=Purpose.CARE,
    )
    handed = offer_sharing(ports(), runner.visitor(), EVERYTHING, "sharing-1")
    accept_sharing(ports(), visitor.actor, handed.token, id=str(uuid4()))
    given = Choice(id=str(uuid4()), episode=runner.episode, preset="literal", reason="Runs by a printed plan")
    choose_pace(ports(), visitor, given)
    page = text_of(runner.get("/course"))
    assert "Our own stages." in page
    assert "Your clinician Therapist 1 chose it on" in page
    assert "Runs by a printed plan" in page
    assert "Stage 1 of 12" in text_of(runner.get("/"))


def test_there_is_no_way_for_a_runner_to_choose_a_pace(runner: Runner) -> None:
    to_the_first_run(runner)
    assert runner.post("/course", way="standard/").status_code == 405
    assert not any(isinstance(event.body, PaceChosen) for event in runner.events())


@pytest.mark.invariant("INV-005")
def test_no_session_is_named_while_a_red_flag_is_open(runner: Runner) -> None:
    to_the_first_run(runner)
    stopped(runner)
    page = text_of(runner.get("/course"))
    assert "Today comes first." in page
    assert "of running" not in page


@pytest.mark.invariant("INV-016")
def test_no_session_is_named_before_today_is_answered(runner: Runner) -> None:
    to_the_first_run(runner)
    runner.clock.move(days=1)
    page = text_of(runner.get("/course"))
    assert "Today comes first." in page
    assert "of running" not in page
