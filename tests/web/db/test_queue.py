"""The queue on PostgreSQL: a job a committed message, none for one rolled back, nothing lost when it is made anew."""

import asyncio
from collections.abc import Callable, Iterator
from threading import Event, Timer
from typing import Any

import pytest
from django.db import connection, transaction

from restride.journal.values import Message
from restride.web.db import queue
from restride.web.db.beside import BesideRows
from tests.storage import START, person


@pytest.fixture
def installed(transactional_db: None) -> Iterator[None]:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has a thread that looks, and no queue")
    ask(f"DROP SCHEMA IF EXISTS {queue.SCHEMA} CASCADE")  # another test may have left jobs in it
    queue.install()
    yield
    ask(f"DROP SCHEMA {queue.SCHEMA} CASCADE")


def ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def jobs() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = ask(f"SELECT task_name, status::text FROM {queue.SCHEMA}.procrastinate_jobs")
    return found


def put_message() -> None:
    BesideRows().enqueue(person(), Message(kind="letter", body="{}"), START)


def worked_off(drain: Callable[[], object]) -> None:
    """A worker that does what waits, and ends."""

    async def work() -> None:
        app = queue.application(drain)
        async with app.open_async():
            await app.run_worker_async(
                queues=[queue.QUEUE], wait=False, delete_jobs="always", install_signal_handlers=False
            )

    asyncio.run(work())


@pytest.mark.usefixtures("installed")
def test_a_committed_message_has_a_job_and_one_rolled_back_has_none() -> None:
    with transaction.atomic():
        put_message()
    assert jobs() == [("drain", "todo")]
    with transaction.atomic():
        put_message()
        transaction.set_rollback(True)
    assert jobs() == [("drain", "todo")]


@pytest.mark.usefixtures("installed")
def test_a_worker_looks_into_the_outbox_and_leaves_no_job_behind() -> None:
    put_message()
    calls: list[int] = []
    worked_off(lambda: calls.append(1))
    assert calls
    assert jobs() == []


@pytest.mark.usefixtures("installed")
def test_a_fault_in_the_work_leaves_the_worker_alive_and_no_job() -> None:
    put_message()
    put_message()
    calls: list[int] = []

    def fail() -> None:
        calls.append(1)
        raise ValueError

    worked_off(fail)
    assert len(calls) >= 2
    assert jobs() == []


@pytest.mark.invariant("INV-074")
@pytest.mark.usefixtures("installed")
def test_inv_074_the_job_of_a_killed_worker_is_taken_over() -> None:
    put_message()
    worker = f"INSERT INTO {queue.SCHEMA}.procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
    ((lost,),) = ask(f"{worker} RETURNING id")
    with transaction.atomic():
        ask(f"SET LOCAL search_path = {queue.SCHEMA}")  # its own triggers ask for it
        ask(f"UPDATE procrastinate_jobs SET status = 'doing', worker_id = {lost}")
    calls: list[int] = []
    app = queue.application(lambda: None)

    async def recover() -> int:
        async with app.open_async():
            return await queue.take_over(app)

    assert asyncio.run(recover()) == 1
    worked_off(lambda: calls.append(1))
    assert calls
    assert jobs() == []


@pytest.mark.usefixtures("installed")
def test_a_queue_of_another_release_is_made_anew_and_still_called() -> None:
    assert not queue.install()
    ask(f"COMMENT ON SCHEMA {queue.SCHEMA} IS '0.1'")
    assert queue.install()
    assert not queue.install()
    put_message()
    assert jobs() == [("drain", "todo")]


@pytest.mark.usefixtures("installed")
def test_tables_put_in_by_a_restore_are_joined_to_the_queue_at_the_next_start() -> None:
    ask("DROP TRIGGER message_queued ON outbox")
    put_message()
    assert jobs() == []
    assert queue.install()
    put_message()
    assert jobs() == [("drain", "todo")]


@pytest.mark.usefixtures("installed")
def test_a_worker_is_called_by_a_commit_and_ends_when_told() -> None:
    called, ended = Event(), Event()

    def drain() -> None:
        called.set()
        ended.set()

    waker = Timer(0.5, _commit_elsewhere)
    waker.start()
    queue.work(drain, ended)
    waker.join()
    assert called.is_set()


def _commit_elsewhere() -> None:
    try:
        put_message()
    finally:
        connection.close()
