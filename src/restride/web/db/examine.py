"""What `restride doctor` asks of the database itself: its release, its guards, its soundness, and what it knows."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from django.db import connections
from django.db.models import Max

from restride.usecases.doctor import Finding, bad, look
from restride.usecases.removed import Removal, removals_of
from restride.web.db import guards
from restride.web.db.models import Journal, Outbox
from restride.web.db.restore import unsound
from restride.web.db.restore_postgresql import BEGINNING
from restride.web.db.rows import DatabaseRows
from restride.web.db.schema import TooNew, pending, refuse_newer, schema_of
from restride.web.db.sqlite.driver import Driver, is_affected

_OLDEST_POSTGRESQL = 150000


def of_release(using: str = "default") -> tuple[Finding, ...]:
    """Whether the tables are those of this release; where they are not, nothing else can be asked."""
    try:
        refuse_newer(schema_of(using))
    except TooNew as error:
        return (bad(str(error), "See above."),)
    behind = pending(using)
    if behind:
        return (
            bad(f"The tables are not up to date: {len(behind)} steps are missing.", "Start `restride serve` once."),
        )
    return ()


def of_tables(using: str = "default") -> Iterator[Finding]:
    """Guards, soundness and the library's version."""
    for name in guards.missing(using):
        yield bad(f"The trigger {name} is missing: entries can be changed.", "Restore a backup.")
    if connections[using].vendor == "sqlite":
        for line in unsound(using):
            yield bad(f"The database is damaged: {line}.", "Restore a backup.")
        if is_affected(Driver.sqlite_version_info):
            yield look(
                f"SQLite {Driver.sqlite_version} can't have two writers, so one process writes at a time.",
                "Update SQLite to 3.51.3 or newer.",
            )
        return
    for schema in _left_over(using):
        yield look(
            f"The schema {schema} was left by a restore that ended midway.", f"Run: DROP SCHEMA {schema} CASCADE"
        )
    if _server_version(using) < _OLDEST_POSTGRESQL:
        yield bad("PostgreSQL is older than 15.", "Update the database server.")


def version_of(using: str = "default") -> str:
    """The kind and version of the database library."""
    if connections[using].vendor == "sqlite":
        own = "Python's own" if Driver is sqlite3.dbapi2 else "bundled"
        return f"SQLite {Driver.sqlite_version} ({own})"
    return f"PostgreSQL {_server_version(using) // 10000}.{_server_version(using) % 10000}"


def latest_entry(using: str = "default") -> datetime | None:
    """When anything was last recorded."""
    found: datetime | None = Journal._default_manager.using(using).aggregate(latest=Max("recorded_at"))["latest"]
    return found


def parked(using: str = "default") -> int:
    """How many messages were given up."""
    return Outbox._default_manager.using(using).filter(state="parked").count()


def known_removals(using: str = "default") -> tuple[Removal, ...]:
    """Every erasure and every consent that ended, as the database knows them."""
    rows = DatabaseRows(using)
    return removals_of(rows.erasures(), rows.care())


def _left_over(using: str) -> tuple[str, ...]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace ORDER BY nspname")
        return tuple(name for (name,) in cursor.fetchall() if name.startswith(BEGINNING))


def _server_version(using: str) -> int:
    with connections[using].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])
