"""GPX tracks to one activity. GPX declares no totals: distance, time and pauses come from the points."""

from dataclasses import replace

import numpy as np

from restride.activity.model import MAX_POINTS, Activity, Samples, may_be_on_foot
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
from restride.formats.instants import instant_of
from restride.formats.markup import Markup, read_markup
from restride.formats.rows import Rows, timing_problems
from restride.formats.sports import sport_named


def read_gpx(data: bytes) -> tuple[tuple[Activity, ...], tuple[Problem, ...]]:
    """The one activity of a GPX file, all its tracks and segments, and what is wrong with the file."""
    markup = read_markup(data)
    rows = Rows(markup, "trkpt")
    if not len(rows):
        return (), (*markup.problems, problem("no-activity"))
    if len(rows) > MAX_POINTS:
        return (), (*markup.problems, problem("too-many-points", f"{len(rows)} points"))
    activity = _activity(rows, _sport(markup))
    root = markup.tags("gpx")
    creator = markup.attribute(int(root[0]), "creator") if len(root) else None
    whole = replace(activity, device=creator or None, owner=_owner(markup))
    return (whole,), (*markup.problems, *rows.problems)


def _owner(markup: Markup) -> str | None:
    """The name of the author whom the file names."""
    authors, names = Rows(markup, "author"), markup.tags("name")
    inside = names[authors.at(names) >= 0] if len(authors) else names[:0]
    return markup.text(int(inside[0])) or None if len(inside) else None


def _sport(markup: Markup) -> str:
    """The first track type that names a sport."""
    named = (sport_named(markup.text(int(tag))) for tag in markup.tags("type"))
    return next((sport for sport in named if sport != "unknown"), "unknown")


def _activity(rows: Rows, sport: str) -> Activity:
    """The activity made of all track points in the order of the file; a new segment is no way covered."""
    seconds = rows.instants("time")
    breaks = rows.before(rows.markup.tags("trkseg"))
    distance = distance_along(rows.attribute("lat"), rows.attribute("lon"), breaks)
    heart_rate = rows.numbers("hr", "heartrate")
    on_foot = may_be_on_foot(sport, None)
    cadence = rows.numbers("cad", "cadence")
    timed = np.isfinite(seconds)
    start = float(np.min(seconds[timed])) if timed.any() else None
    samples, backwards = in_time_order(
        Samples(
            time_s=seconds - (start or 0.0),
            distance_m=distance,
            speed_mps=rows.numbers("speed"),
            heart_rate=np.where(heart_rate > 0, heart_rate, np.nan),
            cadence_spm=steps_per_minute(cadence) if on_foot else np.full(len(rows), np.nan),
        )
    )
    elapsed = last_of(samples.time_s)
    pauses = gaps(samples)
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
        records=len(rows),
        pauses=pauses,
        samples=samples,
        problems=timing_problems(timed, sport, has_start=start is not None, backwards=backwards),
    )
