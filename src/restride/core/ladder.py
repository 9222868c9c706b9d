"""Published ladders as values: stages as their source prints them, in time or in distance. Nothing here is clamped."""

from dataclasses import dataclass
from typing import Literal

from restride.core.decision import RunWalk
from restride.core.terms import Evidence

LadderUnit = Literal["s", "mi", "yd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedStage:
    """One printed stage. `sessions` is how many the source asks for before the next.

    Of a ladder in time `bouts` holds the session in seconds. Where the source counts distance, `run` and `between` are
    those of one repeat in the ladder's unit, in thousandths (in seconds where the repeats are timed but the session
    ends at a distance: then `bouts` is empty too), `repeats` is None where they go on until `total`, in thousandths.
    """

    id: str
    sessions: int
    bouts: tuple[RunWalk, ...] = ()
    run: int = 0
    between: int = 0
    repeats: int | None = None
    total: int = 0
    jogged: bool = False  # the stretches between are jogged, not walked


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLadder:
    """A ladder as printed. `timed`: each repeat is in seconds, also where the session ends at a distance."""

    id: str
    unit: LadderUnit
    timed: bool
    stages: tuple[PublishedStage, ...]
    conditions: tuple[str, ...]
    cite: tuple[str, ...]
    evidence: Evidence
    runs_a_week_most: int | None = None
    stages_a_week_most: int | None = None
    rest_days: int | None = None

    @property
    def in_time(self) -> bool:
        """Whether every session is known in seconds, so that it can be run as it stands."""
        return self.unit == "s"
