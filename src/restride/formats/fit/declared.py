"""What a FIT part declares about its activities: sessions, laps, the timer's switches, the device. No samples."""

from dataclasses import dataclass
from math import isnan

from restride.formats.fit.clock import timestamps
from restride.formats.fit.columns import Columns, Messages
from restride.formats.fit.profile import GARMIN_PRODUCTS, MANUFACTURERS, SPORTS, SUB_SPORTS
from restride.formats.fit.structure import Part

_TIMER_EVENT = 0
_STARTS, _STOPS = {0}, {1, 4, 8, 9}
_GARMIN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a session message declares; None where it is silent. start is on the device's clock.

    lost: the file has no session, so this one stands in for it.
    """

    start: float | None = None
    sport: str = "unknown"
    sub_sport: str | None = None
    elapsed_s: float | None = None
    timer_s: float | None = None
    distance_m: float | None = None
    avg_hr: float | None = None
    max_hr: float | None = None
    cadence: float | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLap:
    """A lap message; start is on the device's clock, None where silent."""

    start: float | None
    timer_s: float | None
    distance_m: float | None


_SESSION_FIELDS = (
    "start_time", "sport", "sub_sport", "total_elapsed_time", "total_timer_time", "total_distance",
    "avg_heart_rate", "max_heart_rate", "avg_cadence", "avg_fractional_cadence",
)  # fmt: skip


def sessions(columns: Columns) -> list[Session]:
    """The sessions in file order; one stand-in where a cut file lost them."""
    rows = _rows(columns["session"], _SESSION_FIELDS)
    sport = columns["sport"].first("sport")
    if not rows:
        return [Session(sport=_sport(sport), lost=True)]
    return [_session(row, sport) for row in rows]


def _session(row: tuple[float | None, ...], named: float | None) -> Session:
    start, sport, sub_sport, elapsed, timer, distance, avg_hr, max_hr, cadence, part = row
    return Session(
        start=start,
        sport=_sport(named if sport is None else sport),
        sub_sport=None if sub_sport is None else SUB_SPORTS.get(int(sub_sport), "other"),
        elapsed_s=elapsed,
        timer_s=timer,
        distance_m=distance,
        avg_hr=avg_hr,
        max_hr=max_hr,
        cadence=None if cadence is None else cadence + (part or 0.0),
    )


def _sport(number: float | None) -> str:
    return "unknown" if number is None else SPORTS.get(int(number), "other")


def laps(columns: Columns) -> list[DeclaredLap]:
    """The laps in file order."""
    rows = _rows(columns["lap"], ("start_time", "total_timer_time", "total_distance"))
    return [DeclaredLap(start=start, timer_s=timer, distance_m=distance) for start, timer, distance in rows]


def _rows(messages: Messages, names: tuple[str, ...]) -> list[tuple[float | None, ...]]:
    """These fields message by message, None where unknown."""
    columns = [[None if isnan(value) else value for value in messages.values(name).tolist()] for name in names]
    return list(zip(*columns, strict=True))


def timer_switches(part: Part, columns: Columns) -> list[tuple[float, bool]]:
    """The timer's switches in order: when on the device's clock, and whether it starts."""
    events = columns["event"]
    times = timestamps(part, columns, events).tolist()
    kinds = _rows(events, ("event", "event_type"))
    return [
        (time, kind in _STARTS)
        for time, (event, kind) in zip(times, kinds, strict=True)
        if event == _TIMER_EVENT and kind in _STARTS | _STOPS and not isnan(time)
    ]


def owner_of(columns: Columns) -> str | None:
    """The name that the wearer gave the device to call them by."""
    return next((name for name in columns["user_profile"].texts("friendly_name") if name), None)


def device_of(file_id: Messages) -> str | None:
    """Maker and model in plain words, numbers where they are not listed."""
    maker, product = file_id.first("manufacturer"), file_id.first("product")
    named = next(iter(file_id.texts("product_name")), None)
    if maker is None:
        return named
    words = [MANUFACTURERS.get(int(maker), str(int(maker)))]
    if named:
        words.append(named)
    elif product is not None:
        listed = GARMIN_PRODUCTS if int(maker) == _GARMIN else {}
        words.append(listed.get(int(product), str(int(product))))
    return " ".join(words)
