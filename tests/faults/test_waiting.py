"""Somebody else holds the lock: whoever waits is told to come back, after a time that is set, and nothing is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.storage import HandClock
from tests.web.api.programs import a_runner


@contextmanager
def held_by_another() -> Iterator[None]:
    """Another process is in the middle of writing and does not end."""
    if connection.vendor == "sqlite":
        from restride.web.db.sqlite.driver import Driver

        other = Driver.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        other = psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor})
        other.execute("SELECT * FROM head FOR UPDATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def impatient() -> None:
    """The waits of this process's connection, shortened so that a test need not sit through them."""
    with connection.cursor() as cursor:
        lite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA busy_timeout = 100" if lite else "SET lock_timeout = '100ms'")


@pytest.fixture
def _here(transactional_db: None, settings: Any) -> None:
    settings.RESTRIDE_CLOCK = HandClock()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.mark.invariant("INV-073")
@pytest.mark.usefixtures("_here")
def test_inv_073_an_entry_that_waits_too_long_is_told_to_come_back() -> None:
    runner = a_runner()
    morning, key = runner.morning(), str(uuid4())
    count = len(runner.kinds())
    impatient()
    with held_by_another():
        answer = runner.post("/check-ins", morning, key=key)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert set(answer.json()) == {"type", "title", "status", "detail"}
    assert len(runner.kinds()) == count
    assert runner.post("/check-ins", morning, key=key).status_code == 201


@pytest.mark.usefixtures("_here")
def test_reading_waits_for_nobody() -> None:
    runner = a_runner()
    runner.get("/today")  # the first use of a token in a day is noted, once
    impatient()
    with held_by_another():
        assert runner.get("/today").status_code == 200


@pytest.mark.django_db
def test_each_connection_of_a_request_has_its_limits() -> None:
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["timeout"] == 10
        return
    with connection.cursor() as cursor:
        for name, longest in (("lock_timeout", "5s"), ("statement_timeout", "15s")):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone()[0] == longest


@pytest.mark.invariant("INV-073")
@pytest.mark.django_db
def test_inv_073_a_statement_without_end_is_cut_short() -> None:
    from restride.journal.values import StorageDown
    from restride.web.db.trouble import refusing

    if connection.vendor == "sqlite":
        pytest.skip("SQLite works inside the request's own process and waits for nobody but a lock")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        with pytest.raises(StorageDown), refusing():
            cursor.execute("SELECT pg_sleep(30)")


def test_the_operators_work_is_not_cut_short() -> None:
    from restride.web.db.patience import without_hurry

    settings = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"options": "-c statement_timeout=15s"}}
    assert without_hurry(settings)["OPTIONS"]["options"].endswith("idle_in_transaction_session_timeout=0")
    assert "-c statement_timeout=0" in without_hurry(settings)["OPTIONS"]["options"]
    lite = {"ENGINE": "restride.web.db.sqlite", "OPTIONS": {"timeout": 10}}
    assert without_hurry(lite) == lite
