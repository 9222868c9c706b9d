"""Samples built second by second, for tests of what is told from them."""

from collections.abc import Sequence

import numpy as np

from restride.activity.model import Activity, Samples
from tests.fixtures_activity.legs import START

UNKNOWN = float("nan")
Stretch = tuple[int, float, float]  # seconds, metres a second, steps a minute; nan where the device is silent

RUN, WALK, STAND = (2.6, 164.0), (1.4, 112.0), (0.0, 0.0)


def samples(*stretches: Stretch, every: int = 1, with_distance: bool = True) -> Samples:
    """One sample each `every` seconds, the last at the very end."""
    speeds = np.concatenate([np.full(seconds, speed) for seconds, speed, _ in stretches])
    steps = np.concatenate([np.full(seconds, cadence) for seconds, _, cadence in stretches])
    way = np.concatenate(([0.0], np.cumsum(np.nan_to_num(speeds))))
    keep = np.unique(np.append(np.arange(0, len(way), every), len(way) - 1))
    last = np.minimum(keep, len(speeds) - 1)
    return Samples(
        time_s=keep.astype(np.float64),
        distance_m=way[keep] if with_distance else np.full(len(keep), np.nan),
        speed_mps=speeds[last],
        heart_rate=np.full(len(keep), np.nan),
        cadence_spm=steps[last],
    )


def activity(
    found: Samples | None = None, *, sport: str = "running", elapsed_s: float = 600, distance_m: float | None = None
) -> Activity:
    """A plausible run unless told otherwise."""
    own = samples((int(min(max(elapsed_s, 10), 600)), *RUN)) if found is None else found
    way = own.distance_m[-1] if distance_m is None else distance_m
    return Activity(
        format="fit",
        sport=sport,
        sub_sport=None,
        start=START,
        elapsed_s=elapsed_s,
        timer_s=elapsed_s,
        distance_m=float(way),
        avg_hr=140.0,
        max_hr=160.0,
        cadence_spm=164.0,
        device=None,
        records=len(own),
        samples=own,
    )


def repeated(repeats: int, run: Sequence[float] = RUN, walk: Sequence[float] = WALK) -> list[Stretch]:
    """A minute run and two walked, so often."""
    return [one for _ in range(repeats) for one in ((60, run[0], run[1]), (120, walk[0], walk[1]))]
