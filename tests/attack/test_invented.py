"""What an attacker would try next: odd methods and headers, doubled fields, ids in disguise, doors that were closed.

Each holds for every address that there is, read from the map itself.
"""

import json
import os
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from restride.web.api.tokens import Scope, issue_token
from tests.attack.test_protection import an_address
from tests.attack.world import Caller, World, routes
from tests.web.clinic.people import PASSWORD, a_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_made_up_passkey(request: pytest.FixtureRequest) -> None:
    """The world's passkey is no real one, and pages of passkeys can't read it."""
    if "world" in request.fixturenames:
        request.getfixturevalue("world")
        Authenticator.objects.all().delete()


NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
ODD_METHODS = ("HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PURGE", "POSTX", "get")
HUGE = "9" * 4000
ODD_VALUES = (
    "",
    HUGE,
    "-1",
    "NaN",
    "Infinity",
    "1e309",
    "0x10",
    "٣",
    "9999999-01-01",
    "0000-00-00",
    "\0",
    "%00",
    "a\r\nb",
    "[]",
    "'",
)


def kept(world: World) -> list[str]:
    return [event.id for event in world.events()]


def test_odd_methods_write_nothing_and_echo_nothing(world: World) -> None:
    before = kept(world)
    for route in routes():
        for browser in (world.clinic.at_home, world.clinic.at_desk, Client()):
            for method in ODD_METHODS:
                headers = {"x-echo": "canary-4411", "idempotency-key": str(uuid4())}
                answer = browser.generic(method, an_address(route.text), b"canary-4411", headers=headers)
                place = (method, route.text, answer.status_code)
                assert answer.status_code < 500, place
                assert b"canary-4411" not in (b"" if answer.streaming else answer.content), place
    assert kept(world) == before


def test_a_method_named_in_a_header_or_field_is_no_method(world: World) -> None:
    before = kept(world)
    token = str(world.ids["token"])
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        for path in (f"/me/tokens/{token}/revoke", "/me/data/erase", f"/clinic/{world.ids['kim']}/end"):
            for browser in (world.clinic.at_home, world.clinic.at_desk):
                browser.get(path, {"_method": "POST", "typed": "erase everything"}, headers={name: "POST"})
    assert kept(world) == before
    assert world.kim.call("GET", "/api/v1/today").status_code == 200


@pytest.mark.invariant("INV-026")
def test_inv_026_no_value_in_any_query_is_a_fault(world: World) -> None:
    names = ("day", "before", "limit", "runner", "episode", "name", "show", "next", "id", "page", "format")
    for place, route in enumerate(routes()):
        if route.slots:
            continue
        for caller in (world.kim, world.physio):
            for value in ODD_VALUES if NIGHTLY else ODD_VALUES[place % 5 :: 5]:
                query = "&".join(f"{name}={quote(value)}" for name in names)
                answer = caller.call("GET", f"/{route.text}?{query}")
                assert answer.status_code < 500, (caller.name, route.text, value[:20])


def disguised(id: str) -> list[str]:
    """The same id to somebody who looks at it, and another to a computer."""
    fullwidth = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in id)
    return [
        id.upper() if id.upper() != id else id + "x",
        f"{id}\u200b",
        f"\ufeff{id}",
        f" {id}",
        f"{id} ",
        f"{id}\0",
        f"{id}%00",
        f"{id}/",
        f"{id}/..",
        f"../{id}",
        fullwidth,
        id.replace("-", "\u2010"),
        id.replace("-", ""),
        f"{{{id}}}",
        f"urn:uuid:{id}",
        f"{id}'--",
    ]


