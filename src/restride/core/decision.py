"""What a decision is made of: position, dose, reasons, limits, and the entry that keeps what was shown."""

from datetime import date, datetime
from typing import ClassVar, Literal

from restride.core.once import altering
from restride.core.terms import Category, Course, Evidence, Urgency, Verdict
from restride.core.values import dataclass

Status = Literal["met", "unmet", "unknown", "not_yet"]
Op = Literal["at_most", "at_least", "equals"]
Quantity = Literal["run_s", "longest_bout_s", "on_feet_s"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where on the way back: a phase by id and number, and the level in it (1 is the first stage; 0: no stages)."""

    phase: str
    order: int
    level: int = 0
    target_s: int = 0  # seconds of running asked for, where the pace is one of minutes; 0 on a ladder
    step_pm: int = 0  # the personal step in thousandths of the target
    ladder: str = ""  # the published ladder that the level counts on; empty: the protocol's own
    run_s_most: int = 0  # what was held before a change of pace, where the first step of the new one asks for more
    bout_s_most: int = 0
    table: str = ""  # the table of build whose sessions the level counts; empty before build

    @property
    def rank(self) -> tuple[int, int, int, bool]:
        """Comparable: a higher rank is further on."""
        return (self.order, self.level, self.target_s, not (self.run_s_most or self.bout_s_most))

    @property
    def is_held_back(self) -> bool:
        """Whether it asks for no more than was held before the pace changed."""
        return bool(self.run_s_most or self.bout_s_most)


moved = altering(Position)  # `replace` of a position, quick enough for every decision


def meet(one: Position, other: Position) -> Position:
    """The lower of two positions in each component; of two phases, the earlier."""
    if one is other:
        return one
    if one.order != other.order:
        return one if one.order < other.order else other
    return moved(
        one,
        level=min(one.level, other.level),
        target_s=min(one.target_s, other.target_s),
        step_pm=min(one.step_pm, other.step_pm),
        run_s_most=_lower(one.run_s_most, other.run_s_most),
        bout_s_most=_lower(one.bout_s_most, other.bout_s_most),
    )


def _lower(one: int, other: int) -> int:
    """The lower of two limits; zero is none."""
    return min(one, other) if one and other else one or other


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWalk:
    """One repeat: whole seconds of running, then of walking."""

    run_s: int
    walk_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Faster running inside a run: so many times so many seconds, with easy seconds after each.

    `most_pct` is the fastest that it may be, in percent of the runner's best; 0 is no limit beside its effort.
    """

    kind: str
    repeats: int
    on_s: int
    easy_s: int
    most_pct: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """What a session asks for. Empty bouts are no run: the load is zero in every component."""

    bouts: tuple[RunWalk, ...] = ()
    warmup_s: int = 0
    cooldown_s: int = 0
    quality: Quality | None = None  # None: all of it is easy

    @property
    def run_s(self) -> int:
        return sum([bout.run_s for bout in self.bouts])

    @property
    def longest_bout_s(self) -> int:
        return max([bout.run_s for bout in self.bouts]) if self.bouts else 0

    @property
    def walk_s(self) -> int:
        """Walking in all: warm-up, between the runs, cool-down."""
        return sum([bout.walk_s for bout in self.bouts]) + self.warmup_s + self.cooldown_s

    @property
    def on_feet_s(self) -> int:
        return self.run_s + self.walk_s


NO_RUN = Dose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One bound in the measure's own whole unit (pain in tenths, yes as 1)."""

    op: Op
    value: int

    def admits(self, value: int) -> bool:
        if self.op == "at_most":
            return value <= self.value
        if self.op == "at_least":
            return value >= self.value
        return value == self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one rule said, the met ones included. Values and codes only; sentences come from `words/`."""

    rule: str
    measure: str
    say: str
    status: Status
    value: int | None
    bound: Bound
    course: Course
    no_run_before: datetime | None
    urgency: Urgency | None
    deciding: bool = False
    waived_by: str = ""
    opens_flag: str = ""
    evidence: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    grade: Evidence = Evidence.EXPERT


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReason:
    """What one cap left of the dose. `allowed` and `before` are whole seconds of its quantity."""

    cap: str
    say: str
    quantity: Quantity
    allowed: int
    before: int
    base: int
    binding: bool
    waived_by: str = ""
    evidence: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    grade: Evidence = Evidence.EXPERT


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer for one episode and day. A run is in it only when `dose` has bouts."""

    verdict: Verdict
    course: Course
    position: Position
    dose: Dose
    day: date
    issued_at: datetime
    expires_at: datetime
    no_run_before: datetime | None
    urgency: Urgency | None
    reasons: tuple[Reason, ...]
    limits: tuple[LimitReason, ...]
    questions: tuple[str, ...]  # answers that are missing; a decision with any is PENDING
    trouble: str = ""  # the engine met something unexpected and took the run away

    @property
    def runs(self) -> bool:
        """Whether a run is prescribed."""
        return bool(self.dose.bouts)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the events that the decision rests on, sorted, each once."""
        ids = {event for reason in self.reasons for event in reason.evidence}
        return tuple(sorted(ids | {event for limit in self.limits for event in limit.evidence}))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIssued:
    """A decision as it was shown. Written by a check-in, late bad news or the scheduler; never by a read."""

    kind: ClassVar[str] = "decision_issued"
    category: ClassVar[Category] = Category.DECISIONS
    decision: Decision
    protocol_hash: str
    engine: str
    language: str
    words: str  # digest of the catalogue that the runner read
    number: int = 0  # of the episode's decisions, counted on: what is newer, whatever the clock did
    supersedes: str | None = None
    objections: tuple[str, ...] = ()  # what the second opinion refused; the run was withdrawn
