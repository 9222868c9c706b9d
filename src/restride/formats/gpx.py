"""GPX tracks to one activity. GPX declares no totals: distance, time and pauses come from the points."""

from dataclasses import replace

import numpy as np

from restride.activity.model import Activity, FloatArray, Pause, Samples, may_be_on_foot
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
from restride.formats.instants import instant_of, read_instants
from restride.formats.markup import Grammar, Rows, read_rows
from restride.formats.sports import sport_named

_COLUMNS = frozenset({"time", "hr", "heartrate", "cad", "cadence", "speed"})


def read_gpx(data: bytes) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """The one activity of a GPX file, all its tracks and segments, and what is wrong with the file."""
    types: list[str] = []
    creators: list[str] = []
    segments: list[int] = []
    grammar = Grammar(
        row="trkpt",
        columns=_COLUMNS,
        opens={
            "gpx": lambda attributes, _row: creators.append(attributes.get("creator", "")),
            "trkseg": lambda _attributes, row: segments.append(row),
        },
        leaves={"type": types.append},
    )
    rows = read_rows(data, grammar)
    if not rows.attributes:
        return (), (*rows.problems, problem("no-activity"))
    sport = next((sport_named(text) for text in types if sport_named(text) != "unknown"), "unknown")
    activity = _activity(rows, segments, sport)
    activity = replace(activity, device=next(iter(creators), "") or None)
    return (activity,), tuple(rows.problems)


def _activity(rows: Rows, segments: list[int], sport: str) -> Activity:
    """The activity made of all track points in the order of the file."""
    records = len(rows.attributes)
    seconds, problems = read_instants(rows.cells["time"], records)
    distance = distance_along(rows.attribute("lat"), rows.attribute("lon"), segments)
    on_foot = may_be_on_foot(sport, None)
    cadence = _either(rows, "cad", "cadence")
    heart_rate = _either(rows, "hr", "heartrate")
    timed = np.isfinite(seconds)
    start = float(np.min(seconds[timed])) if timed.any() else None
    samples, backwards = in_time_order(
        Samples(
            time_s=seconds - (start or 0.0),
            distance_m=distance,
            speed_mps=rows.numbers("speed"),
            heart_rate=np.where(heart_rate > 0, heart_rate, np.nan),
            cadence_spm=steps_per_minute(cadence) if on_foot else np.full(records, np.nan),
        )
    )
    elapsed = last_of(samples.time_s)
    pauses: tuple[Pause, ...] = gaps(samples)
    return Activity(
        format="gpx",
        sport=sport,
        sub_sport=None,
        start=instant_of(start),
        elapsed_s=elapsed,
        timer_s=None if elapsed is None else elapsed - paused_s(pauses),
        distance_m=last_of(distance),
        avg_hr=mean_of(samples.heart_rate),
        max_hr=highest_of(samples.heart_rate),
        cadence_spm=mean_of(samples.cadence_spm),
        device=None,
        records=records,
        pauses=pauses,
        samples=samples,
        problems=(*problems, *_problems(timed, sport, backwards=backwards)),
    )


def _either(rows: Rows, first: str, second: str) -> FloatArray:
    """A column under either of two names."""
    values = rows.numbers(first)
    return np.where(np.isfinite(values), values, rows.numbers(second))


def _problems(timed: "np.ndarray[tuple[int], np.dtype[np.bool]]", sport: str, *, backwards: bool) -> list[Problem]:
    found = []
    if not timed.any():
        found.append(problem("no-clock"))
    elif not timed.all():
        found.append(problem("points-without-time", f"point {int(np.flatnonzero(~timed)[0]) + 1}"))
    if backwards:
        found.append(problem("clock-backwards"))
    if sport == "unknown":
        found.append(problem("no-sport"))
    return found
