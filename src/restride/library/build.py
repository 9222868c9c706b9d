"""Tables of build as data: one file a goal in `build/`, and the faster running that they share."""

from collections.abc import Mapping
from dataclasses import replace

from restride.core.build_table import BuildRow, BuildTable, QualityKind, Realistic
from restride.core.decision import Quality
from restride.core.protocol import Sourced
from restride.library.bibliography import Bibliography
from restride.library.build_entry import BuildRead
from restride.library.readiness import read_sourced
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table

FOLDER = "build"
_KINDS = f"{FOLDER}/quality.toml"
_WEEK_S = 7 * 24 * 3600


def read_build(source: ProtocolSource, bibliography: Bibliography) -> dict[str, BuildRead]:
    """Every table by its id. Raises ProtocolError on the first mistake."""
    paths = [path for path in source.names(FOLDER) if path != _KINDS]
    kinds, kind_sources = _kinds(source, bibliography) if paths else ((), ())
    found: dict[str, BuildRead] = {}
    for path in paths:
        table = read_table(source.text(path), file=path)
        expect_schema(table, 1)
        one = _table(table, kinds, bibliography)
        if path != f"{FOLDER}/{one.table.id}.toml":
            table.fail("id", f'is "{one.table.id}"; it must be the name of the file')
        found[one.table.id] = BuildRead(table=one.table, sources=(*one.sources, *kind_sources))
    return found


def tables_named(table: Table, key: str, build: Mapping[str, BuildRead]) -> tuple[BuildRead, ...]:
    """The tables that a phase names, in its order. Raises ProtocolError on a name that no file has."""
    names = table.texts(key, ())
    for name in names:
        if name not in build:
            table.fail(key, f'"{name}" is not a table of {FOLDER}/; allowed: {", ".join(sorted(build))}')
    return tuple(build[name] for name in names)


def with_changes(
    tables: tuple[BuildTable, ...], changes: tuple[Table, ...], bibliography: Bibliography
) -> tuple[tuple[BuildTable, ...], tuple[Sourced, ...]]:
    """The tables with the kinds of faster running that a condition has later, and the sources of that.

    A change says `after` which kind one comes, how many `later_rows`, or in `speeds` how fast each step may be at most.
    """
    sources = []
    known = {kind.id for table in tables for kind in table.kinds}
    for entry in changes:
        kind = entry.one_of("kind", known)
        after = entry.one_of("after", known, "")
        later = entry.whole("later_rows", 0, most=52)
        speeds = [one.whole("most_pct", least=1, most=100) for one in entry.tables("speeds")]
        if not (after or later or speeds):
            entry.fail("after", "is missing; say after which kind, how many later_rows, or the speeds of its steps")
        _check_speeds(entry, speeds, [one for table in tables for one in table.kinds if one.id == kind])
        tables = tuple(_changed(table, kind, after=after, later=later, speeds=speeds) for table in tables)
        sources.append(read_sourced(entry, f"build.later.{kind}", bibliography))
        entry.done()
    return tables, tuple(sources)


def _check_speeds(entry: Table, speeds: list[int], kinds: list[QualityKind]) -> None:
    """One speed a step, and none slower than the one before it."""
    if speeds and (any(len(speeds) != len(one.steps) for one in kinds) or speeds != sorted(speeds)):
        entry.fail("speeds", f"has {len(speeds)} entries; write one for each step of the kind, rising")


def _changed(table: BuildTable, kind: str, *, after: str, later: int, speeds: list[int]) -> BuildTable:
    def changed(one: QualityKind) -> QualityKind:
        most = speeds or [0] * len(one.steps)
        steps = tuple(replace(step, most_pct=pct) for step, pct in zip(one.steps, most, strict=True))
        return replace(one, after=after, later_rows=later, steps=steps)

    return replace(table, kinds=tuple(changed(one) if one.id == kind else one for one in table.kinds))


def _table(table: Table, kinds: tuple[QualityKind, ...], bibliography: Bibliography) -> BuildRead:
    id = table.name("id")
    rows = tuple(_row(entry, kinds) for entry in table.tables("row", needed=True))
    source = read_sourced(table, f"{id}.stages", bibliography)
    realistic = table.table("realistic")
    found = BuildTable(
        id=id,
        race_m=table.whole("race_m", least=1000, most=500_000),
        km_s=table.whole("km_s", least=120, most=1200),
        shortest_s=table.whole("shortest_s", least=60, most=3600),
        keep_row=table.whole("keep_row", least=1, most=len(rows)),
        taper_d=table.whole("taper_d", most=60),
        after_race_d=table.whole("after_race_d", most=120),
        most_pct=table.whole("most_pct", least=100, most=500),
        realistic=Realistic(
            longest_m=realistic.whole("longest_m", least=1000, most=100_000),
            week_m=realistic.whole("week_m", 0, most=300_000),
            weeks=realistic.whole("weeks", 0, most=5),  # what the days that are looked through can hold
            times=realistic.whole("times", 1, least=1, most=20),
        ),
        rows=rows,
        kinds=kinds,
    )
    sources = (source, read_sourced(realistic, f"{id}.realistic", bibliography))
    realistic.done()
    table.done()
    if not found.rows[-1].race:
        table.fail("row", "ends without the week of the race; the last row has race = true")
    return BuildRead(table=found, sources=sources)


def _row(entry: Table, kinds: tuple[QualityKind, ...]) -> BuildRow:
    known = [kind.id for kind in kinds]
    row = BuildRow(
        runs=entry.whole("runs", least=2, most=7),
        week_s=entry.whole("week_s", least=600, most=_WEEK_S),
        long_s=entry.whole("long_s", 0, most=_WEEK_S),
        quality=entry.texts("quality", ()),
        new=entry.one_of("new", [*known, "run-day"], ""),
        lighter=entry.yes("lighter", False),
        taper=entry.yes("taper", False),
        race=entry.yes("race", False),
    )
    for name in row.quality:
        if name not in known:
            entry.fail("quality", f'"{name}" is not in {_KINDS}; allowed: {", ".join(known)}')
    if row.race is bool(row.long_s) or row.long_s > row.week_s:
        entry.fail("long_s", "is the longest run of the week and part of it; the week of the race has none")
    entry.done()
    return row


def _kinds(source: ProtocolSource, bibliography: Bibliography) -> tuple[tuple[QualityKind, ...], tuple[Sourced, ...]]:
    table = read_table(source.text(_KINDS), file=_KINDS)
    expect_schema(table, 1)
    found, sources = [], []
    for entry in table.tables("kind", needed=True):
        id = entry.name("id")
        steps = tuple(_step(step, id) for step in entry.tables("steps", needed=True))
        found.append(QualityKind(id=id, hard=entry.yes("hard"), steps=steps))
        sources.append(read_sourced(entry, f"quality.{id}", bibliography))
        entry.done()
    table.done()
    return tuple(found), tuple(sources)


def _step(entry: Table, kind: str) -> Quality:
    step = Quality(
        kind=kind,
        repeats=entry.whole("repeats", least=1, most=40),
        on_s=entry.whole("on_s", least=5, most=3600),
        easy_s=entry.whole("easy_s", most=1800),
    )
    entry.done()
    return step
