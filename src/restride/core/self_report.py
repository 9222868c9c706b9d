"""Questions that a runner answers with a number from time to time: when one is due, and what its answers say.

They block nothing and are never added up; low confidence alone makes a rule stricter, which is in the protocol.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from restride.core.state import Entry
from restride.core.terms import Evidence
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its scale from 0 to `most` in steps, asked every so many days.

    A value below `low_below`, or `fall` or more below the one before, is low: then `card` is offered. None: never low.
    """

    id: str
    every_d: int
    most: int
    step: int
    better: Literal["high", "low"]
    cite: tuple[str, ...]
    evidence: Evidence
    low_below: int | None = None
    fall: int | None = None
    card: str = ""

    @property
    def values(self) -> tuple[int, ...]:
        """Every answer there is."""
        return tuple(range(0, self.most + 1, self.step))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One answer: the day it speaks of, and the number."""

    day: date
    value: int


def series(question: Question, rated: Mapping[str, Entry]) -> tuple[Point, ...]:
    """The answers of a question in order of time, the last of each day. One that is off the scale is left out."""
    mine = (entry for entry in rated.values() if entry.body.item == question.id)
    days: dict[date, int] = {}
    for entry in sorted(mine, key=lambda entry: (entry.at.at, entry.recorded_at, entry.id)):
        if entry.body.value in question.values:
            days[entry.at.day] = entry.body.value
    return tuple(Point(day=day, value=value) for day, value in sorted(days.items()))


def due(questions: Iterable[Question], rated: Mapping[str, Entry], today: date) -> tuple[Question, ...]:
    """Questions that nobody answered within their days, today included."""
    return tuple(one for one in questions if _is_due(one, series(one, rated), today))


def is_low(question: Question, points: tuple[Point, ...]) -> bool:
    """Whether the newest answer is low, or fell; False where nobody answered."""
    if not points:
        return False
    last = points[-1].value
    below = question.low_below is not None and last < question.low_below
    fell = question.fall is not None and len(points) > 1 and points[-2].value - last >= question.fall
    return below or fell


def _is_due(question: Question, points: tuple[Point, ...], today: date) -> bool:
    return not points or today - points[-1].day >= timedelta(days=question.every_d)
