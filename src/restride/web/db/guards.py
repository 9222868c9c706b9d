"""Checks that the triggers that keep the journal as it is are all there. A rebuilt SQLite table loses its
own.
"""

import re
from pathlib import Path

from django.db import connections

_NAMED = re.compile(r"CREATE TRIGGER (\w+)")
_ASKED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}


def expected(vendor: str) -> frozenset[str]:
    """The names of the triggers that a database of this kind needs."""
    folder = Path(__file__).parent / "migrations" / "sql"
    texts = (file.read_text("utf-8") for file in folder.glob(f"*_{vendor}.sql"))
    return frozenset(name for text in texts for name in _NAMED.findall(text))


def missing(using: str = "default") -> tuple[str, ...]:
    """The triggers that should be there and are not; empty when the journal is guarded."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return tuple(sorted(expected(connection.vendor) - found))
