"""What would change today's answer: the smallest change of one answer that leads to each other verdict."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from restride.core.context import Context
from restride.core.corrections import answers_on
from restride.core.decide import decide
from restride.core.decision import DecisionIssued
from restride.core.events import Event
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.quantity import PAIN_TENTHS_MAX
from restride.core.state import Entry, RunnerState, with_day
from restride.core.terms import PainMoment, Swelling, Verdict
from restride.core.values import dataclass

_POINT = 10  # tenths: people think in whole points


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """With this answer instead of that one, the verdict would be another. Values as in Answers."""

    verdict: Verdict
    moment: PainMoment
    field: str
    value: Any
    was: Any


def what_would_change(regimen: Regimen, state: RunnerState, now: Now) -> tuple[Change, ...]:
    """One change a verdict, the smallest, worked out by deciding anew: what eases first, then what tightens."""
    fresh = _before_decisions(state, now)
    here = decide(regimen, fresh, now).verdict
    found: dict[Verdict, tuple[int, Change]] = {}
    context = Context(regimen, fresh, now)
    for moment, entries in _answered(context):
        for field, was, value, size in _variants(context, entries, moment):
            verdict = decide(regimen, _with(fresh, entries, field, value), now).verdict
            if verdict in (here, Verdict.PENDING) or (verdict in found and found[verdict][0] <= size):
                continue
            change = Change(verdict=verdict, moment=moment, field=field, value=value, was=was)
            found[verdict] = (size, change)
    order = tuple(Verdict)
    return tuple(change for _, change in sorted(found.values(), key=lambda pair: -order.index(pair[1].verdict)))


def _before_decisions(state: RunnerState, now: Now) -> RunnerState:
    """The state without today's decisions, so that what they settled does not hide what else could have been."""
    decisions = {id: entry for id, entry in state.decisions.items() if entry.body.decision.day < now.day}
    kept = tuple(e for e in state.calendar.get(now.day, ()) if not isinstance(e.body, DecisionIssued))
    return replace(state, decisions=decisions, calendar=with_day(state.calendar, now.day, kept))


def _answered(context: Context) -> Iterator[tuple[PainMoment, list[Entry]]]:
    """This morning's reports, and those on the last run."""
    morning = context.mornings.get(context.now.day, [])
    if morning:
        yield PainMoment.MORNING, morning
    run = context.last_run
    if run is None:
        return
    for moment in (PainMoment.DURING_RUN, PainMoment.AFTER_60):
        about = [e for e in context.reports if e.body.run == run.id and e.body.moment is moment]
        if about:
            yield moment, about


def _variants(context: Context, entries: list[Entry], moment: PainMoment) -> Iterator[tuple[str, Any, Any, int]]:
    """Field, what was said, what could have been said, and how far apart the two are."""
    says = context.said(entries[-1])
    pain = says.pain_tenths
    if pain is not None:
        for other in range(0, PAIN_TENTHS_MAX + 1, _POINT):
            if other != pain:
                yield "pain_tenths", pain, other, abs(other - pain)
    if moment is PainMoment.AFTER_60:
        return
    for field in ("limp", "sharp"):
        was = getattr(says, field)
        if was is not None:
            yield field, was, not was, _POINT
    if moment is PainMoment.MORNING and says.swelling is not None:
        other_grade = Swelling.NONE if says.swelling else Swelling.MILD
        yield "swelling", says.swelling, other_grade, _POINT


def _with(state: RunnerState, entries: list[Entry], field: str, value: Any) -> RunnerState:
    """The state in which each of these reports had said this."""
    changed: dict[str, Entry] = {}
    edits = dict(state.edits)
    for entry in entries:
        says = answers_on(entry.body.answers, edits.pop(entry.id, ()), entry.at.day)
        other = replace(entry.body, answers=replace(says, **{field: value}))
        changed[entry.id] = replace(cast(Event, entry), body=other)
    reports = {**state.reports, **changed}
    days = {entry.at.day for entry in entries}
    calendar = {day: tuple(changed.get(e.id, e) for e in state.calendar[day]) for day in days}
    return replace(state, reports=reports, edits=edits, calendar={**state.calendar, **calendar})
