"""Red flags, soft flags, warning signs and screens, read from two files. The sentences stand in `words/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from restride.core.protocol import FlagLine, Sourced
from restride.core.terms import Urgency
from restride.library.bibliography import Bibliography
from restride.library.readiness import read_sourced
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table

_FLAGS = "red_flags.toml"
_SIGNS = "warning_signs.toml"
ASKED = ("intake", "daily", "daily_12wk_postop", "weekly", "after_run", "something_wrong")
Held = Literal["plan", "exercise", "run", "impact", "speed"]
OpenedBy = Literal["nobody", "clinician", "doctor"]
_HELD: tuple[Held, ...] = get_args(Held)
_OPENED_BY: tuple[OpenedBy, ...] = get_args(OpenedBy)
_DAILY = {"daily", "daily_12wk_postop"}
_MOST_LINES = 8  # no set of conditions may ask more in a day


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A hard stop: a yes opens it, and only a clinician closes it. `line` is the daily line that asks for it."""

    id: str
    line: str
    urgency: Urgency
    asked: tuple[str, ...]
    applies_to: tuple[str, ...]  # conditions, or "all"
    daily_for: tuple[str, ...]
    injured_within_d: int | None  # at intake only after an injury of the last days that nobody examined
    sites: tuple[str, ...]
    source: Sourced

    def concerns(self, conditions: tuple[str, ...]) -> bool:
        """Whether it is in force for these conditions."""
        return bool({"all", *conditions} & set(self.applies_to))

    def is_daily(self, conditions: tuple[str, ...]) -> bool:
        """Whether its line is asked every day: weekly lines are asked daily too, which is the stricter."""
        return "daily_12wk_postop" in self.asked or bool({"all", *conditions} & set(self.daily_for))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A plain line of the daily question. `stops` False: a rule weighs a yes, it is not a stop by itself."""

    group: str
    stops: bool
    source: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftFlag:
    """A flag that only a rule opens: no run until a clinician's answer is recorded."""

    id: str
    urgency: Urgency
    source: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSign:
    """A sign that rests and steps back by its rules, and stops on its second time."""

    id: str
    rules: tuple[str, ...]
    again: tuple[str, ...]
    asked: tuple[str, ...]
    source: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A question of the intake that holds something until somebody opens it. It is not a flag."""

    id: str
    holds: Held
    opened_by: OpenedBy
    must_name: bool  # the clearance has to name the screen
    refer: Urgency | None
    source: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlags:
    """Everything of the file by id, in its order."""

    lines: Mapping[str, Line]
    flags: Mapping[str, RedFlag]
    soft: Mapping[str, SoftFlag]
    warnings: Mapping[str, WarningSign]
    screens: Mapping[str, Screen]

    @property
    def ids(self) -> frozenset[str]:
        """Every id under which a flag may be opened."""
        return frozenset({*self.flags, *self.soft})

    def in_force(self, conditions: tuple[str, ...], asked: str = "") -> tuple[RedFlag, ...]:
        """Flags for these conditions, most urgent first; with `asked`, those of one occasion such as "intake"."""
        mine = [f for f in self.flags.values() if f.concerns(conditions) and (not asked or asked in f.asked)]
        return tuple(sorted(mine, key=lambda flag: -flag.urgency))

    def lines_for(self, conditions: tuple[str, ...]) -> tuple[FlagLine, ...]:
        """The lines of these conditions in the order of the file, each with the strictest urgency of its flags."""
        found = []
        for line in self.lines.values():
            flags = [flag for flag in self.in_force(conditions) if flag.line == line.group]
            if flags:
                found.append(
                    FlagLine(
                        group=line.group,
                        flags=tuple(flag.id for flag in flags),
                        urgency=max(flag.urgency for flag in flags),
                        stops=line.stops,
                        daily=any(flag.is_daily(conditions) for flag in flags),
                    )
                )
        return tuple(found)

    def sources_of(self, lines: tuple[FlagLine, ...]) -> tuple[Sourced, ...]:
        """Where these lines and the flags behind them come from."""
        groups = (self.lines[line.group].source for line in lines)
        return (*groups, *(self.flags[id].source for line in lines for id in line.flags))


def read_red_flags(source: ProtocolSource, bibliography: Bibliography) -> RedFlags:
    """Both files. Raises ProtocolError on an unknown key, an unknown line or an id used twice."""
    table, signs = _opened(source, _FLAGS), _opened(source, _SIGNS)
    lines = {line.group: line for line in (_line(one, bibliography) for one in table.tables("line", needed=True))}
    if len(lines) > _MOST_LINES:
        table.fail("line", f"has {len(lines)} lines; nobody is asked more than {_MOST_LINES} a day")
    seen: set[str] = set()
    found = RedFlags(
        lines=lines,
        flags={f.id: f for f in (_flag(one, lines, bibliography) for one in _fresh(table, "flag", seen))},
        soft={f.id: f for f in (_soft(one, bibliography) for one in _fresh(table, "soft_flag", seen))},
        warnings={w.id: w for w in (_warning(one, bibliography) for one in _fresh(signs, "warning", seen))},
        screens={s.id: s for s in (_screen(one, bibliography) for one in _fresh(signs, "screen", seen))},
    )
    table.done()
    signs.done()
    return found


def _opened(source: ProtocolSource, path: str) -> Table:
    table = read_table(source.text(path), file=path)
    expect_schema(table, 1)
    return table


def _fresh(table: Table, kind: str, seen: set[str]) -> tuple[Table, ...]:
    entries = table.tables(kind, needed=True)
    for entry in entries:
        id = entry.name("id")
        if id in seen:
            entry.fail("id", f'"{id}" stands here twice; keep one')
        seen.add(id)
    return entries


def _line(entry: Table, bibliography: Bibliography) -> Line:
    group = entry.name("group")
    line = Line(
        group=group,
        stops=entry.yes("stops", True),
        source=read_sourced(entry, f"lines.{group}", bibliography),
    )
    entry.done()
    return line


def _flag(entry: Table, lines: Mapping[str, Line], bibliography: Bibliography) -> RedFlag:
    id = entry.name("id")
    flag = RedFlag(
        id=id,
        line=entry.one_of("line", lines),
        urgency=entry.level("urgency", Urgency),
        asked=_asked(entry),
        applies_to=entry.texts("applies_to"),
        daily_for=entry.texts("daily_for", ()),
        injured_within_d=entry.maybe_whole("injured_within_d", least=1),
        sites=entry.texts("sites", ()),
        source=read_sourced(entry, f"flags.{id}", bibliography),
    )
    if flag.daily_for and not _DAILY & set(flag.asked):
        entry.fail("daily_for", 'names conditions, but asked does not hold "daily"; add it')
    entry.done()
    return flag


def _soft(entry: Table, bibliography: Bibliography) -> SoftFlag:
    id = entry.name("id")
    source = read_sourced(entry, f"flags.{id}", bibliography)
    flag = SoftFlag(id=id, urgency=entry.level("urgency", Urgency), source=source)
    entry.done()
    return flag


def _warning(entry: Table, bibliography: Bibliography) -> WarningSign:
    id = entry.name("id")
    sign = WarningSign(
        id=id,
        rules=entry.texts("rules"),
        again=entry.texts("again"),
        asked=_asked(entry),
        source=read_sourced(entry, f"warnings.{id}", bibliography),
    )
    entry.done()
    return sign


def _screen(entry: Table, bibliography: Bibliography) -> Screen:
    id = entry.name("id")
    screen = Screen(
        id=id,
        holds=entry.one_of("holds", _HELD),
        opened_by=entry.one_of("opened_by", _OPENED_BY),
        must_name=entry.yes("must_name", False),
        refer=entry.level("refer", Urgency) if entry.has("refer") else None,
        source=read_sourced(entry, f"screens.{id}", bibliography),
    )
    entry.done()
    return screen


def _asked(entry: Table) -> tuple[str, ...]:
    asked = entry.texts("asked", ())
    for when in asked:
        if when not in ASKED:
            entry.fail("asked", f'"{when}" is no occasion; allowed: {", ".join(ASKED)}')
    return asked
