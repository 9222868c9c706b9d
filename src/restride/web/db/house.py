"""Puts the storage on a database together: units, reader, audit, and what lies beside the journal."""

from dataclasses import dataclass
from pathlib import Path

from restride.journal.lists import JournalErasures, JournalTexts
from restride.journal.port import Clock
from restride.journal.reader import JournalReader
from restride.journal.trail import JournalAudit
from restride.journal.unit import JournalUnits
from restride.usecases.removed import RemovedList
from restride.web.db.files import FolderBlobs
from restride.web.db.marks import DatabaseMarks
from restride.web.db.outbox import DatabaseOutbox
from restride.web.db.rows import DatabaseRows


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseHouse:
    """Every port of storage, on a database and a folder."""

    rows: DatabaseRows
    units: JournalUnits
    store: JournalReader
    audit: JournalAudit
    erasures: JournalErasures
    texts: JournalTexts
    outbox: DatabaseOutbox
    blobs: FolderBlobs
    marks: DatabaseMarks


def on_database(
    clock: Clock, files: Path, using: str = "default", *, removed: RemovedList | None = None
) -> DatabaseHouse:
    """The storage on one of Django's databases; `files` is the folder of original files.

    `removed` is the list outside the database that each erasure and each end of a consent is added to.
    """
    rows = DatabaseRows(using, removed)
    units = JournalUnits(rows, clock)
    return DatabaseHouse(
        rows=rows,
        units=units,
        store=JournalReader(rows),
        audit=JournalAudit(rows),
        erasures=JournalErasures(units),
        texts=JournalTexts(rows),
        outbox=DatabaseOutbox(using),
        blobs=FolderBlobs(files),
        marks=DatabaseMarks(using),
    )
