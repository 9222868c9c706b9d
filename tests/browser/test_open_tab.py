"""What script adds in a real browser, on the demonstration: questions in place, a bar of an upload, a run withdrawn."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import Server, browser_page, look_at

pytestmark = pytest.mark.browser


class Demonstration:
    """Accounts in each state, and a server at their time."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "restride.cli.main", "demo", "--data", str(folder)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        self.accounts = dict(re.findall(r"^(\S+@\S+)\s+(\S+)", told, re.MULTILINE))
        self.file = folder / "run-of-today.fit"
        self.server = Server(folder)
        found = re.search(r"--clock (\S+)", told)
        assert found
        self.server.at(datetime.fromisoformat(found[1]))

    def enter(self, page: Page, name: str) -> None:
        email = f"{name}@restride.example"
        page.goto(f"{self.server.address}/sign-in")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill(self.accounts[email])
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    made = Demonstration(tmp_path_factory.mktemp("demo") / "data")
    yield made
    made.server.stop()


def test_an_answer_opens_its_questions_in_place_and_an_error_loses_nothing(place: Demonstration) -> None:
    with browser_page() as page:
        place.enter(page, "day-0")
        page.goto(f"{place.server.address}/check-in")
        page.get_by_role("group", name="Pain now").get_by_text("2", exact=True).click()
        different = page.get_by_role("group", name="Is anything else different?")
        different.get_by_text("Yes, tell more").click()
        expect(page.get_by_label("For how many hours has it been swollen?")).to_be_visible()
        look_at(page, "30-check-in-more")
        different.get_by_text("No, nothing").click()
        expect(page.get_by_label("For how many hours has it been swollen?")).to_have_count(0)
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".err").first).to_be_visible()
        expect(page.get_by_role("group", name="Pain now").get_by_label("2", exact=True)).to_be_checked()
        look_at(page, "31-check-in-errors")
        page.get_by_role("group", name="A painkiller").get_by_text("No", exact=True).click()
        page.get_by_role("group", name="Is any of this new today?").get_by_text("None of these").click()
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Saved")


def test_a_session_leaves_an_open_tab_when_its_time_is_over_and_a_file_is_sent_with_a_bar(place: Demonstration) -> None:
    with browser_page() as page:
        page.clock.install()
        place.enter(page, "first-run")
        page.goto(place.server.address)
        expect(page.locator(".bouts").first).to_be_visible()
        page.clock.fast_forward("36:00:00")
        expect(page.get_by_role("heading", name="This session was for another day")).to_be_visible()
        expect(page.locator(".bouts")).to_have_count(0)
        look_at(page, "32-session-withdrawn")
        page.goto(f"{place.server.address}/runs/upload")
        page.get_by_label("File of one run").set_input_files(place.file)
        with page.expect_navigation(url=re.compile("/runs/file/")):
            page.get_by_role("button", name="Take it in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Is this your run?")
        look_at(page, "33-run-of-a-file")
        page.goto(place.server.address)
        expect(page.get_by_role("link", name="Confirm your recorded run")).to_be_visible()
        look_at(page, "34-today-file-waits")
