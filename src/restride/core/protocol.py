"""Protocols as values: rules, caps, stages and phases as the library resolved them."""

from datetime import date
from typing import Literal

from restride.core.build_table import BuildTable
from restride.core.decision import Bound, Quantity, RunWalk
from restride.core.ladder import PublishedLadder
from restride.core.terms import Course, Evidence, Scope, Urgency
from restride.core.values import dataclass

Arg = str | int | None
Params = tuple[tuple[str, Arg], ...]
Kind = Literal["overuse", "acute", "degenerative", "surgery"]
CapBase = Literal["none", "longest_tolerated", "best_tolerated_week", "recent_weeks"]
Progression = Literal["none", "ladder", "rows", "steady"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source. `status` is "found" (seen) or "recalled" (from memory: shown as expert opinion only)."""

    id: str
    status: Literal["found", "recalled"]
    title: str
    authors: str = ""
    year: int | None = None
    where: str = ""
    url: str = ""
    kind: str = ""
    doi: str = ""
    address_kept: bool = True  # False: it was seen, but where was not written down
    recalled_parts: tuple[str, ...] = ()  # pieces of a found entry that are from memory
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where the numbers of a part come from that is no rule or cap: a window, a phase's stages, its way back in."""

    part: str  # such as "windows.tests_valid_d" or "walk-run.stages"
    cite: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One measure against one bound. `params` are the measure's declared arguments, in its own units."""

    measure: str
    bound: Bound
    params: Params = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a rule that is not met allows at most. `rest_h` counts from the evidence, `rest_today` ends with the day."""

    course: Course
    rest_h: int = 0
    rest_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A measure must meet a bound (or one of several), else the course is at most this, and no run before then."""

    id: str
    any_of: tuple[Condition, ...]
    orelse: Outcome
    unknown: Outcome
    say: str
    cite: tuple[str, ...]
    evidence: Evidence
    waivable: bool = False
    urgency: Urgency | None = None  # of a STOP
    opens_flag: str = ""
    presets: tuple[str, ...] = ()  # empty: in force under every preset


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A limit of the dose: at most max(starter, percent of the base + plus), and never over `most_s`.

    `window_d` 0 is the session itself, 7 the rolling 168 hours. Seconds throughout.
    """

    id: str
    quantity: Quantity
    window_d: int
    base: CapBase
    base_d: int  # how many days the base looks back; 0 where there is no base
    percent: int
    plus_s: int
    starter_s: int
    most_s: int | None
    say: str
    cite: tuple[str, ...]
    evidence: Evidence
    waivable: bool = False
    presets: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()  # empty: in force in every phase

    def holds(self, phase: str, preset: str) -> bool:
        """Whether it is in force in this phase under this preset."""
        return (not self.phases or phase in self.phases) and (not self.presets or preset in self.presets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of a ladder: the bouts of its session, and how many good sessions open the next."""

    id: str
    bouts: tuple[RunWalk, ...]
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """Where to come back in after days without a tolerated run; `days_off_most` None is every longer gap.

    For as long again as they lasted a session is at most a share of the longest before: in percent, of each half.
    """

    days_off_most: int | None
    levels_down: int | None = None
    level_most: int | None = None
    gate_again: bool = False
    first_half_pct: int | None = None
    second_half_pct: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceBout:
    """One entry of the composition: bouts of this length, with this walk between, from this target on."""

    run_s: int
    walk_s: int
    from_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How one run's response is scored, in thousandths, and where its colours begin. Pain in tenths."""

    during_tolerance: int
    morning_tolerance: int
    rise_slack: int
    pain_weight: int
    rise_weight: int
    morning_weight: int
    yellow_from: int
    amber_from: int
    smooth_over: int
    smoothing: int
    red_during: int
    red_morning: int
    red_rise: int
    cut_below_pct: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A target of running seconds that answers to the runner. Percent and thousandths (`_pm`) are of the target."""

    presets: tuple[str, ...]
    response: Response
    start_share_pct: int
    start_decay_d: int
    start_least_s: int
    start_most_s: int
    step_first_pm: int
    step_least_pm: int
    step_most_pm: int
    step_grow_pct: int
    step_shrink_pct: int
    near_target_pct: int  # a step counts when this much of the target was run in one session
    near_target_d: int  # of so many days
    amber_down_pm: int
    red_down_pm: int
    reentry_share_pct: int
    reentry_decay_d: int
    reentry_least_s: int
    reentry_most_s: int
    first_sessions: int
    first_most_s: int
    first_bout_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the way back. `gate` are the rules that open it, `rules` those in force inside it."""

    id: str
    title: str
    order: int
    progression: Progression
    gate: tuple[Rule, ...] = ()
    rules: tuple[Rule, ...] = ()
    stages: tuple[Stage, ...] = ()
    paces: tuple[Pace, ...] = ()  # one a preset; a preset without one goes by the stages
    bouts: tuple[PaceBout, ...] = ()
    tables: tuple[BuildTable, ...] = ()  # one a goal; the first is that of a runner without one
    restart: tuple[Restart, ...] = ()
    needs: Scope | None = None  # a clearance of this scope, where the episode requires one
    warmup_s: int = 0
    cooldown_s: int = 0

    def pace(self, preset: str) -> Pace | None:
        """The pace of minutes under this preset; None where it goes by the stages."""
        for pace in self.paces:
            if preset in pace.presets:
                return pace
        return None

    @property
    def has_runs(self) -> bool:
        """Whether sessions of this phase ask for running."""
        return self.progression != "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessItem:
    """A test of the gate as the runner sees it: unit, sides, whether it loads with impact, who may record it."""

    id: str
    unit: str
    sides: bool = False
    impact: bool = False
    needs: Scope | None = None
    clinician_only: bool = False
    optional: bool = False  # worth knowing, never in the way
    exercise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLine:
    """A plain line of the daily question: the flags behind it, and the strictest urgency among them."""

    group: str
    flags: tuple[str, ...]
    urgency: Urgency
    stops: bool  # False: a yes is weighed by a rule (pain at night), not a stop by itself
    daily: bool = True  # False: asked at the intake and behind "something is wrong" only


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Spans that several measures share; each with its source in the data."""

    morning_window_h: int  # a next-morning answer is in time this long after the run's end
    told_within_h: int  # good news counts when it is told this long after it happened
    painkiller_void_h: int  # a painkiller voids a test and a morning answer for this long
    tests_valid_d: int
    warning_window_d: int
    baseline_mornings: int
    baseline_most_tenths: int
    clock_tolerance_s: int
    run_excess_s: int  # a watch and a session differ by seconds; more running than this was not asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How a range of dates is drawn: how far ahead, and a cautious record of runs for who has none yet.

    `prior_runs` imagined runs, of which so many thousandths led to a hold and to a step back, stand beside those that
    were run; `spread_pm` thousandths of the standard error of a share lie to each side of it.
    """

    days: int
    prior_runs: int
    prior_hold_pm: int
    prior_back_pm: int
    spread_pm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something worth knowing that decides nothing: a caution or a published figure. `values` fill its sentence."""

    id: str
    cite: tuple[str, ...]
    evidence: Evidence
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    by: str
    on: date
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A resolved protocol: flat, frozen, with the hash of everything it was resolved from."""

    id: str
    version: str
    status: Literal["draft", "reviewed", "retired"]
    title: str
    summary: str
    conditions: tuple[str, ...]
    clearance: Literal["required", "recommended"]
    review: Review
    rules: tuple[Rule, ...]
    caps: tuple[Cap, ...]
    phases: tuple[Phase, ...]
    items: tuple[ReadinessItem, ...]
    lines: tuple[FlagLine, ...]
    required: tuple[str, ...]  # fields of Answers that make the morning check-in complete
    required_after_run: tuple[str, ...]
    windows: Windows
    citations: tuple[Citation, ...]
    excludes: tuple[str, ...] = ()  # conditions and screens that it must not be used for
    sources: tuple[Sourced, ...] = ()
    hash: str = ""
    kind: Kind | None = None
    regions: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()  # bones that it is for; empty: no matter which
    two_greens_per_step: bool = False  # two good runs open a step, whatever the progression
    may_continue: bool = False  # the sources let running go on inside the pain rule
    exercise_policy: Literal["default", "listed_only"] = "default"
    clearance_causes: tuple[str, ...] = ()  # told as a cause, each makes a clearance obligatory
    before_speed: tuple[Rule, ...] = ()  # what hills, speed and races wait for; never easy running
    ladders: tuple[PublishedLadder, ...] = ()  # that it may be run on instead of its own stages
    cautions: tuple[Statement, ...] = ()
    facts: tuple[Statement, ...] = ()
    outlook: Outlook | None = None  # None: no range of dates is drawn
    tells_dates: bool = True  # False: the condition is no matter of dates

    def phase(self, id: str) -> Phase:
        """The phase of that id. Raises KeyError when the protocol has none."""
        for phase in self.phases:
            if phase.id == id:
                return phase
        raise KeyError(id)

    def pace_at(self, phase: str, preset: str) -> Pace | None:
        """The pace whose colours count in a phase: its own, or in build that of the walk-run before it."""
        here = self.phase(phase)
        if here.tables or here.progression == "steady":
            return next((pace for one in self.phases if (pace := one.pace(preset))), None)
        return here.pace(preset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """A protocol as pinned to one episode: under which pace, and whether a clearance is obligatory."""

    protocol: Protocol
    episode: str
    preset: str = "cautious"
    clearance_required: bool = True
    ladder: str = ""  # the published ladder in place of the protocol's own stages
    pinned: Protocol | None = None  # the protocol as it was pinned, where a ladder changed it

    @property
    def own(self) -> Protocol:
        """The protocol as it was pinned, with its own stages."""
        return self.pinned or self.protocol
