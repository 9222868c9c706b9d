"""FIT parts to activities: sessions and their records, laps and timer events. A damaged part yields what is left."""

from dataclasses import dataclass, replace

import numpy as np

from restride.activity.model import Activity, FloatArray, Lap, Pause, Samples, may_be_on_foot
from restride.activity.problems import Problem, problem
from restride.activity.track import (
    distance_along,
    gaps,
    highest_of,
    in_time_order,
    last_of,
    mean_of,
    paused_s,
    steps_per_minute,
)
from restride.formats.fit.clock import instant, timestamps
from restride.formats.fit.columns import Columns, Messages
from restride.formats.fit.profile import FILE_TYPES, GARMIN_PRODUCTS, MANUFACTURERS, SPORTS, SUB_SPORTS
from restride.formats.fit.structure import Part, read_parts

_SEMICIRCLE_DEG = 180.0 / 2**31
_TIMER_EVENT = 0
_STARTS, _STOPS = {0}, {1, 4, 8, 9}
_GARMIN = 1


def read_fit(data: bytes) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Every activity in the chained parts of a FIT file, and what is wrong with it. Never raises on bad bytes."""
    activities: list[Activity] = []
    problems: list[Problem] = []
    kinds: list[str] = []
    for part in read_parts(data):
        problems.extend(part.problems)
        columns = Columns(part)
        kind = columns["file_id"].first("type")
        if kind is not None and FILE_TYPES.get(int(kind), "other") != "activity":
            kinds.append(FILE_TYPES.get(int(kind), "other"))
            continue
        activities.extend(_activities(part, columns))
    if not activities:
        problems.append(
            problem("not-an-activity", f"file type {kinds[0]}") if kinds else problem("no-activity")
        )
    return tuple(activities), tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """What a session message declares; None where it is silent. index counts within the part."""

    index: int
    start: float | None
    sport: str
    sub_sport: str | None
    elapsed_s: float | None
    timer_s: float | None
    distance_m: float | None
    avg_hr: float | None
    max_hr: float | None
    cadence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Track:
    """The part's record columns, on the device's clock."""

    time: FloatArray
    distance_m: FloatArray
    speed_mps: FloatArray
    heart_rate: FloatArray
    cadence: FloatArray

    def between(self, low: float, high: float) -> "_Track":
        """The records from `low` up to and without `high`."""
        pick = (self.time >= low) & (self.time < high)
        return _Track(
            time=self.time[pick],
            distance_m=self.distance_m[pick],
            speed_mps=self.speed_mps[pick],
            heart_rate=self.heart_rate[pick],
            cadence=self.cadence[pick],
        )


def _activities(part: Part, columns: Columns) -> list[Activity]:
    track = _track(part, columns)
    sessions = _sessions(columns)
    if not sessions and not len(track.time):
        return []
    if not sessions:
        sessions = [_undeclared(columns)]
    device = _device(columns["file_id"])
    edges = _edges(sessions)
    built = []
    for session, (low, high) in zip(sessions, edges, strict=True):
        own = track if len(sessions) == 1 else track.between(low, high)
        activity = _activity(session, own)
        activity = replace(
            activity,
            device=device,
            laps=_laps(columns["lap"], session, own, (low, high)),
        )
        built.append(_with_pauses(activity, _timer(part, columns), _start_of(session, own)))
    return built


def _sessions(columns: Columns) -> list[_Session]:
    messages = columns["session"]
    names = (
        "start_time", "sport", "sub_sport", "total_elapsed_time", "total_timer_time", "total_distance",
        "avg_heart_rate", "max_heart_rate", "avg_cadence", "avg_fractional_cadence",
    )  # fmt: skip
    rows = zip(*(messages.values(name).tolist() for name in names), strict=True)
    found = []
    for index, row in enumerate(rows):
        start, sport, sub, elapsed, timer, distance, avg_hr, max_hr, cadence, part = map(_known, row)
        if sport is None:
            sport = columns["sport"].first("sport")
        found.append(
            _Session(
                index=index,
                start=start,
                sport="unknown" if sport is None else SPORTS.get(int(sport), "other"),
                sub_sport=None if sub is None else SUB_SPORTS.get(int(sub), "other"),
                elapsed_s=elapsed,
                timer_s=timer,
                distance_m=distance,
                avg_hr=avg_hr,
                max_hr=max_hr,
                cadence=None if cadence is None else cadence + (part or 0.0),
            )
        )
    return found


def _known(value: float) -> float | None:
    return value if value == value else None


def _undeclared(columns: Columns) -> _Session:
    """Stands in for the session that a cut file lost."""
    sport = columns["sport"].first("sport")
    return _Session(
        index=-1,
        start=None,
        sport="unknown" if sport is None else SPORTS.get(int(sport), "other"),
        sub_sport=None,
        elapsed_s=None,
        timer_s=None,
        distance_m=None,
        avg_hr=None,
        max_hr=None,
        cadence=None,
    )


def _edges(sessions: list[_Session]) -> list[tuple[float, float]]:
    """From when to when on the device's clock each session owns records: up to where the next one starts."""
    starts = [session.start if session.start is not None else -np.inf for session in sessions]
    later = sorted(starts)
    return [(start, next((other for other in later if other > start), np.inf)) for start in starts]


