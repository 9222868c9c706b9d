"""Makes a backup: one consistent picture of the database, the original files, protocol texts and audit heads.

How a database is pictured is the storage's own (`Vault`); what the file looks like is `backup_file`.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from restride import __version__
from restride.journal.port import Clock, Marks
from restride.journal.values import FileRecord, Head
from restride.usecases.audit_check import Anchor, write_anchor
from restride.usecases.backup_file import FORMAT, BackupRefused, BackupWriter, Manifest, written
from restride.usecases.ports import Ports

DATABASE, FILES, TEXTS, HEADS, KEYS = "database/", "files/", "protocol-texts.json", "audit-heads.jsonl", "secret"
BACKED_UP = "backed-up"  # the mark of the last backup
SCRATCH = "restride-scratch-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The database at one instant, as files in a folder, and what it names."""

    schema: Mapping[str, str]
    parts: tuple[Path, ...]
    heads: tuple[Head, ...]
    texts: Mapping[str, str]
    files: tuple[FileRecord, ...]


class Staged(Protocol):
    """A database read from a backup, complete and usable, beside the live one."""

    @property
    def ports(self) -> Ports: ...

    def files(self) -> tuple[FileRecord, ...]:
        """The original files that its records name, everybody's."""
        ...

    def forget_accounts(self, people: tuple[str, ...]) -> None:
        """Remove the accounts of people who were erased."""
        ...

    def void_access(self, at: datetime) -> None:
        """End every session, token and single-use code."""
        ...

    def troubles(self) -> tuple[str, ...]:
        """What is wrong with the tables themselves; empty when they can be used."""
        ...

    def swap(self, aside: Path) -> str:
        """Make it the live database in one step and keep the old one; gives where that is now, "" for nowhere."""
        ...


class Vault(Protocol):
    """The storage as a whole, for backup and restore."""

    @property
    def database(self) -> str:
        """Its kind: "sqlite" or "postgresql"."""
        ...

    @property
    def data(self) -> Path:
        """The data folder."""
        ...

    @property
    def clock(self) -> Clock: ...

    @property
    def marks(self) -> Marks: ...

    def picture(self, folder: Path) -> Picture:
        """Write the database into an empty folder. Raises StorageDown."""
        ...

    def keys(self) -> bytes:
        """The server's keys, which open what it keeps encrypted in the database: second factors."""
        ...

    def add_keys(self, keys: bytes) -> None:
        """Keep these keys behind the server's own."""
        ...

    def is_empty(self) -> bool:
        """Whether nobody has an account or a record here."""
        ...

    def live(self) -> Ports | None:
        """The live storage, or None where its tables are not those of this release."""
        ...

    def stage(self, parts: tuple[Path, ...], schema: Mapping[str, str]) -> AbstractContextManager[Staged]:
        """Read a picture into a database beside the live one and bring it up to this release; gone afterwards.

        Raises BackupRefused for a picture that this release can't read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What went into a backup."""

    file: Path
    manifest: Manifest


def back_up(vault: Vault, file: Path, *, passphrase: str | None = None, with_files: bool = True) -> BackedUp:
    """Write a backup to a new file. Raises BackupRefused, StorageDown; then no file is left.

    The server's keys go into an encrypted one only: whoever finds a plain one has the records, but no second factors.
    """
    now = vault.clock.now()
    with scratch_in(vault.data) as scratch, written(file, passphrase=passphrase, scratch=scratch) as backup:
        pictured = scratch / "picture"
        pictured.mkdir()
        picture = vault.picture(pictured)
        for part in picture.parts:
            backup.add(DATABASE + part.name, part)
            part.unlink()
        backup.add_bytes(TEXTS, msgspec.json.encode(dict(picture.texts)))
        backup.add_bytes(HEADS, write_anchor(Anchor(made_at=now, heads=picture.heads)))
        if passphrase is not None:
            backup.add_bytes(KEYS, vault.keys())
        manifest = Manifest(
            format=FORMAT,
            made_at=now,
            restride=__version__,
            database=vault.database,
            schema=dict(picture.schema),
            files=with_files,
            missing=_add_files(backup, vault.data / "files", picture.files) if with_files else (),
            members=backup.members,
        )
        backup.close(manifest)
    vault.marks.raise_to(BACKED_UP, now)
    return BackedUp(file=file, manifest=manifest)


def _add_files(backup: BackupWriter, folder: Path, records: tuple[FileRecord, ...]) -> tuple[str, ...]:
    """Put the original files in; gives those that are not on the disk as their record names them."""
    missing = []
    for record in sorted(records, key=lambda one: one.id):
        try:
            backup.add(FILES + record.id, folder / record.id)
        except FileNotFoundError:
            missing.append(record.id)
            continue
        if backup.members[FILES + record.id].sha256 != record.digest:
            missing.append(record.id)
    return tuple(missing)


@contextmanager
def scratch_in(data: Path) -> Iterator[Path]:
    """A folder in the data folder that only the owner reads, gone afterwards; what can't be removed the doctor finds.

    Raises BackupRefused.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix=SCRATCH, dir=data, ignore_cleanup_errors=True)
    except OSError as error:
        raise BackupRefused(f"There is no room to work in {data}: {error.strerror}. Nothing was changed.") from error
    with made as folder:
        yield Path(folder)
