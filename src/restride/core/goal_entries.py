"""Entries of a goal: a wish, and what a clinician says to it.

What a goal does to the plan is in `build`, and whether it is realistic in `goal`.
"""

from datetime import date
from typing import ClassVar

from restride.core.terms import Category
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet:
    """The distance that a runner runs towards, by the table of it, and perhaps a race day; no table takes it back."""

    kind: ClassVar[str] = "goal_set"
    category: ClassVar[Category] = Category.DECISIONS
    table: str
    race_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalAnswered:
    """A clinician agrees with a goal, or does not and says why. It decides nothing and speeds nothing up.

    `goal` is the id of the entry that set it: another goal wants an answer of its own.
    """

    kind: ClassVar[str] = "goal_answered"
    category: ClassVar[Category] = Category.DECISIONS
    goal: str
    agreed: bool
    words: str = ""