@pytest.mark.invariant("INV-060")
def test_inv_060_an_id_in_disguise_opens_nothing_of_a_stranger_and_breaks_nothing(world: World) -> None:
    stranger = world.strangers()[0]
    before = kept(world)
    for name in ("decision", "kim", "entry", "flag", "episode")[: None if NIGHTLY else 2]:
        for id in disguised(world.ids[name]):
            for path in (
                f"/why/{quote(id)}",
                f"/history/{quote(id)}/correct",
                f"/clinic/{quote(id)}",
                f"/act/{quote(id)}",
            ):
                for caller in (stranger, world.kim, world.physio):
                    answer = caller.call("GET", path)
                    assert answer.status_code < 500, (caller.name, path)
                    assert b"patellofemoral" not in answer.content or caller is not stranger, path
                    if caller is stranger and not path.startswith("/act/"):
                        assert answer.status_code in (301, 302, 404), (path, answer.status_code)
            for path in ("decisions", "check-ins", "sessions"):
                assert stranger.call("GET", f"/api/v1/{path}/{quote(id)}").status_code in (401, 404), path
                listed = stranger.call("GET", f"/api/v1/{path}?runner={quote(id)}")
                assert listed.status_code in (404, 422), (path, id)
    assert kept(world) == before


def test_a_field_sent_twice_is_told_and_stores_nothing(world: World) -> None:
    """The worse answer hidden behind a better one, in whatever order."""
    before, browser = kept(world), world.clinic.at_home
    form = {"id": str(uuid4()), "episode": world.ids["episode"], "painkiller": "no", "lines": "none", "different": "no"}
    for field, values in (("pain", ["9", "0"]), ("painkiller", ["yes", "no"]), ("lines", ["something", "none"])):
        sent: dict[str, Any] = {"pain": "0", **form, "id": str(uuid4()), field: values}
        answer = browser.post("/check-in", sent)
        assert answer.status_code in (400, 422), (field, answer.status_code)
    assert kept(world) == before


@pytest.mark.parametrize("media", ["application/json", "text/plain", "application/xml", "multipart/form-data", "x"])
def test_a_form_of_another_kind_of_content_stores_nothing_and_is_no_fault(world: World, media: str) -> None:
    before = kept(world)
    body = json.dumps({"id": str(uuid4()), "pain": 0, "lines": "none"}).encode()
    for route in routes():
        for browser in (world.clinic.at_home, world.clinic.at_desk):
            if not route.is_api and not route.text.startswith(("sign", "look", "password", "me/data/export")):
                answer = browser.generic("POST", an_address(route.text), body, media)
                assert answer.status_code < 500, (route.text, media)
    assert [id for id in kept(world) if id not in before] == []


def test_headers_larger_than_any_are_no_fault(world: World) -> None:
    big = "x" * 60_000
    headers = ({"authorization": f"Bearer {big}"}, {"idempotency-key": big}, {"accept-language": f"{big},en"})
    for more in (
        *headers,
        {"cookie": f"restride={big}"},
        {"hx-current-url": f"//{big}"},
        {"range": f"bytes=0-{HUGE}"},
    ):
        for path in ("/", "/sign-in", "/api/v1/today", "/check-in"):
            answer = Client().generic("GET", path, headers=more)
            assert answer.status_code < 500, (list(more), path)
        sent = world.clinic.at_home.generic("POST", "/api/v1/check-ins", b"{}", "application/json", headers=more)
        assert sent.status_code in (400, 401, 422), list(more)


@pytest.mark.invariant("INV-068")
def test_inv_068_a_token_does_on_each_address_no_more_than_its_scopes(world: World, settings: Settings) -> None:
    before, now = kept(world), settings.RESTRIDE_CLOCK.now()
    for scopes in ({Scope.READ}, {Scope.WRITE}, set()):
        made = issue_token(world.clinic.kim, name="less", scopes=frozenset(scopes), days=1, now=now)
        less = Caller(name="less", browser=Client(), token=made.text)
        for route in routes():
            if not route.is_api or route.text.endswith("openapi.json"):
                continue
            address = an_address(route.text)
            if Scope.WRITE not in scopes:
                for method in ("POST", "PUT", "PATCH", "DELETE"):
                    assert less.call(method, address).status_code in (403, 405), (method, route.text)
            if Scope.READ not in scopes:
                assert less.call("GET", address).status_code in (403, 405), route.text
    assert kept(world) == before


