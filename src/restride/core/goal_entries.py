"""The entry of a goal. It is a wish: what it does to the plan is in `build`, and whether it is realistic in `goal`."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from restride.core.terms import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet:
    """The distance that a runner runs towards, by the table of it, and perhaps a race day; no table takes it back."""

    kind: ClassVar[str] = "goal_set"
    category: ClassVar[Category] = Category.DECISIONS
    table: str
    race_day: date | None = None
