"""The one file that a backup is: a zip of members and a manifest with the SHA-256 of each. What goes in isn't here.

An encrypted one is a zip of two age files (https://age-encryption.org/v1): `key.age`, a key under the passphrase, and
`backup.zip.age`, the plain backup under that key. The age program opens both, should Restride not be at hand.
"""

import hashlib
import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

FORMAT = 1
MANIFEST = "manifest.json"
KEY, SEALED, READ_ME = "key.age", "backup.zip.age", "READ-ME.txt"
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 64 << 20  # some hundred thousand files
_HOW = "This is an encrypted backup of Restride. `restride restore FILE` asks for its passphrase.\n"


class BackupRefused(Exception):
    """A backup that can't be made, read or used; the text says what is wrong and the cure. Nothing was changed."""


class Member(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file inside: its size in bytes and the SHA-256 of its bytes in hex."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup says of itself. `schema` is the newest migration of each set of tables; `missing` are files that
    records name and that were not on the disk. `files` is False where the original files were left where they are."""

    format: int
    made_at: datetime
    restride: str
    database: str  # "sqlite" or "postgresql"
    schema: dict[str, str]
    files: bool
    members: dict[str, Member]
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class BackupWriter:
    """Puts members into a backup that is being written, and remembers their digests."""

    archive: zipfile.ZipFile
    members: dict[str, Member] = field(default_factory=dict)

    def add(self, name: str, source: Path) -> None:
        """Put one file in."""
        with source.open("rb") as content:
            self._add(name, content)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Put bytes in."""
        with self.archive.open(name, "w", force_zip64=True) as member:
            member.write(content)
        self.members[name] = Member(size=len(content), sha256=hashlib.sha256(content).hexdigest())

    def _add(self, name: str, content: IO[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as member:
            while chunk := content.read(_CHUNK):
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members[name] = Member(size=size, sha256=digest.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """Put the manifest in, which ends the backup."""
        self.archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))


@contextmanager
def written(file: Path, *, passphrase: str | None, scratch: Path) -> Iterator[BackupWriter]:
    """A backup under way. On a clean exit the whole file stands at `file`, durable; otherwise nothing does.

    `scratch` is a folder of this computer, where the plain file of an encrypted backup lies for a while.
    """
    if file.exists():
        raise BackupRefused(f"{file} is there already. Choose another name; a backup is never written over.")
    half = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    plain = scratch / "backup.zip" if passphrase is not None else half
    try:
        with _new(plain) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            yield BackupWriter(archive)
        if passphrase is not None:
            _seal(plain, half, passphrase)
        _sync(half)
        half.rename(file)
        _sync(file.parent)
    except OSError as error:
        with suppress(OSError):
            file.unlink()  # where its name could not be made durable
        raise BackupRefused(
            f"The backup can't be written: {error.strerror} ({error.filename or file}). Make room, or name another."
        ) from error
    finally:
        for left in {half, plain}:
            with suppress(OSError):  # the first trouble is the one to tell
                left.unlink()


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """A backup whose members have all been checked against its manifest."""

    archive: zipfile.ZipFile
    manifest: Manifest

    def unpack(self, name: str, target: Path) -> None:
        """Write one member to a new file that only the owner reads, durable."""
        with self.archive.open(name) as member, _new(target) as out:
            shutil.copyfileobj(member, out, _CHUNK)
            out.flush()
            os.fsync(out.fileno())

    def read(self, name: str) -> bytes:
        """The bytes of a small member."""
        return self.archive.read(name)

    def names(self, folder: str) -> tuple[str, ...]:
        """The members of one folder inside, by their names there."""
        return tuple(sorted(n.removeprefix(folder) for n in self.manifest.members if n.startswith(folder)))


@contextmanager
def opened(file: Path, *, passphrase: str | None, scratch: Path) -> Iterator[OpenBackup]:
    """A backup, verified whole: each member is there once, with the size and the digest that the manifest names.

    `scratch` is a folder for the deciphered file. Raises BackupRefused with the first thing that is wrong.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(file))
            if SEALED in archive.namelist():
                archive = stack.enter_context(zipfile.ZipFile(_unsealed(archive, passphrase, scratch)))
            manifest = _verified(archive)
        except FileNotFoundError as error:
            raise BackupRefused(f"{file} isn't there. Check the name.") from error
        except OSError as error:
            raise BackupRefused(f"{file} can't be read: {error.strerror or error}.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise BackupRefused(f"{file} is damaged or no backup of Restride: {error}. Take another one.") from error
        yield OpenBackup(archive=archive, manifest=manifest)


def _verified(archive: zipfile.ZipFile) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names:
        raise BackupRefused("This is no backup of Restride: it has no manifest. Take another file.")
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise BackupRefused("The manifest of the backup is larger than any of Restride's. Take another backup.")
    manifest = _read_manifest(archive.read(MANIFEST))
    if sorted(names) != sorted({*manifest.members, MANIFEST}):
        raise BackupRefused("The backup holds other files than its manifest names. Take another backup.")
    for name, member in manifest.members.items():
        _verify(archive, name, member)
    return manifest


def _read_manifest(text: bytes) -> Manifest:
    try:
        found = msgspec.json.decode(text, type=Mapping[str, object])
        if found.get("format") != FORMAT:
            raise BackupRefused(
                f"The backup has format {found.get('format')}; this Restride reads {FORMAT}. Use a newer one."
            )
        return msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError as error:
        raise BackupRefused(f"The manifest of the backup can't be read: {error}. Take another backup.") from error


def _verify(archive: zipfile.ZipFile, name: str, member: Member) -> None:
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as content:
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > member.size:
                break
            digest.update(chunk)
    if (size, digest.hexdigest()) != (member.size, member.sha256):
        raise BackupRefused(f"{name} in the backup was changed or is damaged. Take another backup.")


def _seal(plain: Path, half: Path, passphrase: str) -> None:
    import pyrage

    key = pyrage.x25519.Identity.generate()
    with _new(half) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(READ_ME, _HOW)
        archive.writestr(KEY, pyrage.passphrase.encrypt(str(key).encode(), passphrase))
        with plain.open("rb") as content, archive.open(SEALED, "w", force_zip64=True) as member:
            pyrage.encrypt_io(content, member, [key.to_public()])


def _unsealed(archive: zipfile.ZipFile, passphrase: str | None, scratch: Path) -> Path:
    import pyrage

    if passphrase is None:
        raise BackupRefused("This backup is encrypted. Give its passphrase, see docs/operate.md.")
    plain = scratch / "backup.zip"
    try:
        key = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(archive.read(KEY), passphrase).decode())
        with archive.open(SEALED) as member, _new(plain) as out:
            pyrage.decrypt_io(member, out, [key])
    except (pyrage.DecryptError, pyrage.IdentityError, KeyError) as error:
        raise BackupRefused("The passphrase isn't the one of this backup, or the backup is damaged.") from error
    return plain


def _new(target: Path) -> IO[bytes]:
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sync(path: Path) -> None:
    """Make content or name durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
