"""What no recorded activity can be. Beyond a bound it is set aside whole for a person to settle, never clipped.

The bounds are those of bodies and devices, far outside what anyone in rehabilitation does; they are not clinical
limits and allow nothing.
"""

from datetime import UTC, datetime, timedelta

import numpy as np

from restride.activity.model import Activity
from restride.activity.problems import Problem, problem

# The fastest 1,500 m ever run was 7.3 m/s on average; a whole activity on foot cannot be faster.
FOOT_MEAN_MPS = 7.5
# The fastest stride ever measured was 12.4 m/s. Single faster points are position noise, many are a vehicle.
FOOT_TOP_MPS = 12.5
TOP_SHARE = 0.05
OTHER_MEAN_MPS = 30.0
# The longest day's run on record is about 320 km, the longest day's ride about 1,000 km.
FOOT_DISTANCE_M = 350_000.0
OTHER_DISTANCE_M = 1_100_000.0
TIMER_S = 24 * 3600.0
ELAPSED_S = 36 * 3600.0
# Sprinters reach some 300 steps a minute for seconds; nobody averages this.
MEAN_SPM = 250.0
HEART_RATE = (25.0, 240.0)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # before that no watch recorded positions
CLOCK_SLACK = timedelta(days=1)  # a watch set to another zone is not a wrong date
# The summary may leave out or add a quarter (laps lost, distance from two sensors); beyond, one of them is wrong.
CONTRADICTION = 0.25
# Points this far beyond the declared end belong to another clock.
BEYOND_S = 3600.0


def implausible(activity: Activity, now: datetime | None = None) -> tuple[Problem, ...]:
    """Everything about an activity that cannot be true, none for a plausible one. now: dates after it are wrong."""
    found = [
        *_speed(activity),
        *_extent(activity),
        *_body(activity),
        *_date(activity, now),
        *_contradictions(activity),
    ]
    return tuple(found)


def _speed(activity: Activity) -> list[Problem]:
    mean, top = (FOOT_MEAN_MPS, FOOT_TOP_MPS) if activity.on_foot else (OTHER_MEAN_MPS, np.inf)
    time = activity.timer_s or activity.elapsed_s or 0.0
    way = activity.distance_m or 0.0
    timed = activity.timer_s is not None or activity.elapsed_s is not None
    if timed and way > mean * max(time, 1.0):
        return [problem("implausible-speed", f"{way:.0f} m in {time:.0f} s")]
    speed = activity.samples.speed_mps
    known = speed[np.isfinite(speed)]
    if len(known) and np.count_nonzero(known > top) > TOP_SHARE * len(known):
        return [problem("implausible-speed", f"{np.count_nonzero(known > top)} points")]
    return []


def _extent(activity: Activity) -> list[Problem]:
    found = []
    longest = FOOT_DISTANCE_M if activity.on_foot else OTHER_DISTANCE_M
    if (activity.distance_m or 0.0) > longest:
        found.append(problem("implausible-distance", f"{activity.distance_m:.0f} m"))
    elapsed, timer = activity.elapsed_s or 0.0, activity.timer_s or 0.0
    time = activity.samples.time_s
    beyond = len(time) > 0 and (time[-1] > elapsed + BEYOND_S or time[0] < -BEYOND_S)
    if elapsed > ELAPSED_S or timer > TIMER_S or beyond:
        found.append(problem("implausible-duration", f"{max(elapsed, timer):.0f} s"))
    return found


def _body(activity: Activity) -> list[Problem]:
    found = []
    if (activity.cadence_spm or 0.0) > MEAN_SPM:
        found.append(problem("implausible-cadence", f"{activity.cadence_spm:.0f} steps a minute"))
    low, high = HEART_RATE
    if activity.avg_hr is not None and not low <= activity.avg_hr <= high:
        found.append(problem("implausible-heart-rate", f"{activity.avg_hr:.0f} beats a minute"))
    return found


def _date(activity: Activity, now: datetime | None) -> list[Problem]:
    start = activity.start
    if start is not None and (start < EARLIEST or (now is not None and start > now + CLOCK_SLACK)):
        return [problem("implausible-date", start.isoformat())]
    return []


def _contradictions(activity: Activity) -> list[Problem]:
    """Where summary and points disagree: both are kept, the load is counted from the points."""
    found = []
    along = activity.samples.distance_m
    along = along[np.isfinite(along)]
    declared = activity.distance_m or 0.0
    if len(along) > 1 and declared > 0:
        covered = float(along[-1] - along[0])
        if abs(covered - declared) > CONTRADICTION * max(covered, declared):
            found.append(problem("totals-contradict", f"{declared:.0f} m declared, {covered:.0f} m in the points"))
    if (activity.timer_s or 0.0) > (activity.elapsed_s or 0.0) + 1.0:
        found.append(problem("timer-over-elapsed", f"{activity.timer_s:.0f} s over {activity.elapsed_s:.0f} s"))
    return found
