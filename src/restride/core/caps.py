"""What each cap leaves of a session: counted from the lower of issued and done, tolerated runs only."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from restride.core.comeback import comeback
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
_WEEK = timedelta(days=_WEEK_D)
_HOLD, _RUN = Course.HOLD, Scope.RUN
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
_CHANGED = "pace-changed"


def limits(context: Context, dose: Dose, phase: Phase) -> tuple[LimitReason, ...]:
    """Every cap in force on this dose, binding or not: the protocol's for the phase, a clinician's, today's earlier."""
    caps = [cap for cap in context.protocol.caps if cap.holds(phase.id, context.regimen.preset)]
    past = Past(context, dose)
    found = [_limit(past, cap) for cap in caps]
    given = (*_cleared(context, dose), *_directed(context, dose))
    back = comeback(context, past.stood, dose, phase)
    return (*found, *back, *_first(context, dose, phase), *given, *_earlier(context, dose))


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
    eased = sorted([made.issued_at for made in context.decisions if made.course < _HOLD])
    held = [(run, end) for run, end in zip(runs, next_starts, strict=False) if run.was_done_as_asked]
    return tuple([run for run, end in held if not _any_between(eased, run.at.at, end)])


def _any_between(instants: list[datetime], after: datetime, end: datetime) -> bool:
    """Whether any of these, in order, lies after the one and not after the other."""
    first = bisect_right(instants, after)
    return first < len(instants) and instants[first] <= end


def _limit(past: "Past", cap: Cap) -> LimitReason:
    base, evidence = _base(past, cap)
    allowed = max(cap.starter_s, base * cap.percent // 100 + cap.plus_s if base else 0)
    if cap.most_s is not None:
        allowed = min(allowed, cap.most_s) if cap.base != "none" else cap.most_s
    if cap.window_d:
        recent = past.done(cap.window_d)
        most = _DONE[cap.quantity]
        allowed = max(allowed - sum([most(run) for run in recent]), 0)
        evidence = (*evidence, *[run.id for run in recent])
    before = past.asked[cap.quantity]
    return _new_limit(
        cap=cap.id,
        say=cap.say,
        quantity=cap.quantity,
        allowed=allowed,
        before=before,
        base=base,
        binding=allowed < before,
        evidence=tuple(dict.fromkeys(evidence)),
        cite=cap.cite,
        grade=cap.evidence,
    )


class Past:
    """What the caps of one decision count from: runs, each stretch of days looked through once, and what is asked."""

    def __init__(self, context: Context, dose: Dose) -> None:
        self.asked = {quantity: _of(dose, quantity) for quantity in _DONE}
        self.runs = context.runs
        self.stood = tolerated(context)
        self.now = context.now.at
        self._done: dict[int, list[Run]] = {}
        self._tolerated: dict[int, list[Run]] = {}

    def done(self, days: int) -> list[Run]:
        """The runs that ended in the last so many times 24 hours, or after now."""
        if days not in self._done:
            self._done[days] = self._since(days, self.runs)
        return self._done[days]

    def tolerated(self, days: int) -> list[Run]:
        """Those of them that stood."""
        if days not in self._tolerated:
            self._tolerated[days] = self._since(days, self.stood)
        return self._tolerated[days]

    def _since(self, days: int, runs: tuple[Run, ...]) -> list[Run]:
        begins = self.now - timedelta(days=days)
        return [run for run in runs if run.ends_at > begins]


def _base(past: Past, cap: Cap) -> tuple[int, tuple[str, ...]]:
    looked = past.tolerated(cap.base_d) if cap.base != "none" else []
    if not looked:
        return 0, ()
    quantity, ids = cap.quantity, tuple([run.id for run in looked])
    if cap.base == "longest_tolerated":
        return max([run.counts[quantity] for run in looked]), ids
    amounts = [(run.ends_at, run.counts[quantity]) for run in looked]
    if cap.base == "best_tolerated_week":
        return _best_week(amounts), ids
    begins = past.now - _WEEK
    last_week = sum([amount for ended, amount in amounts if ended > begins])
    return max(last_week, sum([amount for _, amount in amounts]) * _WEEK_D // cap.base_d), ids


def _best_week(amounts: list[tuple[datetime, int]]) -> int:
    """The most in the 168 hours that end with any of these runs."""
    ordered = sorted(amounts)
    best = within = first = 0
    for ended, amount in ordered:
        within += amount
        while ordered[first][0] <= ended - _WEEK:
            within -= ordered[first][1]
            first += 1
        best = max(best, within)
    return best


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
    for entry in valid_clearances(context, _RUN):
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
    before = _of(dose, quantity)
    return _new_limit(
        cap=cap,
        say=cap,
        quantity=quantity,
        allowed=most,
        before=before,
        base=0,
        binding=most < before,
        evidence=evidence,
    )
