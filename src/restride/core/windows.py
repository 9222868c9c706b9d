"""Spans of days and instants that rules look through. Pure arithmetic on values; nothing about what is found there."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from restride.core.values import dataclass


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
            lowest = min(_median(latest), most if lowest is None else lowest)
    return Settled(lowest=lowest, latest=tuple(latest))


def baseline_of(settled: Settled, most: int) -> int:
    """The own baseline in tenths; the median of what there is while mornings are few, and 0 for none."""
    if settled.lowest is not None:
        return settled.lowest
    return min(_median(settled.latest), most) if settled.latest else 0


def _median(pains: Iterable[int]) -> int:
    """The middle one, rounded down between two; the standard library's takes a tenth of the core's start to import."""
    ordered = sorted(pains)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2
