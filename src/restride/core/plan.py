"""Stages into sessions: the dose of a stage, and the same session made smaller until every limit holds. Rounds down."""

from restride.core.decision import NO_RUN, Dose, RunWalk
from restride.core.once import altering
from restride.core.protocol import Phase
from restride.core.values import dataclass

GRAIN_S = 30  # bouts are cut to whole half minutes, so that a person can follow them; always downwards

_resized = altering(Dose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much is left of each component, in whole seconds."""

    run_s: int
    longest_bout_s: int
    on_feet_s: int


def stage_dose(phase: Phase, level: int) -> Dose:
    """The session of a stage as the protocol has it; no run where the phase has no such stage."""
    if not 1 <= level <= len(phase.stages):
        return NO_RUN
    bouts = phase.stages[level - 1].bouts
    return Dose(bouts=bouts, warmup_s=phase.warmup_s, cooldown_s=phase.cooldown_s)


def fit(dose: Dose, room: Room, *, shortest_bout_s: int) -> Dose:
    """The largest session of this shape inside the room: shorter bouts, then fewer; none when too little is left.

    Each component of the result is at most that of the dose and of the room (INV-018, INV-019).
    """
    if _inside(dose, room):
        return NO_RUN if any(bout.run_s < shortest_bout_s for bout in dose.bouts) or not dose.bouts else dose
    longest = room.longest_bout_s // GRAIN_S * GRAIN_S
    bouts = tuple(RunWalk(run_s=min(bout.run_s, longest), walk_s=bout.walk_s) for bout in dose.bouts)
    if room.longest_bout_s >= dose.longest_bout_s:
        bouts = dose.bouts
    while bouts and not _inside(smaller := _with(dose, bouts), room):
        if len(bouts) == 1:
            bouts = _shortened(smaller, room)
            break
        bouts = bouts[:-1]
    if not bouts or any(bout.run_s < shortest_bout_s for bout in bouts):
        return NO_RUN
    return _with(dose, bouts)


def _with(dose: Dose, bouts: tuple[RunWalk, ...]) -> Dose:
    """The session with other bouts. One that was made smaller is easy throughout."""
    return _resized(dose, bouts=bouts, quality=dose.quality if bouts == dose.bouts else None)


def _inside(dose: Dose, room: Room) -> bool:
    return dose.run_s <= room.run_s and dose.longest_bout_s <= room.longest_bout_s and dose.on_feet_s <= room.on_feet_s


def _shortened(dose: Dose, room: Room) -> tuple[RunWalk, ...]:
    """One bout cut to what is left; no bouts when nothing is."""
    last = dose.bouts[0]
    over = max(dose.run_s - room.run_s, dose.on_feet_s - room.on_feet_s, 0)
    run_s = (last.run_s - over) // GRAIN_S * GRAIN_S
    return (RunWalk(run_s=run_s, walk_s=last.walk_s),) if run_s > 0 else ()