def personal(world: World) -> list[str]:
    return [f"/{route.text}" for route in routes() if not route.slots and not route.is_api]


def test_no_page_of_a_person_can_be_kept_or_asked_for_by_its_mark(world: World) -> None:
    """Neither a browser's back button after signing out nor a mark of the page (ETag) gives it to anybody else."""
    for caller in (world.kim, world.physio):
        for address in (*personal(world), f"/clinic/{world.ids['kim']}", f"/why/{world.ids['decision']}"):
            for more in ({}, {"if-none-match": "*"}, {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}):
                answer = caller.browser.get(address, headers=more)
                if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
                    assert answer.status_code != 304, address
                    continue
                if b"sign-out" in answer.content or b'class="tabs' in answer.content:
                    assert "no-store" in answer.headers["Cache-Control"], address
                assert "ETag" not in answer.headers, address
                assert "Last-Modified" not in answer.headers, address


def test_a_cookie_kept_from_before_signing_out_opens_nothing(world: World, settings: Settings) -> None:
    browser = signed_in(world.clinic.kim)
    stolen = browser.cookies[settings.SESSION_COOKIE_NAME].value
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert other.get("/me").status_code == 200
    browser.post("/sign-out")
    assert other.get("/me").status_code == 302
    assert other.post("/check-in", {"pain": "0"}).status_code == 302


def test_a_session_that_somebody_laid_out_is_not_the_one_after_signing_in(settings: Settings) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    laid = SessionStore()
    laid["trap"] = "1"
    laid.save()
    user, browser = a_user("kim@example.org"), Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = laid.session_key
    browser.post("/sign-in", {"login": user.email, "password": PASSWORD})
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != laid.session_key
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = laid.session_key
    assert thief.get("/me").status_code == 302


@pytest.mark.invariant("INV-061")
def test_inv_061_forms_that_were_open_when_care_ended_store_nothing(world: World) -> None:
    """A waiver, a clearance, a limit, a closing: filled in before the runner ended the sharing, sent after it."""
    clinic = world.clinic
    plan = f"{clinic.page}/plans/{world.ids['episode']}"
    until = (clinic.scene.clock.now() + timedelta(days=3)).date().isoformat()
    rule = re.findall(r'name="rule" value="([^"]+)"', clinic.at_desk.get(f"{plan}/waive").content.decode())[0]
    told = {**clinic.form(), "rule": rule, "until": until, "run_s_most": "5", "step": "save", "exercise": "step_up"}
    assert clinic.at_home.post(f"/me/people/{clinic.physio.pk}/end").status_code == 302
    before = kept(world)
    for route, values in world.addresses():
        if route.text.startswith("clinic/") and route.name != "clinic_link_shown":
            answer = clinic.at_desk.post(route.filled(values), {**told, "id": str(uuid4())})
            assert answer.status_code in (404, 405), (route.text, answer.status_code)
    assert kept(world) == before


@pytest.mark.invariant("INV-066")
def test_inv_066_after_an_erasure_no_door_that_was_handed_out_opens(world: World) -> None:
    from tests.web.clinic.test_outside import SIGNED, link

    clinic = world.clinic
    address, second = link(clinic), signed_in(clinic.kim)
    token = world.kim.token
    told = {"password": PASSWORD, "typed": "erase everything"}
    assert clinic.at_home.post("/me/data/erase", told).status_code == 302
    assert Client().get(address).status_code == 404
    assert Client().post(address, {**clinic.form(), **SIGNED, "step": "save"}).status_code == 404
    assert second.get("/me").status_code == 302
    program = Caller(name="erased", browser=Client(), token=token)
    for method in ("GET", "POST"):
        for route in routes():
            if route.is_api and not route.text.endswith("openapi.json"):
                assert program.call(method, an_address(route.text)).status_code in (401, 405), route.text
    assert clinic.at_desk.get(clinic.page).status_code == 404


