"""A run by hand: what is asked, what bad answers get, and that it is stored once."""

from typing import Any
from uuid import uuid4

import pytest

from tests.web.runner.story import Runner, text_of
from tests.web.runner.test_whole_story import TESTS, run_as_planned


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()
    runner.check_in()


def log(runner: Runner, **changed: Any) -> Any:
    data = {
        "id": str(uuid4()),
        "episode": runner.episode,
        "day": "2026-03-05",
        "start": "06:00",
        "run_min": "8",
        "longest_min": "1",
        "walk_min": "26",
        "before": "0",
        "pain": "2",
        "cut_short": "no",
    }
    return runner.post("/runs/new/own", **{**data, **changed})


def test_a_run_is_stored_with_what_was_felt(runner: Runner) -> None:
    assert log(runner, pattern="steady", limp="no").status_code == 302
    run = runner.newest("session_logged").body
    assert (run.run_s, run.longest_bout_s, run.walk_s) == (480, 60, 1560)
    felt = runner.newest("check_in").body.answers
    assert (felt.pain_tenths, felt.pattern, felt.limp, felt.sharp) == (20, "steady", False, None)


def test_the_same_run_sent_twice_counts_once(runner: Runner) -> None:
    id = str(uuid4())
    assert log(runner, id=id).status_code == log(runner, id=id).status_code == 302
    assert runner.kinds().count("session_logged") == 1


BAD = [
    {"day": "2026-03-06"},
    {"day": "1900-01-01"},
    {"day": "2026-02-01"},
    {"day": "tomorrow"},
    {"start": "25:00"},
    {"start": ""},
    {"run_min": "-1"},
    {"run_min": "many"},
    {"run_min": ""},
    {"longest_min": "9"},
    {"longest_min": "0"},
    {"pain": "11"},
    {"before": "2.55"},
    {"pattern": "sideways"},
    {"swelling": "9"},
    {"cut_short": "maybe"},
    {"pain": ["1", "2"]},
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_an_answer_that_cannot_be_is_an_error_and_nothing_is_stored(runner: Runner, bad: dict[str, Any]) -> None:
    answer = log(runner, **bad)
    assert answer.status_code == 422
    assert 'class="err"' in answer.content.decode() or 'role="alert"' in answer.content.decode()
    assert "session_logged" not in runner.kinds()


def test_an_hour_that_the_clock_change_skipped_is_refused(runner: Runner) -> None:
    runner.clock.move(days=25)
    answer = log(runner, day="2026-03-29", start="01:30")
    assert "The clocks went forward over this time." in text_of(answer)
    assert "session_logged" not in runner.kinds()


def test_a_field_keeps_its_value_beside_its_error(runner: Runner) -> None:
    page = log(runner, run_min="many").content.decode()
    assert 'value="many"' in page
    assert 'value="2" checked' in page


def test_as_planned_needs_a_session_of_that_day(runner: Runner) -> None:
    assert "as planned" not in text_of(runner.get("/runs/new"))
    data = {"id": str(uuid4()), "episode": runner.episode, "day": "2026-03-05", "start": "06:00"}
    assert runner.post("/runs/new/planned", **data, before="0", pain="0").status_code == 404
    assert runner.get("/runs/new/flying").status_code == 404


def test_a_run_begun_before_its_session_was_not_that_session(runner: Runner) -> None:
    to_the_first_run(runner)
    runner.clock.move(hours=2)
    data = {"id": str(uuid4()), "episode": runner.episode, "start": "05:00", "before": "0", "pain": "0"}
    answer = runner.post("/runs/new/planned", **data, day=runner.clock.at.date().isoformat())
    assert "The session was given after this time." in text_of(answer)
    assert "session_logged" not in runner.kinds()


def to_the_first_run(runner: Runner) -> None:
    """Two weeks of calm mornings and groundwork, then every test."""
    for _ in range(14):
        runner.post("/readiness/groundwork", id=str(uuid4()))
        runner.check_in()
        runner.clock.move(days=1)
    to_the_tests(runner)


def to_the_tests(runner: Runner) -> None:
    runner.check_in()
    for item, results in TESTS.items():
        runner.post(f"/readiness/{item}", id=str(uuid4()), painkiller="no", **results)
    runner.clock.move(days=1)
    runner.check_in()


@pytest.mark.invariant("INV-053")
def test_a_painful_run_withdraws_the_day_at_once(runner: Runner) -> None:
    to_the_first_run(runner)
    run_as_planned(runner, pain="7", pattern="builds", sharp="yes", limp="yes")
    page = text_of(runner.get("/"))
    assert "Run 1 minute" not in page
    assert "I have run" not in page


def test_a_run_that_is_sent_again_with_other_amounts_says_that_the_larger_counts(runner: Runner) -> None:
    id = str(uuid4())
    log(runner, id=id)
    assert "stored before" not in text_of(runner.get(f"/runs/{id}"))
    log(runner, id=id, run_min="9")
    said = text_of(runner.get(f"/runs/{id}"))
    assert "This run was stored before. Of each amount the larger counts" in said
    assert "stored before" not in text_of(runner.get(f"/runs/{id}"))
