"""What each cap leaves of a session: counted from the lower of issued and done, tolerated runs only."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from restride.core.context import Context
from restride.core.decision import Dose, LimitReason, Position, Quantity
from restride.core.events import CLINICAL
from restride.core.measures.clearance import valid_clearances
from restride.core.once import quickly
from restride.core.protocol import Cap, Pace, Phase
from restride.core.run_reading import Run
from restride.core.state import Entry
from restride.core.terms import Course, Scope

_new_limit = quickly(LimitReason)
_WEEK_D = 7
_CLEARANCE = "clearance-limit"
_DIRECTED = "clinician-limit"
_EARLIER = "decided-today"
_FIRST = "first-sessions"
_FIRST_BOUT = "first-bouts"
_DONE: Mapping[Quantity, Callable[[Run], int]] = {
    "run_s": lambda run: run.run_s,
    "longest_bout_s": lambda run: run.bout_s,
    "on_feet_s": lambda run: run.on_feet_s,
}
_TOLERATED: Mapping[Quantity, Callable[[Run], int]] = {
    "run_s": lambda run: run.run_s_base,
    "longest_bout_s": lambda run: run.bout_s_base,
    "on_feet_s": lambda run: run.on_feet_s_base,
}
_CHANGED = "pace-changed"


def limits(context: Context, dose: Dose, phase: Phase) -> tuple[LimitReason, ...]:
    """Every cap in force on this dose, binding or not: the protocol's for the phase, a clinician's, today's earlier."""
    caps = [cap for cap in context.protocol.caps if cap.holds(phase.id, context.regimen.preset)]
    stood = tolerated(context)
    found = [_limit(context, cap, dose, stood) for cap in caps]
    given = (*_cleared(context, dose), *_directed(context, dose))
    return (*found, *_first(context, dose, phase), *given, *_earlier(context, dose))


def held_back(position: Position, dose: Dose) -> tuple[LimitReason, ...]:
    """What was held before the pace changed, until the first step under the new one is earned."""
    pairs: tuple[tuple[Quantity, int], ...] = (
        ("run_s", position.run_s_most),
        ("longest_bout_s", position.bout_s_most),
    )
    return tuple(_plain(_CHANGED, quantity, most, dose, ()) for quantity, most in pairs if most)


def tolerated(context: Context) -> tuple[Run, ...]:
    """Runs that were asked for and stood: morning answered, not cut short, and no step back or stop after them."""
    runs = context.runs
    next_starts = [*(later.at.at for later in runs[1:]), context.now.at]
    eased = [made.issued_at for made in context.decisions if made.course < Course.HOLD]
    return tuple(run for run, end in zip(runs, next_starts, strict=False) if _stood(run, end, eased))


def _stood(run: Run, end: datetime, eased: list[datetime]) -> bool:
    if run.issued is None or run.morning != "answered" or run.cut_short or run.withdrawn:
        return False
    return not any(run.at.at < at <= end for at in eased)


