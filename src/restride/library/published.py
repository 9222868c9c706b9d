"""Published ladders read from `ladders/`: every stage table whose source could be seen whole, as it was printed."""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

from restride.core.ladder import LadderUnit, PublishedLadder, PublishedStage
from restride.core.terms import Evidence
from restride.library.bibliography import Bibliography
from restride.library.ladder import read_bouts
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table

FOLDER = "ladders"
_UNITS: tuple[LadderUnit, ...] = get_args(LadderUnit)
_MOST_OF_A_UNIT = 10_000
_THOUSANDTHS = 1000


def read_ladders(source: ProtocolSource, bibliography: Bibliography) -> dict[str, PublishedLadder]:
    """Every published ladder by its id. Raises ProtocolError on the first mistake."""
    found: dict[str, PublishedLadder] = {}
    for path in source.names(FOLDER):
        table = read_table(source.text(path), file=path)
        one = _ladder(table, bibliography)
        if path != f"{FOLDER}/{one.id}.toml":
            table.fail("id", f'is "{one.id}"; it must be the name of the file')
        found[one.id] = one
    return found


def ladders_named(
    table: Table, ladders: dict[str, PublishedLadder], conditions: tuple[str, ...]
) -> tuple[PublishedLadder, ...]:
    """The ladders of a `ladders` list. Raises ProtocolError where one is unknown or made for other conditions."""
    found = []
    for name in table.texts("ladders", ()):
        if name not in ladders:
            table.fail("ladders", f'"{name}" is not a ladder; allowed: {", ".join(sorted(ladders))}')
        if not set(conditions) & set(ladders[name].conditions):
            table.fail("ladders", f'"{name}" is for {", ".join(ladders[name].conditions)}; take it out here')
        found.append(ladders[name])
    return tuple(found)


def _ladder(table: Table, bibliography: Bibliography) -> PublishedLadder:
    expect_schema(table, 1)
    unit = table.one_of("unit", _UNITS)
    stages: list[PublishedStage] = []
    for entry in table.tables("stage", needed=True):
        stage = _in_time(entry) if unit == "s" else _in_distance(entry)
        if any(stage.id == earlier.id for earlier in stages):
            entry.fail("id", f'stage "{stage.id}" stands here twice; keep one')
        entry.done()
        stages.append(stage)
    one = PublishedLadder(
        id=table.name("id"),
        unit=unit,
        stages=tuple(stages),
        conditions=table.texts("conditions"),
        cite=read_cite(table, bibliography),
        evidence=table.member("evidence", Evidence),
        runs_a_week_most=table.maybe_whole("runs_a_week_most", least=1),
        stages_a_week_most=table.maybe_whole("stages_a_week_most", least=1),
        rest_days=table.maybe_whole("rest_days"),
    )
    table.done()
    return one


def _in_time(entry: Table) -> PublishedStage:
    return replace(_head(entry), bouts=read_bouts(entry))


def _in_distance(entry: Table) -> PublishedStage:
    timed, jogged = entry.has("run_s"), entry.has("jog")
    between = "jog" if jogged else "walk"
    return replace(
        _head(entry),
        run=entry.whole("run_s") if timed else _thousandths(entry, "run"),
        between=entry.whole("walk_s") if timed else _thousandths(entry, between),
        repeats=entry.maybe_whole("repeats", least=1),
        total=_thousandths(entry, "total"),
        timed=timed,
        jogged=jogged,
    )


def _head(entry: Table) -> PublishedStage:
    return PublishedStage(id=entry.name("id"), sessions=entry.whole("sessions", least=1, most=20))


def _thousandths(entry: Table, key: str) -> int:
    """A distance in the ladder's unit with three decimals at most, as whole thousandths; never rounded."""
    found = entry.any(key)
    if isinstance(found, bool) or not isinstance(found, int | Decimal) or not Decimal(found).is_finite():
        entry.fail(key, "must be a distance in the unit of the ladder, such as 0.25")
    exact = Decimal(found) * _THOUSANDTHS
    if exact != exact.to_integral_value() or not 0 <= exact <= _MOST_OF_A_UNIT * _THOUSANDTHS:
        entry.fail(key, f"{found} must be a distance from 0 to {_MOST_OF_A_UNIT}, with three decimals at most")
    return int(exact)
