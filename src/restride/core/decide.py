"""The decision of the day: rules in force, judged, combined, turned into position and dose. Total: it never raises."""

from datetime import date, datetime
from functools import reduce

from restride.core.build import easy, row_session, standing, table_named
from restride.core.caps import first_sessions, held_back, limits
from restride.core.context import Context
from restride.core.decision import NO_RUN, Bound, Decision, Dose, LimitReason, Position, Reason, meet
from restride.core.explain import DAY_CLOSED
from restride.core.judge import about_a_run, judge, put, put_once
from restride.core.missing import missing
from restride.core.moment import Now
from restride.core.once import altering, quickly
from restride.core.pace import held_session, in_bouts_of, session_dose, shortest_bout_s
from restride.core.plan import Room, fit
from restride.core.progression import at_the_end, following_phase, next_position
from restride.core.protocol import Phase, Regimen, Rule
from restride.core.question import Sheet, asked_of, sheet_of
from restride.core.restored import restored_at
from restride.core.state import RunnerState
from restride.core.terms import Course, Urgency, Verdict
from restride.core.values import dataclass

RESTORED = "restored"
PACE_CHANGED = "pace-changed"
RUN_OUTCOME = "run_outcome"
NEXT_MORNING = "next_morning"
_changed = altering(Reason)
_new_decision = quickly(Decision)


def decide(regimen: Regimen, state: RunnerState, now: Now) -> Decision:
    """What this episode's runner does today, with every reason. On anything unexpected: no run, and it says so."""
    context = Context(regimen, state, now)
    try:
        return _decided(context)
    except Exception as trouble:  # noqa: BLE001 - fail closed: an unforeseen state may not end in permission to run (INV-025)
        return _closed(context, type(trouble).__name__)


def _with_entry_rules(
    context: Context, reasons: list[Reason], combined: "_Combined", ahead: Position
) -> tuple[list[Reason], "_Combined"]:
    """The day a phase of runs opens is judged by that phase's rules as well; of those about a run, its rest holds."""
    phase = context.protocol.phase(ahead.phase)
    if ahead.order <= context.held.order or not phase.has_runs:
        return reasons, combined
    judged = {reason.rule for reason in reasons}  # what walk-run and build share was put once already
    in_force = (rule for rule in phase.rules if not rule.presets or context.regimen.preset in rule.presets)
    entry = [one for rule in in_force if rule.id not in judged and (one := _at_entry(rule, context)) is not None]
    return [*reasons, *entry], _combine([*reasons, *entry], context)


