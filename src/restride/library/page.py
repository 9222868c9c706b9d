"""A protocol as a page of plain text that a clinician can review: what it asks, what it does, and on whose word."""

from collections.abc import Iterator
from textwrap import fill

from restride.core.decision import Bound, RunWalk
from restride.core.measures.registry import MEASURES
from restride.core.protocol import Cap, Citation, Condition, Outcome, Phase, Protocol, Rule
from restride.core.quantity import PainScore
from restride.core.terms import Course, Swelling
from restride.library.page_background import background
from restride.library.page_build import build_lines
from restride.library.page_pace import outlook_lines, pace_lines
from restride.library.words import Phrases

_WIDTH = 100
_OPS = {"at_most": "at most", "at_least": "at least", "equals": "is"}


def page(protocol: Protocol, phrases: Phrases) -> str:
    """The whole protocol, one section after another."""
    parts = [*_head(protocol, phrases)]
    for phase in protocol.phases:
        parts += _phase(protocol, phase, phrases)
    parts += _rules("BEFORE HILLS, SPEED AND RACES", protocol, protocol.before_speed, phrases)
    parts += _rules("IN EVERY PHASE", protocol, protocol.rules, phrases)
    parts += ["", "LIMITS OF THE DOSE", *(line for cap in protocol.caps for line in _cap(cap, phrases))]
    parts += background(protocol, phrases)
    parts += ["", "DATES", *outlook_lines(protocol)]
    parts += ["", "DAILY QUESTION", *_lines(protocol, phrases)]
    parts += ["", "OTHER NUMBERS", *_numbers(protocol)]
    parts += ["", "SOURCES", *(line for one in protocol.citations for line in _citation(one, phrases))]
    return "\n".join(parts) + "\n"


def _head(protocol: Protocol, phrases: Phrases) -> list[str]:
    review = protocol.review
    return [
        f"{protocol.title}  ({protocol.id} {protocol.version})",
        f"{phrases.term('status', protocol.status)}. Last looked at by {review.by} on {review.on}, due {review.due}.",
        "",
        fill(protocol.summary, _WIDTH),
        "",
        f"For: {', '.join(protocol.conditions)}",
        f"Not for: {', '.join(protocol.excludes) or 'nothing named'}",
        f"Clearance: {protocol.clearance}",
        *(
            ["Exercises and tests: only those listed, none with impact unless prescribed by name"]
            if _listed(protocol)
            else []
        ),
        *([f"Bones: {', '.join(protocol.sites)}"] if protocol.sites else []),
        f"A check-in is complete with: {', '.join(protocol.required)}",
        f"Hash: {protocol.hash}",
    ]


def _listed(protocol: Protocol) -> bool:
    return protocol.exercise_policy == "listed_only"


def _phase(protocol: Protocol, phase: Phase, phrases: Phrases) -> Iterator[str]:
    yield ""
    yield f"PHASE {phase.order + 1}: {phase.title.upper()}"
    yield from _rules("Opens when", protocol, phase.gate, phrases)
    yield from _rules("Inside it", protocol, phase.rules, phrases)
    if phase.stages:
        yield "  Stages"
        for number, stage in enumerate(phase.stages, 1):
            bouts = " + ".join(bout_words(bout) for bout in _distinct(stage.bouts))
            total = clock_words(sum(bout.run_s for bout in stage.bouts))
            yield f"    {number:2}  {_times(stage.bouts)}{bouts}; {total} running; {stage.sessions} good sessions"
        yield f"    with {clock_words(phase.warmup_s)} of walking before and {clock_words(phase.cooldown_s)} after"
    yield from pace_lines(phase)
    yield from build_lines(phase)
    for step in phase.restart:
        gap = f"up to {step.days_off_most} days since" if step.days_off_most is not None else "longer than that since"
        down = f"{step.levels_down} stages down" if step.levels_down else "the same stage"
        most = f", stage {step.level_most} at most" if step.level_most is not None else ""
        less = f"; {step.first_half_pct}, then {step.second_half_pct} percent of before" if step.first_half_pct else ""
        yield f"    {gap} the last good run: {down}{most}{', the tests again' if step.gate_again else ''}{less}"


def _rules(title: str, protocol: Protocol, rules: tuple[Rule, ...], phrases: Phrases) -> list[str]:
    if not rules:
        return []
    lines = ["", title] if title.isupper() else [f"  {title}"]
    return [*lines, *(line for rule in rules for line in _rule(protocol, rule, phrases))]


def _rule(protocol: Protocol, rule: Rule, phrases: Phrases) -> Iterator[str]:
    asks = " or ".join(condition_words(protocol, condition) for condition in rule.any_of)
    unknown = "" if rule.unknown == rule.orelse else f"; not known: {outcome_words(rule.unknown)}"
    yield f"    {rule.id}: {asks}; else {outcome_words(rule.orelse)}{unknown}"
    marks = [phrases.term("evidence", rule.evidence.value), ", ".join(rule.cite)]
    if rule.urgency:
        marks.append(phrases.render(f"urgency.{rule.urgency.name.lower()}", "card"))
    if rule.opens_flag:
        marks.append(f"opens {rule.opens_flag}")
    if rule.presets:
        marks.append(f"{' and '.join(rule.presets)} only")
    if rule.waivable:
        marks.append("a clinician may waive it")
    yield fill("; ".join(marks), _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)


