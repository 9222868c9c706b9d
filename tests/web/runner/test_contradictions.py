"""Answers that can't both be true: both are named beside the field, and nothing is stored."""

from uuid import uuid4

import pytest

from tests.web.runner.story import Runner, text_of
from tests.web.runner.test_check_in import SYMPTOMS
from tests.web.runner.test_runs import log


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()
    runner.check_in()


CONTRADICTIONS = [
    ({"pain": "3", "pattern": "none"}, "You said pain 3 of 10 in the run, and here “no pain”."),
    ({"pain": "3", "pattern": "only_after"}, "You said pain 3 of 10 in the run, and here “only after the run”."),
    ({"pain": "0", "pattern": "builds"}, "You said pain 0 of 10 in the run, and here “it built up as I ran”."),
    ({"pain": "0", "sharp": "yes"}, "You said pain 0 of 10 in the run, and here that it was sharp."),
]
AGREEING = [
    {"pain": "3", "pattern": "steady"},
    {"pain": "0", "pattern": "none"},
    {"pain": "0", "pattern": "only_after"},
    {"pain": "", "pattern": "builds", "sharp": "yes"},
]


@pytest.mark.parametrize(("said", "asked"), CONTRADICTIONS, ids=str)
def test_a_contradiction_about_a_run_is_asked_about(runner: Runner, said: dict[str, str], asked: str) -> None:
    answer = log(runner, **said)
    assert answer.status_code == 422
    assert asked in text_of(answer)
    assert "Change the one that is wrong." in text_of(answer)
    assert "session_logged" not in runner.kinds()


@pytest.mark.parametrize("said", AGREEING, ids=str)
def test_answers_that_agree_are_taken(runner: Runner, said: dict[str, str]) -> None:
    assert log(runner, **said).status_code == 302


def test_hours_of_a_swelling_that_is_none_are_asked_about(runner: Runner) -> None:
    before = runner.kinds()
    different = {"different": "yes", "sent-different": "1", "place": ""}
    answer = runner.check_in(**different, **{**SYMPTOMS, "swelling": "0", "swelling_h": "20"})
    assert "You said that nothing is swollen, and here 20 hours of it." in text_of(answer)
    assert runner.kinds() == before


def test_a_correction_that_contradicts_itself_is_asked_about(runner: Runner) -> None:
    log(runner, pain="2", pattern="steady")
    felt = runner.newest("check_in")
    wrong = {"id": str(uuid4()), "pain": "4", "pattern": "none", "painkiller": "no"}
    answer = runner.post(f"/history/{felt.id}/correct", **wrong)
    assert "You said pain 4 of 10 in the run, and here “no pain”." in text_of(answer)
    assert "corrected" not in runner.kinds()


def test_a_morning_is_not_asked_how_its_pain_behaved_in_a_run(runner: Runner) -> None:
    assert 'name="pattern"' not in runner.page(f"/history/{runner.newest('check_in').id}/correct")


def test_whether_a_run_was_cut_short_is_never_assumed(runner: Runner) -> None:
    answer = log(runner, cut_short="")
    assert answer.status_code == 422
    assert "session_logged" not in runner.kinds()
    log(runner, cut_short="symptoms")
    assert runner.newest("session_logged").body.cut_short is True
