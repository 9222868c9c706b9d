"""A clinician sets one named rule aside until a day, with a reason, or takes that back. Hard limits stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from restride.core.events import Event, WaiverGiven, WaiverWithdrawn
from restride.core.protocol import Protocol
from restride.core.terms import Role
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.refused import NotPossible, Problem, has_words, is_blank, refuse

_LONGEST = timedelta(days=92)  # a longer one would be a changed protocol that nobody reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """What the clinician fills in: one rule or cap of the episode's protocol, the last day, the reason."""

    id: str
    episode: str
    rule: str
    until: date
    reason: str


def waivable(protocol: Protocol) -> tuple[str, ...]:
    """Ids of the rules and caps that a clinician may set aside, each once."""
    return tuple(dict.fromkeys(id for id, may in _named(protocol) if may))


def give_waiver(ports: Ports, visitor: Visitor, given: Waiver) -> tuple[Event, ...]:
    """Store a waiver and decide anew. Raises NotPossible for a rule that can't be waived, no end or no reason."""
    _by_right(visitor)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        _checked(ports, read_record(unit.events()), given, today(now, visitor.zone).day)
        body = WaiverGiven(rule=given.rule, until=given.until, reason=given.reason.strip())
        event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def withdraw_waiver(ports: Ports, visitor: Visitor, waiver: str, *, id: str) -> tuple[Event, ...]:
    """Put a rule back in force at once. Gives what was issued."""
    _by_right(visitor)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        given = read_record(unit.events()).state.waivers.get(waiver)
        if given is None:
            raise refuse("waiver", "unknown-waiver", "There is no such exception.")
        stamp = Stamp(id=id, recorded_at=ports.clock.now(), episode=given.episode)
        event = entry(visitor, WaiverWithdrawn(waiver=waiver), stamp)
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def _by_right(visitor: Visitor) -> None:
    """One act of a stranger never sets a rule aside: only a clinician with an account, and care, does."""
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-waive", "Only a clinician who works with this runner can set a rule aside.")
    if is_blank(visitor.name) or is_blank(visitor.profession):
        raise refuse("name", "who-is-missing", "Give your name and profession.")


def _checked(ports: Ports, record: Record, given: Waiver, day: date) -> None:
    opened = next((opened for opened in record.open_episodes() if opened.id == given.episode), None)
    if opened is None:
        raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
    rules = dict(_named(regimen_of(ports, opened, record.state).protocol))
    problems = []
    if given.rule not in rules:
        problems.append(Problem(field="rule", code="unknown-rule", cure="Choose a rule from the list."))
    elif not rules[given.rule]:
        cure = "This rule can't be set aside: it is a hard limit or a warning."
        problems.append(Problem(field="rule", code="hard-limit", cure=cure))
    if given.until < day:
        problems.append(Problem(field="until", code="past", cure="This date has passed. Give today or a later day."))
    if given.until > day + _LONGEST:
        cure = f"An exception lasts {_LONGEST.days} days at most. Give an earlier day."
        problems.append(Problem(field="until", code="too-long", cure=cure))
    if not has_words(given.reason):
        problems.append(Problem(field="reason", code="reason-missing", cure="Write the reason in a few words."))
    if problems:
        raise NotPossible(*problems)


def _named(protocol: Protocol) -> Iterator[tuple[str, bool]]:
    for rule in protocol.rules:
        yield rule.id, rule.waivable
    for phase in protocol.phases:
        for rule in (*phase.gate, *phase.rules):
            yield rule.id, rule.waivable
    for cap in protocol.caps:
        yield cap.id, cap.waivable
