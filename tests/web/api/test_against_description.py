"""The interface does what its description says, for each kind of program: generated requests, sound and broken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from restride.web.api import bearer, description
from tests.storage import HandClock
from tests.web.api.programs import Program, a_clinician, a_runner, a_watch_file, share

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = {"runner": 10, "clinician": 6, "nobody": 2}  # of each operation and mode; a minute in all
Fill = Callable[[Any], None]


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(description.describe())
    schema.app = WSGIHandler()
    yield from (result.ok() for result in schema.get_all_operations())


@contextmanager
def same_connection() -> Iterator[None]:
    """As Django's own test client does: inside, a request leaves the test's connection open."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def ids_of(runner: Program, clock: HandClock) -> dict[str, str]:
    """An object behind each path with an id."""
    check_in = runner.check_in().json()
    run = runner.post("/sessions", runner.ran()).json()["id"]
    clock.tick(hours=1)
    file = runner.upload(a_watch_file(hours_ago=30)).json()["activities"][0]["id"]
    return {
        "check-ins": check_in["id"],
        "decisions": check_in["decisions"][0]["id"],
        "sessions": run,
        "activities": file,
    }


@pytest.fixture(params=["runner", "clinician", "nobody"])
def program(request: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A program of each role; the clinician has care of a runner."""
    monkeypatch.setattr(bearer, "REQUESTS_A_MINUTE", 10**6)
    monkeypatch.setattr(bearer, "WRONG_TOKENS_A_MINUTE", 10**6)
    runner = a_runner()
    if request.param == "runner":
        return runner
    if request.param == "nobody":
        return Program(user=runner.user, token="")
    clinician = a_clinician()
    share(runner, clinician)
    clinician.episode = runner.episode
    return clinician


def role_of(program: Program) -> str:
    return str(program.user.role) if program.token else "nobody"


def filled(program: Program, ids: dict[str, str], runner: str | None) -> Fill:
    """Puts real objects into every second request, so that it comes past the 404."""
    turns = 0

    def fill(case: Any) -> None:
        nonlocal turns
        turns += 1
        if turns % 2:
            return
        if isinstance(case.body, dict) and "episode" in case.body:
            case.body["episode"] = program.episode
        if "id" in (case.path_parameters or {}):
            kind = case.operation.path.split("/")[3]
            case.path_parameters["id"] = ids.get(kind, case.path_parameters["id"])
        if runner is not None and isinstance(case.query, dict):
            case.query["runner"] = runner
        elif isinstance(case.query, dict):
            case.query.pop("runner", None)

    return fill


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_endpoint_answers_as_it_is_described(program: Program, clock: HandClock, mode: GenerationMode) -> None:
    mine = role_of(program) == "runner"
    ids = ids_of(program, clock) if mine else {}
    fill = filled(program, ids, None if mine else str(program.user.pk))
    sent = 0
    with same_connection():
        for operation in operations():
            sent += _tried(operation, program, fill, mode=mode)()
    assert sent > 19


def _tried(operation: Any, program: Program, fill: Fill, *, mode: GenerationMode) -> Callable[[], int]:
    count = 0
    headers = {"Authorization": f"Bearer {program.token}"} if program.token else {}

    @settings(
        max_examples=EXAMPLES[role_of(program)],
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        nonlocal count
        count += 1
        fill(case)
        case.headers.pop("Authorization", None)
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)
        if not program.token:
            assert response.status_code == 401

    def run() -> int:
        answered()
        return count

    return run
