"""The runner of a forecast: answers quietly, does what is asked, and now and then has a setback. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from restride.core.answers import Answers
from restride.core.combine import lowest
from restride.core.context import Context, open_flags_of
from restride.core.decide import decide
from restride.core.decision import Bound, Decision, DecisionIssued
from restride.core.events import (
    Author,
    Body,
    CheckIn,
    Event,
    FlagOpened,
    FoundationDone,
    ReadinessRecorded,
    SessionLogged,
)
from restride.core.gate_ahead import PassedItem, groundwork_every_d, items_to_pass
from restride.core.missing import missing
from restride.core.moment import Moment, Now
from restride.core.protocol import Condition, Outcome, Phase, Regimen, Rule
from restride.core.state import RunnerState, apply
from restride.core.terms import Course, Evidence, PainMoment, PainPattern, Role, Swelling, Urgency, Verdict

Setback = Literal["hold", "step_back"]
Kept = Mapping[str, tuple[str, ...]]  # by episode: tests of a clinician that were passed, taken as repeated in time
_SETBACKS: tuple[Setback, ...] = ("hold", "step_back")
SETBACK = "imagined-setback"
_DAY = timedelta(days=1)
_MORNING = timedelta(hours=7)  # after the start of the civil day; a picture needs an hour, no rule rests on it
_NOON = timedelta(hours=12)  # decided so late that yesterday's evening run counts as rested like a morning's
_ALL_PCT = 100
_RUNNER = Author(role=Role.RUNNER, id="imagined")
_SYSTEM = Author(role=Role.SYSTEM, id="imagined")
_CALM = Answers(pain_tenths=0, sharp=False, limp=False, swelling=Swelling.NONE, painkiller=False)
_FELT = (
    (PainMoment.BEFORE_RUN, _CALM),
    (PainMoment.DURING_RUN, replace(_CALM, pattern=PainPattern.NONE)),
    (PainMoment.AFTER_60, _CALM),
)


class Imagined:
    """One runner from now on, a civil day at a time. The state is a copy: what is told here is told to nobody else.

    With several regimens each is decided for, and what is run is what none of them forbids.
    """

    def __init__(self, regimens: tuple[Regimen, ...], state: RunnerState, now: Now, *, keeps: Kept) -> None:
        self.regimens, self.now = regimens, now
        self.state = replace(state, kept={})  # what is read of an imagined day is not kept for a real one
        self.keeps = keeps
        self.setback: Setback | None = None
        self.each: tuple[Decision, ...] = ()
        self.tests: tuple[PassedItem, ...] = ()
        self.groundwork = False
        self._after = {kind: tuple(_with_setback(one, kind) for one in regimens) for kind in _SETBACKS}
        self._count = 0
        self._number = max((entry.body.number for entry in state.decisions.values()), default=0)
        self._quiet = {one.episode: _quiet_morning(one) for one in regimens}

    def first_day(self) -> Decision:
        """Today: what was told stands, what is still asked is answered quietly; a run is not done twice."""
        contexts = [self._context(one) for one in self.regimens]
        ran = any(entry.at.day == self.now.day for entry in self.state.sessions.values())
        if ran and all(context.issued_today for context in contexts):
            for context in contexts:
                self._felt_quiet(context)
            self.each = tuple(context.issued_today[-1] for context in contexts)
            return lowest(self.each)
        for context in contexts:
            if missing(context):
                self._tell_morning(context.regimen, self.now.at)
        return self._lived(ran=ran)

    def next_day(self) -> Decision:
        """The following civil day at noon, after a quiet morning."""
        starts = self.now.day_ends
        self.now = replace(
            self.now, at=starts + _NOON, day=self.now.day + _DAY, day_starts=starts, day_ends=starts + _DAY
        )
        for regimen in self.regimens:
            self._tell_morning(regimen, starts + _MORNING)
        return self._lived(ran=False)

    def _lived(self, *, ran: bool) -> Decision:
        made = self._decided()
        answered = [self._answered(one, decision) for one, decision in zip(self.regimens, made, strict=True)]
        if any(answered):
            made = self._decided()
        opened = [self._flags_opened(decision) for decision in made]
        if any(opened):
            made = self._decided()
        for regimen, decision in zip(self.regimens, made, strict=True):
            if decision.verdict is not Verdict.PENDING:
                self._keep(regimen, decision)
        self.each, self.tests, self.groundwork = made, (), False
        day = made[0] if len(made) == 1 else lowest(made)
        if day.runs:
            self.setback = None
            if not ran:
                self._run(day)
        elif day.course is not Course.STOP:
            for regimen, decision in zip(self.regimens, made, strict=True):
                self._between(regimen, decision)
        return day

    def _decided(self) -> tuple[Decision, ...]:
        regimens = self._after[self.setback] if self.setback else self.regimens
        return tuple(decide(one, self.state, self.now) for one in regimens)

    def _context(self, regimen: Regimen) -> Context:
        return Context(regimen, self.state, self.now)

    # ---- what is told ----

    def _tell(self, body: Body, at: datetime, episode: str) -> str:
        """Tell something of today, when it happens."""
        return self._put(body, Moment(at=at, day=self.now.day, zone=self.now.zone), at, episode)

    def _put(self, body: Body, at: Moment, recorded_at: datetime, episode: str) -> str:
        self._count += 1
        event = Event(
            id=f"imagined-{self._count:06d}",
            episode=None if isinstance(body, FlagOpened) else episode,
            at=at,
            recorded_at=recorded_at,
            author=_SYSTEM if isinstance(body, FlagOpened | DecisionIssued) else _RUNNER,
            source="forecast",
            body=body,
        )
        self.state = apply(self.state, event)
        return event.id

    def _tell_morning(self, regimen: Regimen, at: datetime) -> None:
        answers = self._quiet[regimen.episode]
        self._tell(CheckIn(moment=PainMoment.MORNING, answers=answers), at, regimen.episode)

    def _answered(self, regimen: Regimen, decision: Decision) -> bool:
        """Settle what today still asks: a morning that nobody answered was quiet, a run nobody told of was left out."""
        context = self._context(regimen)
        if "next_morning" in decision.questions and context.last_run is not None:
            said = CheckIn(moment=PainMoment.NEXT_MORNING, answers=_CALM, run=context.last_run.id)
            self._tell(said, self.now.at, regimen.episode)
        if "run_outcome" in decision.questions:
            asked = [made for made in context.decisions if made.runs and made.day < self.now.day][-1]
            none = SessionLogged(decision=None, run_s=0, longest_bout_s=0, walk_s=0, elapsed_s=0, why_less="other")
            at = Moment(at=asked.issued_at, day=asked.day, zone=self.now.zone)
            self._put(none, at, self.now.at, regimen.episode)
        return not {"next_morning", "run_outcome"}.isdisjoint(decision.questions)

    def _flags_opened(self, decision: Decision) -> bool:
        """Flags that rules open are opened as the server does; they stay, since only a clinician closes one."""
        wanted = [reason for reason in decision.reasons if reason.opens_flag]
        there = {entry.body.flag for entry in open_flags_of(self.state)} if wanted else set()
        fresh = [reason for reason in wanted if reason.opens_flag not in there]
        for reason in fresh:
            body = FlagOpened(flag=reason.opens_flag, urgency=reason.urgency or Urgency.CONSULT, by_rule=reason.rule)
            self._tell(body, self.now.at, "")
        return bool(fresh)

    def _keep(self, regimen: Regimen, decision: Decision) -> None:
        self._number += 1
        body = DecisionIssued(
            decision=decision, protocol_hash="", engine="forecast", language="", words="", number=self._number
        )
        self._tell(body, self.now.at, regimen.episode)

    # ---- what is done ----

    def _run(self, decision: Decision) -> None:
        """The session as it was asked for, and quiet answers about it."""
        dose, at = decision.dose, self.now.at
        body = SessionLogged(
            decision=None,
            run_s=dose.run_s,
            longest_bout_s=dose.longest_bout_s,
            walk_s=dose.walk_s,
            elapsed_s=dose.on_feet_s,
            cut_short=False,
        )
        run = self._tell(body, at, self.regimens[0].episode)
        for regimen in self.regimens:
            for moment, answers in _FELT:
                self._tell(CheckIn(moment=moment, answers=answers, run=run), at, regimen.episode)

    def _felt_quiet(self, context: Context) -> None:
        """Quiet answers about today's run where nobody has told how it was yet."""
        run = context.last_run
        if run is None or run.at.day != self.now.day:
            return
        told = {PainMoment.BEFORE_RUN: run.before, PainMoment.DURING_RUN: run.during, PainMoment.AFTER_60: run.after_60}
        for moment, answers in _FELT:
            if told[moment].pain_tenths is None:
                said = CheckIn(moment=moment, answers=answers, run=run.id)
                self._tell(said, self.now.at, context.regimen.episode)

    def _between(self, regimen: Regimen, decision: Decision) -> None:
        """A day without a run: groundwork where a gate counts it, and the tests of the gate that comes next."""
        phase, mine = regimen.protocol.phase(decision.position.phase), regimen.episode
        every = groundwork_every_d(regimen, phase)
        if every is not None and not self._worked_since(every, mine):
            self._tell(FoundationDone(), self.now.at, mine)
            self.groundwork = True
        tests = items_to_pass(self._context(regimen), phase, self.keeps[mine]) if not phase.has_runs else ()
        for test in tests:
            for side in test.sides:
                done = ReadinessRecorded(item=test.item, value=test.value, side=side, painkiller=False)
                self._tell(done, self.now.at, mine)
        self.tests = (*self.tests, *tests)

    def _worked_since(self, days: int, episode: str) -> bool:
        since = self.now.day - timedelta(days=days)
        return any(e.at.day > since for e in self.state.foundation.values() if e.episode == episode)


