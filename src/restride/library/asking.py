"""How questions become fewer, read from `asking.toml`. What a decision needs can never be left out."""

from functools import cache
from typing import get_args

from restride.core.asking import AskingLess, LeftOut
from restride.core.context import HORIZON_D
from restride.core.exercise.model import PHASES
from restride.core.terms import Evidence
from restride.library.bibliography import read_bibliography
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource, packaged
from restride.library.table import Table, expect_schema, read_table

FILE = "asking.toml"
_MAY_BE_LEFT_OUT: tuple[LeftOut, ...] = get_args(LeftOut)
_WEEK_D = 7


def read_asking(source: ProtocolSource) -> AskingLess:
    """When and what is asked less. Raises ProtocolError, which names file, key and cure."""
    table = read_table(source.text(FILE), file=FILE)
    expect_schema(table, 1)
    less = table.table("less")
    found = AskingLess(
        phases=_known(less, "phases", PHASES),
        green_weeks=less.whole("green_weeks", least=1, most=HORIZON_D // _WEEK_D),
        leaves_out=_known(less, "leaves_out", _MAY_BE_LEFT_OUT),  # type: ignore[arg-type]
        cite=read_cite(less, read_bibliography(source)),
        evidence=less.member("evidence", Evidence),
    )
    less.done()
    table.done()
    return found


@cache
def asking() -> AskingLess:
    """The table that comes with Restride, read once."""
    return read_asking(packaged())


def _known(table: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    given = table.texts(key)
    for one in given:
        if one not in known:
            table.fail(key, f'"{one}" can\'t stand here; allowed: {", ".join(known)}')
    return given
