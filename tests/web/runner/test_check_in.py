"""The check-in: what is asked, what is stored, what a bad answer gets, and that a second sending changes nothing."""

import html
from uuid import uuid4

import pytest

from tests.web.runner.story import LINES_NONE, Runner, text_of

SYMPTOMS = {"swelling": "1", "swelling_h": "20", "stiffness_min": "5", "sharp": "no", "limp": "no", "soreness_h": "0"}


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()


def test_a_normal_morning_is_one_page_and_gives_a_decision(runner: Runner) -> None:
    saved = runner.check_in()
    assert "decision_issued" in runner.kinds()
    page = text_of(runner.get(saved["Location"]))
    assert "Hold" in page
    assert "0 of 10" in page


def test_nothing_is_preselected(runner: Runner) -> None:
    assert "checked" not in runner.page("/check-in")


@pytest.mark.parametrize("pain", ["-1", "11", "2.55", "NaN", "bad", "1e1", "١"])
def test_a_pain_that_is_none_is_a_field_error_and_nothing_is_stored(runner: Runner, pain: str) -> None:
    answer = runner.check_in(pain=pain)
    assert answer.status_code == 422
    assert "Pain is a number from 0 to 10." in text_of(answer)
    assert "check_in" not in runner.kinds()


@pytest.mark.parametrize("key", ["pain", "painkiller", "lines", "different"])
def test_a_repeated_key_is_a_field_error(runner: Runner, key: str) -> None:
    data = {"id": str(uuid4()), "episode": runner.episode, "pain": "0", **LINES_NONE}
    answer = runner.client.post("/check-in", {**data, key: [data[key], data[key]]})
    assert answer.status_code == 422
    assert "This was answered twice." in text_of(answer)
    assert "check_in" not in runner.kinds()


@pytest.mark.invariant("INV-004")
def test_no_answer_about_pain_is_an_error_and_skip_is_unknown(runner: Runner) -> None:
    data = {"id": str(uuid4()), "episode": runner.episode, **LINES_NONE}
    assert runner.post("/check-in", **data).status_code == 422
    saved = runner.check_in(pain="")
    assert runner.newest("check_in").body.answers.pain_tenths is None
    assert "no answer" in text_of(runner.get(saved["Location"]))


@pytest.mark.invariant("INV-003")
def test_a_skipped_pain_gives_no_decision_and_says_what_is_missing(runner: Runner) -> None:
    runner.check_in(pain="")
    page = text_of(runner.get("/"))
    assert "Still open from today your pain" in page
    assert "decision_issued" not in runner.kinds()


def test_a_painkiller_leaves_the_pain_open_and_says_so(runner: Runner) -> None:
    runner.check_in(painkiller="yes")
    assert "It can hide pain, so today's answer does not count yet." in html.unescape(text_of(runner.get("/")))
    runner.clock.move(hours=13)
    assert "Still open from today your pain once more, when the painkiller has worn off" in text_of(runner.get("/"))


def test_the_same_form_sent_twice_is_one_entry(runner: Runner) -> None:
    id = str(uuid4())
    first, second = runner.check_in(id=id), runner.check_in(id=id)
    assert first["Location"] == second["Location"]
    assert runner.kinds().count("check_in") == 1
    assert runner.kinds().count("decision_issued") == 1


def test_something_different_asks_for_it_and_keeps_the_first_page(runner: Runner) -> None:
    first = runner.check_in(pain="3", different="yes")
    assert "What is different?" in text_of(first)
    assert 'name="pain" value="3"' in first.content.decode()
    assert "check_in" not in runner.kinds()
    runner.check_in(pain="3", different="yes", **{"sent-different": "1"}, place="joint", **SYMPTOMS)
    said = runner.newest("check_in").body.answers
    assert (said.pain_tenths, said.swelling_h, said.place) == (30, 20, "joint")


def test_what_is_left_open_on_a_different_day_stays_unknown(runner: Runner) -> None:
    runner.check_in(different="yes", **{"sent-different": "1"}, **{**SYMPTOMS, "stiffness_min": ""}, place="")
    said = runner.newest("check_in").body.answers
    assert (said.stiffness_min, said.place) == (None, None)


@pytest.mark.parametrize("hours", ["-1", "many", "99999", "2.5"])
def test_an_amount_that_cannot_be_is_a_field_error(runner: Runner, hours: str) -> None:
    answer = runner.check_in(different="yes", **{"sent-different": "1"}, **{**SYMPTOMS, "swelling_h": hours}, place="")
    assert answer.status_code == 422
    assert "check_in" not in runner.kinds()


def a_sign(runner: Runner, group: str, **sure: str) -> str:
    sent = {"sent-picked": "1", "picked": [group], **({"sent-sure": "1"} if sure else {})}
    return text_of(runner.check_in(lines="something", **sent, **sure))


@pytest.mark.invariant("INV-005")
def test_a_warning_sign_is_picked_repeated_and_stops(runner: Runner) -> None:
    assert "Which one is it?" in text_of(runner.check_in(lines="something"))
    assert "You said: One calf or leg of mine is newly swollen" in a_sign(runner, "clot")
    a_sign(runner, "clot", **{"sure-clot": "yes"})
    assert runner.newest("flag_opened").body.flag == "dvt"
    page = text_of(runner.get("/"))
    assert "Stop. Doctor: today" in page
    assert "You said:" in page
    assert "Check in" not in page


def test_a_slip_on_the_confirming_page_is_kept_as_declined(runner: Runner) -> None:
    a_sign(runner, "clot", **{"sure-clot": "slip"})
    assert runner.newest("check_in").body.answers.flag_lines == ()
    assert runner.newest("flag_declined").body.flag == "dvt"
    assert "Stop." not in text_of(runner.get("/"))


def test_pain_at_night_is_weighed_and_needs_no_confirming(runner: Runner) -> None:
    a_sign(runner, "night")
    said = runner.newest("check_in").body.answers
    assert (said.woken, said.flag_lines) == (True, ("night",))


def test_an_unknown_warning_sign_is_a_field_error(runner: Runner) -> None:
    assert "Choose from this list." in a_sign(runner, "<script>")


@pytest.mark.parametrize("id", ["x", "no spaces here", "<b>12345678</b>"])
def test_an_id_that_no_form_makes_is_refused(runner: Runner, id: str) -> None:
    assert runner.check_in(id=id).status_code == 422
    assert "check_in" not in runner.kinds()


def test_the_same_form_sent_again_with_more_pain_counts_the_pain(runner: Runner) -> None:
    id = str(uuid4())
    runner.check_in(id=id)
    saved = runner.check_in(id=id, pain="8")
    assert saved.status_code == 302
    assert "8 of 10" in text_of(runner.get(saved["Location"]))
    assert not runner.newest("decision_issued").body.decision.runs
