"""TCX files to activities: laps with declared totals, track points with distance, heart rate and cadence."""

from dataclasses import dataclass

import numpy as np

from restride.activity.model import (
    MAX_ACTIVITIES,
    MAX_LAPS,
    MAX_POINTS,
    Activity,
    FloatArray,
    Lap,
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
from restride.formats.decimals import read_decimals
from restride.formats.instants import instant_of, read_instant
from restride.formats.markup import Markup, read_markup
from restride.formats.rows import Rows, timing_problems
from restride.formats.sports import sport_named
from restride.formats.tags import IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lap:
    """What one Lap element declares; start in seconds since 1970, None where silent."""

    start: float | None
    timer_s: float | None
    distance_m: float | None


def read_tcx(data: bytes) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """Every activity of a TCX file in its order, and what is wrong with it. Courses and plans are not runs."""
    markup = read_markup(data)
    rows = Rows(markup, "Trackpoint")
    flood = _flood(markup, rows)
    if flood is not None:
        return (), (*markup.problems, flood)
    activities = _activities(markup, rows)
    if activities:
        return activities, (*markup.problems, *rows.problems)
    planned = next((kind for kind in ("Course", "Workout") if len(markup.tags(kind))), None)
    missing = problem("not-an-activity", f"<{planned}>") if planned else problem("no-activity")
    return (), (*markup.problems, missing)


def _flood(markup: Markup, rows: Rows) -> Problem | None:
    """What the file holds too many of, if anything."""
    activities, laps = len(markup.tags("Activity")), len(markup.tags("Lap"))
    if activities > MAX_ACTIVITIES:
        return problem("too-many-activities", f"{activities} activities")
    if len(rows) > MAX_POINTS or laps > MAX_LAPS:
        return problem("too-many-points", f"{len(rows)} points, {laps} laps")
    return None


def _activities(markup: Markup, rows: Rows) -> tuple[Activity, ...]:
    """Cut the document at the Activity elements. Columns are converted once for the whole file."""
    own = Rows(markup, "Activity")
    lap_tags = markup.tags("Lap")
    laps = _laps(markup, rows, lap_tags)
    lap_of, row_of = own.at(lap_tags), own.at(rows.tags)
    seconds = rows.instants("Time")
    table = _table(rows)
    built = []
    for index, tag in enumerate(own.tags.tolist()):
        points = row_of == index
        its_laps = tuple(lap for lap, at in zip(laps, lap_of.tolist(), strict=True) if at == index)
        if points.any() or its_laps:
            activity = _activity(
                sport_named(markup.attribute(tag, "Sport") or ""),
                its_laps,
                seconds[points],
                {name: values[points] for name, values in table.items()},
                _device(markup, own, index),
            )
            built.append(activity)
    return tuple(built)


def _laps(markup: Markup, rows: Rows, tags: IntArray) -> list[_Lap]:
    """The laps in order, each with the first total of a kind that follows outside its points.

    Later ones of the same name are an exporter's extensions and count something else.
    """
    timers = _first_after(markup, rows, tags, "TotalTimeSeconds")
    distances = _first_after(markup, rows, tags, "DistanceMeters")
    return [
        _Lap(start=read_instant(markup.attribute(tag, "StartTime")), timer_s=timer, distance_m=distance)
        for tag, timer, distance in zip(tags.tolist(), timers, distances, strict=True)
    ]


def _first_after(markup: Markup, rows: Rows, laps: IntArray, name: str) -> list[float | None]:
    """For each lap the first number of this name before the next lap, points passed over."""
    tags = markup.tags(name)
    tags = tags[rows.at(tags) < 0]
    lap_of = np.searchsorted(laps, tags) - 1
    found: list[float | None] = [None] * len(laps)
    values, _unread = read_decimals(markup.data, *markup.spans(tags))
    for lap, value in zip(lap_of.tolist(), values.tolist(), strict=True):
        if lap >= 0 and found[lap] is None and 0 <= value < np.inf:
            found[lap] = value
    return found


def _table(rows: Rows) -> dict[str, FloatArray]:
    heart_rate = rows.numbers("Value")
    return {
        "lat": rows.numbers("LatitudeDegrees"),
        "lon": rows.numbers("LongitudeDegrees"),
        "distance": rows.numbers("DistanceMeters"),
        "speed": rows.numbers("Speed"),
        "heart_rate": np.where(heart_rate > 0, heart_rate, np.nan),
        "cadence": rows.numbers("RunCadence", "Cadence"),
    }


def _device(markup: Markup, activities: Rows, index: int) -> str | None:
    """The name that the activity's Creator element gives."""
    creators, names = markup.tags("Creator"), markup.tags("Name")
    for creator in creators[activities.at(creators) == index].tolist():
        for name in names[names > creator][:1].tolist():
            return markup.text(name) or None
    return None


def _activity(
    sport: str, laps: tuple[_Lap, ...], seconds: FloatArray, table: dict[str, FloatArray], device: str | None
) -> Activity:
    """One activity: totals are the sums over its laps, else from the points; the start is the first point's time.

    The Id and a lap's StartTime are not used for it: exporters round them or write another day's.
    """
    distance = table["distance"]
    if not np.isfinite(distance).any():
        distance = distance_along(table["lat"], table["lon"])
    timed = np.isfinite(seconds)
    lap_start = next((lap.start for lap in laps if lap.start is not None), None)
    start = float(np.min(seconds[timed])) if timed.any() else lap_start
    cadence = table["cadence"] if may_be_on_foot(sport, None) else np.full(len(seconds), np.nan)
    samples, backwards = in_time_order(
        Samples(
            time_s=seconds - (start or 0.0),
            distance_m=distance,
            speed_mps=table["speed"],
            heart_rate=table["heart_rate"],
            cadence_spm=steps_per_minute(cadence),
        )
    )
    pauses = gaps(samples)
    timer = _sum([lap.timer_s for lap in laps])
    declared = _sum([lap.distance_m for lap in laps])
    elapsed = last_of(samples.time_s) if len(samples) else timer
    return Activity(
        format="tcx",
        sport=sport,
        sub_sport=None,
        start=instant_of(start),
        elapsed_s=elapsed,
        timer_s=timer if timer is not None or elapsed is None else elapsed - paused_s(pauses),
        distance_m=declared if declared is not None else last_of(distance),
        avg_hr=mean_of(samples.heart_rate),
        max_hr=highest_of(samples.heart_rate),
        cadence_spm=mean_of(samples.cadence_spm),
        device=device,
        records=len(seconds),
        laps=tuple(_lap(lap, start) for lap in laps),
        pauses=pauses,
        samples=samples,
        problems=timing_problems(timed, sport, has_start=start is not None, backwards=backwards),
    )


def _lap(lap: _Lap, start: float | None) -> Lap:
    begins = None if lap.start is None or start is None else lap.start - start
    return Lap(start_s=begins, timer_s=lap.timer_s, distance_m=lap.distance_m)


def _sum(values: list[float | None]) -> float | None:
    """The sum of what is declared; None where no lap says anything."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
