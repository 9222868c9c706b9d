"""Stages, the way back in after days off, session walks and windows: the numbers of a protocol that are no rule."""

from dataclasses import dataclass, fields

from restride.core.decision import RunWalk
from restride.core.protocol import Restart, Sourced, Stage, Windows
from restride.library.bibliography import Bibliography
from restride.library.bounds import tenths
from restride.library.readiness import read_sourced
from restride.library.table import Table

_LONGEST_S = 4 * 3600  # of one bout, walk or warm-up
_MOST_REPEATS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Stages in their order and where they come from."""

    stages: tuple[Stage, ...]
    source: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """Where to come back in after days off, shortest gap first."""

    steps: tuple[Restart, ...]
    source: Sourced


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWalks:
    """The walks before and after each session."""

    warmup_s: int
    cooldown_s: int
    source: Sourced


def read_ladder(table: Table, part: str, bibliography: Bibliography) -> Ladder:
    """The stages of a `[ladder]` table. Raises ProtocolError on an empty or repeated stage."""
    source = read_sourced(table, f"{part}.stages", bibliography)
    stages: list[Stage] = []
    for entry in table.tables("stage", needed=True):
        stage = Stage(
            id=entry.name("id"),
            bouts=read_bouts(entry),
            sessions=entry.whole("sessions", least=1, most=20),
        )
        if any(stage.id == earlier.id for earlier in stages):
            entry.fail("id", f'stage "{stage.id}" stands here twice; keep one')
        entry.done()
        stages.append(stage)
    table.done()
    return Ladder(stages=tuple(stages), source=source)


def read_bouts(entry: Table) -> tuple[RunWalk, ...]:
    """The bouts of a stage: `run_s`, `walk_s`, `repeats`; or `bouts`, where they differ."""
    if not entry.has("bouts"):
        return (_bout(entry),) * entry.whole("repeats", least=1, most=_MOST_REPEATS)
    bouts = []
    for bout in entry.tables("bouts", needed=True):
        bouts.append(_bout(bout))
        bout.done()
    return tuple(bouts)


def _bout(table: Table) -> RunWalk:
    return RunWalk(run_s=table.whole("run_s", least=1, most=_LONGEST_S), walk_s=table.whole("walk_s", most=_LONGEST_S))


def read_way_back(table: Table, part: str, bibliography: Bibliography) -> WayBack:
    """The steps of a `[way_back]` table. Raises ProtocolError unless the gaps rise and the last one has no end."""
    source = read_sourced(table, f"{part}.restart", bibliography)
    steps: list[Restart] = []
    for entry in table.tables("step", needed=True):
        step = Restart(
            days_off_most=entry.maybe_whole("days_off_most"),
            levels_down=entry.maybe_whole("levels_down"),
            level_most=entry.maybe_whole("level_most", least=1),
            gate_again=entry.yes("gate_again", False),
            first_half_pct=_share(entry, "first_half_pct"),
            second_half_pct=_share(entry, "second_half_pct"),
        )
        if bool(step.first_half_pct) is not bool(step.second_half_pct):
            entry.fail("second_half_pct", "and first_half_pct stand together, or neither does")
        before = steps[-1].days_off_most if steps else -1
        if before is None or (step.days_off_most is not None and step.days_off_most <= before):
            entry.fail("days_off_most", "does not rise; write the shortest gap first, and the endless one last")
        entry.done()
        steps.append(step)
    if steps[-1].days_off_most is not None:
        table.fail("step", "ends with a limited gap; add a last step without days_off_most for every longer one")
    table.done()
    return WayBack(steps=tuple(steps), source=source)


def _share(entry: Table, key: str) -> int | None:
    return entry.whole(key, least=1, most=100) if entry.has(key) else None


def read_session_walks(table: Table, part: str, bibliography: Bibliography) -> SessionWalks:
    """The `[session]` table of a phase."""
    walks = SessionWalks(
        warmup_s=table.whole("warmup_s", most=_LONGEST_S),
        cooldown_s=table.whole("cooldown_s", most=_LONGEST_S),
        source=read_sourced(table, f"{part}.session", bibliography),
    )
    table.done()
    return walks


def read_windows(table: Table, bibliography: Bibliography) -> tuple[Windows, tuple[Sourced, ...]]:
    """The shared spans, each written with its value and source."""
    values: dict[str, int] = {}
    sources: list[Sourced] = []
    for field in fields(Windows):
        entry = table.table(field.name)
        in_points = field.name.endswith("_tenths")
        values[field.name] = tenths(entry, "value", entry.any("value")) if in_points else entry.whole("value")
        sources.append(read_sourced(entry, f"windows.{field.name}", bibliography))
        entry.done()
    table.done()
    return Windows(**values), tuple(sources)
