"""Where the course leads: the next position on a ladder, by minutes, or between phases. One step up, trouble down."""

from datetime import timedelta
from itertools import takewhile

from restride.core.build import ROWS, STEADY, at_level, placed, rows_down, standing, table_in_force, table_named
from restride.core.caps import tolerated
from restride.core.context import Context
from restride.core.decision import Position, meet, moved
from restride.core.measures.load import days_off
from restride.core.pace import (
    at_most_level,
    eased,
    grown,
    highest_bout,
    lengthened,
    re_entered,
    session_dose,
    stages_down,
    started,
    top_s,
)
from restride.core.protocol import Pace, Phase, Restart
from restride.core.response import Colour, colour
from restride.core.terms import Course


def next_position(context: Context, course: Course, *, run_today: bool) -> Position:
    """The position after this course. It rises inside a phase only on a day with a run; a phase opens on its gate."""
    held = standing(context)
    lowest = meet(_stepped_back(context, course), _after_gap(context))
    if lowest.rank < held.rank or lowest.step_pm < held.step_pm:
        return lowest
    if course is not Course.PROGRESS:
        return held
    phase = context.protocol.phase(held.phase)
    higher = _higher(context, phase)
    if higher is not None:
        return higher if run_today else held
    following = following_phase(context, phase)
    opens = following is not None and (run_today or following.progression != ROWS)  # its first level is a session
    return _entered(context, following) if following and opens else held


def following_phase(context: Context, phase: Phase) -> Phase | None:
    """The phase after this one; None at the end of the protocol."""
    following: Phase | None = None
    for other in context.protocol.phases:
        if other.order > phase.order and (following is None or other.order < following.order):
            following = other
    return following


def at_the_end(context: Context, phase: Phase) -> bool:
    """Whether the phase has no further step for this runner, so that the next phase's gate is looked at."""
    return _higher(context, phase) is None


def pace_of(context: Context, phase: Phase) -> Pace | None:
    """The pace of minutes in force in this phase; None where it goes by the stages."""
    return phase.pace(context.regimen.preset)


def last_colour(context: Context, pace: Pace) -> Colour | None:
    """The worst colour of the runs that no decision has weighed yet; None when nobody ran or said."""
    answers = (colour(context.as_of(run).runs, pace.response, context.baseline) for run in context.unanswered_runs)
    return max((one for one in answers if one is not None), default=None)


def _higher(context: Context, phase: Phase) -> Position | None:
    """One step further inside the phase; None at its end."""
    held, pace = standing(context), pace_of(context, phase)
    if phase.progression == ROWS and held.table:
        steady = table_named(context.protocol, held.table).steady
        return moved(held, level=held.level + 1) if held.level + 1 < steady else None
    if held.is_held_back:  # the first step after a change of pace is the one that was held back
        return moved(held, run_s_most=0, bout_s_most=0)
    if pace is None:
        return moved(held, level=held.level + 1) if held.level < len(phase.stages) else None
    if held.target_s >= top_s(phase) and held.level >= len(phase.bouts):
        return None
    return _stepped_on(context, held, pace, phase)


def _stepped_on(context: Context, held: Position, pace: Pace, phase: Phase) -> Position:
    """The next target, where one near this was run of late; else a limit would be left behind by what it limits.

    Until then the bouts may become longer, where the longest of them were run. Before the first run nothing is near
    or far: that it went well is asked by a rule.
    """
    begins = context.now.at - timedelta(days=pace.near_target_d)
    ran = [run.counts for run in tolerated(context) if run.ends_at > begins]
    near_s = session_dose(phase, held).run_s * pace.near_target_pct // 100
    if not ran or max(most["run_s"] for most in ran) >= near_s:
        return grown(held, pace, phase)
    in_full = max(most["longest_bout_s"] for most in ran) >= phase.bouts[held.level - 1].run_s
    return lengthened(held, phase) if in_full else held


def _entered(context: Context, phase: Phase) -> Position:
    """The first position in a phase; one that was kept from before a break is not lost, and not raised."""
    held = standing(context)
    if phase.progression in (ROWS, STEADY):
        table = table_in_force(context)
        return at_level(context.protocol, table, 1 if phase.progression == ROWS else table.steady)
    position = moved(held, phase=phase.id, order=phase.order, ladder=context.regimen.ladder)
    if not phase.has_runs:
        return position
    pace = pace_of(context, phase)
    if pace is None:
        return _come_back(context, moved(position, level=max(held.level, 1)))
    fresh = started(position, pace, context.opened, context.now)
    return _come_back(context, moved(position, level=max(held.level, 1))) if held.target_s else fresh


def _come_back(context: Context, position: Position) -> Position:
    """The kept position lowered by all the days since the last run, however long the gate took."""
    phase = context.protocol.phase(position.phase)
    if context.last_run is None or not phase.restart:
        return position
    days = (context.now.day - context.last_run.at.day).days
    step = next((s for s in phase.restart if s.days_off_most is None or days <= s.days_off_most), None)
    if step is None or step.level_most is None:
        return position
    pace = pace_of(context, phase)
    if pace is not None and position.target_s:
        return at_most_level(re_entered(position, pace, phase, days), phase, step.level_most)
    return moved(position, level=min(position.level, step.level_most))


