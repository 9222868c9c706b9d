"""Published ladders read from `ladders/`: every stage table whose source could be seen whole, as it was printed.

A source that counts distance is run in seconds: a kilometre counts as so much for everybody, as in the tables of build.
"""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

from restride.core.decision import RunWalk
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
_MM = {"mi": 1_609_344, "yd": 914}  # millimetres of a unit, rounded down
_KM_MM = 1_000_000
_GRAIN_S = 10  # of running downwards, of walking upwards


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
    if table.has("in_seconds"):
        stages = _converted(table, unit, stages, bibliography)
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


def _converted(
    table: Table, unit: LadderUnit, stages: list[PublishedStage], bibliography: Bibliography
) -> list[PublishedStage]:
    """The stages with their sessions in seconds. Raises ProtocolError for a ladder that counts seconds already."""
    if unit == "s":
        table.fail("in_seconds", "belongs to a ladder that counts distance")
    entry = table.table("in_seconds")
    run, walk = entry.whole("km_run_s", least=120, most=1200), entry.whole("km_walk_s", least=300, most=1800)
    read_cite(entry, bibliography)
    entry.member("evidence", Evidence)
    entry.done()
    return [replace(stage, bouts=_bouts_of(stage, _MM[unit], run, walk)) for stage in stages]


def _bouts_of(stage: PublishedStage, unit_mm: int, km_run_s: int, km_walk_s: int) -> tuple[RunWalk, ...]:
    """Repeats until the distance is covered; the last run ends where the distance does. A jog between is running."""
    total = stage.total * unit_mm // _THOUSANDTHS
    if stage.jogged:
        return (RunWalk(run_s=_down(total * km_run_s // _KM_MM), walk_s=0),)
    scale = (_KM_MM // km_run_s, _KM_MM // km_walk_s) if stage.timed else (unit_mm, unit_mm)
    per = 1 if stage.timed else _THOUSANDTHS
    run, walk = stage.run * scale[0] // per, stage.between * scale[1] // per
    if not run:
        return ()
    whole, left = divmod(total, run + walk)
    whole = min(whole, stage.repeats) if stage.repeats else whole
    one = RunWalk(run_s=_down(run * km_run_s // _KM_MM), walk_s=_up(walk * km_walk_s // _KM_MM))
    rest = _down(min(left, run) * km_run_s // _KM_MM) if not stage.repeats else 0
    return (*[one] * max(whole, 1), *([RunWalk(run_s=rest, walk_s=0)] if rest else []))


def _down(seconds: int) -> int:
    return seconds // _GRAIN_S * _GRAIN_S


def _up(seconds: int) -> int:
    return -(-seconds // _GRAIN_S) * _GRAIN_S


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
