"""Is this the same true run? One person does one thing at a time, so overlap in time tells; the larger load counts."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

# Of the shorter one's time, this share must overlap. Two devices start and stop minutes apart; a back-to-back run and
# walk, or the legs of a triathlon, touch for seconds only.
SHARE = 0.5
# Clocks of two devices, and start times rounded to the minute, differ by this much.
CLOCK_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When an activity took place and how much was run. id: whatever the caller knows it by."""

    id: str
    start: datetime
    elapsed_s: float
    run_s: int
    distance_m: float


def content_digest(content: bytes) -> str:
    """SHA-256 of a file's unpacked bytes: the same for a file renamed, compressed or archived again."""
    return hashlib.sha256(content).hexdigest()


def overlap_s(one: Span, other: Span) -> float:
    """Seconds in which both took place; negative is the time between them."""
    first, second = sorted((one, other), key=lambda span: span.start)
    apart = (second.start - first.start).total_seconds()
    return min(first.elapsed_s - apart, second.elapsed_s)


def is_same(one: Span, other: Span) -> bool:
    """True where two recordings are of one true run: the shorter lies half or more inside the other.

    Very short ones, where clocks may differ by more than they last, count as the same when they begin together.
    """
    shorter = min(one.elapsed_s, other.elapsed_s)
    if overlap_s(one, other) >= SHARE * shorter and shorter > 0:
        return True
    apart = abs((one.start - other.start).total_seconds())
    return apart <= CLOCK_S and max(one.elapsed_s, other.elapsed_s) <= 2 * CLOCK_S


def same_runs(spans: Iterable[Span]) -> tuple[tuple[Span, ...], ...]:
    """Recordings grouped by true run, earliest first; any order and any repeats give the same groups."""
    once = sorted({span.id: span for span in spans}.values(), key=lambda span: (span.start, span.id))
    groups: list[list[Span]] = []
    for span in once:
        alike = [group for group in groups if any(is_same(span, member) for member in group)]
        joined = [member for group in alike for member in group] + [span]
        groups = [group for group in groups if group not in alike] + [joined]
    ordered = [tuple(sorted(group, key=lambda span: (span.start, span.id))) for group in groups]
    return tuple(sorted(ordered, key=lambda group: (group[0].start, group[0].id)))


def larger(group: Sequence[Span]) -> Span:
    """The recording that counts for the group: most run seconds, then most metres, then the id, so never by order."""
    return max(group, key=lambda span: (span.run_s, span.distance_m, span.elapsed_s, span.id))
