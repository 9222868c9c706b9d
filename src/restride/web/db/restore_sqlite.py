"""A picture of a SQLite database, opened beside the live file; one rename puts it in the live file's place."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import DatabaseError, connections

from restride.usecases.backup_file import BackupRefused
from restride.usecases.ports import Ports
from restride.web.db.aliases import connected, like
from restride.web.db.dump import SQLITE_FILE
from restride.web.db.restore import STAGED, StagedDatabase, telling
from restride.web.db.schema import migrate, refuse_newer, schema_of
from restride.web.db.sqlite.writer import stop_writing

_BESIDE = ("-wal", "-shm", "-journal")


@contextmanager
def stage(
    parts: tuple[Path, ...], schema: Mapping[str, str], live: str, ports_on: Callable[[str], Ports]
) -> Iterator[StagedDatabase]:
    """Open the picture and bring its tables up to this release."""
    if [part.name for part in parts] != [SQLITE_FILE]:
        raise BackupRefused("The backup holds no SQLite database. Take another backup.")
    (file,) = parts
    with telling(), connected(STAGED, like(live, NAME=file)):
        _ready(schema)

        def swap(aside: Path) -> str:
            return _swap(file, Path(connections[live].settings_dict["NAME"]), aside, live)

        yield StagedDatabase(using=STAGED, ports=ports_on(STAGED), swap=swap)


def _ready(schema: Mapping[str, str]) -> None:
    found = schema_of(STAGED)
    if found != dict(schema):
        raise BackupRefused("The tables in the backup aren't those that its manifest names. Take another backup.")
    refuse_newer(found)
    migrate(STAGED)


def _swap(staged: Path, live: Path, aside: Path, using: str) -> str:
    """Keep the old file under a second name, then let one rename decide."""
    with connections[STAGED].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = DELETE")
    connections[STAGED].close()
    stop_writing(staged)
    _settle(live, using)
    told = _keep(live, aside) if live.exists() else ""
    for ending in _BESIDE:
        live.with_name(live.name + ending).unlink(missing_ok=True)
    staged.replace(live)
    with suppress(OSError):  # it stands: files that its records name must not be taken back for want of this
        _sync(live.parent)
    return told


def _settle(live: Path, using: str) -> None:
    """Bring what lies in the log into the live file. A file that is broken stays as it is: it is only put aside."""
    if not live.exists():
        return
    busy = False
    with suppress(DatabaseError), connections[using].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = bool(cursor.fetchone()[0])
    connections[using].close()
    if busy:
        raise BackupRefused(f"Another program has {live} open. Stop it and try again; nothing was changed.")


def _keep(live: Path, aside: Path) -> str:
    aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    for ending in ("", *_BESIDE):
        old = live.with_name(live.name + ending)
        if old.exists():
            _second_name(old, aside / old.name)
    _sync(aside)
    return str(aside)


def _second_name(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # a file system without second names
        shutil.copy2(old, new)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
