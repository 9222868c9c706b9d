"""Whether a goal is realistic: what is missing by the table's own numbers, and how many days it takes at the least.

It decides nothing and speeds nothing up: what is run today is the matter of the rules alone.
"""

from datetime import date, timedelta
from typing import Literal

from restride.core.build import build_phase, goal_entry, standing, table_named
from restride.core.build_table import BuildTable
from restride.core.caps import tolerated
from restride.core.context import Context
from restride.core.goal_entries import GoalSet
from restride.core.measures.clearance import valid_clearances
from restride.core.run_reading import Run
from restride.core.terms import Scope
from restride.core.values import dataclass

Lacks = Literal["longest", "week"]
NoRange = Literal["flag", "dates", "clearance"]
_WEEK_D = 7
_ALL_PCT = 100
_KM_M = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """One thing that a realistic goal still wants: seconds of running, so many times. `have` is what there is."""

    what: Lacks
    need_s: int
    have_s: int
    need_times: int
    have_times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCheck:
    """How a goal stands today. `days_least` and `days_most` lie between the beginning of build, or today in build, and
    the race, every run tolerated; with `no_range` no date may be told.
    """

    table: BuildTable
    race_day: date | None
    lacking: tuple[Lacking, ...]
    no_range: tuple[NoRange, ...]
    in_build: bool
    days_least: int
    days_most: int

    @property
    def realistic(self) -> bool:
        return not (self.lacking or self.no_range)


def goal_of(context: Context) -> GoalSet | None:
    """The goal that was set last, today's included; None without one, or when it was taken back."""
    found = goal_entry(context, until=context.now.day)
    goal: GoalSet | None = found.body if found else None
    return goal if goal and goal.table else None


def goal_check(context: Context, table: str, race_day: date | None = None) -> GoalCheck:
    """How the goal of a table stands today. Raises KeyError for a table that the protocol does not have."""
    build = table_named(context.protocol, table)
    held = standing(context)
    left = _days_left(context, build, held.level if held.table == table else 1)
    return GoalCheck(
        table=build,
        race_day=race_day,
        lacking=_lacking(context, build),
        no_range=_no_range(context),
        in_build=bool(held.table),
        days_least=left,
        days_most=left * build.most_pct // _ALL_PCT,
    )


def _days_left(context: Context, table: BuildTable, level: int) -> int:
    """Days that the rest of the table takes at least: by its rows as weeks, or by its runs with their rest between."""
    rows = len(table.rows) - table.row_of(level) + 1
    runs = table.steady - level
    return max(rows * _WEEK_D, runs * _spacing_d(context) * _good_runs(context))


def _spacing_d(context: Context) -> int:
    return max((value for value in _bounds(context, "days_since_run")), default=1)


def _good_runs(context: Context) -> int:
    return max((value for value in _bounds(context, "good_runs_at_level")), default=1)


def _bounds(context: Context, measure: str) -> list[int]:
    phase, preset = build_phase(context.protocol), context.regimen.preset
    rules = [rule for rule in phase.rules if not rule.presets or preset in rule.presets] if phase else []
    return [one.bound.value for rule in rules for one in rule.any_of if one.measure == measure]


def _lacking(context: Context, table: BuildTable) -> tuple[Lacking, ...]:
    asked, runs = table.realistic, tolerated(context)
    longest_s = asked.longest_m * table.km_s // _KM_M
    week_s = asked.week_m * table.km_s // _KM_M
    amounts = [run.bout_s_base for run in runs]
    found = [
        Lacking(
            what="longest",
            need_s=longest_s,
            have_s=max(amounts, default=0),
            need_times=asked.times,
            have_times=sum(amount >= longest_s for amount in amounts),
        )
    ]
    if week_s:
        weeks = _weeks(context, runs, max(asked.weeks, 1))
        in_row = next((n for n, amount in enumerate(weeks) if amount < week_s), len(weeks))
        found.append(
            Lacking(
                what="week",
                need_s=week_s,
                have_s=max(weeks, default=0),
                need_times=max(asked.weeks, 1),
                have_times=in_row,
            )
        )
    return tuple(one for one in found if one.have_times < one.need_times)


def _weeks(context: Context, runs: tuple[Run, ...], weeks: int) -> list[int]:
    """Seconds of tolerated running in each of the last stretches of seven days, the latest first."""
    found = []
    for number in range(weeks):
        last = context.now.day - timedelta(days=number * _WEEK_D)
        first = last - timedelta(days=_WEEK_D)
        found.append(sum(run.run_s_base for run in runs if first < run.at.day <= last))
    return found


def _no_range(context: Context) -> tuple[NoRange, ...]:
    """Why no date may be told, gravest first."""
    found: list[NoRange] = []
    if context.open_flags:
        found.append("flag")
    if context.clearance_required and not valid_clearances(context, Scope.RUN):
        found.append("clearance")
    if not context.protocol.tells_dates:
        found.append("dates")
    return tuple(found)
