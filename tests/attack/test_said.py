"""What people type stays text, and stays where it belongs: no script, no template, no formula, no leak, no errand."""

import inspect
import json
import logging
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.forms import BaseForm, URLField

import restride
from restride.web.shared.logs import JsonLines
from tests.attack.world import World, routes

CANARY = "canary-swelling-8723"


@pytest.mark.django_db
@pytest.mark.invariant("INV-067")
def test_inv_067_a_health_word_is_in_no_log_no_address_and_nobody_elses_answer(world: World) -> None:
    records: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(JsonLines().format(record))

    kept = Kept()
    loggers = [logging.getLogger(name) for name in ("restride", "django", "")]
    for one in loggers:
        one.addHandler(kept)
    try:
        own = {"id": world.clinic.scene.id(), "name": CANARY, "dose": CANARY}
        answers = [world.kim.call("POST", "/exercise/own", own)]
        bad = {"episode": CANARY, "moment": CANARY, "answers": {CANARY: CANARY}}
        answers.append(world.kim.call("POST", "/api/v1/check-ins", json.dumps(bad)))
        answers += [world.kim.call("GET", f"/{CANARY}"), world.kim.call("POST", "/me/data/export", {})]
        for stranger in world.strangers():
            for route in routes():
                if not route.slots:
                    answer = stranger.call("GET", f"/{route.text}")
                    assert CANARY.encode() not in answer.content, route.text
    finally:
        for one in loggers:
            one.removeHandler(kept)
    assert records
    assert not [line for line in records if CANARY in line]
    for answer in answers:
        assert CANARY not in answer.headers.get("Location", "")
        assert CANARY not in answer.headers.get("Content-Disposition", "")


@pytest.mark.django_db
@pytest.mark.invariant("INV-062")
def test_inv_062_nobody_clears_themselves_by_any_door(world: World) -> None:
    """Each form of the clinic, sent by the runner with everything in it, and the same under the own person."""
    before = [event.id for event in world.events()]
    form = world.clinic.form()
    for route, values in world.addresses():
        if route.text.startswith("clinic/") and route.name != "clinic_link_shown":
            answer = world.kim.call("POST", route.filled(values), form)
            assert answer.status_code in (404, 405), (route.text, answer.status_code)
    assert world.kim.call("POST", "/clinic/link", {"code": "AAAA-BBBB"}).status_code == 404
    body = json.dumps({**{name: str(value) for name, value in form.items()}, "episode": world.ids["episode"]})
    api = sorted(route.text for route in routes() if route.is_api)
    assert not [text for text in api if re.search("clear|waive|flag", text)], "a new door: attack it here"
    for text in ("api/v1/clearances", "api/v1/tests", "api/v1/episodes"):
        assert world.kim.call("POST", f"/{text}", body).status_code in (404, 405, 422), text
    assert [event.id for event in world.events()] == before


def test_no_form_and_no_body_takes_an_address_to_fetch() -> None:
    """Nothing that a person sends is fetched, so there is no errand to send this server on."""
    import restride.web

    taken = []
    for found in pkgutil.walk_packages(restride.web.__path__, "restride.web."):
        if "migrations" in found.name or found.name.endswith((".wsgi", ".operate", ".settings")):
            continue
        for name, thing in inspect.getmembers(import_module(found.name), inspect.isclass):
            fields = getattr(thing, "base_fields", {}) if issubclass(thing, BaseForm) else {}
            taken += [f"{found.name}.{name}.{one}" for one, field in fields.items() if isinstance(field, URLField)]
    assert taken == []
    described = (Path(str(import_module("restride.web.api").__file__)).parent / "openapi.json").read_text("utf-8")
    assert '"format": "uri"' not in described
    schemas = json.loads(described)["components"]["schemas"]
    del schemas["Source"]  # a citation's address, which is told and never taken
    named = {field for schema in schemas.values() for field in schema.get("properties", {})}
    assert not named & {"url", "uri", "href", "callback", "webhook"}


def test_no_code_of_the_server_opens_an_address() -> None:
    fetching = re.compile(r"^\s*(import|from) (urllib\.request|http\.client|requests|httpx|aiohttp|ftplib)\b", re.M)
    root = Path(str(restride.__file__)).parent
    found = [str(file.relative_to(root)) for file in root.rglob("*.py") if fetching.search(file.read_text("utf-8"))]
    assert found == []


@pytest.mark.django_db
def test_a_foreign_owner_in_what_is_sent_changes_nothing(world: World) -> None:
    stranger, other = world.strangers()[:2]
    before = [event.id for event in world.events()]
    who = world.ids["kim"]
    for caller in (stranger, other):
        for extra in ({"runner": who}, {"person": who}, {"owner": who}, {"author": who}, {"user": who}):
            body: dict[str, Any] = {"episode": world.ids["episode"], "moment": "morning", "answers": {}, **extra}
            for path in ("check-ins", "sessions", "tests", "groundwork"):
                answer = caller.call("POST", f"/api/v1/{path}", json.dumps(body))
                assert answer.status_code in (401, 403, 404, 405, 422), (path, answer.status_code)
            named = caller.call("POST", f"/api/v1/check-ins?runner={who}", json.dumps(body))
            assert named.status_code in (403, 404, 422)
            assert caller.call("POST", "/check-in", body).status_code in (404, 302, 422)
    assert [event.id for event in world.events()] == before
