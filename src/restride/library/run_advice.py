"""What to mind on a day of running, read from `run_advice.toml`. Which line stands there today: core."""

from collections.abc import Container
from functools import cache

from restride.core.exercise.model import PHASES, Shelf
from restride.core.protocol import Citation
from restride.core.run_advice import RunLine
from restride.library.bibliography import read_bibliography
from restride.library.exercises import exercises
from restride.library.source import ProtocolSource, packaged
from restride.library.statements import read_statement
from restride.library.table import Table, expect_schema, read_table

FILE = "run_advice.toml"


def read_run_advice(source: ProtocolSource, shelf: Shelf) -> tuple[RunLine, ...]:
    """Every line in its order. Raises ProtocolError, which names file, key and cure."""
    table = read_table(source.text(FILE), file=FILE)
    expect_schema(table, 1)
    bibliography, found = read_bibliography(source), dict[str, RunLine]()
    for entry in table.tables("line", needed=True):
        line = RunLine(
            said=read_statement(entry, bibliography),
            phases=_known(entry, "phases", PHASES),
            conditions=_known(entry, "conditions", shelf.policies) if entry.has("conditions") else (),
            each=entry.yes("each", False),
        )
        if line.said.id in found:
            entry.fail("id", f'"{line.said.id}" stands here twice; keep one')
        entry.done()
        found[line.said.id] = line
    table.done()
    return tuple(found.values())


@cache
def run_advice() -> tuple[RunLine, ...]:
    """The lines that come with Restride, read once."""
    return read_run_advice(packaged(), exercises())


@cache
def citations() -> dict[str, Citation]:
    """The sources of the shipped lines by id."""
    known = read_bibliography(packaged())
    return {id: known[id] for line in run_advice() for id in line.said.cite}


def _known(entry: Table, name: str, known: Container[str]) -> tuple[str, ...]:
    given = entry.texts(name)
    for one in given:
        if one not in known:
            entry.fail(name, f'"{one}" is not known; correct the name')
    return given
