"""Whether the first stage can be reached without a run, and whether every gate can be met."""

from collections.abc import Iterator

from restride.core.measures.registry import MEASURES
from restride.core.protocol import Condition, Phase, Protocol, Rule
from restride.core.terms import Course
from restride.library.lint.finding import Finding, note, refused, run_phases

_COUNT_RUNS = ("runs_in_days", "levels_up", "too_much_in_a_row")  # 0 for somebody who has not run yet


def findings(protocol: Protocol) -> Iterator[Finding]:
    running = run_phases(protocol)
    if not running:
        yield refused(protocol, "phase", "no phase has stages, so nobody ever runs; add a ladder")
        return
    if protocol.phases[0].gate:
        yield refused(protocol, protocol.phases[0].id, "the first phase has a gate, and nobody can be before it")
    first_run = running[0]
    for phase in protocol.phases:
        before_any_run = phase.order <= first_run.order
        for rule in phase.gate:
            yield from _gate_rule(protocol, phase, rule, before_any_run=before_any_run)
    yield note(protocol, first_run.id, f"the first stage needs {_asked(protocol, first_run)} answers and no run")


def _gate_rule(protocol: Protocol, phase: Phase, rule: Rule, *, before_any_run: bool) -> Iterator[Finding]:
    if rule.orelse.course is Course.STOP:
        cure = 'stops who has not passed the gate yet; write else = "hold"'
        yield refused(protocol, rule.id, cure)
    if before_any_run:
        yield from (refused(protocol, rule.id, cure) for cure in _needs_a_run(rule.any_of))
    if all(_is_optional(protocol, condition) for condition in rule.any_of):
        cure = f'an optional item may not block the gate of "{phase.id}"; take the rule out or the item\'s optional'
        yield refused(protocol, rule.id, cure)


def _needs_a_run(conditions: tuple[Condition, ...]) -> Iterator[str]:
    for condition in conditions:
        if MEASURES[condition.measure].needs_run:
            yield f'only a run can answer "{condition.measure}", and no run comes before this gate; make it a rule'
        counts = condition.measure in _COUNT_RUNS and condition.bound.op == "at_least" and condition.bound.value > 0
        if counts:
            yield f'"{condition.measure}" is nought before the first run, so nobody passes; make it a rule'


def _is_optional(protocol: Protocol, condition: Condition) -> bool:
    wanted = dict(condition.params).get("item")
    return any(item.id == wanted and item.optional for item in protocol.items)


def _asked(protocol: Protocol, first_run: Phase) -> int:
    return sum(len(phase.gate) for phase in protocol.phases if phase.order <= first_run.order)