def _stepped_back(context: Context, course: Course) -> Position:
    """One step below the position last run, never below the first; a stop keeps no more than a step back (INV-014)."""
    held = standing(context)
    if course >= Course.HOLD or not held.level:
        return held
    phase, ran = context.protocol.phase(held.phase), _ran(context, held)
    if held.table:
        level = min(held.level, ran.level - 1)
        table = table_named(context.protocol, held.table)
        return at_level(context.protocol, table, level) if level else _before_build(context)
    pace = pace_of(context, phase)
    if pace is not None and ran.target_s:
        return meet(held, moved(eased(ran, pace, phase, last_colour(context, pace)), order=held.order))
    level = stages_down(phase, ran.level, 1) if ran.level else held.level
    return moved(held, level=max(1, min(held.level, level)))


def _after_gap(context: Context) -> Position:
    """Where the restart table of the phase comes back in after days without a tolerated run (INV-022).

    Days before this stay in the phase began were answered by the gate, so they are not counted twice.
    """
    held = standing(context)
    phase = context.protocol.phase(held.phase)
    stay = (context.now.day - context.entered).days if context.entered else None
    days = [n for n in (days_off(context, {}).value, stay) if n is not None]
    if not days or not phase.restart:
        return held
    step = next((s for s in phase.restart if s.days_off_most is None or min(days) <= s.days_off_most), None)
    return _restarted(context, step, min(days)) if step else held


def _restarted(context: Context, step: Restart, days: int) -> Position:
    if standing(context).table:
        return _restarted_in_build(context, step, days)
    position = _reduced(context, step, days)
    if not step.gate_again:
        return position
    earlier = [phase for phase in context.protocol.phases if phase.order < position.order]
    gate = max(earlier, key=lambda phase: phase.order, default=context.protocol.phase(position.phase))
    return moved(position, phase=gate.id, order=gate.order)


def _reduced(context: Context, step: Restart, days: int) -> Position:
    held = context.held
    ran = _ran(context, held)
    phase = context.protocol.phase(held.phase)
    pace = pace_of(context, phase)
    changes = bool(step.levels_down or step.level_most is not None)
    if pace is not None and held.target_s:
        if not changes:
            return held
        one_down = step.levels_down == 1 and step.level_most is None  # a step of the pace counts as a stage
        lower = eased(ran, pace, phase, None) if one_down else re_entered(ran, pace, phase, days)
        position = meet(held, moved(lower, order=held.order))
        return at_most_level(position, phase, step.level_most) if step.level_most is not None else position
    level = held.level
    if step.levels_down:
        level = min(level, stages_down(phase, ran.level or held.level, step.levels_down))
    if step.level_most is not None:
        level = min(level, step.level_most)
    return moved(held, level=max(level, 1))


def _ran(context: Context, held: Position) -> Position:
    """The position last run, where it can be compared with the one held: both before build, or both in its table."""
    ran = placed(context, context.run_position)
    return ran if bool(ran.table) is bool(held.table) else held


def _walk_run(context: Context) -> Phase:
    return next(phase for phase in context.protocol.phases if phase.stages)


def _before_build(context: Context) -> Position:
    """One step back from the first session of build: into walk-run, below the shortest session of the table.

    Stages are looked through in order up to the first that asks for more: the totals of a printed ladder rise and fall.
    """
    phase, most_s = _walk_run(context), table_in_force(context).least[0]
    pace = pace_of(context, phase)
    position = Position(phase=phase.id, order=phase.order, ladder=context.regimen.ladder)
    if pace is None:
        totals = (sum(bout.run_s for bout in stage.bouts) for stage in phase.stages)
        fits = len(list(takewhile(lambda total: total <= most_s, totals)))
        return moved(position, level=max(fits - 1, 1))
    reached = moved(position, level=highest_bout(phase, most_s), target_s=most_s, step_pm=pace.step_least_pm)
    return eased(reached, pace, phase, last_colour(context, pace))


def _restarted_in_build(context: Context, step: Restart, days: int) -> Position:
    """Some rows down; after a longer gap through the tests into walk-run again."""
    held = standing(context)
    if not step.gate_again:
        ran = _ran(context, held)
        return meet(held, rows_down(context.protocol, ran, step.levels_down)) if step.levels_down else held
    phase = _walk_run(context)
    gate = max((one for one in context.protocol.phases if one.order < phase.order), key=lambda one: one.order)
    pace, level = pace_of(context, phase), step.level_most or 1
    position = Position(phase=gate.id, order=gate.order, level=level, ladder=context.regimen.ladder)
    if pace is None:
        return position
    return at_most_level(re_entered(moved(position, target_s=top_s(phase)), pace, phase, days), phase, level)
