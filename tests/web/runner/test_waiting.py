"""A file that waits for the runner's word: it holds the next run back, so every way leads to it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.web.runner.story import Runner, text_of
from tests.web.runner.test_upload import a_file, felt, send
from tests.web.runner.test_whole_story import to_the_first_run


@pytest.fixture(autouse=True)
def ready(runner: Runner) -> None:
    to_the_first_run(runner)
    runner.clock.move(hours=3)


def main_button(page: str) -> str:
    return page.split("btn primary big block", 1)[1].split(">", 1)[0]


def test_a_run_that_nobody_confirmed_is_the_first_act_of_today(runner: Runner) -> None:
    place = send(runner, a_file(runner.clock.at - timedelta(hours=1)))["Location"]
    page = runner.page()
    assert f'href="{place}"' in main_button(page)
    assert "A file waits for your word" in page
    runner.clock.move(days=1)
    assert f'href="{place}"' in main_button(runner.page())
    runner.post(place, **felt(runner))
    assert place not in runner.page()


def test_a_damaged_file_leads_on_from_its_own_page_and_from_today(runner: Runner) -> None:
    whole = a_file(runner.clock.at - timedelta(hours=1))
    answer = send(runner, whole[: len(whole) // 2])
    assert answer.status_code == 200, text_of(answer)
    assert "What was found" in text_of(answer)
    button = main_button(answer.content.decode())
    assert 'href="/runs/file/' in button
    assert button in runner.page()
    assert "Look at your file" in runner.page()


def test_a_file_that_is_no_run_of_mine_waits_no_longer(runner: Runner) -> None:
    place = send(runner, a_file(runner.clock.at - timedelta(hours=1)))["Location"]
    runner.post(f"{place}/not-mine", id=str(uuid4()), reason="A ride")
    assert place not in runner.page()
