"""What a course asks of a runner today, and what it may know: events. Nothing of the latent state passes here."""

from typing import Protocol

from restride.core.decision import Decision, RunWalk
from restride.core.events import Event
from restride.core.moment import Now
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answer of a morning: the bouts to run (none: no run), open questions, and flags that wait for a clinician.

    `decision` is the engine's own, with its reasons; a course on paper has none. `tests` says that the readiness tests
    are due, `groundwork` that sessions of strength and mobility are.
    """

    bouts: tuple[RunWalk, ...] = ()
    walk_s: int = 0
    questions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    stopped: bool = False
    tests: bool = False
    groundwork: bool = False
    decision: Decision | None = None

    @property
    def run_s(self) -> int:
        return sum(bout.run_s for bout in self.bouts)

    @property
    def longest_bout_s(self) -> int:
        return max((bout.run_s for bout in self.bouts), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a runner knows and tells before the first day: a usual session, days off, the pace of an easy mile."""

    usual_min: float
    days_off: int
    pace_s_mi: int


class Course(Protocol):
    """One runner's way back under one policy. It learns what it is told, as events, and nothing else."""

    @property
    def on_paper(self) -> bool:
        """Whether nobody asks the runner anything: paper has no morning question to forget."""
        ...

    def tell(self, event: Event) -> None:
        """Take in one entry of the journal."""
        ...

    def today(self, now: Now) -> Asked:
        """What is asked this morning, after the answers of the morning were told."""
        ...
