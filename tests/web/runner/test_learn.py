"""The screens of Learn, of causes and of the questions of the week: by plain POST, in words, deciding nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from restride.library.causes import causes
from restride.library.learning import cards
from restride.web.runner.shown.learn import key_of
from tests.web.runner.story import Runner, text_of

OFFERED = re.compile(r'Worth a minute.*?href="(/learn/[0-9a-f]{10})"', re.DOTALL)


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()


def id_() -> str:
    return str(uuid4())


def offered(runner: Runner) -> str:
    """The address of the card that Today offers; empty without one."""
    found = OFFERED.search(runner.page("/"))
    return found[1] if found else ""


def address(card: str) -> str:
    return f"/learn/{key_of(card)}"


def flag(runner: Runner) -> None:
    sent = {"id": id_(), "flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"}
    assert runner.post("/wrong", **sent).status_code == 302


def test_learn_lists_what_is_of_use_and_every_topic(runner: Runner) -> None:
    said = text_of(runner.get("/learn"))
    assert "When you need it" in said
    for topic in ("Can I run again?", "What leads to injuries", "How the plan works", "Who helps with what", "Worries"):
        assert topic in said


def test_every_card_that_fits_has_a_page_with_its_sources(runner: Runner) -> None:
    there = set(re.findall(r'href="(/learn/[0-9a-f]{10})"', runner.page("/learn")))
    assert len(there) > 50
    for one in there:
        said = text_of(runner.get(one))
        assert "How sure is this?" in said
        assert "Sources" in said


@pytest.mark.mission("M23")
def test_the_card_on_joints_shows_figures_limits_grade_and_a_source_with_its_link(runner: Runner) -> None:
    page = runner.get(address("running-and-joints"))
    said = text_of(page)
    assert "35 of 1000" in said
    assert "They do not prove that running protects" in said
    assert "Alentorn-Geli E et al., 2017" in said
    assert 'href="https://doi.org/10.2519/jospt.2017.7137"' in page.content.decode()


def test_a_source_from_memory_says_so(runner: Runner) -> None:
    assert "from memory, to be checked" in text_of(runner.get(address("food")))


def test_no_address_of_a_card_holds_a_health_word(runner: Runner) -> None:
    for card in cards().cards:
        assert not re.search("knee|disc|pain|surgery|operation|joint", address(card))


@pytest.mark.parametrize("card", ["after-a-disc-operation", "disc-figure-not-shown"])
def test_a_card_of_another_injury_or_unverified_has_no_page(runner: Runner, card: str) -> None:
    assert runner.get(address(card)).status_code == 404
    assert runner.post(address(card), id=id_()).status_code == 404
    assert runner.get("/learn/nothing").status_code == 404


def test_today_offers_one_card_and_a_plain_post_puts_it_away(runner: Runner) -> None:
    card, id = offered(runner), id_()
    assert card
    for _ in range(2):
        assert runner.post(card, id=id).status_code == 302
    assert runner.kinds().count("card_put_away") == 1
    assert offered(runner) == ""
    assert "Got it" not in text_of(runner.get(card))
    runner.clock.move(days=1)
    assert offered(runner) not in ("", card)


def test_a_stop_offers_no_card(runner: Runner) -> None:
    flag(runner)
    assert offered(runner) == ""


def test_a_post_without_an_id_stores_nothing(runner: Runner) -> None:
    assert runner.post(address("shoes")).status_code == 422
    assert "card_put_away" not in runner.kinds()


@pytest.mark.mission("M07")
def test_causes_are_asked_in_one_form_and_the_answers_are_named_with_what_they_change(runner: Runner) -> None:
    said = text_of(runner.get("/learn/causes/ask"))
    for question in (
        "longer or faster quickly",
        "Do hips, glutes or thighs feel weak",
        "shoes old and worn",
        "too little",
    ):
        assert question in said
    given = {"weakness": "yes", "surfaces": "yes", "shoes": "no", "worry_most": "joints"}
    assert runner.post("/learn/causes/ask", id=id_(), **given).status_code == 302
    changed = text_of(runner.get("/learn/causes"))
    assert "These exercises come first" in changed
    assert "Hip thrust" in changed or "hip thrust" in changed.lower()
    assert "level, even and rather soft" in changed
    assert "worn shoes" not in changed
    assert "checked" in runner.page("/learn/causes/ask")


def test_today_asks_why_it_happened_until_something_is_answered(runner: Runner) -> None:
    assert "Why did it happen?" not in text_of(runner.get("/"))
    runner.check_in()
    assert "Why did it happen?" in text_of(runner.get("/"))
    runner.post("/learn/causes/ask", id=id_(), shoes="no")
    assert "Why did it happen?" not in text_of(runner.get("/"))


def test_causes_left_open_store_nothing(runner: Runner) -> None:
    before = runner.kinds()
    assert runner.post("/learn/causes/ask", id=id_()).status_code == 302
    assert runner.kinds() == before


def test_an_answer_that_is_none_is_refused_beside_its_question(runner: Runner) -> None:
    page = runner.post("/learn/causes/ask", id=id_(), shoes="perhaps")
    assert page.status_code == 422
    assert "Choose one of these answers." in text_of(page)


def test_answering_every_cause_that_no_rule_looks_at_changes_no_decision(runner: Runner) -> None:
    runner.check_in()
    before = runner.kinds().count("decision_issued")
    yes = {one.id: "yes" for one in causes().causes.values() if one.ask == "yes_no" and not one.changes}
    assert runner.post("/learn/causes/ask", id=id_(), **yes, other_problems="Old sprain.").status_code == 302
    assert runner.kinds().count("decision_issued") == before


@pytest.mark.mission("M07")
def test_what_rules_do_because_of_an_answer_is_said_and_not_being_sure_counts(runner: Runner) -> None:
    given = {"weakness": "yes", "same_before": "unsure", "gives_way": "yes"}
    assert runner.post("/learn/causes/ask", id=id_(), **given).status_code == 302
    changed = text_of(runner.get("/learn/causes"))
    for said in ("takes longer", "two runs that went well", "clears you before the first run"):
        assert said in changed


@pytest.mark.mission("M30")
def test_the_questions_of_the_week_come_after_the_check_in_and_can_be_skipped(runner: Runner) -> None:
    assert "/week" not in runner.page("/")
    runner.check_in()
    assert 'href="/week"' in runner.page("/")
    assert runner.post("/week", id=id_(), confidence="", worry="").status_code == 302
    assert "self_rated" not in runner.kinds()
    assert runner.post("/week", id=id_(), confidence="8", worry="2", normal="60").status_code == 302
    assert runner.kinds().count("self_rated") == 3
    said = text_of(runner.get("/week/so-far"))
    assert "8 of 10" in said
    assert "60 of 100" in said


@pytest.mark.mission("M30")
def test_low_confidence_leads_to_the_therapist_and_a_card_and_blocks_nothing(runner: Runner) -> None:
    runner.check_in()
    before = runner.newest("decision_issued").id
    runner.post("/week", id=id_(), confidence="2")
    said = text_of(runner.get("/week/so-far"))
    assert "Talk to your therapist" in said
    assert "I keep thinking about my injury" in said
    assert runner.newest("decision_issued").id == before


def test_the_same_answers_sent_twice_are_stored_once(runner: Runner) -> None:
    id = id_()
    for _ in range(2):
        assert runner.post("/week", id=id, confidence="7").status_code == 302
    assert runner.kinds().count("self_rated") == 1


@pytest.mark.parametrize("value", ["11", "-1", "5.5", "x"])
def test_a_number_that_is_no_button_is_refused(runner: Runner, value: str) -> None:
    page = runner.post("/week", id=id_(), confidence=value)
    assert page.status_code == 422
    assert "Choose one of the buttons, or skip." in text_of(page)
    assert "self_rated" not in runner.kinds()


def test_nothing_is_asked_again_before_its_time(runner: Runner) -> None:
    runner.check_in()
    everything = dict.fromkeys(("confidence", "worry", "pain_week", "daily_life", "running"), "5") | {"normal": "50"}
    runner.post("/week", id=id_(), **everything)
    assert "Nothing to answer now" in text_of(runner.get("/week"))
    assert 'href="/week"' not in runner.page("/")
    runner.clock.at += timedelta(days=7)
    runner.check_in()
    assert 'href="/week"' in runner.page("/")
    assert "usual pain" not in text_of(runner.get("/week"))


@pytest.mark.mission("M06")
def test_a_card_celebrates_small_victories_and_one_says_who_can_help(runner: Runner) -> None:
    assert "Each run that stays calm counts" in text_of(runner.get(address("small-victories")))
    assert "You choose who sees your progress" in text_of(runner.get(address("people-who-help")))


def test_history_names_what_was_answered(runner: Runner) -> None:
    runner.post("/week", id=id_(), confidence="7")
    assert "Confidence: 7" in text_of(runner.get("/history"))
