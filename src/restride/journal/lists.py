"""The lists that outlive people: every protocol text that was pinned, and everyone who was erased."""

from collections.abc import Iterable
from dataclasses import dataclass

from restride.journal.rows import Rows
from restride.journal.unit import JournalUnits
from restride.journal.values import Erasure


@dataclass(frozen=True, slots=True)
class JournalTexts:
    """`restride.journal.port.ProtocolTexts` over the rows of a storage."""

    rows: Rows

    def text(self, digest: str) -> str | None:
        return self.rows.text(digest)

    def digests(self) -> tuple[str, ...]:
        return self.rows.texts()


@dataclass(frozen=True, slots=True)
class JournalErasures:
    """`restride.journal.port.Erasures` over the units of a storage."""

    units: JournalUnits

    def listed(self) -> tuple[Erasure, ...]:
        return self.units.rows.erasures()

    def reapply(self, erasures: Iterable[Erasure]) -> tuple[str, ...]:
        return self.units.reapply(tuple(erasures))
