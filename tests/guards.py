"""Takes the triggers that guard the journal away for a while: for tests that tamper, and to empty a test database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

_TABLES = ("journal", "audit", "audit_detail", "protocol_text", "erasure", "erasure_gate")


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Inside, the tables can be changed as if nothing guarded them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        away = _lift_sqlite(cursor) if connection.vendor == "sqlite" else _lift_postgres(cursor)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in away:
                cursor.execute(statement)


def _lift_sqlite(cursor: Any) -> list[str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _lift_postgres(cursor: Any) -> list[str]:
    for table in _TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in _TABLES]
