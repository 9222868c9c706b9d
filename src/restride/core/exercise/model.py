"""Exercises as values: what each is, whom it is for, its dose and its source. What is done with them lives beside."""

from collections.abc import Mapping
from typing import Literal

from restride.core.terms import Evidence, Scope
from restride.core.values import dataclass

Category = Literal["strength", "core", "balance", "mobility", "plyometric", "drill", "cross-training"]
Impact = Literal["", "two_leg", "one_leg", "travelling", "running"]
Ladder = Literal["two_leg", "one_leg"]
Load = Literal["body", "band", "weight", "machine", "effort"]
PHASES = ("calm", "foundation", "gate", "walk-run", "build", "keep")
EVERYBODY = "all"  # every condition but those whose exercises are listed one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """From the least to the most, both included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """A stretch of a published schedule: for so many weeks these sets of these repetitions."""

    weeks: int
    sets: int
    reps: int
    recalled: bool = False  # from memory: shown as expert opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """Whole seconds of one repetition: up, staying there, down; None where the source says nothing."""

    up_s: int | None = None
    stay_s: int | None = None
    down_s: int | None = None

    @property
    def seconds(self) -> int:
        return (self.up_s or 0) + (self.stay_s or 0) + (self.down_s or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class InRun:
    """How long a cue is held while running: seconds in every so many minutes."""

    seconds: int
    every_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A gait programme: percent over the own cadence (None: no change), sessions, and when feedback begins to fade."""

    sessions: int
    fades_after: int
    percent: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Landings:
    """What one step of a ladder is in this exercise: contacts in all (of each leg on one leg), sets, amount of each."""

    contacts: int
    sets: int
    amount: int
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much. Sets of repetitions, holds or working seconds, or minutes in one go; landings, the fewest first."""

    sets: Amount | None
    per_week: Amount
    reps: Amount | None = None
    hold_s: Amount | None = None
    minutes: Amount | None = None
    landings: tuple[Landings, ...] = ()
    rest_s: int | None = None
    per_day: int = 1
    tempo: Tempo | None = None
    schedule: tuple[Weeks, ...] = ()
    in_run: InRun | None = None
    programme: Programme | None = None
    recalled: bool = False  # the figures are from memory: shown as expert opinion
    cite: tuple[str, ...] = ()
    evidence: Evidence = Evidence.EXPERT


@dataclass(frozen=True, slots=True, kw_only=True)
class Enters:
    """What opens an impact exercise besides its ladder: contacts reached there, or quiet runs without a break."""

    ladder: Ladder | None = None
    contacts: int = 0
    run_s: int = 0
    runs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise. `conditions` are those it is for, `exclude` takes some out again and always wins.

    `needs` is the scope a clearance must have where one is required; None is from the first day. `easier` and `harder`
    are variants of the same exercise, the nearest first; `regression` and `progression` name other exercises. `kit` is
    what it can't be done without, any one of them; `without` is the variant that does without.
    """

    id: str
    category: Category
    phase: str
    needs: Scope | None
    targets: tuple[str, ...]
    areas: tuple[str, ...]
    conditions: tuple[str, ...]
    dose: Dose
    exclude: tuple[str, ...] = ()
    impact: Impact = ""
    ladder: Ladder | None = None
    enters: Enters | None = None
    prepared_by: str = ""  # area whose strength exercise comes first
    sides: bool = False
    gait: bool = False  # a running drill
    warm_up: bool = False
    kit: tuple[str, ...] = ()
    without: str = ""
    load: Load = "body"
    progression: tuple[str, ...] = ()
    regression: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    easier: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    evidence: Evidence = Evidence.EXPERT


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a condition allows: pain while exercising in tenths at most, its key exercises, areas left out and why."""

    id: str
    listed_only: bool  # only exercises that name it; with impact only by prescription
    operation: bool
    clearance: Literal["required", "recommended"]
    pain_most_tenths: int
    key: tuple[str, ...]
    left_out: Mapping[str, str]  # area -> key of the written reason
    cite: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpRules:
    """The two ladders of landings. Contacts a session, per leg on one leg; hours between sessions with impact."""

    two_leg: tuple[int, ...]
    one_leg: tuple[int, ...]
    every_h: int
    per_week_most: int

    def steps(self, ladder: Ladder) -> tuple[int, ...]:
        """The contacts of a ladder, the fewest first."""
        return self.two_leg if ladder == "two_leg" else self.one_leg


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRules:
    """How a session is put together. Seconds, days and counts; `per_week` by phase."""

    most_s: int
    daily_most_s: int  # of the days between two sessions
    rep_s: int  # a repetition of which the source names no tempo
    landing_s: int  # one with a landing
    rest_s: int
    change_s: int  # from one exercise to the next
    per_week: Mapping[str, Amount]
    key_items: int
    daily_from: int  # an exercise for so many days a week at least fills the days between, too
    complete_pct: int  # of the items, for the session to count
    operation_months: int  # an operation of the region in the last months adds `operation_policy`
    operation_policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRules:
    """How an exercise grows when it stays quiet, and how long it rests when its easiest form hurts."""

    reps: int
    hold_s: int
    pause_d: int
    in_reserve: Amount  # repetitions that could still be done at the end of a set


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A cause named in the intake, and the exercises and cues that come first because of it."""

    id: str
    exercises: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Every exercise, what each condition allows, and the rules of dose. `digest` names exactly this data."""

    exercises: Mapping[str, Exercise]
    policies: Mapping[str, Policy]
    factors: Mapping[str, Factor]
    areas_required: tuple[str, ...]
    jumps: JumpRules
    session: SessionRules
    growth: GrowthRules
    kit: tuple[str, ...]
    digest: str = ""

    def pain_most_tenths(self, conditions: tuple[str, ...]) -> int:
        """The strictest limit of these conditions; none at all for one that nobody knows."""
        return min(
            (self.policies[one].pain_most_tenths if one in self.policies else 0 for one in conditions), default=0
        )


def order_of(phase: str) -> int:
    """The number of a phase; one that is not known counts as the first."""
    return PHASES.index(phase) if phase in PHASES else 0