def _quiet_morning(regimen: Regimen) -> Answers:
    """Every question of a morning answered: nothing hurts."""
    lines = tuple(sorted(line.group for line in regimen.protocol.lines))
    return replace(_CALM, swelling_h=0, stiffness_min=0, soreness_h=0, woken=False, flag_lines=(), lines_covered=lines)


def _with_setback(regimen: Regimen, kind: Setback) -> Regimen:
    """The regimen with one rule more, which the last run never meets. A rule only narrows, so a setback never helps."""
    done = Condition(measure="last_run_done_pct", bound=Bound(op="at_least", value=_ALL_PCT + 1))
    phase = next((phase for phase in regimen.protocol.phases if phase.has_runs), None)
    outcome = _usual(phase, regimen.preset) if kind == "step_back" else Outcome(course=Course.HOLD)
    rule = Rule(id=SETBACK, any_of=(done,), orelse=outcome, unknown=outcome, say="", cite=(), evidence=Evidence.EXPERT)
    return replace(regimen, protocol=replace(regimen.protocol, rules=(*regimen.protocol.rules, rule)))


def _usual(phase: Phase | None, preset: str) -> Outcome:
    """The step back with the shortest rest among the rules about a run's colour; one without a rest elsewhere."""
    rules = [rule for rule in (phase.rules if phase else ()) if not rule.presets or preset in rule.presets]
    about = [rule.orelse for rule in rules if any(one.measure == "run_colour" for one in rule.any_of)]
    backs = [outcome for outcome in about if outcome.course is Course.STEP_BACK]
    return min(backs, key=lambda outcome: outcome.rest_h, default=Outcome(course=Course.STEP_BACK))
