"""Positions between tables: minutes, our own stages, a published ladder. A change never asks for more than was held.

What the days after a change ask for is the matter of the rules and of the pace.
"""

from collections.abc import Iterable
from dataclasses import replace

from restride.core.decision import NO_RUN, Position
from restride.core.on_ladder import on_ladder, stage_phase
from restride.core.pace import held_session, session_dose, shortest_s, top_s
from restride.core.plan import GRAIN_S
from restride.core.protocol import Pace, Phase, Regimen
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What positions count in: minutes or stages, of which ladder, up to the phase of this number."""

    order: int
    ladder: str
    by_minutes: bool

    def holds(self, position: Position) -> bool:
        """Whether the position is one of this table. Before the runs, and past them, there is nothing to hold."""
        return self.holds_all((position,))

    def holds_all(self, positions: Iterable[Position]) -> bool:
        """Whether all of them are."""
        order, ladder, by_minutes = self.order, self.ladder, self.by_minutes
        for one in positions:
            if one.level and one.order <= order and (one.ladder != ladder or bool(one.target_s) != by_minutes):
                return False
        return True


def table_of(regimen: Regimen) -> Table | None:
    """The table of a regimen; None where its protocol has no stages."""
    phase = stage_phase(regimen.protocol)
    if phase is None:
        return None
    by_minutes = phase.pace(regimen.preset) is not None
    return Table(order=phase.order, ladder=regimen.ladder, by_minutes=by_minutes)


def in_table(position: Position, regimen: Regimen) -> Position:
    """The position in the regimen's own table: the safer neighbour of one that counts in another.

    That is the last stage before the first that asks for more running or a longer bout, the first stage at least. Where
    even that is more than was held, the position keeps what was held as its own limit.
    """
    phase = stage_phase(regimen.protocol)
    if phase is None:
        return position
    held = session_of(position, regimen)
    bare = replace(position, ladder=regimen.ladder, target_s=0, step_pm=0, run_s_most=0, bout_s_most=0)
    pace = phase.pace(regimen.preset)
    moved = _on_stages(bare, phase, held) if pace is None else _by_minutes(bare, phase, pace, held)
    asked = _dose(phase, moved)
    if asked[0] <= held[0] and asked[1] <= held[1]:
        return moved
    return replace(moved, run_s_most=held[0], bout_s_most=held[1])


def session_of(position: Position, regimen: Regimen) -> tuple[int, int]:
    """Seconds of running and of the longest bout that holding a position asks for in its own table, before any cap."""
    own = regimen.own
    phase = stage_phase(on_ladder(own, position.ladder) if position.ladder else own)
    dose = held_session(phase, position) if phase else NO_RUN
    run_s, bout_s = dose.run_s, dose.longest_bout_s
    return (
        max(min(run_s, position.run_s_most or run_s), GRAIN_S),
        max(min(bout_s, position.bout_s_most or bout_s), GRAIN_S),
    )


def _dose(phase: Phase, position: Position) -> tuple[int, int]:
    dose = session_dose(phase, position)
    return dose.run_s, dose.longest_bout_s


def _on_stages(position: Position, phase: Phase, held: tuple[int, int]) -> Position:
    level = 1
    for number in range(1, len(phase.stages) + 1):
        run_s, bout_s = _dose(phase, replace(position, level=number))
        if run_s > held[0] or bout_s > held[1]:
            break
        level = number
    return replace(position, level=level)


def _by_minutes(position: Position, phase: Phase, pace: Pace, held: tuple[int, int]) -> Position:
    run_s, bout_s = held
    target = max(min(run_s // GRAIN_S * GRAIN_S, top_s(phase)), shortest_s(phase))
    level = 1
    for number, bout in enumerate(phase.bouts, 1):
        if bout.run_s > bout_s or bout.from_s > target:
            break
        level = number
    return replace(position, level=level, target_s=target, step_pm=pace.step_first_pm)
