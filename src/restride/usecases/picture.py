"""What lies ahead of a runner, in no words: the next days, and the dates of thirty minutes and of the goal.

It is worked out by living imagined days, so it is kept for as long as the journal stays as it is.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from restride.core.build import build_phase
from restride.core.build_table import BuildTable
from restride.core.context import Context
from restride.core.forecast import (
    DateRange,
    PlannedDay,
    Waiting,
    date_ranges,
    forecast,
    longest_bout_s,
    runs_through,
    table_done,
)
from restride.core.goal import goal_of
from restride.core.moment import Now
from restride.core.protocol import Phase, Regimen
from restride.core.state import SHELF, RunnerState
from restride.core.terms import Course

_KEPT = 16  # pictures of those who looked last
_GRAIN_S = 900  # a rest that ends meanwhile is seen this much later
_SHELVES = tuple(dict.fromkeys(SHELF.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The days ahead (none where nothing may be pictured), the range of thirty minutes, and that of the goal.

    `table` is the goal that every injury's plan has a way to; without one there is no range of it.
    """

    days: tuple[PlannedDay, ...]
    thirty: DateRange
    goal: DateRange | None = None
    table: BuildTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a picture is of. `token` is another one after each entry; the rest follows from it."""

    token: tuple[object, ...]
    regimens: tuple[Regimen, ...] = field(compare=False)
    state: RunnerState = field(compare=False)
    now: Now = field(compare=False)
    days: int


def picture_of(regimens: tuple[Regimen, ...], state: RunnerState, now: Now, days: int) -> Picture:
    """The picture of every injury together: a day runs where all plans allow it. No days while a flag is open."""
    contexts = [Context(one, state, now) for one in regimens]
    if contexts[0].open_flags:
        return Picture(days=(), thirty=DateRange(until=now.day, waiting=(Waiting(kind="flag"),)))
    first, *beside = regimens
    ahead = forecast(first, state, now, days, beside=tuple(beside))
    if all(day.course is Course.STOP for day in ahead):
        ahead = ()
    table = goal_table(contexts)
    furthest = max(regimens, key=lambda one: longest_bout_s(first_runs(one)))
    wanted = [runs_through(furthest.protocol), *([table_done(table)] if table else [])]
    thirty, *goal = date_ranges(first, state, now, reached=tuple(wanted), beside=tuple(beside))
    if all(context.phase.order > first_runs(context.regimen).order for context in contexts):
        thirty = DateRange(until=now.day, waiting=(Waiting(kind="reached"),))
    return Picture(days=ahead, thirty=thirty, goal=goal[0] if goal else None, table=table)


def kept_picture(person: str, regimens: tuple[Regimen, ...], state: RunnerState, now: Now, days: int) -> Picture:
    """The same, out of what was worked out before for this very journal, day and quarter of an hour."""
    counted = sum(len(getattr(state, shelf)) for shelf in _SHELVES) + sum(map(len, state.edits.values()))
    plans = tuple((one.episode, one.protocol.id, one.protocol.version, one.preset, one.ladder) for one in regimens)
    moment = (now.day, now.zone, int(now.at.timestamp()) // _GRAIN_S)
    token = (person, plans, moment, counted, state.newest, state.since)
    return _kept(_Asked(token=token, regimens=regimens, state=state, now=now, days=days))


def goal_table(contexts: list[Context]) -> BuildTable | None:
    """The table of the goal that was set; None without one, or where an injury's plan has no way to it."""
    goal = goal_of(contexts[0])
    if goal is None:
        return None
    phases = [build_phase(context.protocol) for context in contexts]
    named = [next((one for one in (phase.tables if phase else ()) if one.id == goal.table), None) for phase in phases]
    return named[0] if all(named) else None


def first_runs(regimen: Regimen) -> Phase:
    """The first phase with runs."""
    return next(phase for phase in regimen.protocol.phases if phase.has_runs)


@lru_cache(maxsize=_KEPT)
def _kept(asked: _Asked) -> Picture:
    return picture_of(asked.regimens, asked.state, asked.now, asked.days)
