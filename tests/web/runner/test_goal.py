"""The runner's goal on the phone: chosen, checked in plain words, refused with the field where it can't be."""

from typing import Any
from uuid import uuid4

from tests.web.runner.story import Runner, text_of


def sent(runner: Runner, **other: Any) -> Any:
    return runner.post("/goal", **({"id": str(uuid4()), "table": "to-10km"} | other))


def test_a_goal_is_chosen_and_shown_with_what_is_missing(runner: Runner) -> None:
    runner.intake()
    runner.check_in()
    assert sent(runner).status_code == 302
    assert "goal_set" in runner.kinds()
    said = text_of(runner.get("/goal"))
    assert "10 km: not yet realistic" in said
    assert "A goal never makes a run longer or sooner" in said
    assert "Goal set" in text_of(runner.get("/history"))


def test_a_race_too_soon_a_day_that_is_over_and_an_unknown_distance_are_said_at_their_field(runner: Runner) -> None:
    runner.intake()
    for wrong, cure in (
        ({"race_day": str(runner.clock.now().date())}, "still to come"),
        ({"race_day": "2019-01-01"}, "still to come"),
        ({"table": "to-the-moon"}, "Choose one of these answers"),
        ({"race_day": "soon"}, "a date"),
        ({"table": ""}, "Choose an answer"),
    ):
        page = sent(runner, **wrong)
        assert page.status_code == 422
        assert cure in text_of(page)
    assert "goal_set" not in runner.kinds()


def test_without_a_plan_there_is_nothing_to_choose(runner: Runner) -> None:
    assert "Begin a plan first" in text_of(runner.get("/goal"))


def test_the_road_ahead_leads_to_the_goal(runner: Runner) -> None:
    runner.intake()
    runner.check_in()
    assert 'href="/goal"' in runner.page("/ahead")
