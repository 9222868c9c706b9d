"""The tests of the gate, read from `readiness/`. Which of them a protocol asks for stands in the protocol."""

from collections.abc import Mapping
from dataclasses import dataclass

from restride.core.protocol import ReadinessItem, Sourced
from restride.core.terms import Evidence, Scope
from restride.library.bibliography import Bibliography
from restride.library.errors import ProtocolError
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table

UNITS = ("nrs", "yes_no", "grade", "reps", "s", "pct", "cm")
_FOLDER = "readiness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """All items by id, and where each comes from."""

    items: Mapping[str, ReadinessItem]
    sources: Mapping[str, Sourced]


def read_readiness(source: ProtocolSource, bibliography: Bibliography) -> Readiness:
    """Every readiness item. Raises ProtocolError on an unknown key or an id used twice."""
    items: dict[str, ReadinessItem] = {}
    sources: dict[str, Sourced] = {}
    for path in source.names(_FOLDER):
        table = read_table(source.text(path), file=path)
        expect_schema(table, 1)
        for entry in table.tables("item", needed=True):
            item = _item(entry)
            if item.id in items:
                entry.fail("id", f'"{item.id}" stands in {_FOLDER}/ twice; keep one')
            items[item.id] = item
            sources[item.id] = read_sourced(entry, f"items.{item.id}", bibliography)
            entry.done()
        table.done()
    if not items:
        raise ProtocolError(file=_FOLDER, key="", cure="there is no file of tests; add one, such as everybody.toml")
    return Readiness(items=items, sources=sources)


def read_sourced(table: Table, part: str, bibliography: Bibliography) -> Sourced:
    """Where the numbers of a part come from: its `cite` and `evidence`."""
    return Sourced(part=part, cite=read_cite(table, bibliography), evidence=table.member("evidence", Evidence))


def _item(entry: Table) -> ReadinessItem:
    impact = entry.yes("impact", False)
    needs = entry.level("needs", Scope) if entry.has("needs") else None
    if impact and (needs is None or needs < Scope.IMPACT):
        entry.fail("needs", 'is missing; a test with impact has needs = "impact" at least')
    return ReadinessItem(
        id=entry.name("id"),
        unit=entry.one_of("unit", UNITS),
        sides=entry.yes("sides", False),
        impact=impact,
        needs=needs,
        clinician_only=entry.yes("clinician_only", False),
        optional=entry.yes("optional", False),
        exercise=entry.name("exercise", ""),
    )
