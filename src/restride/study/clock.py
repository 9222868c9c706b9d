"""The calendar of a simulation: each day's morning and evening as moments, made once. Day 0 is the first decision."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from restride.core.moment import Moment, Now, now_in
from restride.core.values import dataclass

FIRST_DAY = date(2026, 1, 5)
_MORNING_H, _RUN_H, _EVENING_H = 7, 18, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """One day: the decision's now, and the moments at which a morning, a run and its evening are told."""

    now: Now
    morning: Moment
    run: Moment
    evening: Moment


@cache
def dates(number: int) -> Dates:
    """Day `number`; days before the first decision are negative."""
    day = FIRST_DAY + timedelta(days=number)
    return Dates(
        now=now_in(_at(day, _MORNING_H), "UTC", UTC),
        morning=_moment(day, _MORNING_H),
        run=_moment(day, _RUN_H),
        evening=_moment(day, _EVENING_H),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _moment(day: date, hour: int) -> Moment:
    return Moment(at=_at(day, hour), day=day, zone="UTC")
