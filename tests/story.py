"""Tells a runner's story to the core, day by day: what is answered, what is run, what is decided. For tests only."""

from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count

from restride.core.answers import Answers
from restride.core.decide import decide
from restride.core.decision import Decision, DecisionIssued
from restride.core.events import (
    Author,
    Body,
    CheckIn,
    ClearanceGiven,
    EpisodeOpened,
    Event,
    FlagOpened,
    FoundationDone,
    ReadinessRecorded,
    SessionLogged,
)
from restride.core.moment import Moment, Now, moment_in, now_in
from restride.core.protocol import Protocol, Regimen
from restride.core.state import RunnerState, apply, fold
from restride.core.terms import PainMoment, PainPattern, Role, Scope, Side, Swelling, Urgency
from restride.library.read import CONDITIONS, read_library, read_protocol
from restride.library.source import packaged

RUNNER = Author(role=Role.RUNNER, id="runner-1")
CLINICIAN = Author(role=Role.CLINICIAN, id="clinician-1", name="Therapist 1", profession="physiotherapist")
SYSTEM = Author(role=Role.SYSTEM, id="system")
FIRST_DAY = date(2026, 3, 2)
EPISODE = "episode-1"


@cache
def protocol(name: str = "patellofemoral-pain") -> Protocol:
    """A packaged protocol by the name of its file."""
    return read_protocol(read_library(packaged()), f"conditions/{name}.toml")


@cache
def shipped() -> tuple[Protocol, ...]:
    """Every packaged protocol."""
    library = read_library(packaged())
    return tuple(read_protocol(library, path) for path in packaged().names(CONDITIONS))


def calm(**other: object) -> Answers:
    """A complete morning with nothing wrong, but for what is given."""
    told = Answers(
        pain_tenths=0,
        sharp=False,
        swelling=Swelling.NONE,
        swelling_h=0,
        stiffness_min=0,
        soreness_h=0,
        limp=False,
        woken=False,
        painkiller=False,
        flag_lines=(),
        lines_covered=tuple(sorted(line.group for line in protocol().lines)),
    )
    return replace(told, **other)


