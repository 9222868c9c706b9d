"""The list kept outside the database: who was erased and who withdrew a consent, so that no restore brings it back.

It is a file of JSON lines in the data folder, added to after each such act and never shortened. It names accounts by
their random ids and holds nothing else of anybody.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from restride.journal.values import Care, Erasure

NAME = "removed.jsonl"


class Removal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line: a person erased, or, where a clinician is named, what that clinician may no longer see."""

    person: str
    at: datetime
    clinician: str = ""
    audit_seq: int = 0

    @property
    def is_erasure(self) -> bool:
        return not self.clinician


class ListDamaged(Exception):
    """The list can't be read; the text names the line and the cure."""


@dataclass(frozen=True, slots=True)
class RemovedList:
    """The list in one file; a file that isn't there is an empty list."""

    file: Path

    def read(self) -> tuple[Removal, ...]:
        """All lines in order. A last line cut short by a crash is left out. Raises ListDamaged."""
        try:
            lines = self.file.read_bytes().split(b"\n")
        except FileNotFoundError:
            return ()
        return tuple(self._read_line(number, line) for number, line in enumerate(lines[:-1], start=1) if line)

    def add(self, removals: Iterable[Removal]) -> None:
        """Add lines that are not there yet, durable; a last line cut short by a crash gives way."""
        wanted = tuple(dict.fromkeys(removals))
        if not set(wanted) - set(self.read()):
            return
        with os.fdopen(os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
            _lock(out.fileno())
            content = out.read()
            out.truncate(content.rfind(b"\n") + 1)
            out.seek(0, os.SEEK_END)
            out.writelines(msgspec.json.encode(one) + b"\n" for one in wanted if one not in set(self.read()))
            out.flush()
            os.fsync(out.fileno())

    def _read_line(self, number: int, line: bytes) -> Removal:
        try:
            return msgspec.json.decode(line, type=Removal)
        except msgspec.MsgspecError as error:
            raise ListDamaged(f"{self.file}, line {number}: {error}. Take the file from a copy of it.") from error


def removals_of(erasures: Iterable[Erasure], care: Iterable[Care]) -> tuple[Removal, ...]:
    """What a storage knows of erasures and withdrawn consents, as lines."""
    erased = (Removal(person=one.person, at=one.at, audit_seq=one.audit_seq) for one in erasures)
    withdrawn = (Removal(person=one.person, at=one.ended, clinician=one.clinician) for one in care if one.ended)
    return (*erased, *withdrawn)


def _lock(handle: int) -> None:
    """One writer at a time; the lock ends with the file. Elsewhere than on Unix one process has the data folder."""
    if os.name == "posix":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
