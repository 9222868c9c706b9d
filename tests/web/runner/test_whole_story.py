"""From the first question to the morning after the first run, through the screens alone."""

from uuid import uuid4

import pytest

from tests.web.runner.story import Runner, text_of

TESTS = {
    "no_swelling": {"value": "yes"},
    "walk_30": {"value": "0"},
    "bike_20": {"value": "0"},
    "ankle_rock": {"left": "0", "right": "0"},
    "hip_flexor": {"left": "0", "right": "0"},
    "sl_squat_10": {"left": "12", "right": "11"},
    "hop_30s": {"left": "30", "right": "35"},
    "stairs": {"value": "1"},
}


def to_the_first_run(runner: Runner) -> None:
    """Calm mornings, credited groundwork, every test: up to the morning of the first run."""
    runner.intake(rehab={"rehab_weeks": "2"})
    for _ in range(4):
        assert runner.check_in().status_code == 302
        runner.clock.move(days=1)
    runner.check_in()
    for item, results in TESTS.items():
        answer = runner.post(f"/readiness/{item}", id=str(uuid4()), painkiller="no", **results)
        assert answer.status_code == 302, (item, text_of(answer))
    runner.clock.move(days=1)
    runner.check_in()


def run_as_planned(runner: Runner, **felt: str) -> str:
    """The session as it was asked for, two hours after the check-in; gives its id."""
    runner.clock.move(hours=2)
    id = str(uuid4())
    data = {"before": "0", "pain": "0", "pattern": "none", "sharp": "no", "limp": "no", "swelling": "0"} | felt
    started = {"day": runner.clock.at.date().isoformat(), "start": "08:15", "painkiller": "no"}
    answer = runner.post("/runs/new/planned", id=id, episode=runner.episode, **started, **data)
    assert answer.status_code == 302, text_of(answer)
    return id


def test_every_test_met_opens_the_first_run(runner: Runner) -> None:
    to_the_first_run(runner)
    page = text_of(runner.get("/"))
    assert "of running, in bouts of 1 minute" in page
    assert "Move on to the next phase: Walk-run." in page
    assert "Run 1 minute, walk 2 minutes; 8 times." in page
    assert "I have run" in page


def test_the_day_after_a_run_is_a_rest_day(runner: Runner) -> None:
    to_the_first_run(runner)
    run = run_as_planned(runner)
    assert "How is it an hour after?" in text_of(runner.get("/"))
    answer = runner.post(
        f"/runs/{run}/hour", id=str(uuid4()), episode=runner.episode, pain="0", swelling="0", limp="no"
    )
    assert answer.status_code == 302
    runner.clock.move(hours=22)
    saved = runner.check_in()
    page = text_of(runner.get(saved["Location"]))
    assert "Rest day" in page
    assert "No run before" in page


@pytest.mark.invariant("INV-003")
def test_a_run_that_was_asked_for_and_not_answered_is_asked_about(runner: Runner) -> None:
    to_the_first_run(runner)
    runner.clock.move(days=1)
    runner.check_in()
    page = text_of(runner.get("/"))
    assert "Did you run on" in page
    day = runner.newest("decision_issued").body.decision.day.isoformat()
    left = runner.post("/runs/new/none", id=str(uuid4()), episode=runner.episode, day=day, why="other")
    assert left.status_code == 302
    assert "Did you run on" not in text_of(runner.get("/"))


def test_a_missed_morning_after_is_asked_for_later(runner: Runner) -> None:
    to_the_first_run(runner)
    run = run_as_planned(runner)
    runner.clock.move(days=2)
    page = runner.page()
    if f"/runs/{run}/morning" in page:
        answer = runner.post(f"/runs/{run}/morning", id=str(uuid4()), episode=runner.episode, forgotten="1")
        assert answer.status_code == 302
    assert f"/runs/{run}/morning" not in runner.page()
