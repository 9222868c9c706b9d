"""The SQLite connection: safe on disk, honest about a library that isn't, and one write at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler, IntegrityError
from pytest_django import DjangoDbBlocker

from restride.web.db.sqlite import base, driver, writer
from restride.web.db.sqlite.base import ReadOnlyHere


def connect(file: Path) -> Any:
    database = {
        "ENGINE": "restride.web.db.sqlite",
        "NAME": file,
        "OPTIONS": {"timeout": 10, "transaction_mode": "IMMEDIATE"},
    }
    return ConnectionHandler({"default": database})["default"]


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    with django_db_blocker.unblock():
        yield tmp_path / "restride.sqlite3"
    writer.stop_writing(tmp_path / "restride.sqlite3")


@pytest.fixture
def affected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "is_affected", lambda version: True)


@contextmanager
def one_write(connection: Any) -> Iterator[None]:
    """A transaction on a connection that isn't one of the settings."""
    connection.ensure_connection()
    connection._start_transaction_under_autocommit()
    yield
    ask(connection, "COMMIT")


def ask(connection: Any, statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_the_affected_versions_are_those_of_the_published_fault(version: tuple[int, ...], affected: bool) -> None:
    assert driver.is_affected(version) is affected


@pytest.mark.skipif(
    driver.is_affected(driver.Driver.sqlite_version_info), reason="this library can't bear a shared log"
)
def test_each_connection_is_safe_on_disk(file: Path) -> None:
    connection = connect(file)
    assert ask(connection, "PRAGMA journal_mode") == ("wal",)
    assert ask(connection, "PRAGMA synchronous") == (2,)
    assert ask(connection, "PRAGMA foreign_keys") == (1,)
    assert ask(connection, "PRAGMA recursive_triggers") == (1,)
    assert ask(connection, "PRAGMA busy_timeout") == (10000,)
    connection.close()


def test_a_replacing_insert_does_not_slip_past_a_delete_trigger(file: Path) -> None:
    connection = connect(file)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE journal (id integer PRIMARY KEY, said text)")
        cursor.execute(
            "CREATE TRIGGER kept BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is kept'); END"
        )
        cursor.execute("INSERT INTO journal VALUES (%s, %s)", [1, "first"])
        with pytest.raises(IntegrityError, match="the journal is kept"):
            cursor.execute("INSERT OR REPLACE INTO journal VALUES (%(id)s, %(said)s)", {"id": 1, "said": "second"})
        assert cursor.execute("SELECT said FROM journal").fetchone() == ("first",)
    connection.close()


def test_writers_wait_for_one_another_and_lose_nothing(file: Path) -> None:
    first = connect(file)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (n integer)")
        cursor.execute("INSERT INTO counted VALUES (0)")
    first.close()

    def add(times: int) -> None:
        connection = connect(file)
        for _ in range(times):
            with one_write(connection), connection.cursor() as cursor:
                (n,) = cursor.execute("SELECT n FROM counted").fetchone()
                cursor.execute("UPDATE counted SET n = %s", [n + 1])
        connection.close()

    threads = [threading.Thread(target=add, args=(20,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(connect(file), "SELECT n FROM counted") == (60,)


@pytest.mark.usefixtures("affected")
def test_with_an_affected_library_the_first_process_writes_without_a_shared_log(file: Path) -> None:
    connection = connect(file)
    assert ask(connection, "PRAGMA journal_mode") == ("truncate",)
    with one_write(connection), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE x (n integer)")
    connection.close()


@pytest.mark.usefixtures("affected")
def test_with_an_affected_library_a_second_process_reads_and_says_why_it_cannot_write(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(file)
    ask(connection, "SELECT 1")
    monkeypatch.setattr(writer, "_held", {})  # as another process sees it: the lock is held, but not by it
    second = connect(file)
    assert ask(second, "SELECT 1") == (1,)
    with pytest.raises(ReadOnlyHere, match="Stop that process first"):
        second._start_transaction_under_autocommit()
    with pytest.raises(base.OperationalError, match="readonly"):
        ask(second, "CREATE TABLE y (n integer)")
    second.close()
    connection.close()
