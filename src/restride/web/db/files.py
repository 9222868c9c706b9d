"""Original files in the data folder, each under a random name. A file is durable before anything names it."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from restride.journal.values import AccessDenied, FileRecord, StorageDown

_ID = re.compile(r"[0-9a-f]{32}")
_HALF = ".part"


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """`restride.journal.port.Blobs` in one folder."""

    folder: Path

    def write(self, content: bytes | Iterable[bytes], *, name: str = "", media: str = "") -> FileRecord:
        file = secrets.token_hex(16)
        chunks = (content,) if isinstance(content, bytes) else content
        half = self.folder / (file + _HALF)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            digest, size = _write(half, chunks)
            half.rename(self.folder / file)
            _sync(self.folder)
        except BaseException as error:
            for left in (half, self.folder / file):  # the second, where its new name could not be made durable
                if left.exists():
                    left.unlink()
            if not isinstance(error, OSError):
                raise
            raise StorageDown(f"The file could not be kept: {error.strerror}. Free some space, try again.") from error
        return FileRecord(id=file, digest=digest, size=size, name=name, media=media)

    def read(self, file: str) -> bytes:
        try:
            return self._path(file).read_bytes()
        except FileNotFoundError:
            raise AccessDenied from None
        except OSError as error:
            raise StorageDown(f"The file could not be read: {error.strerror}. Try again in a minute.") from error

    def remove(self, file: str) -> None:
        self._path(file).unlink(missing_ok=True)

    def stored(self) -> tuple[str, ...]:
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(one.name for one in self.folder.iterdir() if _ID.fullmatch(one.name)))

    def _path(self, file: str) -> Path:
        if not _ID.fullmatch(file):
            raise AccessDenied
        return self.folder / file


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _sync(folder: Path) -> None:
    """Make the new name durable too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
