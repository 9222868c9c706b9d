"""What is not taken, and how that is said: problem documents with the place of each fault, and never a value."""

import json
from typing import Any

import pytest

from restride.journal.values import StorageDown
from tests.web.api.programs import Program, a_watch_file

NESTED = b"[" * 100_000


def problem_of(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = json.loads(response.content)
    assert document["status"] == status
    assert {"type", "title", "detail"} <= set(document)
    return document


def places(document: dict[str, Any]) -> dict[str, str]:
    return {one.get("pointer", one.get("parameter", one.get("header"))): one["code"] for one in document["errors"]}


def sent(runner: Program, text: str) -> Any:
    """A check-in whose answers are this text."""
    body = f'{{"episode": "{runner.episode}", "moment": "morning", "answers": {text}}}'
    return runner.post("/check-ins", body)


@pytest.mark.invariant("INV-026")
@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ('{"pain": 2.55}', "/answers/pain"),
        ('{"pain": -1}', "/answers/pain"),
        ('{"pain": -0}', "/answers/pain"),
        ('{"pain": -0.0}', "/answers/pain"),
        ('{"pain": 10.1}', "/answers/pain"),
        ('{"pain": NaN}', "/answers/pain"),
        ('{"pain": Infinity}', "/answers/pain"),
        ('{"pain": -Infinity}', "/answers/pain"),
        ('{"pain": 1e400}', "/answers/pain"),
        ('{"pain": 1e-400}', "/answers/pain"),
        ('{"pain": "3"}', "/answers/pain"),
        ('{"pain": true}', "/answers/pain"),
        ('{"pain": ' + "9" * 5000 + "}", "/answers/pain"),
        ('{"pain": 3, "pain": 0}', "/answers/pain"),
        ('{"pian": 3}', "/answers/pian"),
        ('{"rpe": 3.0}', "/answers/rpe"),
        ('{"rpe": -1}', "/answers/rpe"),
        ('{"rpe": 11}', "/answers/rpe"),
        ('{"sleep_h": 25}', "/answers/sleep_h"),
        ('{"swelling": 1}', "/answers/swelling"),
        ('{"swelling": "huge"}', "/answers/swelling"),
        ('{"sharp": 1}', "/answers/sharp"),
        ('{"sharp": "no"}', "/answers/sharp"),
        ('{"flag_lines": "night"}', "/answers/flag_lines"),
        ('{"flag_lines": ["made-up"], "lines_covered": ["made-up"]}', "/answers/flag_lines/0"),
        ('{"flag_lines": ["night"], "lines_covered": []}', "/answers/lines_covered"),
        ('{"place": "a\\u0000b"}', "/answers/place"),
        ('{"place": "\\ud800"}', "/answers/place"),
        ("[]", "/answers"),
        ("null", "/answers"),
    ],
)
def test_inv_026_a_value_that_is_none_is_refused_with_its_place(runner: Program, answers: str, place: str) -> None:
    document = problem_of(sent(runner, answers), 422)
    assert place in places(document)
    assert "check_in" not in runner.kinds()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"{'a': 1}", 400),
        (b'{"a": 01}', 400),
        (NESTED, 413),
        (NESTED[:60_000], 400),
        (b"[]", 422),
        (b'"text"', 422),
        (b'{"answers": ' + b'{"a":' * 40 + b"1" + b"}" * 41, 422),
        (b" " * 70_000, 413),
        (b" " * 1_100_000, 413),
    ],
)
def test_a_body_that_is_no_object_is_refused(runner: Program, body: bytes, status: int) -> None:
    response = runner.client.generic(
        "POST", "/api/v1/check-ins", body, content_type="application/json", headers=runner._headers("")
    )
    problem_of(response, status)


def test_every_fault_of_a_body_is_told_at_once(runner: Program) -> None:
    body = {**runner.ran(), "run_s": -5, "walk_s": 90_000, "shoes": "red"}
    assert set(places(problem_of(runner.post("/sessions", body), 422))) == {"/run_s", "/walk_s", "/shoes"}


def test_what_a_use_case_refuses_names_its_place(runner: Program) -> None:
    longer = problem_of(runner.post("/sessions", runner.ran(longest_bout_s=700)), 422)
    assert places(longer) == {"/longest_bout_s": "longer-than-run"}
    ahead = {**runner.morning(), "at": "2099-01-01T07:00:00+01:00"}
    assert places(problem_of(runner.post("/check-ins", ahead), 422)) == {"/at": "future"}
    naive = {**runner.morning(), "at": "2026-11-20T06:00:00"}
    assert places(problem_of(runner.post("/check-ins", naive), 422)) == {"/at": "not-taken"}
    unknown = {**runner.morning(), "flags": [{"flag": "toothache"}]}
    assert places(problem_of(runner.post("/check-ins", unknown), 422)) == {"/flags/0/flag": "unknown"}


