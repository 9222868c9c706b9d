"""From a clinician's invitation to a signed clearance, and how the runner's Today changes by it, in real browsers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import Server, browser_page, look_at
from tests.browser.test_journey import check_in, choose, follow, press

pytestmark = pytest.mark.browser
DESK: Any = {"viewport": {"width": 1440, "height": 900}}
STATE = "awaiting-clearance"
PHYSIO = "robin@example.org"


def restride(*words: str) -> str:
    """What a command of the operator prints."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("RESTRIDE_", "DJANGO_"))}
    command = [sys.executable, "-m", "restride.cli.main", *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    yield server
    server.stop()


def beside(phone: Page) -> Page:
    """The clinician's own window, at a desk: another browser session than the runner's."""
    browser = phone.context.browser
    assert browser is not None
    page = browser.new_context(**DESK, locale="en-GB", reduced_motion="reduce").new_page()
    page.set_default_timeout(15_000)
    return page


def sign_in(page: Page, server: Server, email: str, password: str) -> None:
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def accept_invitation(page: Page, server: Server) -> None:
    """The operator's link leads to a password of one's own, and to an empty list."""
    stated = ("--name=Robin", "--profession=physiotherapist", "--registration=PT 12345")
    printed = restride("clinician", "add", PHYSIO, *stated, f"--data={server.folder}")
    link = re.search(r"https?://[^/\s]+(/\S+)", printed)
    assert link, printed
    page.goto(server.address + link[1])
    look_at(page, "40-clinician-password")
    for field in page.locator("input[type=password]").all():
        field.fill("nine slow green tractors")
    with page.expect_navigation():
        page.locator("main button.primary").click()
    page.goto(f"{server.address}/clinic/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look_at(page, "41-clinic-empty")


def hand_out_code(page: Page, server: Server) -> str:
    """The runner chooses what is shared and agrees; the code is shown once."""
    page.goto(f"{server.address}/me/people/share")
    for box in page.locator("main fieldset input[type=checkbox]").all():
        box.check(force=True)
    page.locator("input[name=agreed]").check(force=True)
    look_at(page, "42-share")
    press(page, "Make a code")
    look_at(page, "43-code")
    return page.locator(".status-code").inner_text()


def take_on(page: Page, server: Server, code: str) -> None:
    page.goto(f"{server.address}/clinic/link")
    page.locator("main input[type=text]").fill(code)
    look_at(page, "44-take-on")
    press(page, "Take this runner on")
    page.goto(f"{server.address}/clinic/")
    look_at(page, "45-caseload")
    follow(page, f"Runner {STATE}")
    look_at(page, "46-person")


def clear(page: Page, until: datetime) -> None:
    """A clearance to run: an error first, then a look at it, then signed."""
    page.locator("a[href$='/clear']").first.click()
    page.wait_for_load_state()
    press(page, "Look at it first")
    expect(page.locator(".err").first).to_be_visible()
    look_at(page, "47-clearance-errors")
    choose(page, "Which side did you examine?", "left")
    page.locator("input[name=scope][value=RUN]").check(force=True)
    page.locator("input[name=until]").fill(f"{until:%Y-%m-%d}")
    press(page, "Look at it first")
    look_at(page, "48-clearance-preview")
    page.locator("main button.primary").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(f"{until:%Y}")
    look_at(page, "49-cleared")


@pytest.mark.invariant("INV-008")
def test_a_clearance_signed_in_the_clinic_changes_the_runners_today(server: Server) -> None:
    printed = restride("demo", f"--until={STATE}", f"--data={server.folder}")
    email, password = next(line.split()[:2] for line in printed.splitlines() if line.startswith(STATE))
    clock = re.search(r"--clock (\S+)", printed)
    assert clock
    opened = datetime.fromisoformat(clock[1])
    server.at(opened)
    with browser_page() as phone:
        desk = beside(phone)
        sign_in(phone, server, email, password)
        waits = "Somebody has to say yes first"
        expect(phone.get_by_text(waits)).to_be_visible()
        accept_invitation(desk, server)
        take_on(desk, server, hand_out_code(phone, server))
        clear(desk, opened + timedelta(days=180))
        phone.goto(server.address)
        expect(phone.get_by_role("heading", level=1)).to_have_text("Today")
        expect(phone.get_by_text(waits)).to_have_count(0)
        look_at(phone, "50-today-cleared")
        phone.goto(f"{server.address}/history")
        expect(phone.locator("main")).to_contain_text("Clearance given")
        expect(phone.locator("main")).to_contain_text("by Robin")
        server.at(opened.replace(hour=7, minute=10) + timedelta(days=1))
        check_in(phone, server)
        phone.goto(server.address)
        expect(phone.locator(".bouts").first).to_be_visible()
        look_at(phone, "51-today-first-run")
