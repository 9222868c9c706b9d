"""An instant with the civil day and zone it was lived in. Elapsed time uses the instant, days use the day."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something happened: `at` (aware, UTC), `day` (local date, fixed at entry) and the zone's name."""

    at: datetime
    day: date
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The moment a decision is made, and the instants at which its civil day begins and ends."""

    at: datetime
    day: date
    zone: str
    day_starts: datetime
    day_ends: datetime


def moment_in(at: datetime, zone: str, rules: tzinfo) -> Moment:
    """The moment of an aware instant in a zone whose rules are given. Raises ValueError when `at` is naive."""
    if at.tzinfo is None:
        raise ValueError("A time needs its zone, such as 2026-11-19T07:12:00+01:00.")
    return Moment(at=at.astimezone(UTC), day=at.astimezone(rules).date(), zone=zone)


def now_in(at: datetime, zone: str, rules: tzinfo) -> Now:
    """The decision moment of an aware instant: its civil day runs from local midnight to the next existing one."""
    here = moment_in(at, zone, rules)
    starts = _first_instant(here.day, rules)
    ends = _first_instant(here.day + timedelta(days=1), rules)
    return Now(at=here.at, day=here.day, zone=zone, day_starts=starts, day_ends=ends)


def civil_days(first: date, last: date, rules: tzinfo) -> tuple[date, ...]:
    """Each civil date from first to last that exists in the zone, once; skipped dates never (INV-042)."""
    span = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(max(span, 0)))
    return tuple(day for day in days if _first_instant(day, rules).astimezone(rules).date() == day)


def local_moment_exists(wall: datetime, rules: tzinfo) -> bool:
    """False for a naive wall time in the hour that a clock change skips."""
    there = wall.replace(tzinfo=rules)
    return there.astimezone(UTC).astimezone(rules).replace(tzinfo=None, fold=0) == wall.replace(fold=0)


def _first_instant(day: date, rules: tzinfo) -> datetime:
    """The first instant of a civil day; of the day after, where the zone skips this one."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=rules).astimezone(UTC)
    if midnight.astimezone(rules).date() == day:
        return midnight
    later = midnight
    while later.astimezone(rules).date() < day:  # a clock change skips midnight itself
        later += timedelta(minutes=30)
    return later