def _at_entry(rule: Rule, context: Context) -> Reason | None:
    """A run before the phase opened still asks for its rest (INV-023); there is no step to go back from."""
    reason = judge(rule, context)
    if not about_a_run(rule):
        return reason
    rest = reason.no_run_before
    if rest is None or rest <= context.now.at:
        return None
    return _changed(reason, course=Course.PROGRESS, urgency=None, opens_flag="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Combined:
    course: Course
    no_run_before: datetime | None
    urgency: Urgency | None


def _decided(context: Context) -> Decision:
    reasons, trouble = _judged(context)
    combined = _combine(reasons, context)
    questions = open_questions(context)
    course = combined.course
    ahead = next_position(context, course, run_today=True)
    reasons, combined = _with_entry_rules(context, reasons, combined, ahead)
    may_run = not (questions or trouble) and combined.course is not Course.STOP and not _resting(combined, context)
    if not may_run or combined.course is not course:
        ahead = next_position(context, combined.course, run_today=may_run)
    position = _narrowed(context, ahead)
    dose, capped = _dose(context, position, combined.course) if may_run else (NO_RUN, ())
    speed = _before_speed(context, dose)
    if any(reason.course is not Course.PROGRESS for reason in speed):
        dose = easy(dose)
    if may_run and not dose.bouts:
        position = _narrowed(context, next_position(context, combined.course, run_today=False))
    verdict = _verdict(context, combined, questions, dose=dose, position=position)
    return _new_decision(
        verdict=verdict,
        course=combined.course,
        position=position,
        dose=dose,
        day=context.now.day,
        issued_at=context.now.at,
        expires_at=context.now.day_ends,
        no_run_before=combined.no_run_before,
        urgency=combined.urgency,
        reasons=(*_marked(reasons, combined, context), *map(_of_speed, speed)),
        limits=capped,
        questions=questions,
        trouble=trouble,
    )


def rules_in_force(context: Context) -> tuple[Rule, ...]:
    """The protocol's rules, those of the phase held, and the gate of the phase that opens next; one preset's."""
    return tuple(rule for rule, _ in _in_force(context).rules)


def _in_force(context: Context) -> Sheet:
    phase = context.protocol.phase(context.held.phase)
    following = following_phase(context, phase)
    opens = following if following and at_the_end(context, phase) else None
    return sheet_of(context.protocol, phase, opens, context.regimen.preset)


def _judged(context: Context) -> tuple[list[Reason], str]:
    reasons, trouble = [], ""
    ask = put if len(context.unanswered_runs) > 1 else put_once
    for rule, asked in _in_force(context).rules:
        try:
            reasons.append(ask(asked or asked_of(rule), context))
        except Exception as fault:  # noqa: BLE001 - a rule that fails counts as unknown, and nobody runs on it (INV-025)
            trouble = f"{rule.id}: {type(fault).__name__}"
            reasons.append(_failed(rule))
    return [*reasons, *_earlier_today(context), *_back_from_backup(context), *_pace_changed(context)], trouble


def _failed(rule: Rule) -> Reason:
    return Reason(
        rule=rule.id,
        measure=rule.any_of[0].measure,
        say=rule.say,
        status="unknown",
        value=None,
        bound=rule.any_of[0].bound,
        course=min(rule.unknown.course, Course.HOLD),
        no_run_before=None,
        urgency=rule.urgency,
        cite=rule.cite,
        grade=rule.evidence,
    )


def _earlier_today(context: Context) -> list[Reason]:
    """What was decided earlier still holds: good news counts from the next decision day (INV-054), rest to its end."""
    ends = [made.no_run_before for made in context.decisions if made.no_run_before is not None]
    rests = [end for end in ends if end > context.now.at]
    if not (context.issued_today or rests):
        return []
    course = min((made.course for made in context.issued_today), default=Course.PROGRESS)
    stops = [made.urgency for made in context.issued_today if made.urgency]
    if any(not made.runs for made in context.binding_today):
        rests.append(context.now.day_ends)
    return [
        Reason(
            rule=DAY_CLOSED,
            measure=DAY_CLOSED,
            say=DAY_CLOSED,
            status="unmet" if rests or course is not Course.PROGRESS else "met",
            value=int(course),
            bound=Bound(op="at_least", value=int(Course.PROGRESS)),
            course=course,
            no_run_before=max(rests, default=None),
            urgency=max(stops, default=None) if course is Course.STOP else None,
        )
    ]


def _back_from_backup(context: Context) -> list[Reason]:
    """On the first day after a restore nothing moves on: what spoke against it may be missing (INV-077)."""
    restored, earlier = restored_at(context.state), context.before_today
    if restored is None or not earlier or earlier[-1].issued_at > restored:
        return []
    return [_holding(RESTORED)]


def _pace_changed(context: Context) -> list[Reason]:
    """The first day under another pace asks for no more than was held, so that choosing one opens nothing."""
    if not (context.pace_changed and context.protocol.phase(context.held.phase).has_runs):
        return []
    return [_holding(PACE_CHANGED)]


def _holding(id: str) -> Reason:
    """A reason of the engine's own, behind which stands no rule of a protocol: nothing moves on today."""
    return Reason(
        rule=id,
        measure=id,
        say=id,
        status="unmet",
        value=0,
        bound=Bound(op="at_least", value=1),
        course=Course.HOLD,
        no_run_before=None,
        urgency=None,
    )


def _combine(reasons: list[Reason], context: Context) -> _Combined:
    """The lowest course, the latest rest, the highest urgency; order and repeats do not matter (INV-018)."""
    course = min([reason.course for reason in reasons], default=Course.HOLD)
    urgencies = [reason.urgency for reason in reasons if reason.urgency]
    if course is Course.STOP:
        urgencies += [entry.body.urgency for entry in context.open_flags]
    return _Combined(
        course=course,
        no_run_before=max([r.no_run_before for r in reasons if r.no_run_before], default=None),
        urgency=max(urgencies, default=None),
    )


def _resting(combined: _Combined, context: Context) -> bool:
    return combined.no_run_before is not None and context.now.at < combined.no_run_before


def open_questions(context: Context) -> tuple[str, ...]:
    """What must be answered before any run today: the check-in, the morning after, whether an asked run was done."""
    questions = list(missing(context))
    run = context.last_run
    if run is not None and run.morning == "pending":
        questions.append(NEXT_MORNING)
    if _outcome_missing(context):
        questions.append(RUN_OUTCOME)
    return tuple(questions)


def _outcome_missing(context: Context) -> bool:
    """A run was asked for on an earlier day, and nobody said whether it was done: unknown, not zero (INV-016)."""
    asked = next((made.day for made in reversed(context.before_today) if made.runs), None)
    recent = context.told.get(asked) if asked is not None else None
    if asked is None or (recent is not None and recent.sessions):
        return False
    if any(entry.at.day == asked for entry in context.state.sessions.values()):
        return False
    return not _forbidden_by_another(context, asked)


def _forbidden_by_another(context: Context, day: date) -> bool:
    """Whether another injury allowed no run at any time of that day, so that nobody was asked for one (INV-024).

    One that was opened after the run was asked for, or closed before its hours were over, forbade it for a part only.
    """
    state, mine = context.state, context.regimen.episode
    if len(state.episodes) < 2:
        return False
    asked = [made for made in context.before_today if made.runs and made.day == day]
    first, end = min(made.issued_at for made in asked), max(made.expires_at for made in asked)
    closed = {entry.episode for entry in state.episodes_closed.values() if entry.recorded_at < end}
    beside = {id for id, entry in state.episodes.items() if entry.recorded_at <= first} - closed - {mine}
    allowed: dict[str, bool] = {}
    for entry in state.decisions.values():
        made = entry.body.decision
        if entry.episode in beside and made.day == day:
            allowed[entry.episode] = allowed.get(entry.episode, False) or made.runs
    return not all(allowed.values())


def _narrowed(context: Context, position: Position) -> Position:
    """Never further on than today's earlier answers (INV-054)."""
    return reduce(meet, (made.position for made in context.binding_today), position)


def _dose(context: Context, position: Position, course: Course) -> tuple[Dose, tuple[LimitReason, ...]]:
    """The stage's session inside every limit, rounded down. Nothing is added after a limit."""
    phase = context.protocol.phase(position.phase)
    dose, shortest_s = _asked(context, phase, position, course=course)
    if not dose.bouts:
        return NO_RUN, ()
    found = limits(context, dose, phase)
    found = (*found, *held_back(position, dose))
    room = Room(
        run_s=min([dose.run_s, *(one.allowed for one in found if one.quantity == "run_s")]),
        longest_bout_s=min([dose.longest_bout_s, *(o.allowed for o in found if o.quantity == "longest_bout_s")]),
        on_feet_s=min([dose.on_feet_s, *(one.allowed for one in found if one.quantity == "on_feet_s")]),
    )
    return fit(dose, room, shortest_bout_s=shortest_s), found


def _asked(context: Context, phase: Phase, position: Position, *, course: Course) -> tuple[Dose, int]:
    """The session of the position before any limit, and the shortest bout that is still one."""
    stepping = course is Course.PROGRESS and position.rank > standing(context).rank
    if not position.table:
        first = first_sessions(context, phase)
        shaped = in_bouts_of(phase, position, first.first_bout_s) if first else position
        dose = session_dose(phase, shaped) if stepping else held_session(phase, shaped)
        return dose, shortest_bout_s(phase, position) if dose.bouts else 0
    dose = row_session(context.protocol, position, stepping=stepping)
    if any(made.dose.quality != dose.quality for made in context.binding_today):
        dose = easy(dose)
    return dose, table_named(context.protocol, position.table).shortest_s


def _before_speed(context: Context, dose: Dose) -> list[Reason]:
    """What hills and speed wait for, where the session has any; a rule that fails is not met (INV-025)."""
    if dose.quality is None:
        return []
    rules = context.protocol.before_speed
    mine = [rule for rule in rules if not rule.presets or context.regimen.preset in rule.presets]
    found = []
    for rule in mine:
        try:
            found.append(judge(rule, context))
        except Exception:  # noqa: BLE001 - the same running stays, easy
            found.append(_failed(rule))
    return found


def _of_speed(reason: Reason) -> Reason:
    """It takes the faster running away and nothing else: easy running never waits for it."""
    return _changed(reason, course=Course.PROGRESS, no_run_before=None, urgency=None, opens_flag="")


def _verdict(
    context: Context, combined: _Combined, questions: tuple[str, ...], *, dose: Dose, position: Position
) -> Verdict:
    if combined.course is Course.STOP:
        return Verdict.STOP
    if questions:
        return Verdict.PENDING
    phase = context.protocol.phase(position.phase)
    if phase.has_runs and not dose.bouts:
        return Verdict.REST
    if combined.course is Course.STEP_BACK:
        return Verdict.STEP_BACK if phase.has_runs else Verdict.HOLD
    moved = position.rank > standing(context).rank
    return Verdict.PROGRESS if moved else Verdict.HOLD


def _marked(reasons: list[Reason], combined: _Combined, context: Context) -> list[Reason]:
    """Deciding are the reasons that hold the course where it is, or that end the rest last."""
    lowest = combined.course if combined.course is not Course.PROGRESS else None
    ends = combined.no_run_before if _resting(combined, context) else None
    if lowest is None and ends is None:
        return reasons
    return [
        _changed(reason, deciding=True)
        if reason.course is lowest or (ends is not None and reason.no_run_before == ends)
        else reason
        for reason in reasons
    ]


def _closed(context: Context, trouble: str) -> Decision:
    """The answer when the engine itself met something unexpected: no run today, the position kept where it can be."""
    now = context.now
    return Decision(
        verdict=Verdict.REST,
        course=Course.HOLD,
        position=_last_known(context),
        dose=NO_RUN,
        day=now.day,
        issued_at=now.at,
        expires_at=now.day_ends,
        no_run_before=now.day_ends,
        urgency=None,
        reasons=(),
        limits=(),
        questions=(),
        trouble=trouble,
    )


def _last_known(context: Context) -> Position:
    """The newest position that any decision holds; the first phase when that cannot be read either."""
    mine = context.regimen.episode
    try:
        made = [entry.body.decision for entry in context.state.decisions.values() if entry.episode == mine]
        newest = max(made, key=lambda decision: decision.issued_at, default=None)
        return newest.position if newest else context.start
    except Exception:  # noqa: BLE001 - what the record cannot tell does not take the answer "no run" away (INV-025)
        return context.start
