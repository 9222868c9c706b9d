"""What the other screens show: reasons, readiness, the stop and its papers, history with corrections, me."""

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from restride.usecases.why import show_why
from restride.web.runner.room import ports
from restride.web.shared.phones import Phone
from restride.web.shared.reason_card import card_of
from tests.web.runner.story import Runner, text_of

INJURY_WORDS = re.compile(r"knee|pain|injur|stop|rest|physio|clinic|hurt|swell|flag", re.IGNORECASE)


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()


def stopped(runner: Runner) -> str:
    sent = {"id": str(uuid4()), "flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"}
    assert runner.post("/wrong", **sent).status_code == 302
    return runner.newest("flag_opened").id


def test_the_reason_card_names_rule_grade_and_source(runner: Runner) -> None:
    runner.check_in()
    page = text_of(runner.get(f"/why/{runner.newest('decision_issued').id}"))
    assert "What was looked at" in page
    assert "calm-three-days" in page
    assert "expert opinion" in page
    assert "Protocol" in page
    assert "rules, by strength" in page


def test_what_would_change_it_begins_with_the_true_reason_and_the_missing_tests(runner: Runner) -> None:
    calm_is_over(runner)
    page = text_of(runner.get(f"/why/{runner.newest('decision_issued').id}"))
    change = page.partition("What would change it")[2].partition("The rule")[0]
    assert "what stands in the way" in change
    deciding = page.partition("The rule ")[2][:30]
    assert deciding in change


def test_a_source_from_memory_never_reads_as_established(runner: Runner) -> None:
    runner.check_in()
    why = show_why(ports(), runner.visitor(), runner.newest("decision_issued").id)
    recalled = {id: replace(one, status="recalled") for id, one in why.citations.items()}
    card = card_of(replace(why, citations=recalled), ports().words)
    assert {one.grade for one in card.everything if one.sources} == {
        "from memory, to be checked: counts as expert opinion"
    }
    assert all(source.recalled for one in card.everything for source in one.sources)
    partly = {id: replace(one, recalled_parts=("year",)) for id, one in why.citations.items()}
    card = card_of(replace(why, citations=partly), ports().words)
    assert all(source.partly_recalled for one in card.everything for source in one.sources)


def test_a_source_links_to_one_whole_address_or_nowhere(runner: Runner) -> None:
    runner.check_in()
    why = show_why(ports(), runner.visitor(), runner.newest("decision_issued").id)
    for url, link in (("example.org; a deck", ""), ("https://example.org/a", "https://example.org/a")):
        cited = {id: replace(one, url=url) for id, one in why.citations.items()}
        card = card_of(replace(why, citations=cited), ports().words)
        assert {source.url for one in card.everything for source in one.sources} == {link}


def test_the_front_page_promises_no_more_than_the_rules_hold(runner: Runner) -> None:
    from django.test import Client

    assert "says so where it is only our own choice or from memory" in text_of(Client().get("/"))


@pytest.mark.invariant("INV-040")
def test_yesterdays_decision_is_never_shown_as_todays(runner: Runner) -> None:
    runner.check_in()
    decision = runner.newest("decision_issued").id
    runner.clock.move(days=1)
    page = text_of(runner.get("/"))
    assert "First, how is it today?" in page
    assert "Valid until" not in page
    assert "It allows nothing today." in text_of(runner.get(f"/why/{decision}"))
    assert "past" in text_of(runner.get("/history"))


@pytest.mark.invariant("INV-086")
def test_no_page_title_tells_of_health(runner: Runner) -> None:
    runner.check_in()
    flag = stopped(runner)
    report = runner.newest("check_in").id
    pages = ["/", "/check-in", "/readiness", "/visit", "/wrong", "/history", "/me", "/runs/new", "/runs/upload"]
    pages += [f"/wrong/{flag}/mistake", f"/check-in/{report}", f"/history/{report}/correct"]
    for page in pages:
        title = re.search(r"<title>(.*?)</title>", runner.page(page), re.DOTALL)
        assert title, page
        assert not INJURY_WORDS.search(title[1].replace("Restride", "")), (page, title[1])


@pytest.mark.invariant("INV-091")
def test_a_stop_is_announced_first_on_its_screen(runner: Runner) -> None:
    stopped(runner)
    page = runner.page()
    assert page.index('role="alert"') < page.index("<h1>") < page.index("Page for the visit")
    assert page.count("Page for the visit") == 1


def unwell(runner: Runner) -> None:
    sent = {"id": str(uuid4()), "flags": ["cauda_equina"], "confirming": "1", "sure-cauda_equina": "yes"}
    assert runner.post("/wrong", **sent).status_code == 302


