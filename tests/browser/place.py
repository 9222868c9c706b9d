"""A real server on a data folder of its own, with a clock that journeys move, and a browser the size of a phone."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import URLError

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

STARTS_WITHIN_S = 60
PHONE = {"width": 390, "height": 844}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


class Server:
    """`restride serve` with a moved clock; `at` starts it anew at another time on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"

    def at(self, instant: datetime) -> None:
        self.stop()
        env = {key: value for key, value in os.environ.items() if not key.startswith(("RESTRIDE_", "DJANGO_"))}
        command = [sys.executable, "-m", "restride.cli.main", "serve", "--port", str(self.port)]
        command += ["--data", str(self.folder), "--clock", instant.isoformat()]
        with (self.folder.parent / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        for _ in range(STARTS_WITHIN_S * 10):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError((self.folder.parent / "server.log").read_text()[-3000:])

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


@contextmanager
def browser_page(**options: object) -> Iterator[Page]:
    """A page of Debian's Chromium, in Lisbon, the size of a phone unless told otherwise."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=arguments)
        shape = {
            "viewport": PHONE,
            "timezone_id": "Europe/Lisbon",
            "locale": "en-GB",
            "reduced_motion": "reduce",
        } | options
        page = browser.new_context(**shape).new_page()
        page.set_default_timeout(15_000)
        yield page
        browser.close()


def look_at(page: Page, name: str) -> None:
    """Hold a screen to the accessibility rules and to its width; keep a picture where a folder for them is set.

    The window is made as tall as the page meanwhile: what a dock covers for now can be scrolled to.
    """
    page.wait_for_load_state()
    size = page.viewport_size or PHONE
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], whole)})
    found = Axe().run(page, options=RULES)
    wrong = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found.response["violations"]]
    assert not wrong, (name, wrong)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
    if folder := os.environ.get("RESTRIDE_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    page.set_viewport_size(size)
