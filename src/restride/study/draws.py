"""Chance, drawn ahead: every number a runner's days need, from the seed and the runner's own number alone.

Two policies meet the same runner on the same days, so that they can be compared pair by pair, and nothing depends on
who works out whom in which order.
"""

import numpy as np

from restride.core.values import dataclass

PEOPLE, DAYS = 0, 1  # the two streams of a runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day's draws. Those ending in `_n` are standard normal, the others lie between 0 and 1."""

    knock: float
    knock_size: float
    misses: float
    possible: float
    overdoes: float
    extra: float
    injury: float
    spurious: float
    spurious_run: float
    night: float
    limp: float
    sharp: float
    morning_n: float
    before_n: float
    during_n: float
    after_n: float
    body_n: float
    layoff_n: float


_EVEN, _NORMAL = 12, 6


def people_stream(seed: int, number: int) -> np.random.Generator:
    """The stream that makes a runner: child `number` of the seed."""
    return np.random.default_rng(np.random.SeedSequence(entropy=seed, spawn_key=(number, PEOPLE)))


def days_of(seed: int, number: int, days: int) -> list[Day]:
    """The draws of so many days of a runner; the first days are the same however many are asked for."""
    even, normal = (
        np.random.default_rng(np.random.SeedSequence(entropy=seed, spawn_key=(number, DAYS, kind))) for kind in (0, 1)
    )
    rows = zip(even.random((days, _EVEN)).tolist(), normal.standard_normal((days, _NORMAL)).tolist(), strict=True)
    return [_day(first, second) for first, second in rows]


def _day(even: list[float], normal: list[float]) -> Day:
    knock, size, misses, possible, overdoes, extra, injury, spurious, spurious_run, night, limp, sharp = even
    morning, before, during, after, body, layoff = normal
    return Day(
        knock=knock,
        knock_size=size,
        misses=misses,
        possible=possible,
        overdoes=overdoes,
        extra=extra,
        injury=injury,
        spurious=spurious,
        spurious_run=spurious_run,
        night=night,
        limp=limp,
        sharp=sharp,
        morning_n=morning,
        before_n=before,
        during_n=during,
        after_n=after,
        body_n=body,
        layoff_n=layoff,
    )