def _track(part: Part, columns: Columns) -> _Track:
    records = columns["record"]
    distance = records.values("distance")
    if len(distance) and not np.isfinite(distance).any():
        lat, lon = records.values("position_lat"), records.values("position_long")
        distance = distance_along(lat * _SEMICIRCLE_DEG, lon * _SEMICIRCLE_DEG)
    speed = records.values("enhanced_speed")
    speed = np.where(np.isfinite(speed), speed, records.values("speed"))
    heart_rate = records.values("heart_rate")
    return _Track(
        time=timestamps(part, columns, records),
        distance_m=distance,
        speed_mps=speed,
        heart_rate=np.where(heart_rate > 0, heart_rate, np.nan),
        cadence=records.values("cadence") + np.nan_to_num(records.values("fractional_cadence")),
    )


def _start_of(session: _Session, track: _Track) -> float | None:
    """The activity's start on the device's clock: as declared, else the first record's time."""
    if session.start is not None:
        return session.start
    known = track.time[np.isfinite(track.time)]
    return float(known[0]) if len(known) else None


def _activity(session: _Session, track: _Track) -> Activity:
    start = _start_of(session, track)
    on_foot = may_be_on_foot(session.sport, session.sub_sport)
    cadence = steps_per_minute(track.cadence) if on_foot else np.full(len(track.cadence), np.nan)
    samples, backwards = in_time_order(
        Samples(
            time_s=track.time - (start or 0.0),
            distance_m=track.distance_m,
            speed_mps=track.speed_mps,
            heart_rate=track.heart_rate,
            cadence_spm=cadence,
        )
    )
    return Activity(
        format="fit",
        sport=session.sport,
        sub_sport=session.sub_sport,
        start=instant(start),
        elapsed_s=session.elapsed_s if session.elapsed_s is not None else last_of(samples.time_s),
        timer_s=session.timer_s,
        distance_m=session.distance_m if session.distance_m is not None else last_of(samples.distance_m),
        avg_hr=session.avg_hr if session.avg_hr is not None else mean_of(samples.heart_rate),
        max_hr=session.max_hr if session.max_hr is not None else highest_of(samples.heart_rate),
        cadence_spm=_cadence(session, cadence) if on_foot else None,
        device=None,
        records=len(track.time),
        samples=samples,
        problems=_problems(session, samples, start, backwards),
    )


def _cadence(session: _Session, cadence_spm: FloatArray) -> float | None:
    """Steps a minute: the declared mean doubled, or the mean of the records."""
    if session.cadence is None:
        return mean_of(cadence_spm)
    return float(steps_per_minute(np.array([session.cadence]))[0])


def _problems(
    session: _Session, samples: Samples, start: float | None, backwards: bool
) -> tuple[Problem, ...]:
    found = []
    if instant(start) is None:
        found.append(problem("no-clock"))
    if session.index < 0:
        found.append(problem("no-session"))
    if not len(samples):
        found.append(problem("no-samples"))
    if backwards:
        found.append(problem("clock-backwards"))
    if session.sport == "unknown":
        found.append(problem("no-sport"))
    return tuple(found)


def _timer(part: Part, columns: Columns) -> list[tuple[float, bool]]:
    """The timer's switches in order: when on the device's clock, and whether it starts."""
    events = columns["event"]
    times = timestamps(part, columns, events).tolist()
    rows = zip(times, events.values("event").tolist(), events.values("event_type").tolist(), strict=True)
    return [
        (time, kind in _STARTS)
        for time, event, kind in rows
        if event == _TIMER_EVENT and time == time and kind in _STARTS | _STOPS
    ]


def _with_pauses(activity: Activity, switches: list[tuple[float, bool]], start: float | None) -> Activity:
    """Pauses from the timer's switches, else from gaps; a missing timer total follows from them."""
    pauses: list[Pause] = []
    stopped: float | None = None
    end = activity.elapsed_s or 0.0
    for time, starts in switches:
        at = min(max(time - (start or 0.0), 0.0), end)
        if starts and stopped is not None:
            if at > stopped:
                pauses.append(Pause(start_s=stopped, end_s=at))
            stopped = None
        elif not starts and stopped is None:
            stopped = at
    found = tuple(pauses) or gaps(activity.samples)
    timer = activity.timer_s
    if timer is None and activity.elapsed_s is not None:
        timer = max(activity.elapsed_s - paused_s(found), 0.0)
    return replace(activity, pauses=found, timer_s=timer)


def _laps(
    messages: Messages, session: _Session, track: _Track, edges: tuple[float, float]
) -> tuple[Lap, ...]:
    """The laps that begin within the session; with one session, or laps without a time, all of them."""
    start = _start_of(session, track)
    names = ("start_time", "total_timer_time", "total_distance")
    rows = zip(*(map(_known, messages.values(name).tolist()) for name in names), strict=True)
    return tuple(
        Lap(
            start_s=None if began is None or start is None else began - start,
            timer_s=timer,
            distance_m=distance,
        )
        for began, timer, distance in rows
        if began is None or session.index <= 0 and edges[1] == np.inf or edges[0] <= began < edges[1]
    )


def _device(file_id: Messages) -> str | None:
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
