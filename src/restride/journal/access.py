"""Who may see and write what: the one rule that every storage asks. It denies unless something allows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from restride.core.decision import Decision, DecisionIssued, LimitReason, Reason
from restride.core.events import Event
from restride.core.terms import Category, Role
from restride.journal.values import EVERYTHING, Actor, Care, Code, CodeKind, Entry, Purpose

NOTHING: frozenset[Category] = frozenset()
_OPERATOR_WRITES = frozenset({Purpose.ERASURE, Purpose.IMPORT, Purpose.REPAIR})
_OPENING = {
    Role.CLINICIAN: frozenset({CodeKind.LINK}),
    Role.EXTERNAL: frozenset({CodeKind.EXTERNAL, CodeKind.CONFIRM}),
}


def is_foreign(actor: Actor, person: str) -> bool:
    """Whether a look by the actor has to leave a trace: everybody but the runner and the system itself."""
    return actor.role is not Role.SYSTEM and not is_runner(actor, person)


def is_runner(actor: Actor, person: str) -> bool:
    """Whether the actor is the person the journal is about."""
    return actor.role is Role.RUNNER and actor.id == person


def granted(actor: Actor, person: str, care: Care | None, code: Code | None) -> frozenset[Category]:
    """The categories that the actor may see of the person; empty is no access. Operators see nothing.

    `care` is the actor's relation with the person, `code` the live code that was shown, None where there is
    none.
    """
    if actor.role is Role.SYSTEM or is_runner(actor, person):
        return EVERYTHING
    if actor.role is Role.CLINICIAN and care is not None and _holds(care, actor, person):
        return care.categories
    if code is not None and code.owner == person and code.kind in _OPENING.get(actor.role, ()):
        return code.categories
    return NOTHING


def may_write(actor: Actor, purpose: Purpose, seen: frozenset[Category]) -> bool:
    """Whether the actor may open the journal for writing, given what it was granted to see."""
    if actor.role is Role.OPERATOR:
        return purpose in _OPERATOR_WRITES
    return bool(seen)


def may_link(actor: Actor, care: Care, code: Code | None) -> bool:
    """Whether the actor may start this care relation: the runner, or the clinician with the runner's own
    code.
    """
    if is_runner(actor, care.person):
        return True
    return (
        actor.role is Role.CLINICIAN
        and actor.id == care.clinician
        and code is not None
        and code.kind is CodeKind.LINK
        and code.owner == care.person
        and care.categories <= code.categories
    )


def is_live(code: Code, at: datetime) -> bool:
    """Whether a code can still be used."""
    return code.spent is None and at < code.until


def evidence_of(entries: Iterable[Entry]) -> frozenset[str]:
    """Ids of the entries that the decisions among these rest on."""
    decisions = (entry.event.body for entry in entries if isinstance(entry.event.body, DecisionIssued))
    return frozenset(event for body in decisions for event in body.decision.evidence)


def narrowed(
    entries: Iterable[Entry], seen: frozenset[Category], categories: Mapping[str, Category]
) -> tuple[Entry, ...]:
    """The entries of the categories seen; in decisions, values that rest on hidden entries are None.

    `categories` says of each id in `evidence_of(entries)` what it belongs to; an id that is missing counts as
    hidden.
    """
    if seen == EVERYTHING:
        return tuple(entries)
    visible = {event for event, category in categories.items() if category in seen}
    shown = (entry for entry in entries if entry.event.category in seen)
    return tuple(replace(entry, event=_without_hidden(entry.event, visible)) for entry in shown)


def _holds(care: Care, actor: Actor, person: str) -> bool:
    return care.ended is None and care.clinician == actor.id and care.person == person


def _without_hidden(event: Event, visible: set[str]) -> Event:
    if not isinstance(event.body, DecisionIssued):
        return event
    decision = event.body.decision
    open_decision: Decision = replace(
        decision,
        reasons=tuple(_open_reason(reason, visible) for reason in decision.reasons),
        limits=tuple(_open_limit(limit, visible) for limit in decision.limits),
    )
    return replace(event, body=replace(event.body, decision=open_decision))


def _open_reason(reason: Reason, visible: set[str]) -> Reason:
    if reason.evidence and visible.issuperset(reason.evidence):
        return reason
    return replace(reason, value=None, evidence=())


def _open_limit(limit: LimitReason, visible: set[str]) -> LimitReason:
    """A cap says what was prescribed, which is the decision itself; only the entries it rests on are left
    out.
    """
    if visible.issuperset(limit.evidence):
        return limit
    return replace(limit, evidence=())