def test_an_emergency_says_first_whom_to_call(runner: Runner) -> None:
    unwell(runner)
    page = runner.page()
    assert "Get help now" in page
    assert page.index("Call your local emergency number.") < page.index("Page for the visit")
    assert "tel:" not in page


def test_an_emergency_dials_the_number_that_the_operator_set(runner: Runner, settings: Any) -> None:
    settings.RESTRIDE_EMERGENCY_NUMBER = Phone(text="1 1 2", url="tel:112")
    assert 'href="tel:112"' in runner.page("/wrong")
    unwell(runner)
    assert 'class="btn danger big block" href="tel:112"' in runner.page()


def test_a_doctor_today_has_a_number_of_its_own(runner: Runner, settings: Any) -> None:
    settings.RESTRIDE_EMERGENCY_NUMBER = Phone(text="112", url="tel:112")
    settings.RESTRIDE_URGENT_NUMBER = Phone(text="116 117", url="tel:116117")
    stopped(runner)
    page = runner.page()
    assert 'class="btn primary big block" href="tel:116117"' in page
    assert "tel:112" not in page.replace("tel:116117", "")


def test_the_paper_for_the_visit_says_what_happened_and_what_to_ask(runner: Runner) -> None:
    runner.check_in(pain="4")
    stopped(runner)
    page = text_of(runner.get("/visit"))
    assert "My knee is stuck and does not fully straighten or bend." in page
    assert "May I run, and from when?" in page
    assert "4 of 10" in page


def test_a_disputed_warning_stays_a_stop_and_keeps_both_answers(runner: Runner) -> None:
    flag = stopped(runner)
    assert runner.post(f"/wrong/{flag}/mistake", id=str(uuid4()), reason="").status_code == 422
    assert runner.post(f"/wrong/{flag}/mistake", id=str(uuid4()), reason="I touched it.").status_code == 302
    page = text_of(runner.get("/"))
    assert "Stop." in page
    assert "You said that it was a mistake." in page


def test_nothing_chosen_behind_the_door_is_an_error(runner: Runner) -> None:
    assert "Choose what is wrong, or go back." in text_of(runner.post("/wrong", id=str(uuid4())))


def calm_is_over(runner: Runner) -> None:
    for _ in range(4):
        runner.check_in()
        runner.clock.move(days=1)
    runner.check_in()


def test_readiness_offers_no_test_before_the_calm_phase_is_over(runner: Runner) -> None:
    runner.check_in()
    page = runner.page("/readiness")
    assert "Its tests open once the steps before are done." in page
    for item in ("walk_30", "sl_squat_10", "hop_30s", "no-such-test"):
        assert f'href="/readiness/{item}"' not in page
        assert runner.get(f"/readiness/{item}").status_code == 404
    calm_is_over(runner)
    page = runner.page("/readiness")
    assert 'href="/readiness/walk_30"' in page
    assert "Its tests open once" not in page


@pytest.mark.invariant("INV-005")
def test_readiness_offers_nothing_to_do_while_a_warning_is_open(runner: Runner) -> None:
    calm_is_over(runner)
    stopped(runner)
    page = runner.page("/readiness")
    assert "Done today" not in page
    assert 'href="/readiness/walk_30"' not in page


def test_signatures_that_the_server_refuses_are_not_offered(runner: Runner, settings: Any) -> None:
    for policy, offered in (("refuse", False), ("confirm", True), ("accept", True)):
        settings.RESTRIDE_EXTERNAL = policy
        assert ("One signature" in runner.page("/me/people")) is offered
        assert ("a one-time link" in runner.page("/visit")) is offered


def test_no_screen_of_a_runner_names_a_setting_of_the_server(runner: Runner, settings: Any) -> None:
    settings.RESTRIDE_EXTERNAL = "refuse"
    pages = ("/", "/me", "/me/people", "/me/people/link", "/visit", "/readiness", "/runs/upload", "/me/data")
    assert not [page for page in pages if "RESTRIDE_" in runner.page(page)]


@pytest.mark.parametrize("value", ["-1", "many", "", "99999", "1.5"])
def test_a_result_that_cannot_be_is_a_field_error(runner: Runner, value: str) -> None:
    calm_is_over(runner)
    answer = runner.post("/readiness/sl_squat_10", id=str(uuid4()), painkiller="no", left=value, right="10")
    assert answer.status_code == 422
    assert "readiness_recorded" not in runner.kinds()


def test_a_test_is_stored_a_side_and_once(runner: Runner) -> None:
    calm_is_over(runner)
    id = str(uuid4())
    for _ in range(2):
        runner.post("/readiness/sl_squat_10", id=id, painkiller="no", left="8", right="10")
    assert runner.kinds().count("readiness_recorded") == 2
    assert "left 8 repetitions, right 10 repetitions" in text_of(runner.get("/readiness"))


