"""What belongs to somebody else, or to nobody, is the same missing page; visitors are asked to sign in."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.web.runner.story import Clock, Runner, a_runner

PAGES = ("/intake", "/check-in", "/runs/new", "/readiness", "/visit", "/wrong", "/history", "/me", "/runs/upload")


@pytest.fixture
def other(runner: Runner, clock: Clock) -> Runner:
    other = a_runner(Client(), clock, "sam@example.org")
    other.intake(signs={"flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"})
    other.check_in()
    other.post("/runs/new/own", **a_run(other))
    runner.intake()
    return other


def a_run(runner: Runner) -> dict[str, str]:
    day = runner.clock.at.date().isoformat()
    minutes = {"run_min": "5", "longest_min": "1", "walk_min": "10"}
    felt = {"before": "0", "pain": "1", "cut_short": "no"}
    return {"id": str(uuid4()), "episode": runner.episode, "day": day, "start": "06:30", **minutes, **felt}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.django_db
def test_a_visitor_is_asked_to_sign_in(page: str) -> None:
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")


def addresses(of: Runner) -> list[str]:
    report, run = of.newest("check_in").id, of.newest("session_logged").id
    decision, flag = of.newest("decision_issued").id, of.newest("flag_opened").id
    return [
        f"/check-in/{report}",
        f"/runs/{run}",
        f"/runs/{run}/hour",
        f"/runs/{run}/morning",
        f"/why/{decision}",
        f"/history/{report}/correct",
        f"/history/{run}/take-back",
        f"/wrong/{flag}/mistake",
    ]


def test_another_persons_pages_are_as_missing_as_unknown_ones(runner: Runner, other: Runner) -> None:
    for address in addresses(other):
        assert other.get(address).status_code == 200, address
        unknown = "/".join([*address.split("/")[:2], str(uuid4()), *address.split("/")[3:]])
        theirs, nobodys = runner.get(address), runner.get(unknown)
        assert (theirs.status_code, theirs.content) == (404, nobodys.content), address


def test_another_persons_episode_takes_no_check_in(runner: Runner, other: Runner) -> None:
    before = len(other.events())
    assert runner.check_in(episode=other.episode).status_code == 404
    assert runner.post("/runs/new/own", **a_run(other)).status_code == 404
    assert len(other.events()) == before
