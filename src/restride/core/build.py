"""Where a runner stands in build and after it: places in the table of the goal, the session of a place, the way down.

What a course does with them is in `progression`.
"""

from dataclasses import replace
from datetime import date, timedelta

from restride.core.build_table import BuildTable
from restride.core.context import Context
from restride.core.decision import NO_RUN, Dose, Position, RunWalk
from restride.core.protocol import Phase, Protocol
from restride.core.state import Entry

ROWS, STEADY = "rows", "steady"


def build_phase(protocol: Protocol) -> Phase | None:
    """The phase that holds the tables; None where the protocol ends with walk-run."""
    return next((phase for phase in protocol.phases if phase.tables), None)


def table_named(protocol: Protocol, name: str) -> BuildTable:
    """The table of that id. Raises KeyError when the protocol has none."""
    phase = build_phase(protocol)
    for table in phase.tables if phase else ():
        if table.id == name:
            return table
    raise KeyError(name)


def table_in_force(context: Context) -> BuildTable:
    """The table that the runner's goal asks for; the first one without a goal. Raises KeyError without any.

    A goal counts from the day after it was set, so that nothing that was decided today changes with it.
    """
    phase = build_phase(context.protocol)
    if phase is None:
        raise KeyError("build")
    goal = goal_entry(context, until=context.now.day - timedelta(days=1))
    wanted = goal.body.table if goal else ""
    return next((table for table in phase.tables if table.id == wanted), phase.tables[0])


def goal_entry(context: Context, *, until: date) -> Entry | None:
    """The entry of the goal that was set last up to this day; None without any."""
    told = (e for e in context.state.goals.values() if e.at.day <= until and e.at.at <= context.soon)
    return max(told, key=lambda entry: (entry.at.at, entry.recorded_at, entry.id), default=None)


def placed(context: Context, position: Position) -> Position:
    """The position on the table of today's goal: another goal keeps the amount of running that was reached."""
    if not position.table:
        return position
    table = table_in_force(context)
    if table.id == position.table:
        return position
    week_s, long_s = table_named(context.protocol, position.table).reached(position.level)
    return at_level(context.protocol, table, table.neighbour(week_s, long_s))


def standing(context: Context) -> Position:
    """The position that stands now, on the table of today's goal."""
    return placed(context, context.held)


def at_level(protocol: Protocol, table: BuildTable, level: int) -> Position:
    """The position of a level: in build, or in the phase after it where the table is done."""
    wanted = STEADY if level >= table.steady else ROWS
    phase = next(phase for phase in protocol.phases if phase.progression == wanted)
    return Position(phase=phase.id, order=phase.order, level=min(level, table.steady), table=table.id)


def rows_down(protocol: Protocol, position: Position, rows: int) -> Position:
    """The position so many rows further back, at the beginning of its row; never below the first."""
    table = table_named(protocol, position.table)
    row = max(table.row_of(position.level) - rows, 1)
    return at_level(protocol, table, min(table.first_of(row), position.level))


def row_session(protocol: Protocol, position: Position, *, stepping: bool) -> Dose:
    """The session of a place. One that is no step on is easy, and never longer than any that follows it."""
    phase, table = protocol.phase(position.phase), table_named(protocol, position.table)
    if not 1 <= position.level <= table.steady:
        return NO_RUN
    session = table.sessions[position.level - 1] if stepping and position.level < table.steady else None
    run_s = session.run_s if session else table.least[position.level - 1]
    return Dose(
        bouts=(RunWalk(run_s=run_s, walk_s=0),),
        warmup_s=phase.warmup_s,
        cooldown_s=phase.cooldown_s,
        quality=session.quality if session else None,
    )


def easy(dose: Dose) -> Dose:
    """The same running without anything faster in it."""
    return replace(dose, quality=None) if dose.quality else dose
