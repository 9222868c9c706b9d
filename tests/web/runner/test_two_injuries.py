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


def test_a_second_injury_is_begun_under_me(runner: Runner) -> None:
    runner.intake("patellofemoral_pain")
    assert runner.get("/intake").headers["Location"] == "/"
    assert 'href="/intake?another=1"' in runner.page("/me")
    assert runner.get("/intake?another=1").headers["Location"] == "/intake/injury"


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


RUN = {
    "day": "2026-03-05",
    "start": "06:00",
    "run_min": "8",
    "longest_min": "1",
    "walk_min": "26",
    "before": "0",
    "pain": "1",
    "before-2": "1",
    "pain-2": "4",
    "limp-2": "yes",
    "painkiller": "no",
    "cut_short": "no",
}


def ran(runner: Runner, **other: object) -> str:
    """A run of this morning with what was felt of each injury; gives the form's id."""
    first, second = [event.id for event in runner.events() if event.kind == "episode_opened"]
    id = str(uuid4())
    sent = {"id": id, "episode": first, "episode-2": second, **RUN, **other}
    assert runner.post("/runs/new/own", **sent).status_code == 302
    assert runner.post("/runs/new/own", **sent).status_code == 302
    return id


def felt(runner: Runner, moment: str) -> dict[str | None, object]:
    return {event.episode: event.body.answers.pain_tenths for event in told(runner) if event.body.moment == moment}  # type: ignore[union-attr]


def test_the_form_of_a_run_has_a_group_of_questions_for_each_injury(runner: Runner, both: tuple[str, str]) -> None:
    page = text_of(runner.get("/runs/new/own"))
    assert page.count("Worst pain during the run") == 2
    assert page.count("A painkiller before the run?") == 1
    assert "After pain at the front of the knee, left" in page


def test_one_run_is_stored_once_with_what_was_felt_of_each_injury(runner: Runner, both: tuple[str, str]) -> None:
    ran(runner)
    first, second = both
    assert runner.kinds().count("session_logged") == 1
    assert felt(runner, "before_run") == {first: 0, second: 10}
    assert felt(runner, "during_run") == {first: 10, second: 40}
    during = next(one for one in told(runner) if one.episode == second and one.body.moment == "during_run")  # type: ignore[union-attr]
    assert (during.body.answers.limp, during.body.answers.sharp) == (True, None)  # type: ignore[union-attr]


@pytest.mark.invariant("INV-004")
def test_a_run_of_which_one_injury_was_not_answered_is_an_error_and_stores_nothing(
    runner: Runner, both: tuple[str, str]
) -> None:
    first, second = both
    sent = {"id": str(uuid4()), "episode": first, "episode-2": second, **RUN}
    del sent["pain-2"]
    assert runner.post("/runs/new/own", **sent).status_code == 422
    assert "session_logged" not in runner.kinds()
    sharp = {**RUN, "pain-2": "0", "sharp-2": "yes"}
    answer = runner.post("/runs/new/own", id=str(uuid4()), episode=first, **{"episode-2": second}, **sharp)
    assert "Change the one that is wrong" in text_of(answer)


@pytest.mark.invariant("INV-024")
def test_the_hour_and_the_morning_after_are_asked_of_each_injury(runner: Runner, both: tuple[str, str]) -> None:
    run = ran(runner)
    assert text_of(runner.get(f"/runs/{run}/hour")).count("Is the joint swollen?") == 2
    after = {"id": str(uuid4()), "episode": both[0], "episode-2": both[1], "pain": "1", "pain-2": "3"}
    assert runner.post(f"/runs/{run}/hour", **after).status_code == 302
    assert felt(runner, "after_60") == {both[0]: 10, both[1]: 30}
    runner.clock.move(days=1)
    assert runner.post(f"/runs/{run}/morning", **{**after, "id": str(uuid4())}).status_code == 302
    assert felt(runner, "next_morning") == {both[0]: 10, both[1]: 30}


def test_a_forgotten_morning_is_forgotten_for_every_injury(runner: Runner, both: tuple[str, str]) -> None:
    run = ran(runner)
    runner.clock.move(days=1)
    sent = {"id": str(uuid4()), "episode": both[0], "forgotten": "1"}
    assert runner.post(f"/runs/{run}/morning", **sent).status_code == 302
    gave_up = {event.episode for event in told(runner) if event.body.given_up}  # type: ignore[union-attr]
    assert gave_up == set(both)


def test_groundwork_says_which_injuries_it_was_for(runner: Runner, both: tuple[str, str]) -> None:
    page = text_of(runner.get("/readiness"))
    assert "What was it for?" in page
    assert page.count("After pain at the front of the knee, left") >= 3
    answer = runner.post("/readiness/groundwork", id=str(uuid4()))
    assert answer.status_code == 422
    assert "Choose what" in text_of(answer)
    assert runner.post("/readiness/groundwork", id=str(uuid4()), injuries=[both[1]]).status_code == 302
    done = [event.episode for event in runner.events() if event.kind == "foundation_done"]
    assert done == [both[1]]
    runner.post("/readiness/groundwork", id=str(uuid4()), injuries=list(both))
    assert len([event for event in runner.events() if event.kind == "foundation_done"]) == 3


def test_the_road_ahead_is_one_for_both_injuries(runner: Runner, both: tuple[str, str]) -> None:
    assert runner.post("/check-in", **answers(runner, both, **{"pain-2": "0"})).status_code == 302
    page = runner.get("/ahead")
    said = text_of(page)
    assert "All your injuries together" in said
    assert "only where the plan of each injury allows it" in said
    assert page.content.decode().count("ahead-day") == 14


@pytest.mark.invariant("INV-024")
def test_today_shows_each_injury_and_the_more_careful_answer(runner: Runner, both: tuple[str, str]) -> None:
    assert runner.post("/check-in", **answers(runner, both)).status_code == 302
    said = text_of(runner.get("/"))
    assert "Each injury today" in said
    assert "The more careful answer counts for both." in said
    assert said.count("After pain at the front of the knee, left") >= 1
    assert "I have run" not in said


def test_the_history_names_the_injury_of_each_entry(runner: Runner, both: tuple[str, str]) -> None:
    assert runner.post("/check-in", **answers(runner, both)).status_code == 302
    said = text_of(runner.get("/history"))
    assert said.count("After pain at the front of the knee, left") >= 2
    assert "right" in said
