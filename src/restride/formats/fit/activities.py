"""FIT parts to activities: sessions joined with their records, laps and pauses. A damaged part yields what is left."""

from dataclasses import dataclass, replace

import numpy as np

from restride.activity.model import (
    MAX_ACTIVITIES,
    MAX_LAPS,
    MAX_POINTS,
    Activity,
    FloatArray,
    Lap,
    Pause,
    Samples,
    may_be_on_foot,
)
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
from restride.formats.fit.columns import Columns
from restride.formats.fit.declared import (
    DeclaredLap,
    Session,
    device_of,
    laps,
    owner_of,
    sessions,
    timer_switches,
)
from restride.formats.fit.profile import FILE_TYPES, MESSAGE_NUMBERS
from restride.formats.fit.structure import Part, read_parts

_MOST_OTHERS = 200_000  # where a battery died, zero bytes follow, and each few of them look like one message more
_MOST = {"record": MAX_POINTS, "lap": MAX_LAPS, "session": MAX_ACTIVITIES} | dict.fromkeys(
    ("event", "file_id", "user_profile", "sport"), _MOST_OTHERS
)
_MOST["field_description"] = 10_000
_SEMICIRCLE_DEG = 180.0 / 2**31


def read_fit(data: bytes) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Every activity in the chained parts of a FIT file, and what is wrong with it. Never raises on bad bytes."""
    activities: list[Activity] = []
    problems: list[Problem] = []
    others: list[str] = []
    for part in read_parts(data):
        problems.extend(part.problems)
        flood = _flood(part)
        if flood is not None:
            problems.append(flood)
        if any(one.weight == "refuse" for one in problems):  # nothing of it would be kept
            continue
        columns = Columns(part)
        kind = columns["file_id"].first("type")
        name = "activity" if kind is None else FILE_TYPES.get(int(kind), f"number {kind:.0f}")
        if name != "activity":
            others.append(name)
            continue
        activities.extend(_activities(part, columns))
    if len(activities) > MAX_ACTIVITIES:
        problems.append(problem("too-many-activities", f"{len(activities)} activities"))
    if not activities:
        problems.append(problem("not-an-activity", f"file type {others[0]}") if others else problem("no-activity"))
    return tuple(activities), tuple(problems)


def _flood(part: Part) -> Problem | None:
    """What a part holds too many of, if anything: told by counting, before a million of them are looked at."""
    for name, most in _MOST.items():
        count = sum(len(group.offsets) for group in part.groups if group.layout.message == MESSAGE_NUMBERS[name])
        if count > most:
            return problem("too-many-activities" if name == "session" else "too-many-points", f"{count} x {name}")
    return None


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
    """The activities of one part: each session with the records from its start to the next one's."""
    track = _track(part, columns)
    declared = sessions(columns)[: MAX_ACTIVITIES + 1]
    if declared[0].lost and not len(track.time):
        return []
    switches, all_laps, device = timer_switches(part, columns), laps(columns), device_of(columns["file_id"])
    owner = owner_of(columns)
    built = []
    for session, (low, high) in zip(declared, _edges(declared), strict=True):
        alone = len(declared) == 1
        own = track if alone else track.between(low, high)
        its_laps = [lap for lap in all_laps if alone or lap.start is None or low <= lap.start < high]
        start = _start(session, own)
        activity = _with_pauses(_activity(session, own, start), switches, start or 0.0)
        built.append(replace(activity, device=device, owner=owner, laps=_laps(its_laps, start)))
    return built


def _edges(declared: list[Session]) -> list[tuple[float, float]]:
    """From when to when on the device's clock each session owns records: up to where the next one starts."""
    starts = [session.start if session.start is not None else -np.inf for session in declared]
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


def _start(session: Session, track: _Track) -> float | None:
    """The activity's start on the device's clock: as declared, else the first record's time."""
    if session.start is not None:
        return session.start
    known = track.time[np.isfinite(track.time)]
    return float(known[0]) if len(known) else None


def _activity(session: Session, track: _Track, start: float | None) -> Activity:
    """Totals as declared, what is not declared from the records."""
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
        elapsed_s=_first(session.elapsed_s, last_of(samples.time_s)),
        timer_s=session.timer_s,
        distance_m=_first(session.distance_m, last_of(samples.distance_m)),
        avg_hr=_first(session.avg_hr, mean_of(samples.heart_rate)),
        max_hr=_first(session.max_hr, highest_of(samples.heart_rate)),
        cadence_spm=_cadence(session, cadence) if on_foot else None,
        device=None,
        records=len(track.time),
        samples=samples,
        problems=_problems(session, samples, start, backwards=backwards),
    )


def _first(declared: float | None, computed: float | None) -> float | None:
    return computed if declared is None else declared


def _cadence(session: Session, cadence_spm: FloatArray) -> float | None:
    """Steps a minute: the declared mean doubled, or the mean of the records."""
    if session.cadence is None:
        return mean_of(cadence_spm)
    return float(steps_per_minute(np.array([session.cadence]))[0])


def _problems(session: Session, samples: Samples, start: float | None, *, backwards: bool) -> tuple[Problem, ...]:
    found = {
        "no-clock": instant(start) is None,
        "no-session": session.lost,
        "no-samples": not len(samples),
        "clock-backwards": backwards,
        "no-sport": session.sport == "unknown",
    }
    return tuple(problem(code) for code, holds in found.items() if holds)


def _with_pauses(activity: Activity, switches: list[tuple[float, bool]], start: float) -> Activity:
    """Pauses from the timer's switches, else from gaps; a missing timer total follows from them."""
    pauses: list[Pause] = []
    stopped: float | None = None
    end = activity.elapsed_s or 0.0
    for time, starts in switches:
        at = min(max(time - start, 0.0), end)
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


def _laps(declared: list[DeclaredLap], start: float | None) -> tuple[Lap, ...]:
    return tuple(
        Lap(
            start_s=None if lap.start is None or start is None else lap.start - start,
            timer_s=lap.timer_s,
            distance_m=lap.distance_m,
        )
        for lap in declared
    )
