"""What a page on another site, a forged address or a wrong name can make a signed-in browser do: nothing.

The addresses come from the map itself, so a new one is tried from the day it is added.
"""

import os
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from tests.attack.world import World, routes
from tests.web.clinic.people import PASSWORD, a_user, signed_in

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
FOREIGN = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "/%09/evil.example",
    "\t//evil.example",
    " //evil.example",
    "//evil.example@testserver",
    "https://testserver.evil.example",
    "data:text/html,x",
)
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def an_address(text: str) -> str:
    """An address of this shape, of nothing in particular."""
    return "/" + re.sub(r"<(\w+:)?\w+>", lambda found: "7" if found[1] == "int:" else str(uuid4()), text)


def check_headers(answer: Any, place: object) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, (place, name)
    policy = answer.headers["Content-Security-Policy"]
    for wanted in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert wanted in policy, place
    for loose in ("unsafe-", "*", "http:", "https:"):
        assert loose not in policy, place
    assert "no-store" in answer.headers["Cache-Control"] or "max-age" in answer.headers["Cache-Control"], place


@pytest.mark.django_db
def test_a_form_of_another_site_has_no_effect_at_any_address(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.clinic.kim, backend="allauth.account.auth_backends.AuthenticationBackend")
    before = [event.id for event in world.events()]
    for route in routes():
        if route.is_api:
            continue
        for method in UNSAFE:
            answer = browser.generic(method, an_address(route.text), headers={"origin": "https://evil.example"})
            assert answer.status_code in (403, 405), (method, route.text, answer.status_code)
            check_headers(answer, (method, route.text))
    assert [event.id for event in world.events()] == before


@pytest.mark.django_db
def test_the_programming_interface_ignores_the_cookie_of_a_browser(world: World) -> None:
    before = [event.id for event in world.events()]
    for route in routes():
        if route.is_api and not route.text.endswith("openapi.json"):
            for method in ("GET", *UNSAFE):
                answer = world.clinic.at_home.generic(method, an_address(route.text), "{}", "application/json")
                assert answer.status_code in (401, 405), (method, route.text, answer.status_code)
    assert [event.id for event in world.events()] == before


@pytest.mark.django_db
def test_every_answer_of_every_address_has_all_headers(world: World) -> None:
    Authenticator.objects.all().delete()  # the world's passkey is no real one
    seen = set()
    for route in routes():
        for browser in (Client(), world.clinic.at_home, world.clinic.at_desk):
            answer = browser.get(an_address(route.text))
            seen.add(answer.status_code)
            check_headers(answer, (route.text, answer.status_code))
    assert {200, 302, 401, 404, 405} <= seen


@pytest.mark.django_db
@pytest.mark.parametrize("to", FOREIGN)
def test_no_address_leads_on_to_another_site(client: Client, settings: Settings, to: str) -> None:
    user = a_user("kim@example.org")
    sent = {"login": user.email, "password": PASSWORD, "next": to, "look": "dark"}
    answers = [
        client.post("/look", sent),
        client.get("/sign-in", {"next": to}),
        client.post("/sign-in", sent),
        client.get("/sign-in", {"next": to}),
        client.post("/sign-in/again", sent),
        client.post("/sign-out", sent),
    ]
    for answer in answers:
        location = re.sub(r"[\t\r\n]", "", answer.headers.get("Location", "/"))  # as a browser reads it
        assert re.match(r"/(?![/\\])", location), (to, location)
        assert "Refresh" not in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "x@localhost", "a b"]
)
def test_a_wrong_name_is_refused_at_every_address(settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    browser = Client()
    for route in list(routes())[:: 1 if os.environ.get("RESTRIDE_NIGHTLY") else 7]:
        answer = browser.get(an_address(route.text), headers={"host": host, "x-forwarded-host": "localhost"})
        assert answer.status_code == 400, (route.text, answer.status_code)
        assert host.encode() not in answer.content
        check_headers(answer, route.text)


@pytest.mark.django_db
def test_a_mail_never_carries_a_name_that_a_request_made_up(settings: Settings, mailoutbox: list[Any]) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    a_user("kim@example.org")
    Client().post(
        "/password/forgotten",
        {"email": "kim@example.org"},
        headers={"host": "localhost", "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
    )
    assert all("evil" not in mail.body + mail.subject for mail in mailoutbox)


@pytest.mark.django_db
def test_under_https_every_status_tells_the_browser_to_stay_there(settings: Settings) -> None:
    from restride.web.shared import errors

    settings.SECURE_HSTS_SECONDS = _hsts_under_https()
    browser, kim = Client(), signed_in(a_user("kim@example.org"))
    seen = set()
    for address in ("/", "/nowhere", "/me", "/sign-in", "/api/v1/today", "/healthz", "/look"):
        for one in (browser, kim):
            answer = one.get(address, secure=True)
            seen.add(answer.status_code)
            assert "max-age=31536000" in answer.headers["Strict-Transport-Security"], address
            check_headers(answer, address)
    assert {200, 302, 401, 404, 405} <= seen
    assert set(errors.STATUSES) >= {400, 403, 404, 405, 413, 429, 500, 503, 507}


def _hsts_under_https() -> int:
    import runpy

    from restride.web import settings as ours

    with patch.dict(os.environ, {"RESTRIDE_ORIGIN": "https://run.example.org"}):
        return int(runpy.run_path(str(Path(str(ours.__file__))))["SECURE_HSTS_SECONDS"])
