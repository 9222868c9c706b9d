"""The road ahead on the runner's phone: a list of days, a range as a picture, and what it waits for."""

from uuid import uuid4

from tests.web.runner.story import Runner, text_of


def begun(runner: Runner) -> None:
    runner.intake()
    runner.check_in()


def test_the_road_ahead_shows_fourteen_days_and_a_range_that_is_no_promise(runner: Runner) -> None:
    begun(runner)
    page = runner.get("/ahead")
    said = text_of(page)
    assert page.content.decode().count("ahead-day") == 14
    assert "If every run goes well: 30 minutes without a break not before" in said
    assert "It is a picture, not a promise" in said
    assert 'class="range-bar" role="img" aria-label="If every run' in page.content.decode()
    assert "they count as training" in said


def test_today_leads_to_the_road_ahead(runner: Runner) -> None:
    begun(runner)
    assert 'href="/ahead"' in runner.page("/")


def test_looking_ahead_stores_nothing(runner: Runner) -> None:
    begun(runner)
    before = runner.kinds()
    runner.get("/ahead")
    assert runner.kinds() == before


def test_an_open_warning_shows_no_range_and_no_day(runner: Runner) -> None:
    begun(runner)
    sent = {"id": str(uuid4()), "flags": ["locked_knee"], "confirming": "1", "sure-locked_knee": "yes"}
    assert runner.post("/wrong", **sent).status_code == 302
    page = runner.get("/ahead")
    assert "ahead-day" not in page.content.decode()
    assert "a warning sign is open" in text_of(page)


def test_without_a_plan_there_is_no_road(runner: Runner) -> None:
    assert "No injury is followed now" in text_of(runner.get("/ahead"))
