"""What protects every answer: headers, cookies, host names, secrets, logs, and pages for what goes wrong."""

import errno
import json
import logging
import os
import stat
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST
from pytest_django import Settings

from restride.web.keys import ensure_keys, read_keys
from restride.web.shared import errors
from restride.web.shared.logs import JsonLines
from restride.web.urls import urlpatterns as real_urls
from tests.web.shell.people import PASSWORD, a_user

handler400, handler403, handler404 = errors.bad_request, errors.forbidden, errors.not_found
handler429, handler500 = errors.too_many, errors.server_fault


class Broken(Exception):
    """Something that no page expects."""


def _raises(fault: BaseException) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        raise fault

    return view


@require_POST
def _only_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse("posted")


TROUBLE = {
    "400": _raises(UnicodeError()),
    "403": _raises(PermissionDenied()),
    "405": _only_post,
    "413": _raises(RequestDataTooBig()),
    "429": errors.too_many,
    "500": _raises(Broken("pain was 7")),
    "503": _raises(OperationalError("database is locked")),
    "507": _raises(OSError(errno.ENOSPC, "No space left on device")),
    "507-db": _raises(OperationalError("database or disk is full")),
}
urlpatterns = [*real_urls, *(path(f"trouble/{name}", view) for name, view in TROUBLE.items() if name != "400")]
STATUSES = [
    "/trouble/403",
    "/nowhere",
    "/trouble/405",
    "/trouble/413",
    "/trouble/429",
    "/trouble/500",
    "/trouble/503",
    "/trouble/507",
    "/trouble/507-db",
]


@pytest.fixture
def stumbling(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def check_headers(answer: Any) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Request-Id"]


@pytest.mark.parametrize("address", STATUSES)
def test_every_error_has_a_styled_page_and_all_headers_without_a_database(stumbling: Client, address: str) -> None:
    answer = stumbling.get(address)  # no database mark: touching one fails the test
    expected = 404 if address == "/nowhere" else int(address.rsplit("/", maxsplit=1)[-1][:3])
    assert answer.status_code == expected
    text = answer.content.decode()
    assert "restride.css" in text
    assert "<script" not in text
    assert "style=" not in text
    assert str(errors.STATUSES[expected].title).replace("'", "&#x27;") in text
    check_headers(answer)


def test_a_wrong_host_is_refused_with_a_page(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "Not known by this name" in answer.content.decode()
    check_headers(answer)


def test_a_post_without_its_token_is_refused_with_the_cure() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()
    check_headers(answer)


def test_a_request_larger_than_any_we_take_is_refused_unread(client: Client) -> None:
    answer = client.post(
        "/sign-in", data=b"x", content_type="application/octet-stream", headers={"content-length": "99999999"}
    )
    assert answer.status_code == 413
    assert "25 MB" in answer.content.decode()


def test_a_program_gets_a_problem_document(client: Client) -> None:
    answer = client.get("/api/v1/nowhere")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_error_pages_follow_the_chosen_look(stumbling: Client) -> None:
    stumbling.cookies["look"] = "dark"
    assert 'data-theme="dark"' in stumbling.get("/nowhere").content.decode()


def test_a_server_fault_shows_the_number_of_its_log_line(stumbling: Client) -> None:
    answer = stumbling.get("/trouble/500")
    assert answer.headers["X-Request-Id"] in answer.content.decode()
    assert "pain was 7" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/sign-up", "/sign-in", "/password/forgotten", "/healthz"])
def test_pages_for_visitors_have_all_headers_and_nothing_inline(client: Client, address: str) -> None:
    answer = client.get(address)
    check_headers(answer)
    text = answer.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert "onclick" not in text
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_visitor_of_the_front_page_gets_no_cookie_and_costs_no_query(client: Client) -> None:
    assert not client.get("/").cookies  # no database mark: a query fails the test


@pytest.mark.django_db
def test_signed_in_pages_are_never_kept_by_the_browser(client: Client) -> None:
    a_user()
    client.post("/sign-in", {"login": "kim@example.org", "password": PASSWORD})
    assert "no-store" in client.get("/").headers["Cache-Control"]
    cookie = client.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_framework_never_shows_its_inside(settings: Settings) -> None:
    from restride.web import settings as ours

    assert ours.DEBUG is False
    assert not any("admin" in app for app in ours.INSTALLED_APPS)


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = ensure_keys(tmp_path / "data")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = read_keys(tmp_path / "data")
    os.chmod(file, 0o644)
    assert ensure_keys(tmp_path / "data") == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_keys(tmp_path / "data") == first
    assert len(first[0]) > 60


def test_a_new_key_may_be_set_before_the_old_one(tmp_path: Path) -> None:
    ensure_keys(tmp_path)
    (tmp_path / "secret").write_text("new-key\nold-key\n")
    assert read_keys(tmp_path) == ("new-key", "old-key")


def test_log_lines_hold_no_values_that_people_gave() -> None:
    try:
        raise Broken("pain was 7 for kim@example.org")
    except Broken as fault:
        record = logging.LogRecord(
            "restride", logging.ERROR, __file__, 1, "it broke", None, (Broken, fault, fault.__traceback__)
        )
    line = JsonLines().format(record)
    assert "pain" not in line
    assert json.loads(line)["fault"] == "Broken"


@pytest.mark.django_db
def test_the_line_of_a_request_names_the_route_and_not_what_was_asked(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("restride").addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.INFO, logger="restride.web"):
            client.get("/password/new/abc-secretkey?email=kim@example.org")
    finally:
        logging.getLogger("restride").removeHandler(caplog.handler)
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "restride.web"]
    assert len(lines) == 1
    assert "secretkey" not in lines[0]
    assert "kim@" not in lines[0]
    assert json.loads(lines[0])["method"] == "GET"


def test_the_look_is_kept_in_a_cookie_and_leads_back_home_only(client: Client) -> None:
    answer = client.post("/look", {"look": "dark", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
    assert answer.cookies["look"].value == "dark"
    client.post("/look", {"look": "system", "next": "/sign-in"})
    assert client.cookies["look"].value == ""


def test_over_https_cookies_and_headers_are_bound_to_it() -> None:
    from restride.web.environment import read_environment

    environment = read_environment({"RESTRIDE_ORIGIN": "https://run.example.org"})
    assert environment.secure
    assert environment.hosts == ["run.example.org"]
    assert environment.trusted_proxies == 1
    with patch.dict(os.environ, {"RESTRIDE_ORIGIN": "https://run.example.org"}):
        import runpy

        ours = runpy.run_path(str(Path(errors.__file__).parents[1] / "settings.py"))
    assert ours["SESSION_COOKIE_SECURE"]
    assert ours["CSRF_COOKIE_SECURE"]
    assert ours["SESSION_COOKIE_NAME"] == "__Host-session"
    assert ours["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert ours["ALLOWED_HOSTS"] == ["run.example.org"]
