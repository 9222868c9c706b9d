"""Where the course leads: the next position on a ladder or between phases. One step up at most, trouble always down."""

from restride.core.context import Context
from restride.core.decision import Position
from restride.core.measures.load import days_off
from restride.core.protocol import Phase, Restart
from restride.core.terms import Course


def next_position(context: Context, course: Course, *, run_today: bool) -> Position:
    """The position after this course. A ladder rises only on a day with a run; a phase opens on its gate."""
    held = context.held
    lowest = min(_stepped_back(context, course), _after_gap(context), key=lambda position: position.rank)
    if lowest.rank < held.rank:
        return lowest
    if course is not Course.PROGRESS:
        return held
    phase = context.protocol.phase(held.phase)
    if phase.progression == "ladder" and held.level < len(phase.stages):
        return Position(phase=held.phase, order=held.order, level=held.level + 1) if run_today else held
    following = following_phase(context, phase)
    if following is None:
        return held
    level = max(held.level, 1) if following.stages else held.level
    return Position(phase=following.id, order=following.order, level=level)


def following_phase(context: Context, phase: Phase) -> Phase | None:
    """The phase after this one; None at the end of the protocol."""
    later = [other for other in context.protocol.phases if other.order > phase.order]
    return min(later, key=lambda other: other.order, default=None)


def _stepped_back(context: Context, course: Course) -> Position:
    """One level below the one last run, never below the first; a stop keeps no more than a step back (INV-014)."""
    held = context.held
    if course >= Course.HOLD or not held.level:
        return held
    ran = context.run_position
    level = ran.level - 1 if ran.level else held.level
    return Position(phase=held.phase, order=held.order, level=max(1, min(held.level, level)))


def _after_gap(context: Context) -> Position:
    """Where the restart table of the phase comes back in after days without a tolerated run (INV-022).

    Days before this stay in the phase began were answered by the gate, so they are not counted twice.
    """
    held = context.held
    phase = context.protocol.phase(held.phase)
    stay = (context.now.day - context.entered).days if context.entered else None
    days = [n for n in (days_off(context, {}).value, stay) if n is not None]
    if not days or not phase.restart:
        return held
    step = next((s for s in phase.restart if s.days_off_most is None or min(days) <= s.days_off_most), None)
    return _restarted(context, held, step) if step else held


def _restarted(context: Context, held: Position, step: Restart) -> Position:
    level = held.level
    if step.levels_down:
        level = min(level, (context.run_position.level or held.level) - step.levels_down)
    if step.level_most is not None:
        level = min(level, step.level_most)
    level = max(level, 1)
    if not step.gate_again:
        return Position(phase=held.phase, order=held.order, level=level)
    earlier = [phase for phase in context.protocol.phases if phase.order < held.order]
    gate = max(earlier, key=lambda phase: phase.order, default=context.protocol.phase(held.phase))
    return Position(phase=gate.id, order=gate.order, level=level)
