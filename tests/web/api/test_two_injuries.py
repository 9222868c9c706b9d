"""With two injuries no answer of the interface shows the run of one while the other forbids it."""

from typing import Any
from uuid import uuid4

import pytest

from restride.usecases.demo_days import Days
from restride.usecases.today import runs_in_force
from tests.storage import HandClock
from tests.usecases.days import enrol_again
from tests.web.api.programs import Program, ports

pytestmark = pytest.mark.invariant("INV-024", "INV-005")


@pytest.fixture
def answer(runner: Program, clock: HandClock) -> dict[str, Any]:
    """What the check-in of the first injury says on the morning it would run; the second was not asked about yet."""
    days = Days(ports=ports(), clock=clock, runner=runner.visitor, clinician=runner.visitor)
    days.episode = runner.episode
    days.to_phase("gate")
    days.tests()
    days.next_morning()
    enrol_again(ports(), runner.visitor, str(uuid4()), "patellofemoral_pain")
    told: dict[str, Any] = runner.check_in().json()
    assert runs_in_force(ports(), runner.visitor) == frozenset()
    return told


def test_the_answer_to_a_check_in_shows_no_run(answer: dict[str, Any]) -> None:
    (decision,) = answer["decisions"]
    assert decision["session"]["bouts"] == []
    assert answer["superseded"] == [decision["id"]]


def test_the_list_of_decisions_shows_no_run(runner: Program, answer: dict[str, Any]) -> None:
    listed = runner.get("/decisions").json()["items"]
    assert listed[0]["id"] == answer["decisions"][0]["id"]
    assert listed[0]["session"]["bouts"] == []


def test_the_reason_card_shows_no_run(runner: Program, answer: dict[str, Any]) -> None:
    why = runner.get(f"/decisions/{answer['decisions'][0]['id']}").json()
    assert why["current"]
    assert why["session"]["bouts"] == []


def test_once_the_day_is_over_the_decision_is_listed_as_it_was_issued(
    answer: dict[str, Any], runner: Program, clock: HandClock
) -> None:
    clock.tick(days=1)
    assert runner.get("/decisions").json()["items"][0]["session"]["bouts"]


def test_the_road_ahead_shows_no_day_while_today_is_withheld(runner: Program, answer: dict[str, Any]) -> None:
    (road,) = runner.get("/forecast").json()["roads"]
    assert road["held"]
    assert road["days"] == []
    assert len(road["episodes"]) == 2
