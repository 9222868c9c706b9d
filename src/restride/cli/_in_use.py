"""Who uses a data folder: many servers together, or one restore alone. The lock ends with the process that holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "in-use"


class InUse(Exception):
    """The data folder can't be had that way now; the text says why and the cure."""


@contextmanager
def held(data: Path, *, alone: bool) -> Iterator[None]:
    """Inside, the data folder is ours: with others that share it, or alone. Raises InUse."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise InUse(
            f"The data folder can't be used: {error.strerror} ({error.filename}). Choose another with --data."
        ) from error
    try:
        _lock(handle, data, alone=alone)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, data: Path, *, alone: bool) -> None:
    if os.name != "posix":  # elsewhere whoever restores stops the server first, as the handbook says
        return
    import fcntl

    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        who = "A server uses" if alone else "A restore is under way in"
        cure = "Stop it first." if alone else "Wait until it has ended."
        raise InUse(f"{who} {data}. {cure}") from error
