"""The committed description is the one that the endpoints make, and it says what they do."""

import json
from typing import Any

import pytest
from django.test import Client

from restride.web.api import description

STALE = "src/restride/web/api/openapi.json is stale: run `./run python -m tools.generate`"


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = description.describe()["paths"]
    return [(path, method, one) for path, methods in paths.items() for method, one in methods.items()]


def test_the_committed_description_is_fresh() -> None:
    assert description.FILE.read_text(encoding="utf-8") == description.render(), STALE


def test_it_is_served_to_everybody_as_it_was_committed(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.content == description.FILE.read_bytes()
    assert json.loads(answer.content)["openapi"].startswith("3.1")


def test_every_write_asks_for_a_key_and_every_endpoint_for_a_token() -> None:
    assert len(operations()) >= 18
    for path, method, one in operations():
        headers = [parameter["name"] for parameter in one.get("parameters", ()) if parameter["in"] == "header"]
        assert headers == (["Idempotency-Key"] if method == "post" else []), path
        assert set(one["security"][0]["AccessToken"]) <= {"read", "write", "files"}
        assert one["security"][0]["AccessToken"]
        assert {"401", "403", "404", "422", "429", "503"} <= set(one["responses"])
        assert one["summary"]
        assert one["description"]


def test_every_list_says_its_most() -> None:
    limits = [
        parameter["schema"]["maximum"]
        for _, _, one in operations()
        for parameter in one.get("parameters", ())
        if parameter["name"] == "limit"
    ]
    assert limits == [100] * 4


@pytest.mark.parametrize("shape", ["CheckInNew", "SessionNew", "Confirmed", "ResultNew", "AnswersIn", "FlagIn"])
def test_every_body_is_said_to_be_strict(shape: str) -> None:
    assert description.describe()["components"]["schemas"][shape]["additionalProperties"] is False