def _limit(context: Context, cap: Cap, dose: Dose, stood: tuple[Run, ...]) -> LimitReason:
    base, evidence = _base(context, cap, stood)
    allowed = max(cap.starter_s, base * cap.percent // 100 + cap.plus_s if base else 0)
    if cap.most_s is not None:
        allowed = min(allowed, cap.most_s) if cap.base != "none" else cap.most_s
    if cap.window_d:
        recent = _in_last(cap.window_d, context.runs, context)
        allowed = max(allowed - sum(_most(run, cap.quantity) for run in recent), 0)
        evidence = (*evidence, *(run.id for run in recent))
    return _new_limit(
        cap=cap.id,
        say=cap.say,
        quantity=cap.quantity,
        allowed=allowed,
        before=_of(dose, cap.quantity),
        base=base,
        binding=allowed < _of(dose, cap.quantity),
        evidence=tuple(dict.fromkeys(evidence)),
        cite=cap.cite,
        grade=cap.evidence,
    )


def _in_last(days: int, runs: tuple[Run, ...], context: Context) -> list[Run]:
    """The runs that ended in the last so many times 24 hours, or after now."""
    begins = context.now.at - timedelta(days=days)
    return [run for run in runs if run.ends_at > begins]


def _base(context: Context, cap: Cap, stood: tuple[Run, ...]) -> tuple[int, tuple[str, ...]]:
    looked = _in_last(cap.base_d, stood, context) if cap.base != "none" else []
    if not looked:
        return 0, ()
    amounts = [(run, _counted(run, cap.quantity)) for run in looked]
    ids = tuple(run.id for run in looked)
    if cap.base == "longest_tolerated":
        return max(amount for _, amount in amounts), ids
    if cap.base == "best_tolerated_week":
        return max(_week_up_to(run, amounts) for run in looked), ids
    begins = context.now.at - timedelta(days=_WEEK_D)
    last_week = sum(n for run, n in amounts if run.ends_at > begins)
    return max(last_week, sum(n for _, n in amounts) * _WEEK_D // cap.base_d), ids


def _week_up_to(last: Run, amounts: list[tuple[Run, int]]) -> int:
    """What stood in the 168 hours that end with this run."""
    first = last.ends_at - timedelta(days=_WEEK_D)
    return sum(amount for run, amount in amounts if first < run.ends_at <= last.ends_at)


def _counted(run: Run, quantity: Quantity) -> int:
    """The lower of issued and done: what a cap may grow from."""
    done = _TOLERATED[quantity](run)
    return min(done, _of(run.issued.dose, quantity)) if run.issued else 0


def _most(run: Run, quantity: Quantity) -> int:
    return _DONE[quantity](run)


def _of(dose: Dose, quantity: Quantity) -> int:
    amount: int = getattr(dose, quantity)  # a dose has its quantities by name
    return amount


def first_sessions(context: Context, phase: Phase) -> Pace | None:
    """The pace whose first sessions these still are, for a published ladder too; None when they are over."""
    pace = phase.pace(context.regimen.preset)
    if pace is None and context.regimen.ladder:
        pace = min(phase.paces, key=lambda one: one.first_most_s, default=None)
    asked = [run for run in context.runs if run.issued is not None]
    return None if pace is None or len(asked) >= pace.first_sessions else pace


def _first(context: Context, dose: Dose, phase: Phase) -> list[LimitReason]:
    """The first sessions stay small, in bouts as short as the first."""
    pace = first_sessions(context, phase)
    if pace is None:
        return []
    most: tuple[tuple[str, Quantity, int], ...] = (
        (_FIRST, "run_s", pace.first_most_s),
        (_FIRST_BOUT, "longest_bout_s", pace.first_bout_s),
    )
    source = next(one for one in context.protocol.sources if one.part == f"{phase.id}.pace")
    return [replace(_plain(cap, q, n, dose, ()), cite=source.cite, grade=source.evidence) for cap, q, n in most]


def _cleared(context: Context, dose: Dose) -> list[LimitReason]:
    """Limits that a clinician set with a clearance for running; the lowest of those in force counts."""
    found = []
    for entry in valid_clearances(context, Scope.RUN):
        pairs: tuple[tuple[Quantity, int | None], ...] = (
            ("run_s", entry.body.run_s_most),
            ("longest_bout_s", entry.body.bout_s_most),
        )
        found += [_plain(_CLEARANCE, q, most, dose, (entry.id,)) for q, most in pairs if most is not None]
    return found


def limits_in_force(context: Context) -> tuple[Entry, ...]:
    """Limits that clinicians set for this injury, not over and not taken back. A date ahead makes none void."""
    gone = {entry.body.limit for entry in context.state.limits_withdrawn.values()}
    return tuple(
        entry
        for id, entry in sorted(context.state.limits.items())
        if id not in gone
        and entry.episode == context.regimen.episode
        and entry.author.role in CLINICAL
        and context.now.day <= entry.body.until
    )


def _directed(context: Context, dose: Dose) -> list[LimitReason]:
    """Limits that a clinician set apart from any clearance; before the first day of running nothing is left."""
    found = []
    for entry in limits_in_force(context):
        starts = entry.body.no_run_before
        waits = starts is not None and context.now.day < starts
        pairs: tuple[tuple[Quantity, int | None], ...] = (
            ("run_s", 0 if waits else entry.body.run_s_most),
            ("longest_bout_s", entry.body.bout_s_most),
        )
        found += [_plain(_DIRECTED, q, most, dose, (entry.id,)) for q, most in pairs if most is not None]
    return found


def _earlier(context: Context, dose: Dose) -> list[LimitReason]:
    """Today's earlier answer is not exceeded by a later one of the same day (INV-054)."""
    quantities: tuple[Quantity, ...] = ("run_s", "longest_bout_s", "on_feet_s")
    return [_plain(_EARLIER, q, _of(made.dose, q), dose, ()) for made in context.binding_today for q in quantities]


def _plain(cap: str, quantity: Quantity, most: int, dose: Dose, evidence: tuple[str, ...]) -> LimitReason:
    return _new_limit(
        cap=cap,
        say=cap,
        quantity=quantity,
        allowed=most,
        before=_of(dose, quantity),
        base=0,
        binding=most < _of(dose, quantity),
        evidence=evidence,
    )
