"""Passkeys in a real browser with an authenticator made of software, and every account screen at every size."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.place import Server, browser_page, look_at
from tests.web.accounts.people import PASSWORD, code_of

pytestmark = pytest.mark.browser
SIZES = {"narrow": (320, 640), "phone": (390, 844), "desk": (1440, 900)}


class House(Server):
    """`restride serve` with the clock of the computer, so that a clinician needs a second factor."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        clear = {key: value for key, value in os.environ.items() if not key.startswith(("RESTRIDE_", "DJANGO_"))}
        self.env = {**clear, "RESTRIDE_DATA": str(folder), "RESTRIDE_PORT": str(self.port)}

    def start(self) -> None:
        with (self.folder.parent / "server.log").open("ab") as log:
            command = [sys.executable, "-m", "restride.cli.main", "serve"]
            self.process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)
        self._wait()

    def clinician_link(self) -> str:
        """The way to a password of a new clinician."""
        stated = ["--name", "Clinic One", "--profession", "Physiotherapist", "--registration", "PT 1"]
        command = [sys.executable, "-m", "restride.cli.main", "clinician", "add", "physio@example.org", *stated]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=True)
        return done.stdout.strip().replace("127.0.0.1", "localhost")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "data"
    folder.mkdir()
    house = House(folder)
    house.start()
    yield house
    house.stop()


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A passkey holder that says yes to everything, inside this browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    return devtools, made["authenticatorId"]


def complaints(page: Page) -> list[str]:
    """What the browser complains about from now on, such as a breach of the content policy."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: found.append(str(fault)))
    return found


def press(page: Page, word: str) -> None:
    page.get_by_role("button", name=word, exact=True).or_(page.get_by_role("link", name=word, exact=True)).first.click()


def look_everywhere(page: Page, name: str) -> None:
    """Hold a screen to the rules at each width, light and dark."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
            look_at(page, f"accounts-{name}-{size}-{look}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")


def sign_up(page: Page, house: House) -> None:
    page.goto(f"{house.address}/sign-up")
    page.get_by_label("Name to call you").fill("Kim")
    page.get_by_label("E-mail").fill("kim@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Make account")


def heading(page: Page) -> Any:
    return expect(page.get_by_role("heading", level=1))


def test_a_runner_adds_a_passkey_and_comes_in_with_it_alone(house: House) -> None:
    with browser_page(reduced_motion="reduce") as page:
        wrong = complaints(page)
        authenticator(page)
        sign_up(page, house)
        page.goto(f"{house.address}/me/security")
        look_everywhere(page, "security-bare")
        press(page, "Add a passkey")
        expect(page.get_by_label("Name")).to_have_value("Chrome on Linux")
        look_everywhere(page, "passkey-add")
        press(page, "Make the passkey")
        heading(page).to_have_text("Recovery codes")
        look_everywhere(page, "recovery-codes")
        page.goto(f"{house.address}/me/security")
        look_everywhere(page, "security-protected")
        page.goto(f"{house.address}/me/security/devices")
        look_everywhere(page, "devices")
        page.goto(f"{house.address}/sign-out")
        press(page, "Sign out")
        page.goto(f"{house.address}/sign-in?next=/me/security")
        look_everywhere(page, "sign-in")
        press(page, "Sign in with a passkey")
        heading(page).to_have_text("Sign-in and security")
        assert not wrong


def test_the_keyboard_alone_is_enough(house: House) -> None:
    with browser_page(reduced_motion="reduce") as page:
        authenticator(page)
        sign_up(page, house)
        page.goto(f"{house.address}/me/security/passkeys/add")
        expect(page.get_by_role("button", name="Make the passkey")).to_be_visible()
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == "Make the passkey":
                break
        page.keyboard.press("Enter")
        heading(page).to_have_text("Recovery codes")


def test_a_passkey_is_the_second_step_and_the_proof(house: House) -> None:
    with browser_page(reduced_motion="reduce") as page:
        authenticator(page)
        sign_up(page, house)
        page.goto(f"{house.address}/me/security/passkeys/add")
        press(page, "Make the passkey")
        heading(page).to_have_text("Recovery codes")
        page.context.clear_cookies()
        page.goto(f"{house.address}/sign-in")
        page.get_by_label("E-mail").fill("kim@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        press(page, "Sign in")
        heading(page).to_have_text("Second step")
        look_everywhere(page, "second-step")
        press(page, "Use my passkey")
        heading(page).to_have_text("Today")
        page.goto(f"{house.address}/sign-in/again/passkey?next=/me/security")
        look_everywhere(page, "again-passkey")
        press(page, "Use my passkey")
        heading(page).to_have_text("Sign-in and security")


def test_a_holder_who_says_no_is_told_and_nothing_is_kept(house: House) -> None:
    with browser_page(reduced_motion="reduce") as page:
        devtools, holder = authenticator(page)
        sign_up(page, house)
        page.goto(f"{house.address}/me/security/passkeys/add")
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": holder, "isUserVerified": False})
        press(page, "Make the passkey")
        expect(page.get_by_role("alert")).to_contain_text("nothing was sent")
        look_everywhere(page, "passkey-refused")
        page.goto(f"{house.address}/me/security")
        expect(page.get_by_role("link", name="Add a passkey")).to_be_visible()


def test_a_passkey_is_renamed_and_removed(house: House) -> None:
    with browser_page(reduced_motion="reduce") as page:
        authenticator(page)
        sign_up(page, house)
        page.goto(f"{house.address}/me/security/passkeys/add")
        press(page, "Make the passkey")
        heading(page).to_have_text("Recovery codes")
        page.goto(f"{house.address}/me/security")
        page.get_by_role("link", name="Chrome on Linux").click()
        page.get_by_label("Name").fill("my phone")
        look_everywhere(page, "passkey-name")
        press(page, "Save")
        page.get_by_role("link", name="my phone").click()
        press(page, "Remove this passkey")
        look_everywhere(page, "passkey-remove")
        press(page, "Remove")
        expect(page.get_by_role("link", name="Add a passkey")).to_be_visible()


def test_a_new_clinician_sets_up_an_app_before_any_runner_is_shown(house: House) -> None:
    with browser_page(reduced_motion="reduce") as page:
        page.goto(house.clinician_link())
        page.get_by_label("New password").fill(PASSWORD)
        press(page, "Save")
        page.goto(f"{house.address}/")
        expect(page.get_by_text("Set up a second step first.")).to_be_visible()
        look_everywhere(page, "clinician-must")
        press(page, "Set up an app")
        look_everywhere(page, "app")
        key = page.locator("span.mono").inner_text().replace(" ", "")
        page.get_by_label("Code").fill(code_of(key))
        press(page, "Use this app")
        heading(page).to_have_text("Recovery codes")
        press(page, "I have kept them")
        heading(page).to_have_text("Caseload")
        look_everywhere(page, "clinic")
        page.goto(f"{house.address}/sign-in/again/code")
        look_everywhere(page, "again-code")
