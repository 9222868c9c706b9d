"""A picture of a PostgreSQL database, read into a schema beside the live one; renaming both is one transaction."""

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections, transaction

from restride.usecases.backup_file import BackupRefused
from restride.usecases.ports import Ports
from restride.web.db.aliases import connected, like
from restride.web.db.dump import TABLES, columns_of, copy_statement, quoted
from restride.web.db.restore import STAGED, StagedDatabase, telling
from restride.web.db.schema import migrate, refuse_newer, targets

LIVE = "restride-live"
BEGINNING = "restride_staged_"  # of the name of a schema that a restore reads into
_CHUNK = 1 << 20
_PATIENCE, _PAUSE_S = 20, 0.1


@contextmanager
def stage(
    parts: tuple[Path, ...], schema: Mapping[str, str], live: str, ports_on: Callable[[str], Ports]
) -> Iterator[StagedDatabase]:
    """Make the tables as they were, fill them, and bring them up to this release."""
    name = f"{BEGINNING}{secrets.token_hex(4)}"
    with telling(), _alone(live):
        refuse_newer(schema)
        _refuse_company()
        _execute(f"CREATE SCHEMA {quoted(name)}")
        try:
            with connected(STAGED, _settings(live, name)):
                migrate(STAGED, targets(schema))
                _fill({part.name: part for part in parts})
                migrate(STAGED)

                def swap(aside: Path) -> str:
                    return _swap(name, aside)

                yield StagedDatabase(using=STAGED, ports=ports_on(STAGED), swap=swap)
        except BaseException:
            with suppress(DatabaseError):  # the first trouble is the one to tell; the doctor finds what is left
                _execute(f"DROP SCHEMA IF EXISTS {quoted(name)} CASCADE")
            raise


@contextmanager
def _alone(live: str) -> Iterator[None]:
    """One connection of our own, and none that a pool keeps ready."""
    connection: Any = connections[live]
    connection.close()
    if "pool" in connection.settings_dict["OPTIONS"]:
        connection.close_pool()
    with connected(LIVE, like(live)):
        yield


def _settings(live: str, name: str) -> dict[str, Any]:
    settings = like(live)
    settings["OPTIONS"]["options"] = f"{settings['OPTIONS'].get('options', '')} -c search_path={name}".strip()
    return settings


def _fill(parts: Mapping[str, Path]) -> None:
    """Copy all rows in with the guards away for that moment; they stand again before it is committed."""
    if TABLES not in parts:
        raise BackupRefused("The backup holds no PostgreSQL database. Take another backup.")
    wanted: dict[str, list[str]] = json.loads(parts[TABLES].read_text(encoding="utf-8"))
    connection = connections[STAGED]
    with transaction.atomic(using=STAGED), connection.wrap_database_errors, connection.cursor() as cursor:
        there = columns_of(cursor)
        for table, columns in wanted.items():
            if set(columns) - set(there.get(table, ())) or f"{table}.copy" not in parts:
                raise BackupRefused(f"The table {table} of the backup doesn't fit its tables. Take another backup.")
        for table in wanted:
            cursor.execute(f"ALTER TABLE {quoted(table)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(quoted, wanted))} CASCADE")
        for table, columns in wanted.items():
            _copy_in(cursor, table, columns, parts[f"{table}.copy"])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in wanted:
            cursor.execute(f"ALTER TABLE {quoted(table)} ENABLE TRIGGER USER")
        _count_on(cursor)


def _copy_in(cursor: Any, table: str, columns: list[str], source: Path) -> None:
    with source.open("rb") as content, cursor.copy(copy_statement(table, columns, "FROM STDIN")) as copy:
        while chunk := content.read(_CHUNK):
            copy.write(chunk)


def _count_on(cursor: Any) -> None:
    """Numbers that the database gives go on after the highest that is there."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND (is_identity = 'YES' OR column_default LIKE 'nextval(%%')",
        [],
    )
    for table, column in cursor.fetchall():
        highest = f"SELECT max({quoted(column)}) FROM {quoted(table)}"  # noqa: S608 - names from the catalogue
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(({highest}), 1), ({highest}) IS NOT NULL)",
            [quoted(table), column],
        )


def _swap(name: str, aside: Path) -> str:
    """Rename the live schema and this one in one transaction; the old tables stay under a name of their own."""
    connections[STAGED].close()
    _refuse_company()
    kept = aside.name.replace("-", "_").lower()
    try:
        with transaction.atomic(using=LIVE), connections[LIVE].cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            current = cursor.fetchone()[0]
            cursor.execute(f"ALTER SCHEMA {quoted(current)} RENAME TO {quoted(kept)}")
            cursor.execute(f"ALTER SCHEMA {quoted(name)} RENAME TO {quoted(current)}")
    except DatabaseError as error:
        raise BackupRefused(
            f"The tables can't be renamed: {str(error).strip().splitlines()[0]}. The database user needs to own the "
            "database. Nothing was changed."
        ) from error
    return f"the schema {kept} of the database"


def _refuse_company() -> None:
    """Nobody else may be connected: what a server wrote meanwhile would be lost. One that just left gets a moment."""
    for _ in range(_PATIENCE):
        others = _others()
        if not others:
            return
        time.sleep(_PAUSE_S)
    raise BackupRefused(
        f"{others} other connections use this database. Stop every Restride server, try again. Nothing was changed."
    )


def _others() -> int:
    with connections[LIVE].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def _execute(statement: str) -> None:
    with connections[LIVE].cursor() as cursor:
        cursor.execute(statement)
