"""The adaptive pace: a target of running seconds that grows, holds and shrinks by the protocol's table. Rounds down."""

from math import exp

from restride.core.decision import Dose, Position, RunWalk, moved
from restride.core.events import EpisodeOpened
from restride.core.moment import Now
from restride.core.plan import GRAIN_S, stage_dose
from restride.core.protocol import Pace, Phase
from restride.core.response import Colour

_ALL_PM = 1000
_ALL_PCT = 100


def started(position: Position, pace: Pace, opened: EpisodeOpened | None, now: Now) -> Position:
    """The first target: a share of the usual session that fades with the days off, inside the table's limits."""
    usual = opened.usual_session_s if opened else None
    last = opened.last_run if opened else None
    days = (now.day - last).days if last else None
    share = (
        usual * pace.start_share_pct / _ALL_PCT * exp(-days / pace.start_decay_d) if usual and days is not None else 0
    )
    target = min(max(int(share), pace.start_least_s), pace.start_most_s)
    return moved(position, level=1, target_s=_grained(target), step_pm=pace.step_first_pm)


def grown(position: Position, pace: Pace, phase: Phase) -> Position:
    """One step up after enough good runs: the personal step grows, the longest bout by one entry at most."""
    target = position.target_s + max(position.target_s * position.step_pm // _ALL_PM, GRAIN_S)
    target = min(_grained(target), top_s(phase))
    step = min(position.step_pm + position.step_pm * pace.step_grow_pct // _ALL_PCT, pace.step_most_pm)
    return moved(position, target_s=target, step_pm=step, level=min(position.level + 1, highest_bout(phase, target)))


def lengthened(position: Position, phase: Phase) -> Position:
    """The same target in bouts one entry longer: a limit may leave more of fewer, longer bouts.

    Without it, a limit that grows from what was run would drop the same bout for ever.
    """
    return moved(position, level=min(position.level + 1, highest_bout(phase, position.target_s)))


def eased(position: Position, pace: Pace, phase: Phase, colour: Colour | None) -> Position:
    """The step back from the position last run: by the colour of its response, amber where a rule alone asks for it."""
    red = colour is Colour.RED
    down = pace.red_down_pm if red else pace.amber_down_pm
    target = max(_grained(position.target_s * (_ALL_PM - down) // _ALL_PM), shortest_s(phase))
    step = pace.step_least_pm if red else max(position.step_pm * pace.step_shrink_pct // _ALL_PCT, pace.step_least_pm)
    level = min(max(position.level - red, 1), highest_bout(phase, target))
    return moved(position, target_s=target, step_pm=step, level=level)


def re_entered(position: Position, pace: Pace, phase: Phase, days_off: int) -> Position:
    """The target after a break: a share of the last one that fades with the days lost, with half the step."""
    share = position.target_s * pace.reentry_share_pct / _ALL_PCT * exp(-days_off / pace.reentry_decay_d)
    target = _grained(min(max(int(share), pace.reentry_least_s), pace.reentry_most_s, position.target_s))
    step = max(pace.step_first_pm // 2, pace.step_least_pm)
    return moved(position, target_s=target, step_pm=step, level=min(position.level, highest_bout(phase, target)))


def at_most_level(position: Position, phase: Phase, level: int) -> Position:
    """The position with bouts and target no further than this entry of the composition."""
    over = phase.bouts[level].from_s if level < len(phase.bouts) else top_s(phase) + GRAIN_S
    return moved(position, level=min(position.level, level), target_s=min(position.target_s, _grained(over - 1)))


def in_bouts_of(phase: Phase, position: Position, most_s: int) -> Position:
    """The same target in bouts no longer than this, so that a limit of bouts doesn't take the running away."""
    if not position.target_s:
        return position
    level = max(sum(bout.run_s <= most_s for bout in phase.bouts), 1)
    return moved(position, level=min(position.level, level))


def session_dose(phase: Phase, position: Position) -> Dose:
    """The session of a position: the stage of a ladder, or the target as bouts; no run where the phase has none.

    What a target leaves over is one shorter bout. Half a minute alone is none: the session stays, the next step has it.
    """
    if not (position.target_s and phase.has_runs):
        return stage_dose(phase, position.level)
    bout = phase.bouts[position.level - 1]
    whole, rest = divmod(position.target_s, bout.run_s)
    bouts = [RunWalk(run_s=bout.run_s, walk_s=bout.walk_s)] * whole
    if rest >= shortest_s(phase):
        bouts.append(RunWalk(run_s=_grained(rest), walk_s=bout.walk_s))
    return Dose(bouts=tuple(bouts), warmup_s=phase.warmup_s, cooldown_s=phase.cooldown_s)


def held_session(phase: Phase, position: Position) -> Dose:
    """The session where nothing moves on: on stages no more than the next one asks for, else holding would be more.

    The totals of a printed ladder rise and fall. The stage keeps its walk; what is left over is one shorter bout.
    """
    if position.target_s or not phase.stages:
        return session_dose(phase, position)
    return _held_stage(phase, position.level)


def _held_stage(phase: Phase, level: int) -> Dose:
    dose, after = stage_dose(phase, level), stage_dose(phase, level + 1)
    if not after.bouts or _within(dose, after):
        return dose
    return _no_more(dose, after, _shortest_on_stages(phase))


def _no_more(dose: Dose, most: Dose, shortest: int) -> Dose:
    longest, left, bouts = most.longest_bout_s, most.run_s, []
    for bout in dose.bouts:
        run_s = min(bout.run_s, longest, left)
        if run_s < bout.run_s:
            run_s = _grained(run_s)
        if run_s < shortest:
            break
        bouts.append(RunWalk(run_s=run_s, walk_s=bout.walk_s))
        left -= run_s
    return Dose(bouts=tuple(bouts), warmup_s=dose.warmup_s, cooldown_s=dose.cooldown_s)


def shortest_bout_s(phase: Phase, position: Position) -> int:
    """The shortest bout that is still a session: of all stages, so that none of them is too short, or of the pace."""
    return shortest_s(phase) if position.target_s else _shortest_on_stages(phase)


def _shortest_on_stages(phase: Phase) -> int:
    return min([bout.run_s for stage in phase.stages for bout in stage.bouts])


def stages_down(phase: Phase, level: int, steps: int) -> int:
    """The level so many steps back, the first at least. No step asks for more running or a longer bout.

    The totals of a printed ladder rise and fall; there a step back passes over stages that ask for more, printed or
    held. A phase without stages only counts.
    """
    if not phase.stages:
        return max(level - steps, 1)
    for _ in range(steps):
        below = (number for number in range(level - 1, 1, -1) if _is_no_harder(phase, number, level))
        level = next(below, 1)
    return level


def _is_no_harder(phase: Phase, level: int, other: int) -> bool:
    printed = _within(stage_dose(phase, level), stage_dose(phase, other))
    return printed and _within(_held_stage(phase, level), _held_stage(phase, other))


def _within(dose: Dose, most: Dose) -> bool:
    return dose.run_s <= most.run_s and dose.longest_bout_s <= most.longest_bout_s


def highest_bout(phase: Phase, target_s: int) -> int:
    """The number of the longest bout that a target of this many seconds may be made of."""
    return max(sum(bout.from_s <= target_s for bout in phase.bouts), 1)


def top_s(phase: Phase) -> int:
    """The last target: the longest bout, run without a walk."""
    return max(bout.run_s for bout in phase.bouts)


def shortest_s(phase: Phase) -> int:
    """The shortest bout of the composition."""
    return min(bout.run_s for bout in phase.bouts)


def _grained(seconds: int) -> int:
    return seconds // GRAIN_S * GRAIN_S
