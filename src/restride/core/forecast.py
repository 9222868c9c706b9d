"""The days ahead if all goes well, and a range of dates: the real engine, asked about days that are only imagined.

A picture, not a promise: nothing here is stored or issued, and nobody runs on it. The decision of the day is made
by `decide`, on that day, from what was told.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from restride.core.build_table import BuildTable
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
from restride.core.values import dataclass

WaitsFor = Literal["flag", "dates", "clearance", "item", "rule", "outlook", "reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One day of the forecast: what would be decided, and what is done beside running.

    `tests` are readiness items taken as passed that day; `groundwork` a session of strength and mobility. With several
    injuries `decision` is what all of them allow, and `each` what is decided for every one.
    """

    day: date
    decision: Decision
    each: tuple[Decision, ...] = ()
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

    What is `reached` lies behind.
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
Regimens = tuple[Regimen, ...]


def forecast(
    regimen: Regimen, state: RunnerState, now: Now, days: int, *, beside: Regimens = ()
) -> tuple[PlannedDay, ...]:
    """Today and the days after it, `days` in all, if every morning is calm and every session done and felt quiet.

    What is asked of the runner on the way, groundwork and tests, is taken as done; what only a clinician can give and
    has not given is not. `beside` are the regimens of other injuries of the same body: nothing is run that one of them
    forbids. A clock change shifts the imagined hours by one.
    """
    found = days_ahead(regimen, state, now, beside=beside)
    return tuple(day for day, _ in zip(found, range(days), strict=False))


def days_ahead(
    regimen: Regimen, state: RunnerState, now: Now, *, rate: SetbackRate = EVERY_RUN_GOOD, beside: Regimens = ()
) -> Iterator[PlannedDay]:
    """One planned day after the other without end, today first; setbacks come at this rate, evenly spaced.

    A setback is a rule that the last run does not meet: it narrows what the protocol decides, as any rule does.
    """
    contexts = [Context(one, state, now) for one in (regimen, *beside)]
    kept = {context.regimen.episode: passed_now(context, context.phase) for context in contexts}
    runner, schedule = Imagined((regimen, *beside), state, now, keeps=kept), Schedule(rate)
    decision = runner.first_day()
    while True:
        yield PlannedDay(
            day=runner.now.day,
            decision=decision,
            each=runner.each,
            groundwork=runner.groundwork,
            tests=tuple(test.item for test in runner.tests),
        )
        if decision.runs:
            runner.setback = schedule.after_run()
        decision = runner.next_day()


def date_range(regimen: Regimen, state: RunnerState, now: Now, *, reached: Reached, beside: Regimens = ()) -> DateRange:
    """When `reached` is first true of a planned day: with every run good, and between which dates with setbacks.

    Nothing but `waiting` where a flag is open, a needed clearance or a clinician's item is missing, the condition
    forbids dates, or the way ahead stands still at a rule.
    """
    return date_ranges(regimen, state, now, reached=(reached,), beside=beside)[0]


def date_ranges(
    regimen: Regimen, state: RunnerState, now: Now, *, reached: tuple[Reached, ...], beside: Regimens = ()
) -> tuple[DateRange, ...]:
    """The range of each of several things to reach, out of the same imagined days."""
    contexts, outlook = [Context(one, state, now) for one in (regimen, *beside)], regimen.protocol.outlook
    waiting = tuple(dict.fromkeys(one for context in contexts for one in _waiting(context)))
    if waiting or outlook is None:
        none = DateRange(until=now.day, waiting=waiting or (Waiting(kind="outlook"),))
        return tuple(none for _ in reached)
    record = max(map(run_record, contexts), key=lambda one: (one.backs, one.holds))
    fewest, most = rates(record, outlook)
    until = now.day + timedelta(days=outlook.days - 1)
    soonest, early, late = (
        _first(days_ahead(regimen, state, now, rate=rate, beside=beside), outlook.days, reached)
        for rate in (EVERY_RUN_GOOD, fewest, most)
    )
    return tuple(
        DateRange(until=until, record=record, waiting=first.held)
        if first.held
        else _drawn(until, record, (first.day, early[n].day, late[n].day))
        for n, first in enumerate(soonest)
    )


def _drawn(until: date, record: RunRecord, days: tuple[date | None, date | None, date | None]) -> DateRange:
    soonest, early, late = _in_order(*days)
    return DateRange(until=until, soonest=soonest, early=early, late=late, record=record)


def runs_through(protocol: Protocol) -> Reached:
    """Whether a day's session is the last one of the first phase of runs: its longest bout, without a walk."""
    phase = next(phase for phase in protocol.phases if phase.has_runs)
    longest_s = longest_bout_s(phase)
    return lambda day: day.dose.longest_bout_s >= longest_s


def table_done(table: BuildTable) -> Reached:
    """Whether the way to a race distance is done, for every injury: the last session of its table lies behind."""
    return lambda day: all(made.position.table == table.id and made.position.level >= table.steady for made in day.each)


def longest_bout_s(phase: Phase) -> int:
    """The longest bout that a phase leads to, in seconds: that of its last stage."""
    return max(bout.run_s for bout in phase.stages[-1].bouts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    day: date | None
    held: tuple[Waiting, ...] = ()


def _first(ahead: Iterator[PlannedDay], days: int, reached: tuple[Reached, ...]) -> tuple[_Found, ...]:
    """The first of these days that each is reached. Where the way never ran or ends in a stop before: what holds."""
    ran, last = False, None
    found: dict[int, date] = {}
    for day, _ in zip(ahead, range(days), strict=False):
        for n, is_reached in enumerate(reached):
            if n not in found and is_reached(day):
                found[n] = day.day
        if len(found) == len(reached):
            break
        ran, last = ran or not day.rests, day
    on_the_way = last is None or (ran and last.course is not Course.STOP)
    held = () if on_the_way or last is None else _held_by(last)
    return tuple(_Found(day=found[n]) if n in found else _Found(day=None, held=held) for n, _ in enumerate(reached))


def _held_by(day: PlannedDay) -> tuple[Waiting, ...]:
    """The rules without which the last imagined day would have gone on."""
    reasons = [reason for decision in day.each for reason in decision.reasons]
    held = [r.rule for r in reasons if r.deciding and r.rule != SETBACK and r.status in ("unmet", "unknown")]
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
