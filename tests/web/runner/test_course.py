"""Where you are: the place in walk-run, what follows if it goes well and if it doesn't, and who chose the way."""

from restride.core.events import PaceChosen
from tests.web.runner.story import Runner, text_of
from tests.web.runner.test_whole_story import to_the_first_run


def test_before_the_first_run_the_course_says_so(runner: Runner) -> None:
    runner.intake()
    assert "The running has not begun yet." in text_of(runner.get("/course"))


def test_the_course_says_minutes_and_what_comes_next_either_way(runner: Runner) -> None:
    to_the_first_run(runner)
    today = text_of(runner.get("/"))
    assert "of running, in bouts of 1 minute" in today
    assert "Stage 1 of" not in today
    page = text_of(runner.get("/course"))
    assert "on the way to 30 minutes" in page
    assert "If your runs go well" in page
    assert "If a run was too much" in page
    assert "Cautious pace" in page


def test_there_is_no_way_for_a_runner_to_choose_a_pace(runner: Runner) -> None:
    to_the_first_run(runner)
    assert runner.post("/course", way="standard/").status_code == 405
    assert not any(isinstance(event.body, PaceChosen) for event in runner.events())
