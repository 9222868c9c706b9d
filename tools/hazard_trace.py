"""The page docs/generated/hazard-trace.md: hazard -> control -> invariant -> test."""

from collections.abc import Iterator

from tools import safety

_HEAD = """\
# Hazard trace

Written by `./run python -m tools.generate` from docs/safety and from the tests; do not edit by hand.
Each hazard, what keeps it away, the invariants that hold it, and the tests that guard those.
"""


def render() -> str:
    """The whole page."""
    guards = safety.guards()
    statements = {one.id: one for one in safety.invariants()}
    missing = [one for one in statements if one not in guards]
    lines = [_HEAD, f"{len(statements) - len(missing)} of {len(statements)} invariants have a test.", ""]
    for hazard in safety.hazards():
        lines += _hazard(hazard)
    lines += ["## Invariants and their tests", ""]
    for one in statements.values():
        lines += _invariant(one, guards.get(one.id, ()))
    return "\n".join(lines).rstrip() + "\n"


def _hazard(hazard: safety.Hazard) -> Iterator[str]:
    yield f"## {hazard.id}"
    yield ""
    yield f"{hazard.says}."
    yield ""
    yield f"Risk level {hazard.risk} before its controls, {hazard.residual_risk} after them."
    yield ""
    for control in hazard.controls:
        yield f"- {control.kind}: {control.what} ({', '.join(control.by)})"
    yield ""


def _invariant(invariant: safety.Invariant, guards: tuple[safety.Guard, ...]) -> Iterator[str]:
    yield f"- **{invariant.id}** {invariant.says} ({', '.join(invariant.hazards)})"
    for guard in guards:
        yield f"  - `{guard.file}` {guard.test}"
    if not guards:
        yield "  - no test yet"
