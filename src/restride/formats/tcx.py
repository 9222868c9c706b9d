"""TCX files to activities: laps with declared totals, track points with distance, heart rate and cadence."""

from dataclasses import dataclass, field

import numpy as np

from restride.activity.model import Activity, FloatArray, Lap, Samples, may_be_on_foot
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
from restride.formats.instants import instant_of, read_instant, read_instants
from restride.formats.markup import Grammar, Rows, read_rows
from restride.formats.sports import sport_named

_COLUMNS = frozenset(
    {"Time", "LatitudeDegrees", "LongitudeDegrees", "DistanceMeters", "Value", "Cadence", "RunCadence", "Speed"}
)
_UNNAMED = ""  # a Creator whose name has not come yet
_COURSE = "course"  # a planned route: its points are read over, never run


@dataclass(slots=True)
class _Lap:
    start: float | None
    timer_s: float | None = None
    distance_m: float | None = None


@dataclass(slots=True)
class _Found:
    """One Activity element while it is read: where its rows begin, its laps, its device."""

    sport: str
    first_row: int
    laps: list[_Lap] = field(default_factory=list)
    device: str | None = None


def read_tcx(data: bytes) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Every activity of a TCX file in its order, and what is wrong with the file. Courses and plans are not runs."""
    found: list[_Found] = []
    others: list[str] = []
    rows = read_rows(data, _grammar(found, others))
    activities = _activities(rows, found)
    if activities:
        return activities, tuple(rows.problems)
    missing = problem("not-an-activity", others[0]) if others else problem("no-activity")
    return (), (*rows.problems, missing)


def _grammar(found: list[_Found], others: list[str]) -> Grammar:
    def activity(attributes: dict[str, str], row: int) -> None:
        found.append(_Found(sport=sport_named(attributes.get("Sport", "")), first_row=row))

    def course(_attributes: dict[str, str], row: int) -> None:
        others.append("course")
        found.append(_Found(sport=_COURSE, first_row=row))

    def lap(attributes: dict[str, str], _row: int) -> None:
        if found:
            found[-1].laps.append(_Lap(start=read_instant(attributes.get("StartTime"))))

    def total(name: str, text: str) -> None:
        if found and found[-1].laps and getattr(found[-1].laps[-1], name) is None:  # later ones are extensions
            setattr(found[-1].laps[-1], name, _number(text))

    def creator(_attributes: dict[str, str], _row: int) -> None:
        if found:
            found[-1].device = found[-1].device or _UNNAMED

    def device(text: str) -> None:
        if found and text.strip() and found[-1].device == _UNNAMED:
            found[-1].device = text.strip()

    return Grammar(
        row="Trackpoint",
        columns=_COLUMNS,
        opens={
            "Activity": activity,
            "Lap": lap,
            "Creator": creator,
            "Course": course,
            "Workout": lambda _attributes, _row: others.append("workout"),
        },
        leaves={
            "TotalTimeSeconds": lambda text: total("timer_s", text),
            "DistanceMeters": lambda text: total("distance_m", text),
            "Name": device,
        },
    )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) and value >= 0 else None


def _activities(rows: Rows, found: list[_Found]) -> tuple[Activity, ...]:
    """Cut the rows at the activities' borders. Columns are converted once for the whole file."""
    total = len(rows.attributes)
    seconds, problems = read_instants(rows.cells["Time"], total)
    table = _table(rows)
    ends = [other.first_row for other in found[1:]] + [total]
    built = []
    for entry, end in zip(found, ends, strict=True):
        own = slice(entry.first_row, end)
        if entry.sport != _COURSE and (end > entry.first_row or entry.laps):
            built.append(_activity(entry, seconds[own], {name: values[own] for name, values in table.items()}))
    rows.problems.extend(problems)
    return tuple(built)


def _table(rows: Rows) -> dict[str, FloatArray]:
    heart_rate = rows.numbers("Value")
    run_cadence = rows.numbers("RunCadence")
    return {
        "lat": rows.numbers("LatitudeDegrees"),
        "lon": rows.numbers("LongitudeDegrees"),
        "distance": rows.numbers("DistanceMeters"),
        "speed": rows.numbers("Speed"),
        "heart_rate": np.where(heart_rate > 0, heart_rate, np.nan),
        "cadence": np.where(np.isfinite(run_cadence), run_cadence, rows.numbers("Cadence")),
    }


def _activity(entry: _Found, seconds: FloatArray, table: dict[str, FloatArray]) -> Activity:
    """One activity: totals are the sums over its laps, else from the points; the start is the first point's time.

    The Id and a lap's StartTime are not used for it: exporters round them or write another day's.
    """
    distance = table["distance"]
    if not np.isfinite(distance).any():
        distance = distance_along(table["lat"], table["lon"])
    on_foot = may_be_on_foot(entry.sport, None)
    timed = np.isfinite(seconds)
    lap_start = next((lap.start for lap in entry.laps if lap.start is not None), None)
    start = float(np.min(seconds[timed])) if timed.any() else lap_start
    samples, backwards = in_time_order(
        Samples(
            time_s=seconds - (start or 0.0),
            distance_m=distance,
            speed_mps=table["speed"],
            heart_rate=table["heart_rate"],
            cadence_spm=steps_per_minute(table["cadence"]) if on_foot else np.full(len(seconds), np.nan),
        )
    )
    pauses = gaps(samples)
    timer = _sum([lap.timer_s for lap in entry.laps])
    elapsed = last_of(samples.time_s)
    elapsed = timer if elapsed is None else elapsed
    declared = _sum([lap.distance_m for lap in entry.laps])
    return Activity(
        format="tcx",
        sport=entry.sport,
        sub_sport=None,
        start=instant_of(start),
        elapsed_s=elapsed,
        timer_s=timer if timer is not None or elapsed is None else elapsed - paused_s(pauses),
        distance_m=declared if declared is not None else last_of(distance),
        avg_hr=mean_of(samples.heart_rate),
        max_hr=highest_of(samples.heart_rate),
        cadence_spm=mean_of(samples.cadence_spm),
        device=entry.device or None,
        records=len(seconds),
        laps=tuple(
            Lap(
                start_s=None if lap.start is None or start is None else lap.start - start,
                timer_s=lap.timer_s,
                distance_m=lap.distance_m,
            )
            for lap in entry.laps
        ),
        pauses=pauses,
        samples=samples,
        problems=_problems(entry.sport, timed, has_start=start is not None, backwards=backwards),
    )


def _sum(values: list[float | None]) -> float | None:
    """The sum of what is declared; None where no lap says anything."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _problems(
    sport: str, timed: "np.ndarray[tuple[int], np.dtype[np.bool]]", *, has_start: bool, backwards: bool
) -> tuple[Problem, ...]:
    found = []
    if not has_start:
        found.append(problem("no-clock"))
    if not timed.any():
        found.append(problem("no-samples"))
    elif not timed.all():
        found.append(problem("points-without-time", f"point {int(np.flatnonzero(~timed)[0]) + 1}"))
    if backwards:
        found.append(problem("clock-backwards"))
    if sport == "unknown":
        found.append(problem("no-sport"))
    return tuple(found)