def test_where_htmx_says_it_comes_from_leads_nowhere_else(world: World) -> None:
    for evil in ("//evil.example/", "https://evil.example/", "javascript:alert(1)"):
        headers = {"hx-request": "true", "hx-current-url": evil, "hx-boosted": "true", "referer": evil}
        for path, sent in (("/look", {"look": "dark"}), ("/check-in", {}), ("/sign-in", {}), ("/sign-out", {})):
            answer = world.clinic.at_home.post(path, sent, headers=headers)
            assert answer.status_code < 500
            assert "evil" not in str(answer.headers), (path, evil)
            assert "javascript" not in str(answer.headers), (path, evil)


@pytest.mark.parametrize("name", ["' OR 1=1 --", "%", "_", "Kim\0", "\\", "*", "Kim' UNION SELECT", "k\u0131m"])
def test_a_clinician_finds_by_name_only_those_in_care(world: World, name: str) -> None:
    stranger = next(one for one in world.strangers() if one.name == "clinician")
    answer = stranger.call("GET", f"/clinic/?show=all&name={quote(name)}")
    assert answer.status_code < 500
    assert world.ids["kim"] not in answer.content.decode()


@pytest.mark.parametrize(
    "zone", ["../../etc/passwd", "/etc/passwd", "Etc/GMT+99", "UTC\0", "x" * 70, "localtime", "posixrules"]
)
def test_a_zone_that_is_none_is_not_kept(world: World, zone: str) -> None:
    answer = world.clinic.at_home.post("/me", {"name": "Kim", "zone": zone})
    assert answer.status_code == 422
    world.clinic.kim.refresh_from_db()
    assert world.clinic.kim.zone == "UTC"
    made = {"name": "New", "email": "new@example.org", "password1": "six calm quiet rivers", "zone": zone}
    assert Client().post("/sign-up", made).status_code in (200, 302)
    from restride.web.accounts.models import User

    assert zone not in set(User.objects.values_list("zone", flat=True))


@pytest.mark.parametrize("name", ["Kim\r\nBcc: thief@evil.example", "Kim\nSubject: x", "Kim\u2028Bcc: x@evil.example"])
def test_a_name_of_many_lines_adds_no_line_to_a_letter(
    settings: Settings, mailoutbox: list[Any], name: str, world: World
) -> None:
    from tests.web.clinic.test_outside import SIGNED, link, the_mail

    settings.RESTRIDE_EXTERNAL = "confirm"
    world.clinic.kim.name = name
    world.clinic.kim.save(update_fields=["name"])
    Client().post("/password/forgotten", {"email": world.clinic.kim.email})
    signed = {**SIGNED, "name": f"Dr {name}"}
    Client().post(link(world.clinic), {**world.clinic.form(), **signed, "step": "save"})
    letter = the_mail(world.clinic)
    for mail in mailoutbox:
        assert mail.recipients() == [world.clinic.kim.email]
        assert "evil" not in str(mail.message())
    assert letter.to == SIGNED["email"]
    assert "evil" not in letter.subject + letter.text


def test_an_address_of_many_lines_is_no_address_to_send_to() -> None:
    from restride.notify.email import MailServer
    from restride.notify.message import Letter, NotSent

    server = MailServer(host="127.0.0.1", port=1, sender="restride@example.org", security="none", timeout_s=1)
    for to in ("a@example.org\r\nBcc: thief@evil.example", "a@example.org\nSubject: x"):
        with pytest.raises(NotSent):
            server.send(Letter(to=to, subject="x", text="x"))
    with pytest.raises(NotSent):
        server.send(Letter(to="a@example.org", subject="x\r\nBcc: thief@evil.example", text="x"))


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/static/..%2f..%2fsecret",
        "/static/%2e%2e/secret",
        "/" + "a" * 9000,
    ],
)
def test_a_path_that_climbs_or_is_none_is_a_page_that_is_not_there(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code in (400, 404, 414)
