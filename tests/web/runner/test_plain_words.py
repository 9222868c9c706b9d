"""What a screen says is true at that moment, said once, and of what was asked."""

import re
from uuid import uuid4

import pytest

from tests.web.runner.story import Runner, text_of


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()


def test_the_injuries_stand_under_the_part_of_the_body_each_once(runner: Runner) -> None:
    page = runner.page("/intake/injury")
    headings = re.findall(r"<summary>([^<]+)", page)
    assert headings[0] == "Knee"
    assert {"Back", "Ankle and foot"} <= set(headings)
    offered = re.findall(r'name="condition" value="([^"]+)"', page)
    assert len(offered) == len(set(offered)) > 30
    assert offered[-1] == "other"


def test_an_injury_that_was_chosen_is_in_an_open_part(runner: Runner) -> None:
    runner.answer("injury", condition="achilles_tendinopathy")
    page = runner.page("/intake/injury")
    (open_part,) = re.findall(r"<details class=\"card group\" open>.*?</details>", page)
    assert 'value="achilles_tendinopathy" checked' in open_part


def test_a_day_on_which_nothing_was_different_is_one_line(runner: Runner) -> None:
    id = str(uuid4())
    runner.check_in(id=id)
    for path in (f"/check-in/{id}", "/history"):
        said = text_of(runner.get(path))
        assert "nothing different" in said
        assert "For how many minutes" not in said


def test_in_the_evening_nobody_calls_it_morning(runner: Runner) -> None:
    assert "How is it this morning?" in text_of(runner.get("/check-in"))
    runner.clock.move(hours=11)
    assert "How is it today?" in text_of(runner.get("/check-in"))


def test_a_day_that_asked_for_no_run_is_not_asked_why_it_was_left_out(runner: Runner) -> None:
    runner.check_in()
    said = text_of(runner.get("/runs/new"))
    assert "Yes, I ran" in said
    assert "differently" not in said
    assert "No, I did not run" not in said


def test_longer_running_is_no_matter_before_there_are_runs(runner: Runner) -> None:
    runner.check_in()
    said = text_of(runner.get("/readiness"))
    assert "To open: Walk-run" in said
    assert "To open: Build" not in said


@pytest.mark.invariant("INV-005")
def test_the_stop_names_its_warning_and_leads_to_whom_to_see_first(runner: Runner) -> None:
    runner.check_in()
    sent = {"id": str(uuid4()), "flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"}
    assert runner.post("/wrong", **sent).status_code == 302
    page = runner.page("/")
    dock = page[page.index('<div class="dock">') :]
    assert dock.index("Page for the visit") < dock.index("Something else is wrong")
    assert "by mistake" not in dock
    assert "I pressed yes by mistake" in page
    (why,) = [event.id for event in runner.events() if event.kind == "decision_issued"][-1:]
    said = text_of(runner.get(f"/why/{why}"))
    assert "The warning that was told:" in said


def test_the_card_of_reasons_shows_a_few_checks_and_hides_none(runner: Runner) -> None:
    runner.check_in()
    (why,) = [event.id for event in runner.events() if event.kind == "decision_issued"][-1:]
    page = runner.page(f"/why/{why}")
    assert re.search(r"\d+ more were fine", page)
    looked_at = page[page.index("What was looked at") : page.index("more were fine")]
    assert looked_at.count("<li>") < 12
    assert "Your last runs stayed inside your limits" not in page


@pytest.mark.invariant("INV-004")
def test_pain_beside_a_painkiller_is_no_answer_and_is_never_told_as_permission(runner: Runner) -> None:
    id = str(uuid4())
    runner.check_in(id=id, pain="6", painkiller="yes")
    for path in (f"/check-in/{id}", "/"):
        said = text_of(runner.get(path))
        assert "No run for now" in said
        assert "check in again after 19:00" in said
        assert "First, how is it" not in said
        assert "I have run" not in said
    dock = runner.page("/").partition('<div class="dock">')[2]
    assert "Check in" not in dock
    assert "ahead-day" not in runner.page("/ahead")
    runner.clock.move(hours=13)
    assert "First, how is it today?" in text_of(runner.get("/"))


def test_a_painkiller_late_in_the_day_says_that_today_has_no_run(runner: Runner) -> None:
    runner.clock.move(hours=11)
    runner.check_in(pain="1", painkiller="yes")
    assert "there is no run today. Rest, and check in tomorrow." in text_of(runner.get("/"))
