"""One rule on one context gives one reason, met or not. Nothing is combined here."""

from datetime import datetime, timedelta

from restride.core.context import Context, closes, is_clinicians, is_readable
from restride.core.decision import Reason, Status
from restride.core.measures.clearance import overtaken
from restride.core.measures.measure import Reading
from restride.core.once import altering, quickly
from restride.core.protocol import Outcome, Rule
from restride.core.question import Asked, Question, asked_of
from restride.core.terms import Course, Role

_ORDER: tuple[Status, ...] = ("met", "unknown", "unmet", "not_yet")
_PROGRESS, _STOP = Course.PROGRESS, Course.STOP
_ASKING = ("unmet", "unknown")
_new_reason = quickly(Reason)
_of = altering(Reason)


def judge(rule: Rule, context: Context) -> Reason:
    """What the rule says: met, unmet, unknown (nobody told us) or not yet (the question does not arise).

    A rule about the last run is put to each run that no decision has weighed yet; the strictest answer counts.
    """
    return put(asked_of(rule), context)


def put(asked: Asked, context: Context) -> Reason:
    """What a rule that was made ready says, as `judge`."""
    if not asked.about_a_run or len(context.unanswered_runs) < 2:
        return put_once(asked, context)
    views = (context.as_of(run) for run in reversed(context.unanswered_runs))
    return min((put_once(asked, view) for view in views), key=_strictness)


def about_a_run(rule: Rule) -> bool:
    """Whether only a run can answer this rule."""
    return asked_of(rule).about_a_run


def _strictness(reason: Reason) -> tuple[int, float]:
    rest = reason.no_run_before
    return (int(reason.course), -rest.timestamp() if rest else 0.0)


def put_once(asked: Asked, context: Context) -> Reason:
    """What it says of the last run alone, or of today."""
    question = asked.question
    reading: Reading | None = context.readings.get(question.number)
    if reading is None:  # once a context: several rules put the same question, each with its own bound
        reading = context.readings[question.number] = question.read(context, question.params)
    if asked.others:
        return _of_several(asked, context)
    last, value = asked.last, reading.value
    if last is not None:
        if last[0] is reading:
            return last[1]
        if last[1].value == value and last[1].evidence == reading.evidence and last[0].applies is reading.applies:
            asked.last = (reading, last[1])
            return last[1]
    status = _status(question, reading)
    if status in _ASKING:
        return _asking(asked.rule, (status, question, reading), context)
    # One that asks for nothing is kept: on the same reading the rule says the same again.
    reason = asked.quiet(status, value, reading.evidence)
    asked.last = (reading, reason)
    return reason


def _of_several(asked: Asked, context: Context) -> Reason:
    """What a rule of several conditions says, of the one that decides."""
    status, question, reading = _weighed(asked, context)
    if status in _ASKING:
        return _asking(asked.rule, (status, question, reading), context)
    quiet = asked.quiet(status, reading.value, reading.evidence)
    return quiet if question is asked.question else _of(quiet, measure=question.measure, bound=question.bound)


def _asking(rule: Rule, answer: tuple[Status, Question, Reading], context: Context) -> Reason:
    """What a rule that is not met, or not answered, asks for; nothing where a clinician answered it or set it aside."""
    status, question, reading = answer
    waived_by = _answered_by(rule, reading, context) or _waived_by(rule, context)
    outcome = None if waived_by else rule.orelse if status == "unmet" else rule.unknown
    course = outcome.course if outcome else _PROGRESS
    return _new_reason(
        rule=rule.id,
        measure=question.measure,
        say=rule.say,
        status=status,
        value=reading.value,
        bound=question.bound,
        course=course,
        no_run_before=_rest_until(outcome, reading, context) if outcome else None,
        urgency=rule.urgency if course is _STOP else None,
        waived_by=waived_by,
        opens_flag=rule.opens_flag if outcome else "",
        evidence=reading.evidence,
        cite=rule.cite,
        grade=rule.evidence,
    )


def _weighed(asked: Asked, context: Context) -> tuple[Status, Question, Reading]:
    """The first condition that is met decides; else one nobody answered, else one that failed."""
    found = []
    for question in (asked.question, *asked.others):
        reading = context.readings.get(question.number)
        if reading is None:
            reading = context.readings[question.number] = question.read(context, question.params)
        found.append((_status(question, reading), question, reading))
    return min(found, key=lambda one: _ORDER.index(one[0]))


def _status(question: Question, reading: Reading) -> Status:
    value = reading.value
    if value is None:
        return "unknown" if reading.applies else "not_yet"
    return "not_yet" if not reading.applies else "met" if question.least <= value <= question.most else "unmet"


def _rest_until(outcome: Outcome, reading: Reading, context: Context) -> datetime | None:
    """Rest counts from the evidence, so that asking again does not lengthen it; from now where there is none."""
    ends = []
    if outcome.rest_h:
        ends.append((reading.at or context.now.at) + timedelta(hours=outcome.rest_h))
    if outcome.rest_today:
        ends.append(context.now.day_ends)
    return max(ends, default=None)


def _answered_by(rule: Rule, reading: Reading, context: Context) -> str:
    """The clinician who closed the flag that this rule opened, after all it rests on: old news stops only once."""
    if not rule.opens_flag:
        return ""
    opened = {id for id, entry in context.state.flags.items() if entry.body.flag == rule.opens_flag}
    closings = [
        entry
        for entry in context.state.flags_closed.values()
        if entry.body.flag_event in opened and closes(entry, context.state)
    ]
    if not closings or not reading.evidence:
        return ""
    last = max(closings, key=lambda entry: (entry.recorded_at, entry.id))
    shelves = (context.state.reports, context.state.sessions)
    facts = [shelf[id].recorded_at for id in reading.evidence for shelf in shelves if id in shelf]
    facts += [edit.recorded_at for id in reading.evidence for edit in context.state.edits.get(id, ())]
    return (last.author.name or last.author.id) if all(fact <= last.recorded_at for fact in facts) else ""


def _waived_by(rule: Rule, context: Context) -> str:
    """The clinician who set this rule aside, inside its dates and with a reason (INV-029); empty when nobody did."""
    if not rule.waivable:
        return ""
    gone = {entry.body.waiver for entry in context.state.waivers_withdrawn.values()}
    for id, entry in sorted(context.state.waivers.items()):
        given = entry.body
        fits = given.rule == rule.id and entry.episode == context.regimen.episode and id not in gone
        in_time = entry.at.at <= context.soon and context.now.day <= given.until
        by_right = entry.author.role is Role.CLINICIAN and is_readable(given.reason)  # never one act of a stranger
        if fits and in_time and by_right and is_clinicians(entry, context.state) and not overtaken(context, entry):
            return entry.author.name or entry.author.id
    return ""
