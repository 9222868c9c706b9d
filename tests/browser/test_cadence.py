"""The cadence programme in a real browser: counted at the width of a phone, the beat by script, the plan unchanged."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.place import Server, browser_page, look_at
from tests.browser.test_journey import press
from tests.browser.test_learn import look_both, rehearsed, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    yield server
    server.stop()


@pytest.mark.mission("M25")
def test_steps_are_counted_and_a_beat_sounds_beside_the_run(server: Server) -> None:
    email, password = rehearsed(server.folder)
    server.at(datetime.now(UTC).replace(hour=18, minute=45, second=0, microsecond=0))
    with browser_page() as page:
        sign_in(page, server, email, password)
        page.goto(f"{server.address}/cadence")
        look_both(page, "cadence-1-count")
        page.get_by_label("Steps counted").fill("80")
        press(page, "Save")
        expect(page.get_by_role("heading", name="168 steps a minute")).to_be_visible()
        look_both(page, "cadence-2-beat")
        page.get_by_role("button", name="Start the beat").click()
        expect(page.get_by_role("button", name="Stop the beat")).to_be_focused()
        page.get_by_role("button", name="Stop the beat").click()
        expect(page.get_by_role("button", name="Start the beat")).to_be_focused()
        page.goto(server.address)
        expect(page.get_by_text("With the beat: 168 steps a minute")).to_be_visible()
        expect(page.get_by_text("On this run")).to_be_visible()
        look_both(page, "cadence-3-today")
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{server.address}/cadence")
        look_at(page, "cadence-320")
