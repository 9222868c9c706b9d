"""What no protocol may lack or let anybody set aside: red flags, hard limits, the clearance where it is obligatory."""

from collections.abc import Iterator

from restride.core.protocol import Cap, Phase, Protocol, Rule
from restride.core.terms import Course, Scope
from restride.library.every_rule import every_rule
from restride.library.lint.finding import Finding, refused, running_phases


def findings(protocol: Protocol) -> Iterator[Finding]:
    yield from _flags(protocol)
    yield from _hard_limits(protocol)
    for phase in running_phases(protocol):
        yield from _clearance(protocol, phase)


def _flags(protocol: Protocol) -> Iterator[Finding]:
    stops = [rule for rule in protocol.rules if _reads(rule, "open_red_flags") and rule.orelse.course is Course.STOP]
    if not any(rule.any_of[0].bound.value == 0 and not rule.presets for rule in stops):
        cure = 'an open red flag does not stop everybody; add use = ["general-red-flags"]'
        yield refused(protocol, "use", cure)
    if not protocol.lines:
        yield refused(protocol, "conditions", "no flag line is asked; red_flags.toml names none for these conditions")
    if "flag_lines" not in protocol.required:
        yield refused(protocol, "required", 'a day without the flag question would be complete; add "flag_lines"')
    hard = {flag for line in protocol.lines for flag in line.flags}
    for rule, _, _ in every_rule(protocol):
        if rule.waivable and (_reads(rule, "open_red_flags") or rule.opens_flag in hard):
            yield refused(protocol, rule.id, "a red flag can be closed, never waived; take out waivable")


def _hard_limits(protocol: Protocol) -> Iterator[Finding]:
    wanted = (("run_s", True), ("run_s", False), ("longest_bout_s", False))
    for phase in running_phases(protocol) or protocol.phases[:1]:
        caps = [cap for cap in protocol.caps if not cap.phases or phase.id in cap.phases]
        for quantity, window in wanted:
            if not any(_is_hard(cap, quantity, window=window) for cap in caps):
                over = "a week" if window else "a session"
                cure = f'{quantity} over {over} has no hard limit in "{phase.id}"; add use = ["hard-limits"]'
                yield refused(protocol, "use", cure)
    for cap in protocol.caps:
        if cap.base == "none" and (cap.waivable or cap.presets):
            yield refused(protocol, cap.id, "a hard limit holds for everybody; take out waivable and presets")


def _is_hard(cap: Cap, quantity: str, *, window: bool) -> bool:
    fixed = cap.base == "none" and cap.most_s is not None
    return fixed and cap.quantity == quantity and bool(cap.window_d) is window and not cap.waivable and not cap.presets


def _clearance(protocol: Protocol, phase: Phase) -> Iterator[Finding]:
    """Both rules are always there: an episode may need a clearance under any protocol."""
    at_gate = [rule for rule in phase.gate if _reads(rule, "clearance_given", scope="run")]
    inside = [rule for rule in phase.rules if _reads(rule, "clearance_given", scope="run")]
    first = phase is running_phases(protocol)[0]  # later ones open out of a phase in which the clearance stands
    if first and not at_gate:
        yield refused(protocol, f"{phase.id}.gate", 'no clearance is asked for; add gate_use = ["common-gate"]')
    if not any(rule.orelse.course is Course.STOP for rule in inside):
        cure = 'a clearance that is withdrawn does not stop; add use = ["clearance-to-run"]'
        yield refused(protocol, f"{phase.id}.rule", cure)
    for rule in (*at_gate, *inside):
        if rule.waivable:
            yield refused(protocol, rule.id, "a clearance is given, never waived; take out waivable")
    if phase.needs is None or phase.needs < Scope.RUN:
        yield refused(protocol, phase.id, 'running needs a clearance of the scope "run"; add needs = "run"')


def _reads(rule: Rule, measure: str, scope: str = "") -> bool:
    return all(
        condition.measure == measure and (not scope or dict(condition.params).get("scope") == scope)
        for condition in rule.any_of
    )
