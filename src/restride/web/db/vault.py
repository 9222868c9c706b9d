"""`restride.usecases.backup.Vault` on the database and the data folder of this server."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connections

from restride.journal.port import Clock
from restride.usecases.backup import Picture, Staged
from restride.usecases.ports import Ports
from restride.web.db import dump, restore_postgresql, restore_sqlite
from restride.web.db.marks import DatabaseMarks
from restride.web.db.models import Head
from restride.web.db.schema import TooNew, pending, refuse_newer, schema_of
from restride.web.keys import add_keys, key_file


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseVault:
    """The storage as a whole. `ports_on` gives the ports on a database by its alias."""

    data: Path
    clock: Clock
    ports_on: Callable[[str], Ports]
    using: str = "default"

    @property
    def database(self) -> str:
        """Its kind."""
        return connections[self.using].vendor

    @property
    def marks(self) -> DatabaseMarks:
        """Instants that only move forward."""
        return DatabaseMarks(self.using)

    def picture(self, folder: Path) -> Picture:
        """Write the database into an empty folder."""
        return dump.take(folder, self.using)

    def keys(self) -> bytes:
        """The server's keys."""
        return key_file(self.data).read_bytes()

    def add_keys(self, keys: bytes) -> None:
        """Keep these keys behind the server's own."""
        add_keys(self.data, keys.decode("ascii"))

    def is_empty(self) -> bool:
        """Whether nobody has an account or a record here. What can't be read is not empty."""
        connection = connections[self.using]
        if self.database == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
            return True
        users = get_user_model()
        try:
            there = set(connection.introspection.table_names())
            models = [model for model in (Head, users) if model._meta.db_table in there]
            return not any(model._default_manager.using(self.using).exists() for model in models)
        except DatabaseError:
            return False

    def live(self) -> Ports | None:
        """The live storage; None where its tables are not those of this release or can't be read."""
        try:
            refuse_newer(schema_of(self.using))
            return None if pending(self.using) else self.ports_on(self.using)
        except (DatabaseError, TooNew):
            return None

    def stage(self, parts: tuple[Path, ...], schema: Mapping[str, str]) -> AbstractContextManager[Staged]:
        """Read a picture beside the live database."""
        kind = restore_sqlite if self.database == "sqlite" else restore_postgresql
        return kind.stage(parts, schema, self.using, self.ports_on)
