"""A database read from a backup, beside the live one: its checks, and what a restore voids in it.

How each kind of database is read and swapped stands in `restore_sqlite` and `restore_postgresql`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connections, transaction

from restride.journal.values import FileRecord, StorageDown
from restride.usecases.backup_file import BackupRefused
from restride.usecases.ports import Ports
from restride.web.db import guards
from restride.web.db.dump import files_of
from restride.web.db.schema import TooNew

STAGED = "restride-staged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedDatabase:
    """`restride.usecases.backup.Staged` on the database that Django calls `using`."""

    using: str
    ports: Ports
    swap: Callable[[Path], str]

    def files(self) -> tuple[FileRecord, ...]:
        """The original files that its records name."""
        return files_of(self.using)

    def forget_accounts(self, people: tuple[str, ...]) -> None:
        """Remove the accounts of people who were erased."""
        get_user_model()._default_manager.using(self.using).filter(pk__in=people).delete()

    def void_access(self, at: datetime) -> None:
        """End every session, token, single-use code and link to a new password."""
        with transaction.atomic(using=self.using):
            self._rows("sessions.Session").delete()
            self._rows("usersessions.UserSession").delete()
            self._rows("api.AccessToken").filter(revoked_at=None).update(revoked_at=at)
            self._rows("db.SingleUseCode").filter(spent=None).update(spent=at)
            # A link to a new password holds a digest of the last sign-in, so this ends it too.
            get_user_model()._default_manager.using(self.using).update(last_login=at)

    def troubles(self) -> tuple[str, ...]:
        """What is wrong with the tables; empty when they can be used."""
        found = [f"the trigger {name} is missing" for name in guards.missing(self.using)]
        return tuple(found) + (unsound(self.using) if connections[self.using].vendor == "sqlite" else ())

    def _rows(self, model: str) -> Any:
        return apps.get_model(model)._default_manager.using(self.using)


def unsound(using: str) -> tuple[str, ...]:
    """What SQLite finds wrong in its own file, a line each, at most ten."""
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(10)")
        found = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        found += [f"a row of {row[0]} points nowhere" for row in cursor.fetchmany(10)]
    return tuple(found[:10])


@contextmanager
def telling() -> Iterator[None]:
    """Inside, a database that can't be read becomes a refusal of the backup."""
    try:
        yield
    except TooNew as error:
        raise BackupRefused(str(error)) from error
    except (DatabaseError, StorageDown, UnicodeDecodeError) as error:
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        raise BackupRefused(f"The backup can't be put back: {reason}. Nothing was changed.") from error
