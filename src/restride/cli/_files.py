"""Files that a command is given: what isn't one is refused in a sentence, before anything is read."""

import os
from pathlib import Path


class FileRefused(ValueError):
    """A file that can't be used; the text names it, says why and the cure."""


def regular_file(path: Path, *, most: int | None = None) -> Path:
    """The path, where a file stands there that may be read, of at most `most` bytes. Raises FileRefused."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise FileRefused(f"{path}: there is no such file; check the name") from None
    except OSError as error:
        raise FileRefused(f"{path}: {error.strerror}; check the name") from None
    if path.is_dir():
        raise FileRefused(f"{path}: this is a folder; name a file in it")
    if not path.is_file():
        raise FileRefused(f"{path}: this is no ordinary file; copy it to one first")
    if not os.access(path, os.R_OK):
        raise FileRefused(f"{path}: you may not read this file; change its permissions")
    if most is not None and size > most:
        raise FileRefused(f"{path}: {size} bytes are too many; {most} are allowed")
    return path
