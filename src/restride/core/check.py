"""A second opinion on each session about to be issued, from the invariants; shares no code with judge or decide."""

from collections.abc import Iterator
from datetime import timedelta

from restride.core.decision import Decision, Position
from restride.core.events import CLINICAL
from restride.core.moment import Now
from restride.core.on_ladder import on_ladder
from restride.core.protocol import Phase, Regimen, Rule
from restride.core.state import Entry, RunnerState
from restride.core.terms import Course, PainMoment, Role, Scope, Side


def check(decision: Decision, regimen: Regimen, state: RunnerState, now: Now) -> tuple[str, ...]:
    """Codes of what speaks against this decision; empty when it may be issued. A decision without a run is fine."""
    if not decision.runs:
        return ()
    return tuple(code for code, bad in _objections(decision, regimen, state, now) if bad)


def _objections(decision: Decision, regimen: Regimen, state: RunnerState, now: Now) -> Iterator[tuple[str, bool]]:
    phase = regimen.protocol.phase(decision.position.phase)
    rules = (*regimen.protocol.rules, *phase.rules)
    yield "red-flag-open", _flag_open(state, now)
    yield (
        "clearance-missing",
        (regimen.clearance_required or _operated(regimen, state)) and not _cleared(regimen, state, now),
    )
    yield "check-in-missing", not _checked_in(regimen, state, now)
    yield "pain-this-morning", _morning_pain(regimen, state, now) > _least_bound(rules, "pain_this_morning")
    yield "ran-today", any(e.at.day == now.day for e in _runs(state))
    yield "rest-too-short", _rested_h(state, now) < _most_bound(rules, "hours_since_run", regimen.preset)
    yield "not-in-a-run-phase", not (phase.stages or decision.position.table)
    yield "more-than-the-stage", _more_than_stage(decision, phase) and _more_than_row(decision, regimen)
    before = _before(decision, regimen, state)
    if before is not None and _pace_changed(decision, regimen, before):
        yield "more-than-before-the-change", _more_than_held(decision, regimen, before)
    else:
        yield "more-than-one-step", before is None or _climbed(decision, before) > 1
        yield "target-leaps", _target_leaps(decision, regimen, before)
    yield "over-a-hard-limit", _over_hard_limit(decision, regimen)
    yield "stopped-or-questions", decision.course is Course.STOP or bool(decision.questions or decision.trouble)
    yield (
        "past-or-too-long",
        decision.day != now.day or decision.expires_at > now.day_ends or decision.issued_at > now.at,
    )


def _flag_open(state: RunnerState, now: Now) -> bool:
    closed = set()
    for entry in state.flags_closed.values():
        by_right = entry.author.role in CLINICAL and entry.author.id not in _runners(state)
        if by_right and entry.at.day <= now.day and any(sign.isalnum() for sign in entry.body.reason):
            closed.add(entry.body.flag_event)
    return bool(set(state.flags) - closed)


def _runners(state: RunnerState) -> set[str]:
    """Who entered an episode as the runner: nobody clears themselves."""
    return {entry.author.id for entry in state.episodes.values() if entry.author.role is Role.RUNNER}


def _operated(regimen: Regimen, state: RunnerState) -> bool:
    return any(entry.episode in (None, regimen.episode) for entry in state.operations.values())


def _cleared(regimen: Regimen, state: RunnerState, now: Now) -> bool:
    opened = state.episodes.get(regimen.episode)
    if opened is None:
        return False
    withdrawn = {entry.body.clearance for entry in state.clearances_withdrawn.values()}
    confirmed = {entry.body.clearance for entry in state.clearances_confirmed.values()}
    for id, entry in state.clearances.items():
        given = entry.body
        by_right = entry.author.role in (Role.CLINICIAN, Role.EXTERNAL) and entry.author.id not in _runners(state)
        valid = id not in withdrawn and (given.confirmed or id in confirmed)
        fits = entry.episode == regimen.episode and given.side in (opened.body.side, Side.BOTH)
        fits = fits and not set(opened.body.screens) - set(given.names)
        since = all(op.recorded_at < entry.recorded_at for op in state.operations.values())
        if (
            by_right
            and valid
            and fits
            and since
            and given.scope >= Scope.RUN
            and given.starts <= now.day <= given.until
        ):
            return True
    return False


def _mornings(regimen: Regimen, state: RunnerState, now: Now) -> list[Entry]:
    found = []
    for entry in state.reports.values():
        mine = entry.episode == regimen.episode and entry.at.day == now.day
        if mine and entry.body.moment is PainMoment.MORNING and entry.body.answers.pain_tenths is not None:
            found.append(entry)
    return found


def _checked_in(regimen: Regimen, state: RunnerState, now: Now) -> bool:
    """A morning's answer that did not come back with a backup."""
    restored = max((entry.recorded_at for entry in state.restores.values()), default=None)
    return any(restored is None or entry.recorded_at > restored for entry in _mornings(regimen, state, now))


def _morning_pain(regimen: Regimen, state: RunnerState, now: Now) -> int:
    return max((entry.body.answers.pain_tenths for entry in _mornings(regimen, state, now)), default=0)


def _least_bound(rules: tuple[Rule, ...], measure: str) -> int:
    bounds = [c.bound.value for rule in rules if not rule.waivable for c in rule.any_of if c.measure == measure]
    return min(bounds, default=100)


