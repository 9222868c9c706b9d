"""Which seconds were run and which walked, told from steps and speed. Signal processing only, nothing clinical.

Samples come each second or at odd intervals (smart recording), with steps of both feet, speed, both or neither.
Everything is laid on a grid of whole seconds first; every rule after that is about seconds.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from restride.activity.model import FloatArray, Pause, Samples

# Steps a minute: adults break into a run near 140; below 130 even brisk walking stays a walk.
RUN_SPM = 140.0
WALK_SPM = 130.0
# Metres a second: adults change from walking to running near 2.0; nobody but a race walker walks at 2.6.
RUN_MPS = 2.0
SURE_RUN_MPS = 2.6
# Position noise and late watches smear speed over a few seconds; a median this wide takes single spikes out.
SMOOTH_S = 5
# A shorter break inside a run (a kerb, a lost step signal) does not end the bout; a shorter run is not a bout.
BRIDGE_S = 8
# Past this no grid is laid: the duration is implausible and the run set aside anyway.
LONGEST_S = 7 * 24 * 3600
# In a gap longer than this between samples, the way covered tells the speed better than the two ends do.
GAP_S = 10.0
# The longest gap seen in smart recording is about 100 s; an older value says nothing about now.
HOLD_S = 120.0

_PAUSED, _WALK, _RUN = 0, 1, 2
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """One stretch of running or walking. start_s counts from the activity's start, seconds with the timer on only."""

    kind: Literal["run", "walk"]
    start_s: int
    duration_s: int
    distance_m: float | None
    cadence_spm: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWalk:
    """Totals over the bouts of an activity. walk_s is all time with the timer on that was not run, standing too."""

    run_s: int
    longest_bout_s: int
    walk_s: int
    run_distance_m: float | None
    run_cadence_spm: float | None
    bouts: tuple[Bout, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Values in the middle of each whole second; distance at its edges, one longer."""

    first_s: int
    active: BoolArray
    cadence: FloatArray
    speed: FloatArray
    distance: FloatArray


def find_bouts(samples: Samples, pauses: tuple[Pause, ...] = ()) -> RunWalk | None:
    """Run and walk bouts of samples on foot; None where neither steps nor speed nor distance are known."""
    grid = _grid(samples, pauses)
    if grid is None:
        return None
    running = _joined(is_running(grid.cadence, grid.speed) & grid.active, grid.active)
    kind = np.where(running, _RUN, np.where(grid.active, _WALK, _PAUSED))
    bouts = tuple(_bout(grid, kind[low], low, high) for low, high in _stretches(kind) if kind[low] != _PAUSED)
    runs = [bout for bout in bouts if bout.kind == "run"]
    return RunWalk(
        run_s=sum(bout.duration_s for bout in runs),
        longest_bout_s=max((bout.duration_s for bout in runs), default=0),
        walk_s=sum(bout.duration_s for bout in bouts if bout.kind == "walk"),
        run_distance_m=_total([bout.distance_m for bout in runs]),
        run_cadence_spm=_mean(grid.cadence[running & grid.active]),
        bouts=bouts,
    )


def is_running(cadence_spm: FloatArray, speed_mps: FloatArray) -> BoolArray:
    """True where steps and speed together say running; NaN is unknown, a cadence of 0 too (sensors drop out)."""
    with np.errstate(invalid="ignore"):
        stepping = cadence_spm > 0
        fast = speed_mps >= RUN_MPS
        between = (cadence_spm >= WALK_SPM) & (fast | np.isnan(speed_mps))
        by_steps = (cadence_spm >= RUN_SPM) | between | (speed_mps >= SURE_RUN_MPS)
    return np.where(stepping, by_steps, fast)


def _grid(samples: Samples, pauses: tuple[Pause, ...]) -> _Grid | None:
    """The samples on whole seconds, or None where there is nothing to tell running by."""
    time = samples.time_s
    known = [np.isfinite(column) for column in (samples.cadence_spm, samples.speed_mps, samples.distance_m)]
    if len(time) < 2 or not 0 < time[-1] - time[0] <= LONGEST_S or not any(np.count_nonzero(k) > 1 for k in known):
        return None
    first, last = int(np.floor(time[0])), int(np.ceil(time[-1]))
    edges = np.arange(first, last + 1, dtype=np.float64)
    middles = edges[:-1] + 0.5
    distance = _at(edges, time, samples.distance_m)
    active = np.ones(len(middles), dtype=np.bool_)
    for pause in pauses:
        active &= ~((middles >= pause.start_s) & (middles < pause.end_s))
    return _Grid(
        first_s=first,
        active=active,
        cadence=_held(middles, time, samples.cadence_spm),
        speed=_speed(samples, middles, distance),
        distance=distance,
    )


def _held(places: FloatArray, time: FloatArray, values: FloatArray) -> FloatArray:
    """The last known value at each place, NaN before the first and HOLD_S after it.

    Smart recording writes a sample when something changes, so between two the earlier one holds. A straight line
    instead would make every run a second longer.
    """
    known = np.flatnonzero(np.isfinite(values))
    if not len(known):
        return np.full(len(places), np.nan)
    before = np.searchsorted(time[known], places, side="right") - 1
    sample = known[np.maximum(before, 0)]
    fresh = (before >= 0) & (places - time[sample] <= HOLD_S)
    return np.where(fresh, values[sample], np.nan)


def _at(places: FloatArray, time: FloatArray, values: FloatArray) -> FloatArray:
    """Values at other times, straight between the known ones; all NaN where fewer than two are known."""
    known = np.isfinite(values)
    if np.count_nonzero(known) < 2:
        return np.full(len(places), np.nan)
    return np.interp(places, time[known], values[known])


def _speed(samples: Samples, middles: FloatArray, distance: FloatArray) -> FloatArray:
    """Speed each second: the device's own, else from distance; inside long gaps always from distance."""
    time, along = samples.time_s, samples.distance_m
    covered = np.diff(distance)
    speed = _held(middles, time, samples.speed_mps)
    speed = _median(np.where(np.isnan(speed), covered, speed))
    known = np.isfinite(along)
    time, along = time[known], along[known]
    if len(time) < 2:
        return speed
    step = np.diff(time)
    interval = np.clip(np.searchsorted(time, middles, side="right") - 1, 0, len(step) - 1)
    in_gap = step[interval] > GAP_S
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(in_gap, (np.diff(along) / step)[interval], speed)


def _median(values: FloatArray) -> FloatArray:
    """The running median over SMOOTH_S seconds; the ends repeat their last value."""
    if len(values) < SMOOTH_S:
        return values
    padded = np.pad(values, SMOOTH_S // 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, SMOOTH_S)
    # sorted by hand: numpy's own median loads its masked arrays first, 40 ms in every fresh process
    return np.asarray(np.sort(windows, axis=1)[:, SMOOTH_S // 2])


def _joined(running: BoolArray, active: BoolArray) -> BoolArray:
    """Close breaks shorter than BRIDGE_S, then drop runs shorter than it. Closing first keeps the load's upper side."""
    joined = running.copy()
    stretches = _stretches(running.astype(np.int8))
    for low, high in stretches[1:-1]:
        if not running[low] and high - low < BRIDGE_S:
            joined[low:high] = True
    for low, high in _stretches(joined.astype(np.int8)):
        if joined[low] and np.count_nonzero(active[low:high]) < BRIDGE_S:
            joined[low:high] = False
    return joined


def _stretches(kind: npt.NDArray[np.integer]) -> list[tuple[int, int]]:
    """The borders of equal neighbours: (first, one past the last)."""
    cuts = np.flatnonzero(np.diff(kind)) + 1
    return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(kind)], strict=True))


def _bout(grid: _Grid, kind: int, low: int, high: int) -> Bout:
    active = grid.active[low:high]
    covered = float(np.diff(grid.distance[low : high + 1])[active].sum())
    return Bout(
        kind="run" if kind == _RUN else "walk",
        start_s=grid.first_s + low,
        duration_s=int(np.count_nonzero(active)),
        distance_m=covered if np.isfinite(covered) else None,
        cadence_spm=_mean(grid.cadence[low:high][active]),
    )


def _mean(values: FloatArray) -> float | None:
    known = values[values > 0]
    return float(known.mean()) if len(known) else None


def _total(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
