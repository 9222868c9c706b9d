"""Race days of the past and to come: the goal that stood on the day, and how long easy running follows it.

Nobody says here whether a race is wise: what is run is the matter of the rules, and a race is never issued.
"""

from datetime import date

from restride.core.build import build_phase
from restride.core.build_table import BuildTable
from restride.core.context import Context
from restride.core.goal_entries import GoalSet
from restride.core.state import Entry
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A race day with the table of its distance, and the entry that set it."""

    day: date
    table: BuildTable
    entry: Entry


def next_race(context: Context) -> Race | None:
    """The race of the goal that stands, today's included; None without one, or when its day is over."""
    race = _race(context, max(context.state.goals.values(), key=_in_order, default=None))
    return race if race and race.day >= context.now.day else None


def last_race(context: Context) -> Race | None:
    """The newest race day that has come, of a goal that stood on it; whether it was run nobody asks, so it counts."""
    found = [race for goal in context.state.goals.values() if (race := _race(context, goal)) and _stood(context, race)]
    return max((race for race in found if race.day <= context.now.day), key=lambda race: race.day, default=None)


def easy_days_left(context: Context, race: Race) -> int:
    """Days of easy running alone that are still to come after a race, today included; 0 when they are over."""
    return max(race.table.after_race_d - (context.now.day - race.day).days, 0)


def _stood(context: Context, race: Race) -> bool:
    """Whether no other goal had taken its place by the day of the race."""
    until = [goal for goal in context.state.goals.values() if goal.at.day <= race.day]
    return max(until, key=_in_order, default=None) is race.entry


def _race(context: Context, goal: Entry | None) -> Race | None:
    body: GoalSet | None = goal.body if goal else None
    build = build_phase(context.protocol)
    if goal is None or body is None or body.race_day is None or build is None:
        return None
    table = next((one for one in build.tables if one.id == body.table), None)
    return Race(day=body.race_day, table=table, entry=goal) if table else None


def _in_order(entry: Entry) -> tuple[object, ...]:
    return (entry.at.at, entry.recorded_at, entry.id)
