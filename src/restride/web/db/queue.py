"""The queue that wakes workers on PostgreSQL: Procrastinate's tables in a schema of their own, and a worker on them.

The outbox stays the only truth about messages. A job here says no more than "look into the outbox", and is written by
a trigger in the transaction of the message. So the schema may be dropped and made anew at any time: a sweep each minute
finds what no job told of, such as a message whose worker was killed. What is done with a message stands in
`restride.usecases.deliver`.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction

if TYPE_CHECKING:
    from procrastinate import App

SCHEMA = "restride_queue"
QUEUE = "outbox"
_LOCK = 0x0B0C5  # any number that is ours alone
_LOOK_S = 60.0  # how often an idle worker looks although nobody called
_ENDING_S = 0.2
_TRIGGER = f"""
CREATE FUNCTION {SCHEMA}.message_queued() RETURNS trigger LANGUAGE plpgsql SET search_path = {SCHEMA} AS $$
BEGIN
    PERFORM procrastinate_defer_jobs_v1(
        ARRAY[ROW('{QUEUE}', 'drain', 0, NULL, NULL, '{{}}'::jsonb, NULL)]::procrastinate_job_to_defer_v1[]);
    RETURN NULL;
END
$$;
"""
_CALL = f"""
CREATE TRIGGER message_queued AFTER INSERT ON outbox
FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.message_queued()
"""


def install(using: str = "default") -> bool:
    """Make the queue, or renew one of another release; False where nothing had to be done. Safe to call at any start.

    The database user needs the right to create a schema.
    """
    from procrastinate import __version__

    with transaction.atomic(using=using, durable=True), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        renewed = _renew(cursor, __version__)
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgname = 'message_queued' AND tgrelid = to_regclass('outbox') "
            "AND NOT tgisinternal"
        )
        called = cursor.fetchone() is not None
        if not called:  # also after a restore: it put new tables in the place of the old ones
            cursor.execute(_CALL)
    return renewed or not called


def _renew(cursor: Any, version: str) -> bool:
    """Jobs of another release's tables are given up: the sweep finds their messages."""
    from procrastinate.schema import SchemaManager

    cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [SCHEMA])
    if cursor.fetchone()[0] == version:
        return False
    cursor.execute("SELECT current_setting('search_path')")
    before = cursor.fetchone()[0]
    cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    cursor.execute(f"SET LOCAL search_path = {SCHEMA}")
    cursor.execute(SchemaManager.get_schema())
    cursor.execute(_TRIGGER)
    cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS %s", [version])
    cursor.execute("SELECT set_config('search_path', %s, true)", [before])
    return True


def work(drain: Callable[[], object], ended: Event, using: str = "default") -> None:
    """Call `drain` for each job and each minute until the event is set. Raises when the database goes away."""
    asyncio.run(_work(application(drain, using), ended))


async def _work(app: "App", ended: Event) -> None:
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                queues=[QUEUE],
                delete_jobs="always",
                install_signal_handlers=False,
                fetch_job_polling_interval=_LOOK_S,
                abort_job_polling_interval=_LOOK_S,
            )
        )
        while not ended.is_set() and not worker.done():
            await asyncio.wait({worker}, timeout=_ENDING_S)
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


def application(drain: Callable[[], object], using: str = "default") -> "App":
    """Procrastinate on this database, with the two tasks there are."""
    from procrastinate import App, PsycopgConnector

    app = App(connector=PsycopgConnector(conninfo=_address(using), min_size=1, max_size=2, timeout=10))

    def look(timestamp: int | None = None) -> None:
        drain()

    async def recover(timestamp: int | None = None) -> None:
        await take_over(app)

    each_minute = app.periodic(cron="* * * * *")
    each_minute(app.task(name="drain", queue=QUEUE, queueing_lock="sweep")(look))
    each_minute(app.task(name="recover", queue=QUEUE, queueing_lock="recover")(recover))
    return app


async def take_over(app: "App", *, silent_s: float = 30) -> int:
    """Give the jobs of workers that have been silent that long to others; gives how many."""
    lost = list(await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=silent_s))
    for job in lost:
        await app.job_manager.retry_job(job)
    return len(lost)


def _address(using: str) -> str:
    """How a library beside Django connects to the same database, with the queue's schema in view."""
    from psycopg.conninfo import make_conninfo

    settings = connections[using].settings_dict
    named = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    given = {name: value for name, value in settings["OPTIONS"].items() if isinstance(value, str)}
    given["options"] = f"{given.get('options', '')} -c search_path={SCHEMA}".strip()
    return make_conninfo(**{name: str(value) for name, value in named.items() if value}, **given)
