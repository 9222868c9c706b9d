"""The road ahead in the interface: days and dates of a day with its answer, and none before, nor beside a warning."""

from uuid import uuid4

import pytest

from restride.usecases.demo_days import Days
from restride.usecases.flags import FlagSaid, report_flags
from restride.usecases.goal import WantedGoal, set_goal
from tests.storage import HandClock
from tests.web.api.programs import Program, ports


@pytest.fixture
def at_the_gate(runner: Program, clock: HandClock) -> Program:
    """A runner whose first run is near, and who has not been asked today."""
    days = Days(ports=ports(), clock=clock, runner=runner.visitor, clinician=runner.visitor)
    days.episode = runner.episode
    days.to_phase("gate")
    days.tests()
    days.next_morning()
    return runner


@pytest.mark.invariant("INV-004")
def test_before_the_check_in_no_day_is_pictured(at_the_gate: Program) -> None:
    (road,) = at_the_gate.get("/forecast").json()["roads"]
    assert road["held"]
    assert road["days"] == []


def test_after_it_the_days_begin_with_what_today_says(at_the_gate: Program) -> None:
    at_the_gate.check_in()
    today = at_the_gate.get("/today").json()
    (road,) = at_the_gate.get("/forecast").json()["roads"]
    assert not road["held"]
    assert len(road["days"]) == 14
    assert road["days"][0]["day"] == today["day"]
    if not today["runs"]:
        assert road["days"][0]["session"]["bouts"] == []


def test_a_goal_has_a_range_of_its_own(at_the_gate: Program) -> None:
    set_goal(ports(), at_the_gate.visitor, WantedGoal(id=str(uuid4()), table="to-5km"))
    at_the_gate.check_in()
    (road,) = at_the_gate.get("/forecast").json()["roads"]
    assert road["goal"]["table"] == "to-5km"
    assert road["goal"]["name"] == "5 km"
    assert set(road["goal"]["dates"]) == {"until", "soonest", "early", "late", "runs_known", "waiting"}


@pytest.mark.invariant("INV-005")
def test_an_open_warning_leaves_neither_days_nor_dates(at_the_gate: Program) -> None:
    at_the_gate.check_in()
    report_flags(ports(), at_the_gate.visitor, (FlagSaid(flag="dvt"),), id=str(uuid4()))
    (road,) = at_the_gate.get("/forecast").json()["roads"]
    assert road["days"] == []
    assert [one["kind"] for one in road["thirty_minutes"]["waiting"]] == ["flag"]
    assert road["thirty_minutes"]["soonest"] is None
    assert road["goal"] is None
