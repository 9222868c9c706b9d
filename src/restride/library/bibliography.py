"""The shelf of sources that protocols may cite, read from `bibliography/`. How they are cited is checked elsewhere."""

import re
from collections.abc import Mapping
from typing import Literal

from restride.core.protocol import Citation
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table

Bibliography = Mapping[str, Citation]
KINDS = (
    "rct", "cohort", "cross-sectional", "review", "guideline", "consensus", "lab", "model",
    "clinic-page", "reference-page", "psychometric", "book", "seed", "own",
)  # fmt: skip
_WHOLE = re.compile(r"https?://[^\s;]+")
_PARTS = ("authors", "year", "title", "journal", "doi")


def read_bibliography(source: ProtocolSource) -> Bibliography:
    """Every source by its id. Raises ProtocolError on an unknown key or an id used twice."""
    shelf: dict[str, Citation] = {}
    for path in source.names("bibliography"):
        table = read_table(source.text(path), file=path)
        expect_schema(table, 1)
        for entry in table.tables("reference", needed=True):
            one = _citation(entry)
            if one.id in shelf:
                entry.fail("id", f'"{one.id}" stands in the bibliography twice; keep one')
            shelf[one.id] = one
        table.done()
    return shelf


def _citation(entry: Table) -> Citation:
    status: Literal["found", "recalled"] = (
        "found" if entry.one_of("status", ("found", "recalled")) == "found" else "recalled"
    )
    parts = entry.texts("recalled_parts", ())
    for part in parts:
        if part not in _PARTS:
            entry.fail("recalled_parts", f'"{part}" is not a part; allowed: {", ".join(_PARTS)}')
    one = Citation(
        id=entry.name("id"),
        status=status,
        title=entry.text("title"),
        authors=entry.text("authors"),
        year=entry.whole("year", least=1850, most=2100) if entry.has("year") else None,
        where=entry.text("where", ""),
        url=_address(entry),
        kind=entry.one_of("kind", KINDS),
        doi=entry.text("doi", ""),
        address_kept=entry.yes("address_kept", True),
        recalled_parts=parts,
        note=entry.text("note", ""),
    )
    entry.whole("pmid", 0, most=10**9)
    entry.done()
    return one


def _address(entry: Table) -> str:
    """A page makes it a link, so it is one whole address or nothing."""
    address = entry.text("url", "")
    if address and not _WHOLE.fullmatch(address):
        entry.fail("url", f'"{address}" is not one address that begins with https://; put it in `note`')
    return address
