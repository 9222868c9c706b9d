"""What became of one runner under one policy: counts by the true state, until half an hour and over all days."""

from dataclasses import dataclass, field
from typing import Literal

from restride.study.assumptions import Trouble

COUNTS = ("injuries", "flares", "symptom_mornings", "rest_days", "refers", "false_refers", "runs", "run_min")
Count = Literal[
    "injuries", "flares", "symptom_mornings", "rest_days", "refers", "false_refers", "runs", "run_min"
]  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Counts:
    """Counts of a span of days. A refer is false where nothing was wrong by the true state."""

    days: int = 0
    injuries: int = 0
    flares: int = 0
    symptom_mornings: int = 0
    rest_days: int = 0
    refers: int = 0
    false_refers: int = 0
    runs: int = 0
    run_min: int = 0


@dataclass(slots=True, kw_only=True)
class Outcome:
    """One runner's counts before the goal and over every day. `goal_day` None: not reached in the days simulated."""

    runner: int
    protocol: str
    style: str
    goal_day: int | None = None
    before: Counts = field(default_factory=Counts)
    whole: Counts = field(default_factory=Counts)

    def add(self, what: Count, amount: int = 1) -> None:
        """Count something of today."""
        for counts in (self.whole,) if self.goal_day is not None else (self.before, self.whole):
            setattr(counts, what, getattr(counts, what) + amount)

    def new_day(self) -> None:
        """Another day is lived."""
        self.whole.days += 1
        if self.goal_day is None:
            self.before.days += 1


@dataclass(slots=True, kw_only=True)
class Watch:
    """Looks at the true pain of each morning: a flare begins once, and is over when the pain is low again."""

    trouble: Trouble
    flaring: bool = False

    def morning(self, pain: float, outcome: Outcome) -> None:
        """Count what this morning is."""
        if pain >= self.trouble.symptom_from:
            outcome.add("symptom_mornings")
        if pain >= self.trouble.flare_from and not self.flaring:
            self.flaring = True
            outcome.add("flares")
        elif pain < self.trouble.flare_over:
            self.flaring = False
