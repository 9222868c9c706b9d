"""Every check of a protocol, in the order in which a reviewer would ask."""

from datetime import date

from restride.core.protocol import Protocol
from restride.library.lint import build, completeness, contradictions, gates, safety, sentences, sources, stages
from restride.library.lint.finding import Finding, overdue
from restride.library.words import Phrases


def check(protocol: Protocol, *, today: date | None = None, phrases: Phrases | None = None) -> tuple[Finding, ...]:
    """All findings. With `today` the review date is looked at, with `phrases` everything that is shown."""
    return (
        *contradictions.findings(protocol),
        *gates.findings(protocol),
        *stages.findings(protocol),
        *build.findings(protocol),
        *safety.findings(protocol),
        *completeness.findings(protocol),
        *sources.findings(protocol),
        *(_review(protocol, today) if today else ()),
        *(sentences.findings(protocol, phrases) if phrases else ()),
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
