"""A database that is full, read-only or away: nothing is stored, nothing is decided, and no older answer is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from restride.journal.values import StorageDown
from restride.usecases.today import show_today
from tests.faults.failing import everything, sound
from tests.vaults import VAULT, Place
from tests.web.api.programs import a_runner

pytestmark = pytest.mark.db


def ask(statement: str, using: str = VAULT) -> Any:
    from django.db import connections

    with connections[using].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


@contextmanager
def full(using: str) -> Iterator[None]:
    """No page more than there is."""
    from django.db import connections

    if connections[using].vendor != "sqlite":
        pytest.skip("only a SQLite file can be told to be full")
    most = ask("PRAGMA max_page_count", using)
    ask("VACUUM", using)
    ask(f"PRAGMA max_page_count = {ask('PRAGMA page_count', using)}", using)
    try:
        yield
    finally:
        ask(f"PRAGMA max_page_count = {most}", using)


@contextmanager
def read_only(using: str) -> Iterator[None]:
    """Reading goes on, writing is refused."""
    from django.db import connections

    lite = connections[using].vendor == "sqlite"
    ask("PRAGMA query_only = ON" if lite else "SET default_transaction_read_only = on", using)
    try:
        yield
    finally:
        ask("PRAGMA query_only = OFF" if lite else "SET default_transaction_read_only = off", using)


@pytest.mark.invariant("INV-073")
@pytest.mark.parametrize("broken", [full, read_only])
def test_inv_073_nothing_is_stored_and_work_goes_on_afterwards(place: Place, broken: Any) -> None:
    story = place.days()
    story.morning()
    before = everything(VAULT)
    with broken(VAULT):
        for _ in range(40):  # a full file has some room in its last pages
            story.next_morning()
            try:
                story.morning()
            except StorageDown:
                break
            before = everything(VAULT)
        else:
            raise AssertionError("a write was taken by a storage that can't write")
        assert everything(VAULT) == before
    assert story.morning() is not None
    sound(place.ports)


@pytest.mark.invariant("INV-073")
def test_inv_073_today_is_not_shown_from_an_earlier_day(place: Place) -> None:
    from tests.faults.failing import failing_at

    story = place.days()
    story.morning()
    with failing_at(1, (VAULT,)), pytest.raises(StorageDown):
        show_today(story.ports, story.runner)
    with read_only(VAULT):
        story.next_morning()
        assert show_today(story.ports, story.runner).decision is None


@pytest.mark.invariant("INV-073")
def test_inv_073_a_program_is_told_to_come_back(transactional_db: None, settings: Any) -> None:
    from tests.faults.failing import failing_at
    from tests.storage import HandClock

    settings.RESTRIDE_CLOCK = HandClock()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    runner = a_runner()
    morning = runner.morning()
    assert runner.post("/check-ins", morning).status_code == 201
    count = len(runner.kinds())
    for number in (1, 2, 3, 5, 8):
        with failing_at(number, ("default",)):
            answers = [runner.post("/check-ins", morning)]
        with failing_at(1, ("default",)):
            answers.append(runner.get("/today"))
        for answer in answers:
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert set(answer.json()) == {"type", "title", "status", "detail"}
    assert len(runner.kinds()) == count