def test_parameters_are_strict_too(runner: Program) -> None:
    for query, place in (
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"before": "-3"}, "before"),
        ({"before": "9" * 30}, "before"),
        ({"order": "random"}, "order"),
    ):
        assert places(problem_of(runner.get("/check-ins", **query), 422)).keys() == {place}
    twice = runner.client.get("/api/v1/check-ins?limit=1&limit=2", headers=runner._headers())
    assert places(problem_of(twice, 422)) == {"limit": "twice"}
    assert places(problem_of(runner.get("/today", limit=1), 422)) == {"limit": "unknown-name"}


def test_other_kinds_of_content_are_refused(runner: Program) -> None:
    headers = runner._headers("")
    for media in ("text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data"):
        response = runner.client.generic("POST", "/api/v1/check-ins", b"{}", content_type=media, headers=headers)
        problem_of(response, 415)
    raw = runner.client.generic(
        "POST", "/api/v1/activities", b"FIT", content_type="application/octet-stream", headers=headers
    )
    problem_of(raw, 415)
    damaged = runner.client.generic(
        "POST", "/api/v1/activities", b"--x", content_type="multipart/form-data", headers=headers
    )
    problem_of(damaged, 400)


def test_one_file_is_sent_alone(runner: Program) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    one, other = SimpleUploadedFile("a.fit", a_watch_file()), SimpleUploadedFile("b.fit", a_watch_file())
    for data in ({"file": [one, other]}, {"file": one, "more": other}, {"file": one, "note": "words"}):
        for file in (one, other):
            file.seek(0)
        problem_of(runner.client.post("/api/v1/activities", data, headers=runner._headers("")), 422)
    assert "activity_read" not in runner.kinds()


def test_a_file_that_is_too_large_is_refused(runner: Program) -> None:
    problem_of(runner.upload(b"x" * (25 * 1024 * 1024 + 1)), 413)


def test_addresses_and_methods_that_are_not_there(runner: Program) -> None:
    problem_of(runner.get("/nothing"), 404)
    problem_of(runner.get(""), 404)
    for method in ("PUT", "PATCH", "DELETE"):
        response = runner.client.generic(method, "/api/v1/check-ins", headers=runner._headers())
        problem_of(response, 405)
        assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.invariant("INV-073")
def test_inv_073_without_storage_there_is_no_decision(runner: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from restride.journal.reader import JournalReader

    runner.check_in()

    def down(*_: object, **__: object) -> None:
        raise StorageDown("away")

    monkeypatch.setattr(JournalReader, "read", down)
    response = runner.get("/today")
    problem_of(response, 503)
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.invariant("INV-073")
def test_inv_073_without_a_database_nobody_is_known(runner: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from restride.web.api import bearer

    def down(*_: object) -> None:
        raise OperationalError("could not connect")

    monkeypatch.setattr(bearer, "live_token", down)
    response = runner.get("/today")
    problem_of(response, 503)
    assert response.headers["Retry-After"]


@pytest.mark.invariant("INV-067")
def test_inv_067_no_problem_repeats_a_value_or_a_secret(runner: Program, capfd: pytest.CaptureFixture[str]) -> None:
    canary = "canary-7f3a"
    answers = {"pain": canary, "place": canary, "flag_lines": [canary], "lines_covered": [canary]}
    body = {"episode": canary, "moment": canary, "answers": answers, "flags": [{"flag": canary}], "at": canary}
    replies = [
        runner.post("/check-ins", body),
        runner.post("/check-ins", {**runner.morning(), "flags": [{"flag": canary}]}),
        runner.post("/sessions", {**runner.ran(), "why_less": canary}),
        runner.post("/tests", {"episode": runner.episode, "item": canary, "painkiller": False, "amount": 1}),
        runner.post("/check-ins", runner.morning(), key=f"{canary} {canary}"),
        runner.get("/check-ins", before=canary),
        runner.get(f"/check-ins/{canary}"),
        Program(user=runner.user, token=canary).get("/today"),
    ]
    assert all(400 <= one.status_code < 500 for one in replies)
    assert canary not in "".join(f"{one.content.decode()}{one.headers}" for one in replies)
    assert canary not in "".join(capfd.readouterr())