def condition_words(protocol: Protocol, condition: Condition) -> str:
    """What a condition asks, such as "pain_during_last_run at most 2 of 10"."""
    params = ", ".join(_param(condition.measure, name, value) for name, value in condition.params)
    named = f"{condition.measure}({params})" if params else condition.measure
    unit: str = MEASURES[condition.measure].unit
    if unit == "item":
        wanted = dict(condition.params).get("item")
        unit = next((item.unit for item in protocol.items if item.id == wanted), "")
    return f"{named} {_OPS[condition.bound.op]} {_bound(condition.bound, unit)}"


def _param(measure: str, name: str, value: object) -> str:
    in_points = MEASURES[measure].params[name] == "nrs" and isinstance(value, int)
    return f"{name} {PainScore(value) if in_points and isinstance(value, int) else value}"


def _bound(bound: Bound, unit: str) -> str:
    if unit == "nrs":
        return f"{PainScore(bound.value)} of 10"
    if unit == "yes_no":
        return "yes" if bound.value else "no"
    if unit == "grade":
        return Swelling(bound.value).name.lower()
    return str(bound.value) if unit == "count" else f"{bound.value} {unit}"


def outcome_words(outcome: Outcome) -> str:
    """What is allowed at most where a rule is not met, such as "step back and no run for 48 h"."""
    parts = [outcome.course.name.lower().replace("_", " ")] if outcome.course is not Course.PROGRESS else []
    if outcome.rest_h:
        parts.append(f"no run for {outcome.rest_h} h")
    if outcome.rest_today:
        parts.append("no run today")
    return " and ".join(parts)


def _cap(cap: Cap, phrases: Phrases) -> Iterator[str]:
    span = f"in {cap.window_d} days" if cap.window_d else "in a session"
    parts = [f"at least {clock_words(cap.starter_s)} to start with"] if cap.base != "none" else []
    if cap.base != "none":
        parts.append(f"then {cap.percent}% of {cap.base} of {cap.base_d} days + {clock_words(cap.plus_s)}")
    if cap.most_s is not None:
        parts.append(f"never over {clock_words(cap.most_s)}")
    yield f"    {cap.id}: {cap.quantity} {span}: {', '.join(parts)}"
    marks = [phrases.term("evidence", cap.evidence.value), ", ".join(cap.cite), *(f"{p} only" for p in cap.presets)]
    if cap.waivable:
        marks.append("a clinician may waive it")
    yield fill("; ".join(marks), _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)


def _lines(protocol: Protocol, phrases: Phrases) -> Iterator[str]:
    for line in protocol.lines:
        when = "every day" if line.daily else "at the intake and on 'something is wrong'"
        yield f"    {line.group} ({when}): {phrases.render(f'lines.{line.group}', 'ask')}"
        result = phrases.render(f"urgency.{line.urgency.name.lower()}", "card") if line.stops else "weighed by a rule"
        yield f"        {result}; behind it: {', '.join(line.flags)}"


def _numbers(protocol: Protocol) -> Iterator[str]:
    for source in protocol.sources:
        name = source.part.removeprefix("windows.")
        value = f" = {getattr(protocol.windows, name)}" if source.part.startswith("windows.") else ""
        yield f"    {source.part}{value}: {source.evidence.value}; {', '.join(source.cite)}"


def _citation(one: Citation, phrases: Phrases) -> Iterator[str]:
    where = ", ".join(part for part in (one.authors, str(one.year or ""), one.title, one.where) if part)
    yield f"    {one.id} ({phrases.term('source', one.status)})"
    yield fill(where, _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
    marks = [one.url or one.doi] if one.url or one.doi else []
    if not one.address_kept:
        marks.append("its address was not kept")
    if one.recalled_parts:
        marks.append(f"from memory: {', '.join(one.recalled_parts)}")
    if marks:
        yield " " * 8 + "; ".join(marks)


def bout_words(bout: RunWalk) -> str:
    """A bout as "1:00 run 2:00 walk"."""
    return f"{clock_words(bout.run_s)} run {clock_words(bout.walk_s)} walk"


def clock_words(seconds: int) -> str:
    """Seconds as minutes and seconds: "1:30"."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"


def _distinct(bouts: tuple[RunWalk, ...]) -> tuple[RunWalk, ...]:
    return bouts[:1] if len(set(bouts)) == 1 else bouts


def _times(bouts: tuple[RunWalk, ...]) -> str:
    return f"{len(bouts)} x " if len(set(bouts)) == 1 and len(bouts) > 1 else ""
