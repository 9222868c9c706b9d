"""Spans of days and instants that rules look through. Pure arithmetic on values; nothing about what is found there."""

from datetime import datetime, timedelta
from statistics import median


def hours_between(earlier: datetime, later: datetime) -> int:
    """Whole hours passed, rounded down; elapsed time, whatever the clocks did (INV-023)."""
    return int((later - earlier) / timedelta(hours=1))


def within_days(at: datetime, now: datetime, days: int) -> bool:
    """Whether an instant lies in the last `days` times 24 hours before now, or after now."""
    return at > now - timedelta(days=days)


def settled_baseline(mornings: list[int], first: int, most: int) -> int:
    """The own baseline in tenths from eligible mornings in order: the median of the first `first`, at most `most`.

    It can only fall afterwards, when the median of the latest `first` is lower. No morning gives 0.
    """
    if not mornings:
        return 0
    baseline = min(int(median(mornings[:first])), most)
    for end in range(first + 1, len(mornings) + 1):
        baseline = min(baseline, int(median(mornings[end - first : end])))
    return baseline
