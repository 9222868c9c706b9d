"""Every check of a protocol, in the order in which a reviewer would ask."""

from collections.abc import Container
from datetime import date

from restride.core.protocol import Protocol
from restride.library.every_rule import every_rule
from restride.library.lint import contradictions, gates, safety, sources, stages
from restride.library.lint.finding import Finding, overdue, refused


def check(
    protocol: Protocol, *, today: date | None = None, sentences: Container[str] | None = None
) -> tuple[Finding, ...]:
    """All findings. With `today` the review date is looked at, with `sentences` the keys that rules and caps say."""
    return (
        *contradictions.findings(protocol),
        *gates.findings(protocol),
        *stages.findings(protocol),
        *safety.findings(protocol),
        *sources.findings(protocol),
        *(_review(protocol, today) if today else ()),
        *(_unsaid(protocol, sentences) if sentences is not None else ()),
    )


def is_usable(findings: tuple[Finding, ...], *, strict: bool = False) -> bool:
    """Whether nothing refuses the protocol; strict also minds what is overdue."""
    bad = {"refused", "overdue"} if strict else {"refused"}
    return all(finding.severity not in bad for finding in findings)


def _review(protocol: Protocol, today: date) -> tuple[Finding, ...]:
    due = protocol.review.due
    if today <= due:
        return ()
    cure = f"the review was due on {due.isoformat()}; read it against its sources and set a new date"
    return (overdue(protocol, "review.due", cure),)


def _unsaid(protocol: Protocol, sentences: Container[str]) -> tuple[Finding, ...]:
    keys = [(rule.id, f"rules.{rule.say}") for rule, _, _ in every_rule(protocol)]
    keys += [(cap.id, f"caps.{cap.say}") for cap in protocol.caps]
    return tuple(
        refused(protocol, id, f'has no sentence "{key}" in words/en; write met, unmet and unknown')
        for id, key in keys
        if key not in sentences
    )
