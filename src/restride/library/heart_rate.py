"""What may be kept as the runner's own easy heart rate, read from `heart_rate.toml`. It decides nothing."""

from dataclasses import dataclass
from functools import cache

from restride.core.terms import Evidence
from restride.library.bibliography import read_bibliography
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource, packaged
from restride.library.table import expect_schema, read_table

FILE = "heart_rate.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyLimit:
    """The tests that an easy limit may come from, and the beats a minute that can be one."""

    tests: tuple[str, ...]
    least: int
    most: int
    cite: tuple[str, ...]
    evidence: Evidence


def read_easy_limit(source: ProtocolSource) -> EasyLimit:
    """The table. Raises ProtocolError, which names file, key and cure."""
    table = read_table(source.text(FILE), file=FILE)
    expect_schema(table, 1)
    entry = table.table("easy_limit")
    least = entry.whole("least", least=30, most=250)
    found = EasyLimit(
        tests=entry.texts("tests"),
        least=least,
        most=entry.whole("most", least=least, most=250),
        cite=read_cite(entry, read_bibliography(source)),
        evidence=entry.member("evidence", Evidence),
    )
    entry.done()
    table.done()
    return found


@cache
def easy_limit() -> EasyLimit:
    """The table that comes with Restride, read once."""
    return read_easy_limit(packaged())
