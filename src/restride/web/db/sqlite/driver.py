"""Which SQLite library is used: the bundled wheel where it is installed, otherwise Python's own. It opens nothing."""

import sqlite3
from typing import Any

try:
    from pysqlite3 import dbapi2 as _wheel
except ImportError:
    _wheel = None

Driver: Any = _wheel if _wheel is not None else sqlite3.dbapi2

# https://sqlite.org/wal.html#walresetbug: several writing connections can corrupt a database in WAL mode.
FIRST_AFFECTED = (3, 7, 0)
FIRST_MENDED = (3, 51, 3)


def is_affected(version: tuple[int, ...]) -> bool:
    """Whether this library version can corrupt a write-ahead log that two connections write."""
    return FIRST_AFFECTED <= version < FIRST_MENDED
