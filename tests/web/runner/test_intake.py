"""The intake: one question a screen, nothing stored before the end, and a stop where a warning sign is confirmed."""

import pytest

from tests.web.runner.story import Runner, text_of


def test_whoever_answers_everything_is_asked_to_check_in(runner: Runner) -> None:
    assert runner.intake().status_code == 302
    assert {"episode_opened", "consent_given", "intake_answered"} <= set(runner.kinds())
    page = text_of(runner.get("/"))
    assert "First, how is it today?" in page
    assert "Run 1 minute" not in page


def test_nothing_is_stored_before_the_last_question(runner: Runner) -> None:
    runner.answer("injury", condition="patellofemoral_pain")
    runner.answer("side", side="left")
    assert runner.events() == ()
    assert "First, a few questions" in text_of(runner.get("/"))


def test_the_intake_goes_on_where_it_was_left(runner: Runner) -> None:
    runner.answer("injury", condition="patellofemoral_pain")
    runner.answer("side", side="left")
    assert runner.get("/intake")["Location"] == "/intake/onset"


def test_an_answer_given_before_stands_in_its_question(runner: Runner) -> None:
    runner.answer("side", side="right")
    assert 'value="right" checked' in runner.page("/intake/side")


def test_nothing_is_preselected(runner: Runner) -> None:
    runner.answer("injury", condition="patellofemoral_pain")
    for name in ("side", "operation", "recent", "screens"):
        assert "checked" not in runner.page(f"/intake/{name}"), name


def test_the_day_of_an_operation_is_asked_where_there_was_one(runner: Runner) -> None:
    assert runner.answer("operation", operated="no")["Location"] == "/intake/age"
    assert runner.get("/intake/operation-day").status_code == 404
    assert runner.answer("operation", operated="unsure")["Location"] == "/intake/operation-day"


def test_an_operation_at_an_unknown_date_asks_for_a_clearance(runner: Runner) -> None:
    runner.intake(operation={"operated": "yes"}, operation_day={"unsure": "1"})
    opened = runner.newest("episode_opened").body
    assert (opened.operated, opened.operation, opened.clearance_required) == (True, None, True)


@pytest.mark.parametrize("age", ["", "-1", "130", "forty", "4.5"])
def test_an_age_that_cannot_be_is_a_field_error(runner: Runner, age: str) -> None:
    answer = runner.answer("age", age_years=age)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-03-06", "1900-01-01", "yesterday", "2026-02-30"])
def test_a_date_that_cannot_be_opens_no_episode(runner: Runner, day: str) -> None:
    runner.intake(onset={"onset": day})
    assert "episode_opened" not in runner.kinds()


def test_under_eighteen_gets_no_plan_but_a_way_to_help(runner: Runner) -> None:
    answer = runner.answer("age", age_years="17")
    page = text_of(runner.get(answer["Location"]))
    assert "no plan for people under 18" in page
    assert "physiotherapist" in page
    runner.intake(age={"age_years": "17"})
    assert runner.events() == ()


def test_another_injury_gets_no_guessed_plan(runner: Runner) -> None:
    answer = runner.answer("injury", condition="other")
    assert "No plan for this one yet" in text_of(runner.get(answer["Location"]))


def test_without_agreement_nothing_is_stored(runner: Runner) -> None:
    runner.intake(consent={})
    assert runner.events() == ()


@pytest.mark.invariant("INV-004")
def test_an_unticked_list_of_warning_signs_is_no_answer(runner: Runner) -> None:
    answer = runner.intake(signs={})
    assert "Choose what is true, or none of these." in text_of(answer)
    assert "episode_opened" not in runner.kinds()


def test_a_sign_beside_none_of_these_is_refused(runner: Runner) -> None:
    answer = runner.intake(signs={"flags": ["locked_knee", "none"]})
    assert "Keep one of the two." in text_of(answer)
    assert runner.events() == ()


def test_a_warning_sign_is_repeated_as_a_sentence_before_it_is_stored(runner: Runner) -> None:
    answer = runner.intake(signs={"flags": ["locked_knee"]})
    assert "You said: My knee is stuck and does not fully straighten or bend." in text_of(answer)
    assert "checked" not in answer.content.decode()
    assert runner.events() == ()


@pytest.mark.invariant("INV-005", "INV-090")
def test_a_confirmed_warning_sign_stops_at_once(runner: Runner) -> None:
    runner.intake(signs={"flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"})
    page = text_of(runner.get("/"))
    assert "Stop. Doctor: today" in page
    assert "Do not run." in page
    assert "Nobody has been told yet. Nobody watches this live" in page


def test_a_sign_ticked_by_mistake_is_kept_and_stops_nothing(runner: Runner) -> None:
    runner.intake(signs={"flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "slip"})
    assert "flag_declined" in runner.kinds()
    assert "flag_opened" not in runner.kinds()
    assert "Stop." not in text_of(runner.get("/"))


def test_signs_of_a_fresh_injury_are_asked_where_nobody_examined_it(runner: Runner) -> None:
    runner.intake(recent={"recent": "yes", "examined": "no"}, signs={})
    assert "cannot_bear_weight" in runner.page("/intake/signs")
    runner.answer("recent", recent="no", examined="no")
    assert "cannot_bear_weight" not in runner.page("/intake/signs")


def test_a_second_intake_leads_to_today(runner: Runner) -> None:
    runner.intake()
    assert runner.get("/intake")["Location"] == "/"