class Story:
    """One runner with one episode; each act becomes an event, and each complete check-in a decision."""

    def __init__(
        self,
        name: str = "patellofemoral-pain",
        *,
        cleared: bool = True,
        operated: bool = False,
        preset: str = "cautious",
    ) -> None:
        self.protocol = protocol(name)
        required = self.protocol.clearance == "required" or operated
        self.regimen = Regimen(protocol=self.protocol, episode=EPISODE, preset=preset, clearance_required=required)
        self.ids = count(1)
        self.events: list[Event] = []
        self.state: RunnerState = fold(())
        self.clock = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 7, tzinfo=UTC)
        opened = EpisodeOpened(
            condition=self.protocol.conditions[0],
            side=Side.LEFT,
            onset=FIRST_DAY - timedelta(days=60),
            operation=FIRST_DAY - timedelta(days=90) if required else None,
            operated=required,
            protocol=self.protocol.id,
            protocol_hash=self.protocol.hash,
            clearance_required=required,
        )
        self.tell(opened, id=EPISODE)
        if required and cleared:
            self.clear()

    def copy(self) -> "Story":
        """An independent copy of the story so far."""
        other = copy(self)
        other.events = list(self.events)
        other.ids = count(len(self.events) * 10)
        return other

    def told(self, answers: Answers) -> "Story":
        """A copy in which this was told this morning, before any decision."""
        other = self.copy()
        other.tell(CheckIn(moment=PainMoment.MORNING, answers=answers))
        return other

    # ---- acts ----

    def tell(
        self, body: Body, *, id: str = "", at: datetime | None = None, author: Author = RUNNER, person: bool = False
    ) -> Event:
        """Append one entry, made now, that happened `at`."""
        happened = at or self.clock
        event = Event(
            id=id or f"event-{next(self.ids):05d}",
            episode=None if person else EPISODE,
            at=moment_in(happened, "UTC", UTC),
            recorded_at=self.clock,
            author=author,
            source="test",
            body=body,
        )
        self.events.append(event)
        self.state = apply(self.state, event)
        return event

    def clear(self, scope: Scope = Scope.SPEED, *, days: int = 400, **limits: int) -> Event:
        """A clinician clears the runner from today."""
        body = ClearanceGiven(
            scope=scope, side=Side.LEFT, starts=self.day, until=self.day + timedelta(days=days), **limits
        )
        return self.tell(body, author=CLINICIAN)

    def morning(self, answers: Answers | None = None, **other: object) -> Decision:
        """The morning check-in of today, and the decision that follows."""
        told = answers if answers is not None else calm(**other)
        self.tell(CheckIn(moment=PainMoment.MORNING, answers=told))
        return self.decide()

    def decide(self) -> Decision:
        """Decide as the server does: flags that rules open first; a pending answer is not kept."""
        for reason in self.peek().reasons:
            open_now = {entry.body.flag for entry in self.state.flags.values()}
            if reason.opens_flag and reason.opens_flag not in open_now:
                flag = FlagOpened(flag=reason.opens_flag, urgency=Urgency.CONSULT, by_rule=reason.rule)
                self.tell(flag, author=SYSTEM, person=True)
        decision = self.peek()
        if decision.verdict != "pending":
            self.keep(decision)
        return decision

    def keep(self, decision: Decision) -> Event:
        """Store a decision as issued."""
        body = DecisionIssued(
            decision=decision, protocol_hash=self.protocol.hash, engine="test", language="en", words=""
        )
        return self.tell(body, author=SYSTEM)

    def peek(self) -> Decision:
        """What would be decided now."""
        return decide(self.regimen, self.state, self.now)

    def run(self, decision: Decision | None = None, **felt: object) -> Event:
        """Do the session of a decision (the day's, when none is given) at six in the evening, and say how it felt."""
        asked = decision or [e.body.decision for e in self.state.decisions.values()][-1]
        return self.ran(run_s=asked.dose.run_s, bout_s=asked.dose.longest_bout_s, walk_s=asked.dose.walk_s, **felt)

    def ran(self, *, run_s: int, bout_s: int, walk_s: int, **felt: object) -> Event:
        """A run as it was done; `felt` replaces answers of the run itself, `after` the pain an hour later."""
        after = felt.pop("after_tenths", 0)
        cut_short = felt.pop("cut_short", False)
        before = felt.pop("before_tenths", 0)
        self.clock = self.clock.replace(hour=18)
        elapsed = run_s + walk_s
        body = SessionLogged(
            decision=None, run_s=run_s, longest_bout_s=bout_s, walk_s=walk_s, elapsed_s=elapsed, cut_short=cut_short
        )
        session = self.tell(body)
        self.clock += timedelta(seconds=elapsed)
        told = Answers(pain_tenths=0, sharp=False, limp=False, swelling=Swelling.NONE, pattern=PainPattern.NONE)
        about = (
            (PainMoment.BEFORE_RUN, Answers(pain_tenths=before, painkiller=False, swelling=Swelling.NONE)),
            (PainMoment.DURING_RUN, replace(told, **felt)),
        )
        for moment, answers in about:
            self.tell(CheckIn(moment=moment, answers=answers, run=session.id), at=session.at.at)
        self.clock += timedelta(hours=1)
        self.tell(CheckIn(moment=PainMoment.AFTER_60, answers=Answers(pain_tenths=after), run=session.id))
        return session

    def left_out(self, at: datetime) -> Event:
        """Say that the run asked for on that day was not done."""
        body = SessionLogged(decision=None, run_s=0, longest_bout_s=0, walk_s=0, elapsed_s=0, why_less="other")
        return self.tell(body, at=at)

    def pass_tests(self) -> None:
        """Every readiness item with its best result, today."""
        best = {"nrs": 0, "grade": 0, "yes_no": 1, "cm": 0}
        for item in self.protocol.items:
            for side in (Side.LEFT, Side.RIGHT) if item.sides else (None,):
                value = best.get(item.unit, 100)
                self.tell(ReadinessRecorded(item=item.id, value=value, side=side, painkiller=False))

    def foundation(self) -> None:
        self.tell(FoundationDone())

    # ---- time ----

    @property
    def day(self) -> date:
        return self.clock.date()

    @property
    def now(self) -> Now:
        return now_in(self.clock, "UTC", UTC)

    @property
    def moment(self) -> Moment:
        return moment_in(self.clock, "UTC", UTC)

    def next_day(self, days: int = 1) -> None:
        """Seven in the morning, so many days on."""
        self.clock = (self.clock + timedelta(days=days)).replace(hour=7, minute=0, second=0)

    # ---- longer stretches ----

    def to_walk_run(self, limit: int = 120) -> Decision:
        """Quiet days, foundation and tests until the first run is asked for."""
        for _ in range(limit):
            decision = self.morning()
            if decision.runs:
                return decision
            if decision.position.phase == "foundation":
                self.foundation()
            if decision.position.phase == "gate":
                self.pass_tests()
            self.next_day()
        raise AssertionError(f"no run within {limit} quiet days: {decision}")

    def to_a_run(self, limit: int = 60) -> Decision:
        """Quiet days, every question answered, until a run is asked for or nothing but a stop is left."""
        decision = self.morning()
        for _ in range(limit):
            if decision.runs or decision.verdict == "stop":
                return decision
            self.answer(decision)
            if decision.position.phase == "gate":
                self.pass_tests()
            self.next_day()
            decision = self.morning()
        return decision

    def answer(self, decision: Decision) -> None:
        """Answer what a pending decision asks beside the check-in."""
        if "run_outcome" in decision.questions:
            asked = [e for e in self.state.decisions.values() if e.body.decision.runs and e.at.day < self.day]
            self.left_out(max(entry.at.at for entry in asked))
        if "next_morning" in decision.questions:
            run = max(self.state.sessions.values(), key=lambda entry: entry.at.at)
            self.tell(CheckIn(moment=PainMoment.NEXT_MORNING, answers=Answers(), run=run.id, given_up=True))

    def green_days(self, days: int) -> list[Decision]:
        """Quiet mornings, each asked run done well."""
        made = []
        for _ in range(days):
            decision = self.morning()
            made.append(decision)
            if decision.runs:
                self.run(decision)
            self.next_day()
        return made
