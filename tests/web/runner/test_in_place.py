"""Forms that a script sends: errors come back in place, other pages are led to by the browser, plain sending stays."""

from uuid import uuid4

import pytest

from tests.web.runner.story import LINES_NONE, Runner

SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def enrolled(runner: Runner) -> None:
    runner.intake()


def morning(runner: Runner, **other: str) -> dict[str, str]:
    return {"id": str(uuid4()), "episode": runner.episode, "pain": "0", **LINES_NONE, **other}


def test_a_stored_form_is_led_on_by_the_browser(runner: Runner) -> None:
    answer = runner.client.post("/check-in", morning(runner), **SCRIPT)
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/check-in/")
    assert "Location" not in answer
    assert runner.kinds().count("check_in") == 1


def test_a_wrong_answer_comes_back_with_its_error(runner: Runner) -> None:
    answer = runner.client.post("/check-in", morning(runner, pain="11"), **SCRIPT)
    assert answer.status_code == 422
    assert b'id="content"' in answer.content
    assert "check_in" not in runner.kinds()


@pytest.mark.parametrize(
    ("about", "said", "field"),
    [("different", {"different": "yes"}, "swelling_h"), ("picked", {"lines": "something"}, "picked")],
)
def test_an_answer_opens_its_questions_below_itself(
    runner: Runner, about: str, said: dict[str, str], field: str
) -> None:
    before = runner.kinds()
    more = runner.post(f"/check-in/more/{about}", episode=runner.episode, **said).content.decode()
    assert f'name="sent-{about}"' in more
    assert f'name="{field}"' in more
    assert "checked" not in more
    assert f'name="{field}"' not in runner.post(f"/check-in/more/{about}", episode=runner.episode).content.decode()
    assert runner.kinds() == before


def test_no_other_questions_can_be_opened(runner: Runner) -> None:
    assert runner.post("/check-in/more/sure", episode=runner.episode).status_code == 404
    assert runner.get("/check-in/more/different").status_code == 405


def test_an_open_tab_knows_when_its_session_ends(runner: Runner) -> None:
    from tests.web.runner.test_runs import to_the_first_run

    assert "data-valid-until" not in runner.page()
    to_the_first_run(runner)
    page = runner.page()
    until, shown = (page.partition(f'data-{name}="')[2].partition('"')[0] for name in ("valid-until", "shown-at"))
    assert shown < until
    assert 'id="withdrawn" hidden' in page
