"""One rule on one context gives one reason, met or not. Nothing is combined here."""

from datetime import datetime, timedelta

from restride.core.context import Context, closes, is_clinicians, is_readable
from restride.core.decision import Reason, Status
from restride.core.measures.clearance import overtaken
from restride.core.measures.measure import Reading
from restride.core.measures.registry import MEASURES
from restride.core.protocol import Condition, Outcome, Rule
from restride.core.terms import Course, Role

_ORDER: tuple[Status, ...] = ("met", "unknown", "unmet", "not_yet")
_RUN_MEASURES = frozenset(name for name, measure in MEASURES.items() if measure.needs_run)


def judge(rule: Rule, context: Context) -> Reason:
    """What the rule says: met, unmet, unknown (nobody told us) or not yet (the question does not arise).

    A rule about the last run is put to each run that no decision has weighed yet; the strictest answer counts.
    """
    runs = context.unanswered_runs
    if len(runs) < 2 or not about_a_run(rule):
        return _judged(rule, context)
    return min((_judged(rule, context.as_of(run)) for run in reversed(runs)), key=_strictness)


def about_a_run(rule: Rule) -> bool:
    """Whether only a run can answer this rule."""
    return not _RUN_MEASURES.isdisjoint([condition.measure for condition in rule.any_of])


def _strictness(reason: Reason) -> tuple[int, float]:
    rest = reason.no_run_before
    return (int(reason.course), -rest.timestamp() if rest else 0.0)


def _judged(rule: Rule, context: Context) -> Reason:
    status, condition, reading = _weigh(rule, context)
    waived_by = ""
    if status in ("unmet", "unknown"):
        waived_by = _answered_by(rule, reading, context) or _waived_by(rule, context)
    outcome = None
    if not waived_by:
        outcome = rule.orelse if status == "unmet" else rule.unknown if status == "unknown" else None
    course = outcome.course if outcome else Course.PROGRESS
    return Reason(
        rule=rule.id,
        measure=condition.measure,
        say=rule.say,
        status=status,
        value=reading.value,
        bound=condition.bound,
        course=course,
        no_run_before=_rest_until(outcome, reading, context) if outcome else None,
        urgency=rule.urgency if course is Course.STOP else None,
        waived_by=waived_by,
        opens_flag=rule.opens_flag if outcome else "",
        evidence=reading.evidence,
        cite=rule.cite,
        grade=rule.evidence,
    )


def _weigh(rule: Rule, context: Context) -> tuple[Status, Condition, Reading]:
    """The first condition that is met decides; else one nobody answered, else one that failed."""
    found: list[tuple[Status, Condition, Reading]] = []
    for condition in rule.any_of:
        reading = MEASURES[condition.measure].read(context, dict(condition.params))
        found.append((_status(condition, reading), condition, reading))
    return found[0] if len(found) == 1 else min(found, key=lambda one: _ORDER.index(one[0]))


def _status(condition: Condition, reading: Reading) -> Status:
    if not reading.applies:
        return "not_yet"
    if reading.value is None:
        return "unknown"
    return "met" if condition.bound.admits(reading.value) else "unmet"


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