def _most_bound(rules: tuple[Rule, ...], measure: str, preset: str) -> int:
    """The strictest bound of the rules that ask for this measure and for nothing in its place."""
    in_force = (rule for rule in rules if not rule.waivable and (not rule.presets or preset in rule.presets))
    asked = (rule.any_of[0] for rule in in_force if len(rule.any_of) == 1)
    return max((one.bound.value for one in asked if one.measure == measure), default=0)


def _runs(state: RunnerState) -> list[Entry]:
    """Every session with running that no clinician took out for good."""
    out = {target for target, edits in state.edits.items() for edit in edits if edit.withdrawn and edit.settled}
    return [entry for id, entry in state.sessions.items() if entry.body.run_s and id not in out]


def _rested_h(state: RunnerState, now: Now) -> float:
    ends = [e.at.at + timedelta(seconds=e.body.elapsed_s) for e in _runs(state)]
    return min(((now.at - end) / timedelta(hours=1) for end in ends), default=float("inf"))


def _more_than_stage(decision: Decision, phase: Phase) -> bool:
    if not 1 <= decision.position.level <= len(phase.stages):
        return True
    if decision.position.target_s:
        longest = phase.bouts[decision.position.level - 1].run_s if decision.position.level <= len(phase.bouts) else 0
        return decision.dose.run_s > decision.position.target_s or decision.dose.longest_bout_s > longest
    bouts = phase.stages[decision.position.level - 1].bouts
    total, longest = sum(bout.run_s for bout in bouts), max(bout.run_s for bout in bouts)
    return decision.dose.run_s > total or decision.dose.longest_bout_s > longest


def _more_than_row(decision: Decision, regimen: Regimen) -> bool:
    """In build: more than the session of its place, or, where nothing moves on, than any session from there on."""
    place, asked = decision.position, decision.dose.run_s
    table = next((t for one in regimen.protocol.phases for t in one.tables if t.id == place.table), None)
    if table is None or not 1 <= place.level <= len(table.sessions) + 1:
        return True
    row = table.rows[table.keep_row - 1]
    ahead = [*(session.run_s for session in table.sessions[place.level - 1 :]), row.week_s // row.runs]
    if decision.course is Course.PROGRESS:
        return asked > ahead[0]
    return asked > min(ahead) or decision.dose.quality is not None


def _before(decision: Decision, regimen: Regimen, state: RunnerState) -> Position | None:
    """The position of the last decision of an earlier day; None before any: a first decision never asks for a run."""
    mine = (entry.body.decision for entry in state.decisions.values() if entry.episode == regimen.episode)
    earlier = [made for made in mine if made.day < decision.day]
    return max(earlier, key=lambda made: made.issued_at).position if earlier else None


def _climbed(decision: Decision, before: Position) -> int:
    phases = decision.position.order - before.order
    if decision.position.table != before.table:
        return phases  # another goal counts its sessions anew; how far one may grow is a limit of its own
    return phases or decision.position.level - before.level


def _pace_changed(decision: Decision, regimen: Regimen, before: Position) -> bool:
    """Whether the level of this decision counts in another table of walk-run than that of the last one."""
    after = decision.position
    walk_run = next((phase.order for phase in regimen.protocol.phases if phase.stages), 0)
    if not before.level or max(before.order, after.order) > walk_run:
        return False
    return (before.ladder, bool(before.target_s)) != (after.ladder, bool(after.target_s))


def _more_than_held(decision: Decision, regimen: Regimen, held: Position) -> bool:
    """Whether it asks for more than the last position did in its own table."""
    protocol = on_ladder(regimen.own, held.ladder) if held.ladder else regimen.own
    phase = next(phase for phase in protocol.phases if phase.stages)
    if held.target_s:
        total, longest = held.target_s, phase.bouts[held.level - 1].run_s
    else:
        bouts = phase.stages[held.level - 1].bouts
        total, longest = sum(bout.run_s for bout in bouts), max(bout.run_s for bout in bouts)
    total, longest = min(total, held.run_s_most or total), min(longest, held.bout_s_most or longest)
    return decision.dose.run_s > total or decision.dose.longest_bout_s > longest


def _target_leaps(decision: Decision, regimen: Regimen, before: Position | None) -> bool:
    """A target that grew by more than the table's largest step over the last one of an earlier day."""
    table = next((t for one in regimen.protocol.phases for t in one.tables if before and t.id == before.table), None)
    if table is not None:  # back from build: below its shortest session
        return decision.position.target_s > min(session.run_s for session in table.sessions)
    last_s = before.target_s if before else 0
    pace = regimen.protocol.phase(decision.position.phase).pace(regimen.preset)
    if pace is None:
        return bool(decision.position.target_s)
    most = last_s + max(last_s * pace.step_most_pm // 1000, 30) if last_s else pace.start_most_s
    return decision.position.target_s > most


def _over_hard_limit(decision: Decision, regimen: Regimen) -> bool:
    amounts = {
        "run_s": decision.dose.run_s,
        "longest_bout_s": decision.dose.longest_bout_s,
        "on_feet_s": decision.dose.on_feet_s,
    }
    here = decision.position.phase
    caps = (cap for cap in regimen.protocol.caps if not cap.phases or here in cap.phases)
    hard = (cap for cap in caps if not cap.window_d and not cap.waivable)
    return any(cap.most_s is not None and amounts[cap.quantity] > cap.most_s for cap in hard)
