"""Spans of days and instants that rules look through. Pure arithmetic on values; nothing about what is found there."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median


def hours_between(earlier: datetime, later: datetime) -> int:
    """Whole hours passed, rounded down; elapsed time, whatever the clocks did (INV-023)."""
    return int((later - earlier) / timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How far the own baseline has settled: the lowest median so far in tenths (None: too few mornings), and the
    latest mornings, which the next ones join.
    """

    lowest: int | None = None
    latest: tuple[int, ...] = ()


def settle(so_far: Settled, mornings: Iterable[int], *, first: int, most: int) -> Settled:
    """The own baseline after more eligible mornings, in order: the median of the first `first`, at most `most`.

    It can only fall afterwards, when the median of the latest `first` is lower.
    """
    lowest, latest = so_far.lowest, deque(so_far.latest, maxlen=first)
    for pain in mornings:
        if lowest == 0:
            break
        latest.append(pain)
        if len(latest) == first:
            lowest = min(int(median(latest)), most if lowest is None else lowest)
    return Settled(lowest=lowest, latest=tuple(latest))


def baseline_of(settled: Settled, most: int) -> int:
    """The own baseline in tenths; the median of what there is while mornings are few, and 0 for none."""
    if settled.lowest is not None:
        return settled.lowest
    return min(int(median(settled.latest)), most) if settled.latest else 0
