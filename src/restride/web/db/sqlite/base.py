"""The SQLite backend: Django's own, on the chosen driver, with the settings that keep a journal safe on disk.

Each connection has foreign keys, recursive triggers (without them INSERT OR REPLACE passes delete triggers) and
synchronous=FULL, and writes zeros over what is deleted, so that an erasure leaves nothing in the file. A file database
has a write-ahead log, or a rollback journal and one writing process where the library version can corrupt such a log.
"""

import datetime
import decimal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import register as register_functions  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from restride.web.db.sqlite import driver, writer
from restride.web.db.sqlite.driver import Driver


class ReadOnlyHere(OperationalError):
    """Another process writes this database and the library can't bear two."""


def _register_values() -> None:
    """Teach the driver Django's values; the stock backend does so for Python's own library only."""
    Driver.register_converter("bool", b"1".__eq__)
    Driver.register_converter("date", stock.decoder(parse_date))
    Driver.register_converter("time", stock.decoder(parse_time))
    Driver.register_converter("datetime", stock.decoder(parse_datetime))
    Driver.register_converter("timestamp", stock.decoder(parse_datetime))
    Driver.register_adapter(decimal.Decimal, str)
    Driver.register_adapter(datetime.date, stock.adapt_date)
    Driver.register_adapter(datetime.datetime, stock.adapt_datetime)


_register_values()


class Cursor(Driver.Cursor):
    """A cursor that takes Django's placeholders; the stock one is bound to Python's own library."""

    convert_query = stock.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for each row of parameters."""
        rows = list(param_list)
        names = list(rows[0]) if rows and isinstance(rows[0], Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)


class DatabaseWrapper(stock.DatabaseWrapper):
    """One connection to a SQLite database."""

    Database = Driver
    read_only = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the database with the settings each connection of ours has."""
        connection = Driver.connect(**conn_params)
        register_functions(connection)
        for pragma in (
            "foreign_keys = ON",
            "legacy_alter_table = OFF",
            "recursive_triggers = ON",
            "secure_delete = ON",
            "synchronous = FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if not self.is_in_memory_db():
            self._settle_file(connection, Path(self.settings_dict["NAME"]))
        return connection

    def _settle_file(self, connection: Any, file: Path) -> None:
        if not driver.is_affected(Driver.sqlite_version_info):
            connection.execute("PRAGMA journal_mode = WAL")
        elif writer.may_write(file):
            connection.execute("PRAGMA journal_mode = TRUNCATE")
        else:
            self.read_only = True
            connection.execute("PRAGMA query_only = ON")

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of our driver."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        if self.read_only:
            raise ReadOnlyHere(
                f"Another Restride process writes {self.settings_dict['NAME']}, and SQLite {Driver.sqlite_version} "
                "can't safely have two. Stop that process first, or update SQLite to 3.51.3 or newer."
            )
        super()._start_transaction_under_autocommit()  # type: ignore[misc]
