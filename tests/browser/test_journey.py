"""The whole story in a real browser, at the width of a phone, on a server whose clock is moved from day to day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import Server, browser_page, look_at

pytestmark = pytest.mark.browser
FIRST_DAY = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
PAIN = {"no_swelling": "Yes", "walk_30": "0", "bike_20": "0", "stairs": "1"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "data"
    folder.mkdir()
    server = Server(folder)
    yield server
    server.stop()


def choose(page: Page, question: str, answer: str) -> None:
    group = page.get_by_role("group", name=question)
    group.get_by_text(answer, exact=True).click()


def press(page: Page, word: str) -> None:
    """Press a button that leads to another page, and wait until that page stands."""
    with page.expect_navigation():
        page.locator("button", has_text=word).or_(page.locator("a.btn", has_text=word)).first.click()


def follow(page: Page, words: str) -> None:
    """Follow a link in the text, and wait until its page stands."""
    with page.expect_navigation():
        page.get_by_role("link", name=words).click()


def sign_up(page: Page, server: Server) -> None:
    page.goto(server.address)
    look_at(page, "01-welcome")
    press(page, "Start")
    page.get_by_label("Name to call you").fill("Kim")
    page.get_by_label("E-mail").fill("kim@example.org")
    page.get_by_label("Password").fill("four calm quiet rivers")
    press(page, "Make account")
    look_at(page, "02-today-begin")


def intake(page: Page) -> None:
    press(page, "Begin")
    look_at(page, "03-intake-injury")
    page.get_by_text("Knee", exact=True).click()
    look_at(page, "03-intake-injury-open")
    choose(page, "Injury or operation", "After pain at the front of the knee")
    press(page, "Next")
    choose(page, "Side", "Left")
    press(page, "Next")
    look_at(page, "04-intake-onset")
    press(page, "I don't know the date")
    choose(page, "Operation in this region", "No operation")
    press(page, "Next")
    page.get_by_label("Age in years").fill("41")
    press(page, "Next")
    choose(page, "Was it in the last", "No")
    choose(page, "Has a doctor", "Yes")
    look_at(page, "05-intake-recent")
    press(page, "Next")
    choose(page, "True for you", "None of these")
    look_at(page, "06-intake-screens")
    press(page, "Next")
    page.get_by_label("Weeks of strength work").fill("2")
    press(page, "Next")
    press(page, "Skip")
    press(page, "I don't know")
    press(page, "I don't know")
    look_at(page, "07-intake-consent")
    page.get_by_text("I have read this").click()
    press(page, "Next")
    look_at(page, "08-intake-signs")
    choose(page, "Warning signs", "None of these")
    press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def check_in(page: Page, server: Server, *, shot: str = "") -> None:
    page.goto(f"{server.address}/check-in")
    choose(page, "Pain now", "0")
    choose(page, "A painkiller", "No")
    choose(page, "Is any of this new today?", "None of these")
    choose(page, "Is anything else different?", "No, nothing")
    if shot:
        look_at(page, shot)
    press(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")


def check_in_by_keyboard(page: Page, server: Server) -> None:
    """Tab and arrows alone: every question is reached, answered and sent without a pointer."""
    page.goto(f"{server.address}/check-in")
    wanted = {"pain": "0", "painkiller": "no", "lines": "none", "different": "no"}
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        if name in wanted and not page.evaluate(
            "!!document.querySelector(`[name=${document.activeElement.name}]:checked`)"
        ):
            page.keyboard.press("Space")
            assert page.evaluate("document.activeElement.value") == wanted[name]
        if page.evaluate("document.activeElement.textContent.trim()") == "Save":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")


def pass_every_test(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/readiness")
    look_at(page, "13-readiness")
    for item, answer in PAIN.items():
        page.goto(f"{server.address}/readiness/{item}")
        page.get_by_role("group").first.get_by_text(answer, exact=True).click()
        choose(page, "A painkiller", "No")
        press(page, "Save the test")
    for item in ("ankle_rock", "hip_flexor"):
        page.goto(f"{server.address}/readiness/{item}")
        choose(page, "Left:", "0")
        choose(page, "Right:", "0")
        choose(page, "A painkiller", "No")
        press(page, "Save the test")
    for item, count in (("sl_squat_10", "12"), ("hop_30s", "30")):
        page.goto(f"{server.address}/readiness/{item}")
        page.get_by_label("Left:").fill(count)
        page.get_by_label("Right:").fill(count)
        choose(page, "A painkiller", "No")
        look_at(page, f"14-test-{item}")
        press(page, "Save the test")
    look_at(page, "15-readiness-done")


def first_run(page: Page, server: Server) -> None:
    page.goto(server.address)
    expect(page.locator(".bouts").first).to_be_visible()
    look_at(page, "16-today-run")
    follow(page, "Why, and what would change it")
    look_at(page, "17-why-run")
    server.at(FIRST_DAY + timedelta(days=5, hours=2))
    page.goto(server.address)
    press(page, "I have run")
    look_at(page, "18-run-new")
    follow(page, "Yes, as planned")
    page.get_by_label("Start", exact=True).fill("07:30")
    for question in ("Pain just before", "Worst pain during the run"):
        choose(page, question, "0")
    choose(page, "How did the pain behave", "no pain")
    choose(page, "Is the pain sharp?", "No")
    choose(page, "Do you limp", "No")
    choose(page, "Is the joint swollen?", "none")
    look_at(page, "19-run-form")
    press(page, "Save")
    look_at(page, "20-run-saved")
    press(page, "It was an hour ago")
    choose(page, "Pain", "0")
    choose(page, "Is the joint swollen?", "none")
    choose(page, "Do you limp", "No")
    look_at(page, "21-run-hour")
    press(page, "Save")


def something_is_wrong(page: Page, server: Server) -> None:
    page.goto(server.address)
    press(page, "Something is wrong")
    look_at(page, "24-wrong")
    page.get_by_text("Is the knee stuck").click()
    press(page, "Next")
    look_at(page, "25-wrong-confirm")
    page.get_by_text("Yes, that is right").click()
    press(page, "Send my answers")
    expect(page.get_by_role("alert")).to_contain_text("Stop.")
    look_at(page, "26-stop")
    press(page, "Page for the visit")
    look_at(page, "27-visit")
    page.goto(server.address)
    follow(page, "I pressed yes by mistake")
    page.get_by_label("What happened?").fill("I touched the wrong line.")
    look_at(page, "28-dispute")
    press(page, "Keep both answers")
    expect(page.get_by_role("alert")).to_contain_text("Stop.")


def test_a_runner_comes_from_sign_up_to_a_first_run_and_is_stopped(server: Server) -> None:
    server.at(FIRST_DAY)
    with browser_page() as page:
        sign_up(page, server)
        intake(page)
        look_at(page, "09-today-pending")
        check_in(page, server, shot="10-check-in")
        look_at(page, "11-saved")
        page.goto(server.address)
        look_at(page, "12-today-calm")
        for day in range(1, 5):
            server.at(FIRST_DAY + timedelta(days=day))
            check_in_by_keyboard(page, server)
        pass_every_test(page, server)
        server.at(FIRST_DAY + timedelta(days=5))
        check_in(page, server)
        first_run(page, server)
        server.at(FIRST_DAY + timedelta(days=6))
        check_in(page, server)
        page.goto(server.address)
        expect(page.get_by_role("heading", name="Rest day", exact=True)).to_be_visible()
        look_at(page, "22-today-rest")
        page.goto(f"{server.address}/history")
        look_at(page, "23-history")
        something_is_wrong(page, server)
        page.goto(f"{server.address}/me")
        look_at(page, "29-me")
