"""Learn, causes and the runner's own numbers in a real browser, at the width of a phone, light and dark."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import Server, browser_page, look_at
from tests.browser.test_journey import choose, follow, press

pytestmark = pytest.mark.browser
_ACCOUNT = re.compile(r"^\s*(first-run@\S+)\s+(\S+)", re.MULTILINE)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "data"
    server = Server(folder)
    yield server
    server.stop()


def rehearsed(folder: Path) -> tuple[str, str]:
    """A runner before the first run, made by the demonstration. Gives address and password."""
    command = [sys.executable, "-m", "restride.cli.main", "demo", "--until", "first-run", "--data", str(folder)]
    env = {key: value for key, value in os.environ.items() if not key.startswith(("RESTRIDE_", "DJANGO_"))}
    said = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    found = _ACCOUNT.search(said)
    assert found is not None, said
    return found[1], found[2]


def sign_in(page: Page, server: Server, email: str, password: str) -> None:
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def look_both(page: Page, name: str) -> None:
    """The screen in light and in dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        look_at(page, f"{name}-{scheme}")
    page.emulate_media(color_scheme="light")


def learn(page: Page, server: Server) -> None:
    page.goto(server.address)
    expect(page.get_by_role("heading", name="The first run won't feel normal")).to_be_visible()
    look_both(page, "learn-1-offered")
    page.goto(f"{server.address}/learn")
    look_both(page, "learn-2-home")
    page.get_by_text("Is running good for me?").click()
    follow(page, "Is running bad for my joints?")
    expect(page.get_by_text("35 of 1000")).to_be_visible()
    look_both(page, "learn-3-card")
    press(page, "Got it")
    expect(page.get_by_text("Worth a minute")).to_have_count(0)


def causes(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/learn/causes")
    look_both(page, "learn-4-causes-empty")
    press(page, "Begin")
    look_both(page, "learn-5-causes-ask")
    choose(page, "Do hips, glutes or thighs feel weak", "Yes")
    choose(page, "Did you run on hills", "Yes")
    choose(page, "Were your shoes old", "Not sure")
    choose(page, "Which worry weighs most?", "I keep thinking about it")
    press(page, "Save")
    expect(page.get_by_text("These exercises come first")).to_be_visible()
    look_both(page, "learn-6-causes-changes")


def own_numbers(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/week")
    look_both(page, "learn-8-week")
    choose(page, "How much do you trust", "3")
    choose(page, "how normal is it now", "40")
    press(page, "Save")
    expect(page.get_by_text("Talk to your therapist")).to_be_visible()
    look_both(page, "learn-8-so-far")


def test_learn_causes_and_own_numbers_at_the_width_of_a_phone(server: Server) -> None:
    email, password = rehearsed(server.folder)
    opened = datetime.now(UTC).replace(hour=18, minute=45, second=0, microsecond=0)
    server.at(opened)
    with browser_page() as page:
        sign_in(page, server, email, password)
        learn(page, server)
        causes(page, server)
        page.goto(server.address)
        expect(page.get_by_text("Mind on this run")).to_be_visible()
        look_both(page, "learn-7-today-reminders")
        own_numbers(page, server)
        for weeks, trust in ((1, "7"), (2, "8")):
            server.at(opened + timedelta(weeks=weeks))
            page.goto(f"{server.address}/week")
            choose(page, "How much do you trust", trust)
            choose(page, "How much did you worry", "2")
            press(page, "Save")
        look_both(page, "learn-9-so-far-later")
        page.set_viewport_size({"width": 320, "height": 640})
        for path in ("/learn", "/week", "/week/so-far", "/learn/causes/ask", "/learn/causes"):
            page.goto(f"{server.address}{path}")
            look_at(page, f"learn-320{path.replace('/', '-')}")
