"""The days ahead and the ranges of dates as JSON: a picture, never a permission to run."""

from datetime import date, datetime

from restride.core.forecast import DateRange, PlannedDay
from restride.usecases.forecast import Ahead, Road
from restride.web.api.shapes.decisions import Session, VerdictName, session_out
from restride.web.api.shapes.values import Shown


class PlannedDayOut(Shown):
    """One day if all goes well. That day's own answers decide it; nobody runs by this list."""

    day: date
    verdict: VerdictName
    session: Session
    groundwork: bool
    tests: tuple[str, ...]


class WaitsFor(Shown):
    """What stands before any date: `flag`, `dates`, `clearance`, `item`, `rule`, `outlook` or `reached`."""

    kind: str
    what: str


class DatesOut(Shown):
    """When something would be reached. A null date is not by `until`; with `waiting` there is none at all.

    `soonest` is with every run good; `early` and `late` with holds and steps back as in the runner's own record.
    """

    until: date
    soonest: date | None
    early: date | None
    late: date | None
    runs_known: int
    waiting: tuple[WaitsFor, ...]


class GoalOut(Shown):
    """The distance that was chosen, and when the way to it is done."""

    table: str
    name: str
    dates: DatesOut


class RoadOut(Shown):
    """The road of these injuries together. `held`: today has no answer that holds yet, so no day is pictured."""

    episodes: tuple[str, ...]
    held: bool
    days: tuple[PlannedDayOut, ...]
    thirty_minutes: DatesOut
    goal: GoalOut | None
    sentences: tuple[str, ...]


class ForecastOut(Shown):
    """The road ahead of everything that is followed; no roads where nothing is."""

    at: datetime
    day: date
    zone: str
    roads: tuple[RoadOut, ...]


def forecast_out(found: Ahead) -> ForecastOut:
    """The road ahead as JSON."""
    return ForecastOut(
        at=found.now.at, day=found.now.day, zone=found.now.zone, roads=tuple(_road(one) for one in found.roads)
    )


def _road(road: Road) -> RoadOut:
    goal = GoalOut(table=road.goal_table, name=road.goal_name, dates=_dates(road.goal)) if road.goal else None
    return RoadOut(
        episodes=tuple(one.id for one in road.opened),
        held=road.held,
        days=tuple(_day(one) for one in road.days),
        thirty_minutes=_dates(road.dates),
        goal=goal,
        sentences=(*road.sentences, *road.goal_sentences),
    )


def _day(day: PlannedDay) -> PlannedDayOut:
    return PlannedDayOut(
        day=day.day,
        verdict=day.verdict.value,
        session=session_out(day.dose),
        groundwork=day.groundwork,
        tests=day.tests,
    )


def _dates(dates: DateRange) -> DatesOut:
    return DatesOut(
        until=dates.until,
        soonest=dates.soonest,
        early=dates.early,
        late=dates.late,
        runs_known=dates.record.runs,
        waiting=tuple(WaitsFor(kind=one.kind, what=one.what) for one in dates.waiting),
    )
