"""What a protocol may not leave out though no set brings it by itself: pain, calm days, what an operation asks for."""

from collections.abc import Iterator

from restride.core.protocol import Phase, Protocol, Rule
from restride.core.terms import Course
from restride.library.every_rule import every_rule
from restride.library.lint.finding import Finding, refused, run_phases, running_phases

_ASKED_OF_RUNS = {
    "pain_during_last_run": "pain in the last run decides nothing",
    "good_runs_at_level": "nothing asks for good runs before the next stage",
    "too_much_in_a_row": "runs that fail in a row decide nothing",
}


def findings(protocol: Protocol) -> Iterator[Finding]:
    for phase in running_phases(protocol):
        yield from _pain(protocol, phase)
    for first in run_phases(protocol)[:1]:
        if not any(one.measure == "calm_days" for rule in first.gate for one in rule.any_of):
            cure = 'nothing asks for a calm day before the first run; add gate_use = ["daily-two"], or another daily-…'
            yield refused(protocol, f"{first.id}.gate", cure)
    if protocol.kind == "surgery":
        yield from _after_an_operation(protocol)
    if protocol.exercise_policy == "listed_only":
        yield from _listed_only(protocol)


def _pain(protocol: Protocol, phase: Phase) -> Iterator[Finding]:
    inside = {one.measure for rule in (*protocol.rules, *phase.rules) for one in rule.any_of}
    for measure, what in _ASKED_OF_RUNS.items():
        if measure not in inside:
            yield refused(protocol, f"{phase.id}.rule", f'{what}; add use = ["pain-two"], or another pain-… set')


def _after_an_operation(protocol: Protocol) -> Iterator[Finding]:
    if protocol.clearance != "required":
        yield refused(protocol, "clearance", 'is not obligatory after an operation; write clearance = "required"')
    if not any(_stops_on_one_night(rule) for rule, phase, _ in every_rule(protocol) if phase is None):
        yield refused(protocol, "use", 'one night of pain does not stop after an operation; add "night-postop"')


def _stops_on_one_night(rule: Rule) -> bool:
    asked = rule.any_of[0]
    return asked.measure == "nights_woken" and asked.bound.value == 0 and rule.orelse.course is Course.STOP


def _listed_only(protocol: Protocol) -> Iterator[Finding]:
    for item in protocol.items:
        if item.impact and not item.clinician_only:
            cure = f'"{item.id}" has impact, and only listed exercises are allowed; use gate_use = ["hop-prescribed"]'
            yield refused(protocol, "exercise_policy", cure)
    if protocol.clearance != "required":
        yield refused(protocol, "clearance", 'must be "required" where only listed exercises are allowed')
