"""Puts a backup back: all of it is checked beside the live data first, then takes its place in one step (INV-077).

A backup is the past: what narrowed since then is done again (`restore_since`), earlier answers no longer open a run,
and everybody signs in again.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import msgspec

from restride.journal.values import FileRecord
from restride.usecases.audit_check import AnchorRefused, read_anchor
from restride.usecases.backup import DATABASE, FILES, HEADS, KEYS, TEXTS, Staged, Vault, scratch_in
from restride.usecases.backup_file import BackupRefused, Manifest, OpenBackup, opened
from restride.usecases.removed import NAME, RemovedList
from restride.usecases.restore_since import Redone, bring_up_to_date, known_since

ASIDE = "before-restore-"
_NAME = re.compile(r"[0-9a-f]{32}")  # of an original file: anything else could lead out of its folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which backup to put back. `replace` allows for data that stands there; `removed` is a copy of that list."""

    file: Path
    passphrase: str | None = None
    replace: bool = False
    removed: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a restore did. `aside` says where the old data lies now, "" where there was none.

    `looked_back` is False where old data couldn't be read for what had narrowed since the backup. `left` are files of
    the old data that could not be put aside.
    """

    manifest: Manifest
    redone: Redone
    looked_back: bool
    aside: str
    left: tuple[str, ...] = ()


def restore(vault: Vault, wanted: Wanted) -> Done:
    """Put a backup in the place of the live data. Raises BackupRefused; then nothing was changed.

    Nothing else may use the data folder or the database meanwhile: whoever calls holds them alone.
    """
    try:
        return _restored(vault, wanted)
    except OSError as error:  # after the step that decides nothing raises it any more
        raise BackupRefused(f"The backup can't be put back: {error.strerror or error}. Nothing was changed.") from error


def _restored(vault: Vault, wanted: Wanted) -> Done:
    empty = vault.is_empty()
    if not empty and not wanted.replace:
        raise BackupRefused(
            "There are records here already. To put them aside and take the backup's instead, add --replace."
        )
    files = vault.data / "files"
    with (
        scratch_in(vault.data) as scratch,
        opened(wanted.file, passphrase=wanted.passphrase, scratch=scratch) as backup,
    ):
        manifest = backup.manifest
        _require_kind(manifest, vault)
        lists = [vault.data / NAME, *([wanted.removed] if wanted.removed else [])]
        since = known_since(None if empty else vault.live(), manifest.made_at, lists)
        with vault.stage(_parts(backup, scratch), manifest.schema) as staged:
            _verify(backup, staged, files)
            redone = bring_up_to_date(staged, manifest.made_at, since)
            aside = vault.data / f"{ASIDE}{vault.clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
            named = staged.files()
            with _brought(backup, named, files):
                RemovedList(vault.data / NAME).add(since.removals)
                if KEYS in manifest.members:
                    vault.add_keys(backup.read(KEYS))
                old = staged.swap(aside)
            left = _put_aside(files, {record.id for record in named}, aside)
    return Done(manifest=manifest, redone=redone, looked_back=empty or since.looked_back, aside=old, left=left)


def _require_kind(manifest: Manifest, vault: Vault) -> None:
    if manifest.database != vault.database:
        raise BackupRefused(
            f"The backup is of a {manifest.database} database, and this server is set to {vault.database}. "
            "Set RESTRIDE_DATABASE_URL for PostgreSQL, or unset it for SQLite."
        )


def _parts(backup: OpenBackup, scratch: Path) -> tuple[Path, ...]:
    """The picture of the database, unpacked."""
    folder = scratch / "picture"
    folder.mkdir()
    names = backup.names(DATABASE)
    for name in names:
        if Path(name).name != name or not name:
            raise BackupRefused(f"{DATABASE}{name} is no name of a part of a database. Take another backup.")
        backup.unpack(DATABASE + name, folder / name)
    return tuple(folder / name for name in names)


def _verify(backup: OpenBackup, staged: Staged, folder: Path) -> None:
    """The staged database is what the backup says of it: tables, audit chains, protocol texts, files."""
    for trouble in staged.troubles():
        raise BackupRefused(f"The database in the backup can't be used: {trouble}. Take another backup.")
    try:
        heads = read_anchor(backup.read(HEADS), HEADS).heads
        texts = msgspec.json.decode(backup.read(TEXTS), type=dict[str, str])
    except (AnchorRefused, msgspec.MsgspecError, KeyError) as error:
        raise BackupRefused(f"The backup isn't whole: {error}. Take another backup.") from error
    ports = staged.ports
    broken = ports.audit.verify(heads)
    if broken:
        raise BackupRefused(f"The audit chain of {broken.person} breaks at line {broken.seq}: {broken.what}.")
    if texts != {digest: ports.texts.text(digest) for digest in ports.texts.digests()}:
        raise BackupRefused("The protocol texts in the backup aren't those of its database. Take another backup.")
    for record in staged.files():
        if not _NAME.fullmatch(record.id):
            raise BackupRefused(
                "A record in the backup names a file by what is no name of a file. Take another backup."
            )
        if not _is_there(record, backup, folder):
            raise BackupRefused(
                f"The file {record.id}, which a record names, isn't in the backup. Take another backup."
            )


def _is_there(record: FileRecord, backup: OpenBackup, folder: Path) -> bool:
    """Whether a record's file comes with the backup, or lies here where the backup left files out."""
    if record.id in backup.manifest.missing:
        return True
    member = backup.manifest.members.get(FILES + record.id)
    return member.sha256 == record.digest if member else not backup.manifest.files and _holds(folder, record)


@contextmanager
def _brought(backup: OpenBackup, records: tuple[FileRecord, ...], folder: Path) -> Iterator[None]:
    """Files that are not here yet are put in their folder; taken out again when what follows fails.

    A file's name is random and its content never changes, so that new ones beside the old ones disturb nobody.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    new = []
    try:
        for record in records:
            name = FILES + record.id
            if name in backup.manifest.members and not _holds(folder, record):
                target, half = folder / record.id, folder / f"{record.id}.part"
                half.unlink(missing_ok=True)
                backup.unpack(name, half)
                if not target.exists():
                    new.append(target)
                half.replace(target)
        yield
    except BaseException:
        for target in new:
            target.unlink(missing_ok=True)
        raise


def _holds(folder: Path, record: FileRecord) -> bool:
    """Whether the file lies there as its record says."""
    file = folder / record.id
    if not file.is_file() or file.stat().st_size != record.size:
        return False
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == record.digest


def _put_aside(folder: Path, named: set[str], aside: Path) -> tuple[str, ...]:
    """Files that no record names any more follow the old data; gives those that the disk would not move.

    It raises no OSError: the backup is in its place by now, and a file that nobody names disturbs nobody.
    """
    left = []
    for file in sorted(folder.iterdir()):
        if file.name not in named:
            try:
                (aside / "files").mkdir(mode=0o700, parents=True, exist_ok=True)
                file.rename(aside / "files" / file.name)
            except OSError:
                left.append(file.name)
    return tuple(left)
