"""The screen of the cadence programme: by plain POST, beside the plan, held back where it must be."""

from dataclasses import replace
from uuid import uuid4

import pytest

from restride.usecases.demo_days import Days, HandClock
from restride.web.runner.room import ports
from tests.web.runner.story import Runner, text_of


def id_() -> str:
    return str(uuid4())


@pytest.fixture
def running(runner: Runner) -> Runner:
    """On a day of walk-run, checked in, with a run asked for."""
    hand = HandClock(runner.clock.at)
    me = runner.visitor()
    story = Days(ports=replace(ports(), clock=hand), clock=hand, runner=me, clinician=me)
    story.enrol("patellofemoral_pain", rehab_weeks=2)
    story.to_phase("walk-run")
    runner.clock.at = hand.at
    return runner


def words(runner: Runner, path: str = "/cadence") -> str:
    return text_of(runner.get(path))


def test_before_walk_run_the_page_says_that_it_waits(runner: Runner) -> None:
    runner.intake()
    assert "answers come first" in words(runner)
    runner.check_in()
    assert "begins once you walk and run again" in words(runner)
    assert "Run easily" not in words(runner)
    assert runner.post("/cadence", id=id_(), steps="80").status_code == 422
    assert "cadence_measured" not in runner.kinds()


@pytest.mark.mission("M10", "M35")
def test_counting_begins_the_programme_and_names_the_goal(running: Runner) -> None:
    assert running.post("/cadence", id=id_(), steps="80").status_code == 302
    said = words(running)
    assert "168 steps a minute" in said
    assert "You counted 160 steps a minute." in said


def test_the_same_count_sent_again_is_one_entry(running: Runner) -> None:
    id = id_()
    running.post("/cadence", id=id, steps="80")
    running.post("/cadence", id=id, steps="80")
    assert running.kinds().count("cadence_measured") == 1


def test_a_count_that_cannot_be_is_refused_with_the_cure(running: Runner) -> None:
    for steps in ("", "0", "12", "500", "eighty", "8e1"):
        assert running.post("/cadence", id=id_(), steps=steps).status_code == 422
    assert "60 to 110 steps can be" in text_of(running.post("/cadence", id=id_(), steps="500"))
    assert "cadence_measured" not in running.kinds()


def test_the_plan_is_the_same_with_and_without_the_programme(running: Runner) -> None:
    before = running.newest("decision_issued").body.decision
    running.post("/cadence", id=id_(), steps="80")
    running.post("/cadence", id=id_(), did="1", hurt="no")
    assert running.newest("decision_issued").body.decision == before
    assert "cue_session_done" in running.kinds()


def test_today_names_the_beat_and_one_cue_alone(running: Runner) -> None:
    assert "With the beat" not in words(running, "/")
    running.post("/cadence", id=id_(), steps="80")
    assert "With the beat: 168 steps a minute" in words(running, "/")
    assert "One thing to think of while you run this week" not in words(running, "/exercise")


def test_a_session_is_taken_once_a_day(running: Runner) -> None:
    running.post("/cadence", id=id_(), steps="80")
    for _ in range(2):
        running.post("/cadence", id=id_(), did="1", hurt="no")
    assert running.kinds().count("cue_session_done") == 1


def test_the_beat_that_hurt_pauses_it(running: Runner) -> None:
    running.post("/cadence", id=id_(), steps="80")
    assert running.post("/cadence", id=id_(), did="1", hurt="yes").status_code == 302
    assert "there is no beat for" in words(running)


def test_an_answer_left_open_is_asked_again(running: Runner) -> None:
    running.post("/cadence", id=id_(), steps="80")
    assert running.post("/cadence", id=id_(), did="1").status_code == 422
    assert "cue_session_done" not in running.kinds()


def test_it_can_be_put_away(running: Runner) -> None:
    running.post("/cadence", id=id_(), steps="80")
    assert running.post("/cadence", id=id_(), end="1").status_code == 302
    assert "Your own steps first" in words(running)


def test_too_few_recorded_runs_are_no_baseline(running: Runner) -> None:
    assert running.post("/cadence", id=id_(), recorded="1").status_code == 422
    assert "cadence_measured" not in running.kinds()


def test_a_red_flag_holds_it_back(running: Runner) -> None:
    running.post("/cadence", id=id_(), steps="80")
    sent = {"id": id_(), "flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"}
    assert running.post("/wrong", **sent).status_code == 302
    said = running.page("/cadence")
    assert "data-beat" not in said
    assert "At your easy pace" not in said
    assert running.post("/cadence", id=id_(), did="1", hurt="no").status_code == 422


def test_the_beat_is_a_plain_number_with_sound_only_by_script(running: Runner) -> None:
    running.post("/cadence", id=id_(), steps="80")
    page = running.page("/cadence")
    assert 'data-beat="168" hidden' in page
    assert "metronome.js" in page
    assert "onclick" not in page


@pytest.mark.mission("M18")
def test_a_day_of_running_says_how_to_judge_effort_and_where_that_comes_from(running: Runner) -> None:
    said = words(running, "/")
    assert "Easy means that you can talk in full sentences." in said
    assert "With your injury" in said
    assert "zone" not in said


def test_a_day_without_a_run_says_nothing_about_one(runner: Runner) -> None:
    runner.intake()
    runner.check_in()
    assert "On this run" not in words(runner, "/")
