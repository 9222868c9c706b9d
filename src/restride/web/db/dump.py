"""Takes a picture of the database at one instant, while others go on writing. How it is put back stands in `restore`.

SQLite writes a copy of itself (VACUUM INTO): one consistent state, without what was deleted. PostgreSQL copies each
table inside one snapshot, which needs no other program of a fitting version.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from restride.journal.lists import JournalTexts
from restride.journal.trail import JournalAudit
from restride.journal.values import FileRecord
from restride.usecases.backup import Picture
from restride.web.db.aliases import connected, like
from restride.web.db.models import Blob
from restride.web.db.rows import DatabaseRows
from restride.web.db.schema import schema_of
from restride.web.db.trouble import refusing

SQLITE_FILE = "restride.sqlite3"
TABLES = "tables.json"
PICTURE = "restride-picture"
# What lives for minutes, or is void after a restore.
LEFT_OUT = ("django_session", "usersessions_usersession", "web_cache")
_LEFT_OUT_BEGINNING = "procrastinate_"


def take(folder: Path, using: str = "default") -> Picture:
    """Write the picture into an empty folder. Raises StorageDown."""
    with refusing():
        if connections[using].vendor == "sqlite":
            return _of_sqlite(folder, using)
        return _of_postgresql(folder, using)


def files_of(using: str) -> tuple[FileRecord, ...]:
    """Every original file that records name."""
    rows = Blob._default_manager.using(using).order_by("id").values("id", "digest", "size", "name", "media")
    return tuple(FileRecord(**row) for row in rows)


def _of_sqlite(folder: Path, using: str) -> Picture:
    copy = folder / SQLITE_FILE
    with connections[using].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    copy.chmod(0o600)
    with connected(PICTURE, like(using, NAME=copy)):
        picture = _picture(PICTURE, (copy,))
        with connections[PICTURE].cursor() as cursor:
            cursor.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    return picture


def _of_postgresql(folder: Path, using: str) -> Picture:
    with _snapshot(using) as cursor:
        tables = columns_of(cursor)
        parts = [folder / TABLES]
        parts[0].write_text(json.dumps(tables, indent=1, sort_keys=True), encoding="utf-8")
        for table, columns in tables.items():
            parts.append(folder / f"{table}.copy")
            _copy_out(cursor, table, columns, parts[-1])
        return _picture(using, tuple(parts))


@contextmanager
def _snapshot(using: str) -> Iterator[Any]:
    """A cursor for which time stands still."""
    with transaction.atomic(using=using, durable=True), connections[using].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield cursor


def columns_of(cursor: Any) -> dict[str, list[str]]:
    """Tables whose rows are kept, and their columns in order."""
    cursor.execute(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c "
        "JOIN information_schema.tables t USING (table_schema, table_name) "
        "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' "
        "ORDER BY c.table_name, c.ordinal_position"
    )
    tables: dict[str, list[str]] = {}
    for table, column in cursor.fetchall():
        if table not in LEFT_OUT and not table.startswith(_LEFT_OUT_BEGINNING):
            tables.setdefault(table, []).append(column)
    return tables


def _copy_out(cursor: Any, table: str, columns: list[str], target: Path) -> None:
    with target.open("xb") as out, cursor.copy(copy_statement(table, columns, "TO STDOUT")) as copy:
        for piece in copy:
            out.write(piece)


def copy_statement(table: str, columns: list[str], end: str) -> str:
    """A COPY of these columns, every name quoted."""
    return f"COPY {quoted(table)} ({', '.join(map(quoted, columns))}) {end}"


def quoted(name: str) -> str:
    """A name as SQL takes it whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def _picture(using: str, parts: tuple[Path, ...]) -> Picture:
    rows = DatabaseRows(using)
    texts = JournalTexts(rows)
    return Picture(
        schema=schema_of(using),
        parts=parts,
        heads=JournalAudit(rows).heads(),
        texts={digest: texts.text(digest) or "" for digest in texts.digests()},
        files=files_of(using),
    )
