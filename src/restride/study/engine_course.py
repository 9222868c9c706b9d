"""A runner who follows Restride: entries are applied to the state, and each morning is decided by the real engine."""

from restride.core.context import open_flags_of
from restride.core.decide import decide
from restride.core.decision import Decision
from restride.core.events import Event, FlagOpened
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.state import RunnerState, apply, fold
from restride.core.terms import Course, Urgency, Verdict
from restride.study.asked import Asked
from restride.study.clock import FIRST_DAY, dates
from restride.study.door import SYSTEM, entry, issued


class EngineCourse:
    """One runner under one regimen. What it knows is the state, and the state is what was told."""

    on_paper = False

    def __init__(self, regimen: Regimen, journal: tuple[Event, ...]) -> None:
        self.regimen = regimen
        self.state: RunnerState = fold(journal)
        self.number = len(self.state.decisions)
        phases = regimen.protocol.phases
        ahead = next(phase for phase in phases if phase.has_runs)
        self.gate = max((p for p in phases if p.order < ahead.order), key=lambda phase: phase.order).id
        self.first = min(phases, key=lambda phase: phase.order).id

    def tell(self, event: Event) -> None:
        """Apply one entry."""
        self.state = apply(self.state, event)

    def today(self, now: Now) -> Asked:
        """Decide as the server does: flags that rules open come first, and what is pending is not kept.

        Raises RuntimeError where the engine is in trouble: no run for want of an answer would pass for safety.
        """
        decision = decide(self.regimen, self.state, now)
        if self._open_flags(decision, now):
            decision = decide(self.regimen, self.state, now)
        if decision.verdict is not Verdict.PENDING:
            self._keep(decision, now)
        if decision.trouble:
            raise RuntimeError(f"{self.regimen.protocol.id} on {now.day}: the engine is in trouble: {decision.trouble}")
        stopped = decision.course is Course.STOP
        return Asked(
            bouts=decision.dose.bouts,
            walk_s=decision.dose.walk_s,
            questions=decision.questions,
            flags=tuple(flag.id for flag in open_flags_of(self.state)) if stopped else (),
            stopped=stopped,
            tests=decision.position.phase == self.gate,
            groundwork=decision.position.phase not in (self.gate, self.first) and not self._runs(decision),
            decision=decision,
        )

    def _runs(self, decision: Decision) -> bool:
        return self.regimen.protocol.phase(decision.position.phase).has_runs

    def _open_flags(self, decision: Decision, now: Now) -> bool:
        wanted = {reason.opens_flag: reason for reason in decision.reasons if reason.opens_flag}
        there = {flag.body.flag for flag in open_flags_of(self.state)}
        at = dates((now.day - FIRST_DAY).days).morning
        for flag, reason in wanted.items():
            if flag not in there:
                body = FlagOpened(flag=flag, urgency=reason.urgency or Urgency.CONSULT, by_rule=reason.rule)
                self.tell(entry(f"{now.day}-{flag}", body, at, author=SYSTEM, person=True))
        return bool(wanted.keys() - there)

    def _keep(self, decision: Decision, now: Now) -> None:
        self.number += 1
        at = dates((now.day - FIRST_DAY).days).morning
        self.tell(issued(f"{now.day}-decision", decision, self.regimen.protocol, self.number, at))
