"""Puts the storage in memory together: units, reader, audit, and what lies beside the journal."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from restride.journal.lists import JournalErasures, JournalTexts
from restride.journal.memory.queue import MemoryOutbox
from restride.journal.memory.rows import MemoryRows
from restride.journal.port import Clock
from restride.journal.reader import JournalReader
from restride.journal.trail import JournalAudit
from restride.journal.unit import JournalUnits
from restride.journal.values import AccessDenied, FileRecord


@dataclass(frozen=True, slots=True)
class MemoryBlobs:
    """`restride.journal.port.Blobs` in memory."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def write(self, content: bytes | Iterable[bytes], *, name: str = "", media: str = "") -> FileRecord:
        whole = content if isinstance(content, bytes) else b"".join(content)
        file = secrets.token_hex(16)
        self.contents[file] = whole
        digest = hashlib.sha256(whole).hexdigest()
        return FileRecord(id=file, digest=digest, size=len(whole), name=name, media=media)

    def read(self, file: str) -> bytes:
        try:
            return self.contents[file]
        except KeyError:
            raise AccessDenied from None

    def remove(self, file: str) -> None:
        self.contents.pop(file, None)

    def stored(self) -> tuple[str, ...]:
        return tuple(sorted(self.contents))


@dataclass(frozen=True, slots=True)
class MemoryMarks:
    """`restride.journal.port.Marks` in memory."""

    marks: dict[str, datetime] = field(default_factory=dict)

    def seen(self, name: str) -> datetime | None:
        return self.marks.get(name)

    def raise_to(self, name: str, at: datetime) -> datetime:
        self.marks[name] = max(at, self.marks.get(name, at))
        return self.marks[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryHouse:
    """Every port of storage, in memory."""

    rows: MemoryRows
    units: JournalUnits
    store: JournalReader
    audit: JournalAudit
    erasures: JournalErasures
    texts: JournalTexts
    outbox: MemoryOutbox
    blobs: MemoryBlobs
    marks: MemoryMarks


@dataclass(frozen=True, slots=True)
class ComputerClock:
    """The computer's own clock, for a storage that was given none."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def in_memory(clock: Clock | None = None, *, fault: Callable[[str], None] | None = None) -> MemoryHouse:
    """An empty storage in memory. `fault` is told of each call of the rows and may raise, as a disk would."""
    rows = MemoryRows(fault) if fault else MemoryRows()
    units = JournalUnits(rows, clock or ComputerClock())
    return MemoryHouse(
        rows=rows,
        units=units,
        store=JournalReader(rows),
        audit=JournalAudit(rows),
        erasures=JournalErasures(units),
        texts=JournalTexts(rows),
        outbox=MemoryOutbox(rows),
        blobs=MemoryBlobs(),
        marks=MemoryMarks(),
    )
