"""The days ahead if all goes well, and a range of dates: the real engine, asked about days that are only imagined.

A picture, not a promise: nothing here is stored or issued, and nobody runs on it. The decision of the day is made
by `decide`, on that day, from what was told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from restride.core.context import Context
from restride.core.decision import Decision, Dose, Position, RunWalk
from restride.core.gate_ahead import only_others_give, passed_now
from restride.core.imagined import SETBACK, Imagined
from restride.core.measures.clearance import valid_clearances
from restride.core.moment import Now
from restride.core.protocol import Phase, Protocol, Regimen
from restride.core.setbacks import EVERY_RUN_GOOD, NO_RUNS, RunRecord, Schedule, SetbackRate, rates, run_record
from restride.core.state import RunnerState
from restride.core.terms import Course, Scope, Verdict

WaitsFor = Literal["flag", "dates", "clearance", "item", "rule", "outlook", "several", "reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One day of the forecast: what would be decided, and what is done beside running.

    `tests` are readiness items taken as passed that day; `groundwork` a session of strength and mobility.
    """

    day: date
    decision: Decision
    groundwork: bool = False
    tests: tuple[str, ...] = ()

    @property
    def course(self) -> Course:
        return self.decision.course

    @property
    def verdict(self) -> Verdict:
        return self.decision.verdict

    @property
    def position(self) -> Position:
        return self.decision.position

    @property
    def dose(self) -> Dose:
        return self.decision.dose

    @property
    def run_s(self) -> int:
        """Seconds of running; 0 on a day without a run."""
        return self.decision.dose.run_s

    @property
    def bouts(self) -> tuple[RunWalk, ...]:
        return self.decision.dose.bouts

    @property
    def rests(self) -> bool:
        """Whether there is no run."""
        return not self.decision.dose.bouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Why no range is drawn: an open flag, a clearance, an item of a clinician, a rule; `what` is its id, or empty.

    `several` injuries are not pictured together, and what is `reached` lies behind.
    """

    kind: WaitsFor
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """The dates on which something would be reached. None is not by `until`, the last day that was looked at.

    `soonest` is with every run good; `early` and `late` with setbacks at the rates that `record` leads to. With
    `waiting` there is no range, and every date is None.
    """

    until: date
    soonest: date | None = None
    early: date | None = None
    late: date | None = None
    record: RunRecord = NO_RUNS
    waiting: tuple[Waiting, ...] = ()


Reached = Callable[[PlannedDay], bool]


def forecast(regimen: Regimen, state: RunnerState, now: Now, days: int) -> tuple[PlannedDay, ...]:
    """Today and the days after it, `days` in all, if every morning is calm and every session done and felt quiet.

    What is asked of the runner on the way, groundwork and tests, is taken as done; what only a clinician can give and
    has not given is not. A clock change shifts the imagined hours by one.
    """
    found = days_ahead(regimen, state, now)
    return tuple(day for day, _ in zip(found, range(days), strict=False))


def days_ahead(
    regimen: Regimen, state: RunnerState, now: Now, *, rate: SetbackRate = EVERY_RUN_GOOD
) -> Iterator[PlannedDay]:
    """One planned day after the other without end, today first; setbacks come at this rate, evenly spaced.

    A setback is a rule that the last run does not meet: it narrows what the protocol decides, as any rule does.
    """
    context = Context(regimen, state, now)
    kept = passed_now(context, context.phase)
    runner, schedule = Imagined(regimen, state, now, keeps=kept), Schedule(rate)
    decision = runner.first_day()
    while True:
        yield PlannedDay(
            day=runner.now.day,
            decision=decision,
            groundwork=runner.groundwork,
            tests=tuple(test.item for test in runner.tests),
        )
        if decision.runs:
            runner.setback = schedule.after_run()
        decision = runner.next_day()


def date_range(regimen: Regimen, state: RunnerState, now: Now, *, reached: Reached) -> DateRange:
    """When `reached` is first true of a planned day: with every run good, and between which dates with setbacks.

    Nothing but `waiting` where a flag is open, a needed clearance or a clinician's item is missing, the condition
    forbids dates, or the way ahead stands still at a rule.
    """
    context, outlook = Context(regimen, state, now), regimen.protocol.outlook
    waiting = _waiting(context)
    if waiting or outlook is None:
        return DateRange(until=now.day, waiting=waiting or (Waiting(kind="outlook"),))
    record, until = run_record(context), now.day + timedelta(days=outlook.days - 1)
    soonest = _first(days_ahead(regimen, state, now), outlook.days, reached)
    if soonest.held:
        return DateRange(until=until, record=record, waiting=soonest.held)
    fewest, most = rates(record, outlook)
    early = _first(days_ahead(regimen, state, now, rate=fewest), outlook.days, reached)
    late = _first(days_ahead(regimen, state, now, rate=most), outlook.days, reached)
    ordered = _in_order(soonest.day, early.day, late.day)
    return DateRange(until=until, soonest=ordered[0], early=ordered[1], late=ordered[2], record=record)


def runs_through(protocol: Protocol) -> Reached:
    """Whether a day's session is the last one of the first phase of runs: its longest bout, without a walk."""
    phase = next(phase for phase in protocol.phases if phase.has_runs)
    longest_s = longest_bout_s(phase)
    return lambda day: day.dose.longest_bout_s >= longest_s


def longest_bout_s(phase: Phase) -> int:
    """The longest bout that a phase leads to, in seconds: that of its last stage."""
    return max(bout.run_s for bout in phase.stages[-1].bouts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    day: date | None
    held: tuple[Waiting, ...] = ()


def _first(ahead: Iterator[PlannedDay], days: int, reached: Reached) -> _Found:
    """The first of these days that is reached. Where none is, and the way never ran or ends in a stop: what holds."""
    ran, last = False, None
    for day, _ in zip(ahead, range(days), strict=False):
        if reached(day):
            return _Found(day=day.day)
        ran, last = ran or not day.rests, day
    if last is None or (ran and last.course is not Course.STOP):
        return _Found(day=None)
    return _Found(day=None, held=_held_by(last.decision))


def _held_by(decision: Decision) -> tuple[Waiting, ...]:
    """The rules without which the last imagined day would have gone on."""
    held = [r.rule for r in decision.reasons if r.deciding and r.rule != SETBACK and r.status in ("unmet", "unknown")]
    return tuple(Waiting(kind="rule", what=rule) for rule in dict.fromkeys(held))


def _waiting(context: Context) -> tuple[Waiting, ...]:
    """What stands in the way of any date, gravest first."""
    if context.open_flags:
        return (Waiting(kind="flag"),)
    if not context.protocol.tells_dates:
        return (Waiting(kind="dates"),)
    found = []
    if context.clearance_required and not valid_clearances(context, Scope.RUN):
        found.append(Waiting(kind="clearance", what=Scope.RUN.name.lower()))
    items = only_others_give(context, context.phase)
    return (*found, *(Waiting(kind="item", what=item) for item in items))


def _in_order(soonest: date | None, early: date | None, late: date | None) -> tuple[date | None, ...]:
    """No end before the one of fewer setbacks; what is not reached with fewer is not reached with more."""
    if soonest is None:
        return (None, None, None)
    early = max(early, soonest) if early else None
    late = max(late, early) if late and early else None
    return (soonest, early, late)
