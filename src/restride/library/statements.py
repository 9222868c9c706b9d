"""Cautions and published figures of a condition: worth knowing, deciding nothing. Their sentences stand in `words/`."""

from restride.core.protocol import Statement
from restride.core.terms import Evidence
from restride.library.bibliography import Bibliography
from restride.library.rules import read_cite
from restride.library.table import Table


def read_statements(table: Table, key: str, bibliography: Bibliography) -> tuple[Statement, ...]:
    """The `[[caution]]` or `[[fact]]` tables. Raises ProtocolError on one that stands twice or has no source."""
    found: list[Statement] = []
    for entry in table.tables(key):
        one = read_statement(entry, bibliography)
        if any(one.id == other.id for other in found):
            entry.fail("id", f'"{one.id}" stands here twice; keep one')
        entry.done()
        found.append(one)
    return tuple(found)


def read_statement(entry: Table, bibliography: Bibliography) -> Statement:
    """The statement of one table, which may hold more."""
    return Statement(
        id=entry.name("id"),
        cite=read_cite(entry, bibliography),
        evidence=entry.member("evidence", Evidence),
        values=_values(entry),
    )


def _values(entry: Table) -> tuple[tuple[str, int], ...]:
    if not entry.has("values"):
        return ()
    below = entry.table("values")
    found = tuple((name, below.whole(name)) for name in below.data)
    below.done()
    return found