def test_groundwork_is_stored_once_for_one_form(runner: Runner) -> None:
    id = str(uuid4())
    for _ in range(2):
        runner.post("/readiness/groundwork", id=id)
    assert runner.kinds().count("foundation_done") == 1


def test_a_missing_clearance_says_how_to_get_one(runner: Runner) -> None:
    from django.test import Client

    from tests.web.runner.story import a_runner

    other = a_runner(Client(), runner.clock, "sam@example.org")
    other.intake(
        "knee_arthroscopy_debridement", operation={"operated": "yes"}, operation_day={"operation": "2026-01-02"}
    )
    assert "Can you clear me for walk-run" in text_of(other.get("/visit"))


def correction(pain: str) -> dict[str, str]:
    return {"id": str(uuid4()), "pain": pain, "painkiller": "no", "swelling": "0", "sharp": "no", "limp": "no"}


@pytest.mark.invariant("INV-055")
def test_a_correction_stands_beside_the_old_answer_and_eases_nothing_today(runner: Runner) -> None:
    runner.check_in(pain="6")
    before = runner.newest("decision_issued").body.decision
    report = runner.newest("check_in").id
    assert 'value="6" checked' in runner.page(f"/history/{report}/correct")
    assert runner.post(f"/history/{report}/correct", **correction("1")).status_code == 302
    page = text_of(runner.get("/history"))
    assert "1 of 10" in page
    assert "6 of 10" in page
    after = runner.newest("decision_issued").body.decision
    assert after.course <= before.course
    assert not after.runs


def test_a_correction_that_cannot_be_is_a_field_error(runner: Runner) -> None:
    runner.check_in()
    report = runner.newest("check_in").id
    assert runner.post(f"/history/{report}/correct", **correction("11")).status_code == 422
    assert "corrected" not in runner.kinds()


def test_an_entry_taken_back_stays_in_the_history(runner: Runner) -> None:
    runner.check_in(pain="6")
    report = runner.newest("check_in").id
    assert runner.post(f"/history/{report}/take-back", id=str(uuid4()), reason="").status_code == 302
    page = text_of(runner.get("/history"))
    assert "Taken back by you." in page
    assert "6 of 10" in page


def test_me_names_what_plain_http_leaves_out_and_the_cure(runner: Runner) -> None:
    page = text_of(runner.get("/me"))
    assert "signing in with a passkey" in page
    assert not [absent for absent in ("reminders", "without network", "awake") if absent in page]
    assert "https://" in page


def test_me_leaves_nothing_out_on_the_computer_itself(runner: Runner) -> None:
    page = runner.client.get("/me", HTTP_HOST="localhost:8000").content.decode()
    assert "This connection is not encrypted" not in page


def test_me_leads_to_the_access_tokens(runner: Runner) -> None:
    assert 'href="/me/tokens"' in runner.page("/me")
    assert runner.get("/me/tokens")["Location"].startswith("/sign-in/again")  # a fresh proof comes first


def test_name_and_zone_are_kept_and_a_wrong_zone_is_an_error(runner: Runner) -> None:
    for wrong in ("Mars/Olympus", "localtime", "Factory", "Etc/GMT+5", ""):
        assert runner.post("/me", name="Kim", zone=wrong).status_code == 422
    assert runner.post("/me", name="Kimi", zone="Asia/Tokyo").status_code == 302
    runner.user.refresh_from_db()
    assert (runner.user.name, runner.user.zone) == ("Kimi", "Asia/Tokyo")


@pytest.mark.parametrize("data", [b"", b"not a run", b"<gpx><trk>"], ids=["empty", "text", "cut"])
def test_a_file_that_is_no_run_is_refused_and_nothing_is_stored(runner: Runner, data: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    before = runner.kinds()
    answer = runner.client.post("/runs/upload", {"file": SimpleUploadedFile("run.fit", data)})
    assert answer.status_code == 422
    assert "Nothing was stored." in text_of(answer)
    assert runner.kinds() == before


def test_no_file_is_a_field_error(runner: Runner) -> None:
    assert "Choose a file." in text_of(runner.post("/runs/upload"))


def test_a_new_operation_is_taken_in_once(runner: Runner) -> None:
    said = {"id": str(uuid4()), "kind": "operation", "day": "2026-03-01", "what": "The knee was cleaned."}
    for _ in range(2):
        assert runner.post("/wrong/new", **said).status_code == 302
    assert runner.kinds().count("operation_reported") == 1
    for day in ("", "2026-03-06", "1900-01-01", "then"):
        assert runner.post("/wrong/new", **{**said, "id": str(uuid4()), "day": day}).status_code == 422
    assert runner.kinds().count("operation_reported") == 1
