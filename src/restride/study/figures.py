"""Figures over runners with 95 % intervals: means, shares, medians with some never reached, paired differences."""

from collections.abc import Sequence
from math import ceil, floor, sqrt
from statistics import fmean, stdev

from restride.core.values import dataclass

Z = 1.96  # the normal quantile of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value and its interval. None: not known from these runners, such as a median that half never reached."""

    value: float | None
    low: float | None
    high: float | None


def mean(values: Sequence[float]) -> Figure:
    """The mean and its interval over runners."""
    middle = fmean(values)
    if len(values) < 2:
        return Figure(value=middle, low=None, high=None)
    half = Z * stdev(values) / sqrt(len(values))
    return Figure(value=middle, low=middle - half, high=middle + half)


def share(values: Sequence[bool]) -> Figure:
    """The share that is true, with Wilson's interval, which stays inside 0 and 1."""
    n = len(values)
    p = sum(values) / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return Figure(value=p, low=max(middle - half, 0.0), high=min(middle + half, 1.0))


def median(values: Sequence[float | None]) -> Figure:
    """The median by ranks; None counts as later than everything, and a rank that falls there is None."""
    n = len(values)
    ranked: list[float | None] = [*sorted(value for value in values if value is not None)]
    ranked += [None] * (n - len(ranked))
    half = Z * sqrt(n) / 2
    low, high = max(floor(n / 2 - half), 0), min(ceil(n / 2 + half), n - 1)
    return Figure(value=ranked[(n - 1) // 2], low=ranked[low], high=ranked[high])


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """How much more ours is than theirs, runner by runner."""
    return mean([one - other for one, other in zip(ours, theirs, strict=True)])
