"""How many statements a read takes; they stay the same however long the record is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.storage import HandClock
from tests.web.api.programs import Program, a_watch_file

LISTS = ("/check-ins", "/sessions", "/activities", "/decisions", "/episodes")


def statements(runner: Program, path: str, **query: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = runner.get(path, **query)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("days", [1, 25])
def test_reads_take_few_statements(runner: Program, clock: HandClock, days: int) -> None:
    for _ in range(days):
        runner.check_in()
        runner.post("/sessions", runner.ran(run_s=0, longest_bout_s=0, walk_s=0, why_less="other"))
        clock.tick(days=1)
    runner.upload(a_watch_file())
    assert statements(runner, "/today") <= 6
    assert {path: count for path in LISTS if (count := statements(runner, path)) > 5} == {}
    assert {path: count for path in LISTS[:4] if (count := statements(runner, path, before=9)) > 5} == {}
    newest = runner.get("/decisions").json()["items"][0]["id"]
    assert statements(runner, f"/decisions/{newest}") <= 6


def test_the_first_use_of_a_day_takes_one_more(runner: Program, clock: HandClock) -> None:
    runner.get("/today")
    clock.tick(days=1)
    first, second = statements(runner, "/today"), statements(runner, "/today")
    assert (first - second, first <= 6) == (1, True)


@pytest.mark.parametrize("days", [3, 25])
def test_a_durable_entry_takes_few_statements_and_never_the_whole_record(
    runner: Program, clock: HandClock, days: int
) -> None:
    for _ in range(days):
        runner.check_in()
        clock.tick(days=1)
    runner.check_in()
    lines = runner.morning(pain=1)
    with CaptureQueriesContext(connection) as queries:
        assert runner.post("/check-ins", lines).status_code == 201
    assert len(queries) <= 24  # a decision and a word about it included, and the transaction's own four
    whole = [one for one in queries if 'FROM "journal"' in one["sql"] and '"seq" > 0 ' in one["sql"]]
    assert whole == []
