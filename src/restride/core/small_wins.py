"""Small victories that the record holds on this day, and what comes next after a step back. Words are elsewhere."""

from datetime import datetime
from typing import Literal

from restride.core.context import Context
from restride.core.decision import Decision
from restride.core.terms import Course, Verdict
from restride.core.values import dataclass

Victory = Literal["first_run", "new_phase", "longest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Win:
    """A small victory. `seconds` is the stretch of running it speaks of, 0 where it speaks of none."""

    kind: Victory
    phase: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """A step back: rest first until an instant (None: no rest), then an easier session, or work without runs."""

    rest_until: datetime | None
    runs_again: bool


def win_of(context: Context, decision: Decision) -> Win | None:
    """The victory that may be named beside this decision; None where it asks for a step back or a stop."""
    if decision.course < Course.HOLD or decision.trouble or decision.position.order < _ran_in(context):
        return None
    if decision.position.phase != context.anchor.phase and decision.position.order > context.anchor.order:
        return Win(kind="new_phase", phase=decision.position.phase)
    runs = [run for run in context.runs if run.run_s and not run.cut_short]
    if not runs or runs[-1].morning != "answered":
        return None
    if len(context.runs) == 1 and context.state.since is None:
        return Win(kind="first_run")
    longest = max((run.bout_s for run in context.runs[:-1]), default=0)
    if runs[-1] is context.last_run and longest and runs[-1].bout_s > longest:
        return Win(kind="longest", seconds=runs[-1].bout_s)
    return None


def setback_of(context: Context, decision: Decision) -> Setback | None:
    """What comes next after a step back, into an earlier phase too; None without one. A stop has words of its own."""
    back_a_phase = decision.position.order < _ran_in(context)
    if decision.verdict is Verdict.STOP or not (back_a_phase or decision.course is Course.STEP_BACK):
        return None
    phase = context.protocol.phase(decision.position.phase)
    return Setback(rest_until=decision.no_run_before, runs_again=phase.has_runs)


def _ran_in(context: Context) -> int:
    """The order of the phase of the last run; that of the last decision where there was none."""
    return context.run_position.order if context.last_run else context.anchor.order
