"""Published ladders as values: stages as their source prints them, in time or in distance. Nothing here is clamped."""

from typing import Literal

from restride.core.decision import RunWalk
from restride.core.terms import Evidence
from restride.core.values import dataclass

LadderUnit = Literal["s", "mi", "yd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedStage:
    """One printed stage. `sessions` is how many the source asks for before the next.

    `bouts` holds the session in seconds. Where the source counts distance they are what it comes to (see
    `published`), empty for a stage without running; `run` and `between` are one repeat as printed, in thousandths of
    the ladder's unit (in seconds where `timed`), and the repeats go on until `total`, in thousandths.
    """

    id: str
    sessions: int
    bouts: tuple[RunWalk, ...] = ()
    run: int = 0
    between: int = 0
    repeats: int | None = None
    total: int = 0
    timed: bool = False  # the repeats are in seconds, and the session ends at a distance
    jogged: bool = False  # the stretches between are jogged, not walked


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLadder:
    """A ladder as printed, for the conditions that its source names."""

    id: str
    unit: LadderUnit
    stages: tuple[PublishedStage, ...]
    conditions: tuple[str, ...]
    cite: tuple[str, ...]
    evidence: Evidence
    runs_a_week_most: int | None = None
    stages_a_week_most: int | None = None
    rest_days: int | None = None

    @property
    def in_time(self) -> bool:
        """Whether the source itself counts seconds, so that a session is run as it is printed."""
        return self.unit == "s"

    @property
    def can_be_run(self) -> bool:
        """Whether its sessions are known in seconds, printed or converted; else it is for reading."""
        return any(stage.bouts for stage in self.stages)
