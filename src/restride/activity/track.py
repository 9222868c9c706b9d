"""From raw columns to samples: distance from positions, speed from distance, pauses from gaps. Reads no file."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from restride.activity.model import FloatArray, Pause, Samples

EARTH_RADIUS_M = 6_371_000.0  # mean radius; the error against the ellipsoid stays under 0.5 %
# Smart recording leaves gaps of up to about 50 s while the runner moves steadily; a longer or motionless one is a stop.
PAUSE_GAP_S = 30.0
# Slower than this over a whole gap is standing, whatever the position noise.
STANDING_MPS = 0.5
# Without any distance nothing tells a steady stretch from a stop, so only a gap past all smart recording is a stop.
SILENT_GAP_S = 120.0
# Feet of one side: no runner makes more than 110 such counts a minute (220 steps), so a higher one counts both feet.
ONE_FOOT_MAX = 110.0


IntArray = npt.NDArray[np.intp]


def steps_per_minute(cadence: FloatArray) -> FloatArray:
    """Steps a minute of both feet, from a column that counts one foot or both; NaN stays NaN.

    Watches count one foot, some phone apps both. The upper end of the column tells: doubled, it would pass what legs
    can do.
    """
    moving = np.sort(cadence[cadence > 0])
    if len(moving) and moving[int(0.9 * (len(moving) - 1))] > ONE_FOOT_MAX:
        return cadence
    return cadence * 2.0


def haversine_m(lat_deg: FloatArray, lon_deg: FloatArray) -> FloatArray:
    """Metres between each position and the next: one fewer than positions; NaN where either is unknown."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    half = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def distance_along(lat_deg: FloatArray, lon_deg: FloatArray, breaks: Sequence[int] | IntArray = ()) -> FloatArray:
    """Cumulative metres at each position; NaN where the position is unknown, all NaN without any.

    breaks: rows that begin a new stretch; the way to them from the row before is not counted.
    """
    along = np.full(len(lat_deg), np.nan)
    known = np.flatnonzero(np.isfinite(lat_deg) & np.isfinite(lon_deg))
    if len(known):
        steps = haversine_m(lat_deg[known], lon_deg[known])
        firsts = np.searchsorted(known, np.asarray(breaks, dtype=np.intp))
        steps[firsts[(firsts > 0) & (firsts < len(known))] - 1] = 0.0
        along[known] = np.concatenate(([0.0], np.cumsum(steps)))
    return along


def in_time_order(samples: Samples) -> tuple[Samples, bool]:
    """The samples that have a time, sorted by it, and whether any stood out of order."""
    timed = np.isfinite(samples.time_s)
    time = samples.time_s[timed]
    backwards = bool(np.any(np.diff(time) < 0))
    pick = np.flatnonzero(timed)
    if backwards:
        pick = pick[np.argsort(time, kind="stable")]
    elif len(pick) == len(timed):
        return samples, False
    ordered = Samples(
        time_s=samples.time_s[pick],
        distance_m=samples.distance_m[pick],
        speed_mps=samples.speed_mps[pick],
        heart_rate=samples.heart_rate[pick],
        cadence_spm=samples.cadence_spm[pick],
    )
    return ordered, backwards


def gaps(samples: Samples) -> tuple[Pause, ...]:
    """Stretches without samples in which the runner stood: the pauses of files that do not mark them."""
    time = samples.time_s
    if len(time) < 2:
        return ()
    step = np.diff(time)
    with np.errstate(invalid="ignore", divide="ignore"):
        moved = np.diff(samples.distance_m) / step
    silent = np.isnan(moved) & (step > SILENT_GAP_S)
    stood = (moved < STANDING_MPS) & (step > PAUSE_GAP_S)
    found = np.flatnonzero(silent | stood)
    starts, ends = time[found].tolist(), time[found + 1].tolist()
    return tuple(Pause(start_s=start, end_s=end) for start, end in zip(starts, ends, strict=True))


def paused_s(pauses: tuple[Pause, ...]) -> float:
    """Seconds in pauses."""
    return sum(pause.end_s - pause.start_s for pause in pauses)


def mean_of(values: FloatArray) -> float | None:
    """The plain mean of what is known, or None."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def highest_of(values: FloatArray) -> float | None:
    """The highest known value, or None."""
    known = values[np.isfinite(values)]
    return float(known.max()) if len(known) else None


def last_of(values: FloatArray) -> float | None:
    """The last known value, or None."""
    known = np.flatnonzero(np.isfinite(values))
    return float(values[known[-1]]) if len(known) else None
