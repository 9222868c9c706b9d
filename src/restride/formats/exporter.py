"""What an exporter offers, and how one that breaks is kept from the rest of an export. Writes no file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from restride.core.events import Event
from restride.formats.cells import TABLES, NoTable, plain_table

_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


class Exporter(Protocol):
    """Writes a person's entries in somebody else's format. A module with these two names will do."""

    @property
    def suffix(self) -> str:
        """The end of the file's name, without a dot, such as "csv"."""
        ...

    def write(self, events: Sequence[Event]) -> bytes:
        """The file. The entries are in their order, corrections and withdrawals included; there may be none.

        The same entries give the same bytes. A decision is told as it was issued, with its day and expiry.
        """
        ...


class NoExporter(ValueError):
    """An object that is no exporter; the text says what it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an exporter gave: the bytes, or in `trouble` why there are none, without anything of the record."""

    suffix: str
    content: bytes
    trouble: str = ""


def as_exporter(offered: object) -> Exporter:
    """The object, where it has what an exporter needs. Raises NoExporter."""
    suffix = getattr(offered, "suffix", None)
    if not isinstance(suffix, str) or not _SUFFIX.fullmatch(suffix):
        raise NoExporter("it has no text 'suffix' of small letters and digits (docs/add/exporter.md)")
    if not callable(getattr(offered, "write", None)):
        raise NoExporter("it has no function 'write' (docs/add/exporter.md)")
    return offered  # type: ignore[return-value]


def written(exporter: Exporter, events: Sequence[Event]) -> Written:
    """What the exporter writes; its mistake is a sentence, so that the rest of the export still comes.

    In a table no cell is a formula, whatever was typed and whoever wrote the exporter.
    """
    try:
        content = exporter.write(tuple(events))
    except Exception as trouble:  # noqa: BLE001  a plug-in must not take the export down with it
        return Written(suffix=exporter.suffix, content=b"", trouble=f"it failed with {type(trouble).__name__}")
    if not isinstance(content, bytes):
        return Written(suffix=exporter.suffix, content=b"", trouble=f"it gave {type(content).__name__}, not bytes")
    if exporter.suffix not in TABLES:
        return Written(suffix=exporter.suffix, content=content)
    try:
        return Written(suffix=exporter.suffix, content=plain_table(content, exporter.suffix))
    except NoTable as trouble:
        return Written(suffix=exporter.suffix, content=b"", trouble=f"it gave no table: {trouble}")
