"""The intake: one question a screen, nothing stored before the end, and a stop where a warning sign is confirmed."""

from datetime import date

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


IMPOSSIBLE = {
    "2026-03-06": "This day is still to come.",
    "1900-01-01": "This is too long ago to be right.",
    "yesterday": "a date",
    "2026-02-30": "a date",
}


@pytest.mark.parametrize("day", IMPOSSIBLE)
@pytest.mark.parametrize(("question", "field"), [("onset", "onset"), ("operation-day", "operation")])
def test_a_date_that_cannot_be_is_an_error_at_its_own_question(
    runner: Runner, question: str, field: str, day: str
) -> None:
    runner.answer("operation", operated="yes")
    answer = runner.answer(question, **{field: day})
    assert answer.status_code == 200
    assert IMPOSSIBLE[day] in text_of(answer)
    assert 'aria-invalid="true"' in answer.content.decode()
    runner.intake(onset={"onset": day})
    assert "episode_opened" not in runner.kinds()


def test_an_operation_before_its_own_injury_is_asked_about_where_it_is_given(runner: Runner) -> None:
    runner.answer("injury", condition="knee_arthroscopy_debridement")
    runner.answer("onset", onset="2026-02-01")
    runner.answer("operation", operated="yes")
    answer = runner.answer("operation-day", operation="2026-01-15")
    assert "You said that it began on 1 February 2026, after this day." in text_of(answer)
    assert runner.answer("operation-day", operation="2026-02-15").status_code == 302
    again = runner.answer("onset", onset="2026-02-20")
    assert "You said that the operation was on 15 February 2026, before this day." in text_of(again)


def test_a_new_injury_of_a_knee_operated_on_before_is_no_contradiction(runner: Runner) -> None:
    runner.answer("injury", condition="patellofemoral_pain")
    runner.answer("onset", onset="2026-02-01")
    runner.answer("operation", operated="yes")
    assert runner.answer("operation-day", operation="2025-01-15").status_code == 302


def test_no_operation_does_not_fit_a_way_back_after_one(runner: Runner) -> None:
    runner.answer("injury", condition="knee_arthroscopy_debridement")
    answer = runner.answer("operation", operated="no")
    assert "You chose a way back after an operation." in text_of(answer)


def test_a_day_before_birth_is_asked_about(runner: Runner) -> None:
    runner.answer("injury", condition="patellofemoral_pain")
    runner.answer("onset", onset="1990-03-05")
    answer = runner.answer("age", age_years="20")
    assert "At age 20 you weren" in text_of(answer)
    runner.answer("age", age_years="41")
    assert "Check this day, or your age." in text_of(runner.answer("onset", onset="1975-01-01"))


def test_a_fresh_injury_is_not_called_an_old_one(runner: Runner) -> None:
    runner.answer("injury", condition="patellofemoral_pain")
    runner.answer("onset", onset="2026-03-04")
    answer = runner.answer("recent", recent="no", examined="no")
    assert "You said that it began on 4 March 2026" in text_of(answer)
    assert runner.answer("recent", recent="yes", examined="no").status_code == 302


def test_answers_of_the_intake_are_deleted_by_leaving_and_unused_after_a_day(runner: Runner) -> None:
    assert "they enter your record only when you have agreed" in text_of(runner.get("/"))
    for leave in (lambda: runner.post("/intake/leave"), lambda: runner.clock.move(hours=25)):
        runner.answer("side", side="right")
        assert 'value="right" checked' in runner.page("/intake/side")
        leave()
        assert "checked" not in runner.page("/intake/side")


def test_under_eighteen_gets_no_plan_but_a_way_to_help(runner: Runner) -> None:
    answer = runner.answer("age", age_years="17")
    page = text_of(runner.get(answer["Location"]))
    assert "no plan for people under 18" in page
    assert "physiotherapist" in page
    assert "Nothing is in your record." in page
    assert "Delete my answers and leave" in page
    runner.intake(age={"age_years": "17"})
    assert runner.events() == ()


def test_another_injury_gets_no_guessed_plan(runner: Runner) -> None:
    answer = runner.answer("injury", condition="other")
    assert "No plan for this one yet" in text_of(runner.get(answer["Location"]))


def test_what_running_was_before_is_stored_for_the_first_session(runner: Runner) -> None:
    runner.intake(usual_run={"usual_min": "40"}, last_run={"last_run": "2026-02-01"})
    opened = runner.newest("episode_opened").body
    assert (opened.usual_session_s, opened.last_run) == (2400, date(2026, 2, 1))


def test_not_knowing_what_running_was_before_is_an_answer(runner: Runner) -> None:
    assert runner.answer("usual-run", unsure="1")["Location"] == "/intake/last-run"
    runner.intake(usual_run={"unsure": "1"}, last_run={"unsure": "1"})
    opened = runner.newest("episode_opened").body
    assert (opened.usual_session_s, opened.last_run) == (None, None)


@pytest.mark.parametrize("minutes", ["", "-5", "2400", "forty", "0:40"])
def test_a_length_that_cannot_be_is_an_error_on_its_own_screen(runner: Runner, minutes: str) -> None:
    answer = runner.answer("usual-run", usual_min=minutes)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_last_run_that_cannot_have_been_is_an_error_on_its_own_screen(runner: Runner, day: str) -> None:
    answer = runner.answer("last-run", last_run=day)
    assert answer.status_code == 200
    assert IMPOSSIBLE[day] in text_of(answer)


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
