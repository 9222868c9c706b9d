"""A lock file that lets one process at a time write a SQLite database. Only used with an affected library version."""

import os
from pathlib import Path

_held: dict[Path, int] = {}


def may_write(database: Path) -> bool:
    """Whether this process is the one that writes; the first to ask stays the writer until it ends."""
    file = database.with_name(database.name + ".writer")
    if file in _held:
        return True
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
    except OSError:
        os.close(handle)
        return False
    _held[file] = handle
    return True


def stop_writing(database: Path) -> None:
    """Give the lock back, for a process that goes on without its database."""
    handle = _held.pop(database.with_name(database.name + ".writer"), None)
    if handle is not None:
        os.close(handle)


def _lock(handle: int) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
