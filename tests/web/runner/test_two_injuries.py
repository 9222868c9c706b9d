"""Two injuries at once: the morning asks about each, stores an entry for each, and tells a warning sign once."""

from uuid import uuid4

import pytest

from restride.core.events import Event
from tests.web.runner.story import LINES_NONE, Runner, text_of
from tests.web.runner.test_check_in import SYMPTOMS


@pytest.fixture
def both(runner: Runner) -> tuple[str, str]:
    """The entries of two injuries, in the order in which the screens ask."""
    runner.intake("patellofemoral_pain")
    runner.intake("achilles_tendinopathy", side={"side": "right"})
    first, second = [event.id for event in runner.events() if event.kind == "episode_opened"]
    return first, second


def answers(runner: Runner, both: tuple[str, str], **other: object) -> dict[str, object]:
    first, second = both
    page = runner.page("/check-in")
    ids = (first, second) if page.index(first) < page.index(second) else (second, first)
    whole = {"id": str(uuid4()), "episode": ids[0], "episode-2": ids[1], "pain": "1", "pain-2": "4"}
    return {**whole, **LINES_NONE, "different-2": "no", **other}


def told(runner: Runner) -> list[Event]:
    return [event for event in runner.events() if event.kind == "check_in"]


def test_each_injury_has_a_pain_question_with_its_name(runner: Runner, both: tuple[str, str]) -> None:
    page = text_of(runner.get("/check-in"))
    assert "Pain now: After pain at the front of the knee, left" in page
    assert page.count("Pain now:") == 2
    assert page.count("A painkiller in the last") == 1


def test_one_form_stores_an_entry_for_each_injury(runner: Runner, both: tuple[str, str]) -> None:
    sent = answers(runner, both)
    for _ in range(2):
        assert runner.post("/check-in", **sent).status_code == 302
    assert {event.episode for event in told(runner)} == set(both)
    assert sorted(event.body.answers.pain_tenths for event in told(runner)) == [10, 40]  # type: ignore[union-attr]
    assert len(told(runner)) == 2
    page = text_of(runner.get(f"/check-in/{sent['id']}"))
    assert "1 of 10" in page
    assert "4 of 10" in page


@pytest.mark.invariant("INV-004")
def test_an_injury_that_nobody_answered_for_is_an_error_and_stores_nothing(
    runner: Runner, both: tuple[str, str]
) -> None:
    sent = answers(runner, both)
    del sent["pain-2"]
    assert runner.post("/check-in", **sent).status_code == 422
    assert told(runner) == []


def test_what_is_different_is_asked_for_the_injury_that_it_is_about(runner: Runner, both: tuple[str, str]) -> None:
    sent = answers(runner, both, **{"different-2": "yes"})
    assert "What is different?" in text_of(runner.post("/check-in", **sent))
    assert told(runner) == []
    symptoms = {f"different-2-{name}": value for name, value in {**SYMPTOMS, "place": ""}.items()}
    assert runner.post("/check-in", **sent, **{"sent-different-2": "1"}, **symptoms).status_code == 302
    swelling = {event.episode: event.body.answers.swelling for event in told(runner)}  # type: ignore[union-attr]
    assert swelling == {sent["episode"]: 0, sent["episode-2"]: 1}


@pytest.mark.invariant("INV-005")
def test_a_warning_sign_opens_one_stop_for_the_person(runner: Runner, both: tuple[str, str]) -> None:
    marks = {"sent-picked": "1", "picked": ["clot"], "sent-sure": "1", "sure-clot": "yes"}
    sent = answers(runner, both, lines="something", **marks)
    assert runner.post("/check-in", **sent).status_code == 302
    assert runner.kinds().count("flag_opened") == 1
    assert "Stop." in text_of(runner.get("/"))


def test_a_page_made_for_other_injuries_is_asked_again(runner: Runner, both: tuple[str, str]) -> None:
    sent = answers(runner, both)
    answer = runner.post("/check-in", **{**sent, "episode-2": str(uuid4())})
    assert "has changed meanwhile" in text_of(answer)
    assert told(runner) == []
