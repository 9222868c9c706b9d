"""How many statements the day's screen takes, and that a longer record adds none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.runner.story import Clock, Runner

pytestmark = pytest.mark.db
_MOST = 6


@pytest.mark.parametrize("days", [0, 1, 20])
def test_the_days_screen_takes_few_statements(runner: Runner, clock: Clock, days: int) -> None:
    runner.intake()
    for _ in range(days):
        runner.check_in()
        clock.move(days=1)
    with CaptureQueriesContext(connection) as queries:
        assert runner.get("/").status_code == 200
    assert len(queries) <= _MOST, [one["sql"][:90] for one in queries]
    assert ("state_checkpoint" in str(queries.captured_queries)) is True
