"""The runner's goal on the chart: a clinician agrees or not in a form, and the runner reads it beside the goal."""

import pytest

from restride.usecases.agree_goal import show_goal_talk
from restride.usecases.goal import WantedGoal, set_goal
from tests.web.clinic.people import Clinic


def with_goal(clinic: Clinic) -> str:
    scene = clinic.scene
    goal: str = scene.id()
    set_goal(scene.ports, scene.me, WantedGoal(id=goal, table="to-5km"))
    clinic.link()
    return goal


@pytest.mark.mission("M28")
def test_a_clinician_agrees_on_the_chart_and_the_runner_reads_it(clinic: Clinic) -> None:
    goal = with_goal(clinic)
    chart = clinic.at_desk.get(clinic.page).content.decode()
    assert "No clinician has answered it yet." in chart
    address = f"{clinic.page}/goals/{goal}"
    assert address in chart
    sent = {"id": clinic.scene.id(), "agreed": "yes", "words": "Step by step."}
    assert clinic.at_desk.post(address, sent).status_code == 302
    talk = show_goal_talk(clinic.scene.ports, clinic.scene.me)
    assert talk is not None
    assert "agrees with your goal" in talk.said(clinic.scene.ports.words)
    assert "Step by step." in clinic.at_desk.get(clinic.page).content.decode()


@pytest.mark.mission("M28")
def test_the_clinician_reads_what_the_runner_reads_about_the_goal(clinic: Clinic) -> None:
    address = f"{clinic.page}/goals/{with_goal(clinic)}"
    page = clinic.at_desk.get(address).content.decode()
    assert "5 km: not yet realistic. That is no verdict on the runner" in page
    assert "A goal never makes a run longer or sooner." in page


def test_not_agreed_wants_words(clinic: Clinic) -> None:
    goal = with_goal(clinic)
    address = f"{clinic.page}/goals/{goal}"
    page = clinic.at_desk.post(address, {"id": clinic.scene.id(), "agreed": "no", "words": ""})
    assert page.status_code == 422
    assert "Write what speaks against it" in page.content.decode()
