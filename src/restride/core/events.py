"""What can happen in a runner's journal: one frozen body a kind, wrapped in an Event. No meaning, only facts."""

from datetime import date, datetime
from typing import ClassVar

from restride.core.activity_entries import ActivityRead, ActivitySettled
from restride.core.answers import Answers
from restride.core.cadence_entries import CadenceEnded, CadenceMeasured, CueSessionDone
from restride.core.decision import DecisionIssued
from restride.core.exercise_entries import (
    ExerciseLogged,
    ExercisePrescribed,
    OwnExerciseAdded,
    OwnExerciseEnded,
    PrescriptionWithdrawn,
)
from restride.core.goal_entries import GoalAnswered, GoalSet
from restride.core.moment import Moment
from restride.core.self_entries import CardPutAway, EasyHeartRate, SelfRated
from restride.core.terms import Category, PainMoment, Role, Scope, Side, Urgency
from restride.core.values import dataclass

CLINICAL = frozenset({Role.CLINICIAN, Role.EXTERNAL})  # who may clear, close and settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who made the entry. `verified` is False for a clinician whose identity nobody checked."""

    role: Role
    id: str
    name: str = ""
    profession: str = ""
    registration: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeOpened:
    """An injury or operation starts to be followed under a pinned protocol."""

    kind: ClassVar[str] = "episode_opened"
    category: ClassVar[Category] = Category.DECISIONS
    condition: str
    side: Side
    onset: date | None
    operation: date | None  # the latest operation in the region, None when there was none or its date is unknown
    operated: bool
    protocol: str
    protocol_hash: str
    clearance_required: bool  # by the condition, an operation in the last 24 months, or an answer of the intake
    screens: tuple[str, ...] = ()  # intake screens answered yes: a clearance has to name each
    usual_session_s: int | None = None  # running in a usual session before, as the runner says
    last_run: date | None = None  # the last day of running before, as the runner says
    rehab_weeks: int = 0  # supervised weeks the runner declares, ended within the last four
    preset: str = "cautious"


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeClosed:
    kind: ClassVar[str] = "episode_closed"
    category: ClassVar[Category] = Category.DECISIONS
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeAnswered:
    """Answers that steer the plan, by question id; what the runner was told stays with them."""

    kind: ClassVar[str] = "intake_answered"
    category: ClassVar[Category] = Category.NOTES
    answers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """The runner agreed to a text; `text` is its id and digest, `to` a clinician where it shares data."""

    kind: ClassVar[str] = "consent_given"
    category: ClassVar[Category] = Category.NOTES
    text: str
    to: str = ""
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn:
    kind: ClassVar[str] = "consent_withdrawn"
    category: ClassVar[Category] = Category.NOTES
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Answers at one of the fixed moments. `run` is the SessionLogged they follow, where there is one."""

    kind: ClassVar[str] = "check_in"
    category: ClassVar[Category] = Category.SYMPTOMS
    moment: PainMoment
    answers: Answers
    run: str | None = None
    given_up: bool = False  # asked again and not known: counts as the worst short of a red flag


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLogged:
    """A run as it was done. Its Moment is the start; seconds and metres are whole; None is not measured."""

    kind: ClassVar[str] = "session_logged"
    category: ClassVar[Category] = Category.SYMPTOMS
    decision: str | None
    run_s: int
    longest_bout_s: int
    walk_s: int
    elapsed_s: int
    distance_m: int | None = None
    cut_short: bool | None = None
    why_less: str = ""  # "symptoms" or "other", where less was done than asked; run_s 0 is a run that was left out
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessRecorded:
    """The result of a readiness item: pain in tenths, yes and no as 1 and 0, else whole amounts of the item's unit."""

    kind: ClassVar[str] = "readiness_recorded"
    category: ClassVar[Category] = Category.SYMPTOMS
    item: str
    value: int
    side: Side | None = None
    painkiller: bool | None = None
    declared: bool = False  # said, not observed


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundationDone:
    """A strength and mobility session of the foundation was done."""

    kind: ClassVar[str] = "foundation_done"
    category: ClassVar[Category] = Category.SYMPTOMS
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceGiven:
    """A clinician opens phases up to `scope`, for this episode and side, until a day, inside limits."""

    kind: ClassVar[str] = "clearance_given"
    category: ClassVar[Category] = Category.DECISIONS
    scope: Scope
    side: Side
    starts: date
    until: date
    run_s_most: int | None = None
    bout_s_most: int | None = None
    names: tuple[str, ...] = ()  # screens it names, such as pregnancy
    confirmed: bool = True  # False until an external giver's identity step is done
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceConfirmed:
    """The second step of an external clinician's clearance."""

    kind: ClassVar[str] = "clearance_confirmed"
    category: ClassVar[Category] = Category.DECISIONS
    clearance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceWithdrawn:
    kind: ClassVar[str] = "clearance_withdrawn"
    category: ClassVar[Category] = Category.DECISIONS
    clearance: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagOpened:
    """A red flag, or a soft flag that a rule opened. It belongs to the person (episode None)."""

    kind: ClassVar[str] = "flag_opened"
    category: ClassVar[Category] = Category.SYMPTOMS
    flag: str
    urgency: Urgency
    by_rule: str = ""  # the rule that opened it; empty when the runner said yes
    wording: str = ""
    cause: str = ""  # the event it rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagDeclined:
    """A yes that the runner took back on the confirming sentence: kept, and shown to the clinician."""

    kind: ClassVar[str] = "flag_declined"
    category: ClassVar[Category] = Category.SYMPTOMS
    flag: str
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagDisputed:
    """The runner says the flag was a mistaken tick; it stays open until a clinician closes it."""

    kind: ClassVar[str] = "flag_disputed"
    category: ClassVar[Category] = Category.SYMPTOMS
    flag_event: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagClosed:
    kind: ClassVar[str] = "flag_closed"
    category: ClassVar[Category] = Category.DECISIONS
    flag_event: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationReported:
    """A new operation or serious re-injury of the region: earlier clearances no longer count."""

    kind: ClassVar[str] = "operation_reported"
    category: ClassVar[Category] = Category.DECISIONS
    day: date
    what: str
    operation: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverGiven:
    """A clinician sets one named rule aside until a date, with a reason; it stays in the list with the name."""

    kind: ClassVar[str] = "waiver_given"
    category: ClassVar[Category] = Category.DECISIONS
    rule: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverWithdrawn:
    kind: ClassVar[str] = "waiver_withdrawn"
    category: ClassVar[Category] = Category.DECISIONS
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitGiven:
    """A clinician narrows what is asked for, until a date, with a reason. It opens nothing.

    Whole seconds of running in a session and in one stretch, and the first day of running; None sets no such limit.
    """

    kind: ClassVar[str] = "limit_given"
    category: ClassVar[Category] = Category.DECISIONS
    until: date
    reason: str
    run_s_most: int | None = None
    bout_s_most: int | None = None
    no_run_before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitWithdrawn:
    kind: ClassVar[str] = "limit_withdrawn"
    category: ClassVar[Category] = Category.DECISIONS
    limit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceChosen:
    """A clinician chooses how the running is built up, with a reason; the newest choice counts.

    `preset` is one of the protocol's paces; `ladder` is a published ladder, empty for the protocol's own table.
    """

    kind: ClassVar[str] = "pace_chosen"
    category: ClassVar[Category] = Category.DECISIONS
    preset: str
    reason: str
    ladder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A new version of an earlier entry; the old one stays, and counts on until the day is over."""

    kind: ClassVar[str] = "corrected"
    category: ClassVar[Category] = Category.NOTES
    target: str
    answers: Answers | None = None
    session: SessionLogged | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The runner takes an entry back. A marker: what it said counts on until a clinician settles it."""

    kind: ClassVar[str] = "withdrawn"
    category: ClassVar[Category] = Category.NOTES
    target: str
    reason: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The record was put back from a backup made at `made_at`: what came between that and this entry may be missing."""

    kind: ClassVar[str] = "restored"
    category: ClassVar[Category] = Category.DECISIONS
    made_at: datetime


Body = (
    EpisodeOpened
    | EpisodeClosed
    | IntakeAnswered
    | ConsentGiven
    | ConsentWithdrawn
    | CheckIn
    | SessionLogged
    | ActivityRead
    | ActivitySettled
    | ReadinessRecorded
    | FoundationDone
    | ExerciseLogged
    | ExercisePrescribed
    | PrescriptionWithdrawn
    | OwnExerciseAdded
    | OwnExerciseEnded
    | SelfRated
    | EasyHeartRate
    | GoalSet
    | GoalAnswered
    | CardPutAway
    | CadenceMeasured
    | CueSessionDone
    | CadenceEnded
    | ClearanceGiven
    | ClearanceConfirmed
    | ClearanceWithdrawn
    | FlagOpened
    | FlagDeclined
    | FlagDisputed
    | FlagClosed
    | OperationReported
    | WaiverGiven
    | WaiverWithdrawn
    | LimitGiven
    | LimitWithdrawn
    | PaceChosen
    | Corrected
    | Withdrawn
    | Restored
    | DecisionIssued
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the journal. `id` is made by the client, so a re-send is harmless.

    `at` is when it happened (Moment), `recorded_at` when the server took it in (aware UTC). `episode` is None for the
    whole person: red flags, files, consent.
    """

    id: str
    episode: str | None
    at: Moment
    recorded_at: datetime
    author: Author
    source: str
    body: Body

    @property
    def kind(self) -> str:
        """The name under which the body is stored."""
        return self.body.kind

    @property
    def category(self) -> Category:
        """What a reader must be allowed to see in order to see this entry."""
        return self.body.category
