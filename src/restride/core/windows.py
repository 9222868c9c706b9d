"""Spans of days and instants that rules look through. Pure arithmetic on values; nothing about what is found there."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from statistics import median


def hours_between(earlier: datetime, later: datetime) -> int:
    """Whole hours passed, rounded down; elapsed time, whatever the clocks did (INV-023)."""
    return int((later - earlier) / timedelta(hours=1))


def within_days(at: datetime, now: datetime, days: int) -> bool:
    """Whether an instant lies in the last `days` times 24 hours before now, or after now."""
    return at > now - timedelta(days=days)


def settled_baseline(mornings: Iterable[int], first: int, most: int) -> int:
    """The own baseline in tenths from eligible mornings in order: the median of the first `first`, at most `most`.

    It can only fall afterwards, when the median of the latest `first` is lower. No morning gives 0.
    """
    coming = iter(mornings)
    latest = deque(islice(coming, first), maxlen=first)
    baseline = min(int(median(latest)), most) if latest else 0
    for pain in coming:
        if not baseline:
            break
        latest.append(pain)
        baseline = min(baseline, int(median(latest)))
    return baseline
