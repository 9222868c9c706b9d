"""Issues decisions: after every write that may change one, in the transaction of its cause. Never by a read."""

import json
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfoNotFoundError

from restride import __version__
from restride.core.context import open_flags_of
from restride.core.decide import decide
from restride.core.decision import Decision, DecisionIssued
from restride.core.events import Author, Body, Event, FlagOpened
from restride.core.explain import DAY_CLOSED
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.restored import is_from_backup
from restride.core.state import Entry, RunnerState, apply
from restride.core.terms import Role, Urgency, Verdict
from restride.core.told import in_order_issued
from restride.journal.port import Unit
from restride.journal.values import Message
from restride.usecases.entry import derived_id
from restride.usecases.ports import Ports, here, today
from restride.usecases.recent import Known, keep_checkpoint, known_in
from restride.usecases.record import Record
from restride.usecases.standing import line_of
from restride.usecases.withheld import PROTOCOL_LOST, loaded, second_opinion, tell, withdrawn, without_protocol

ENGINE = __version__
NOTICE_KIND = "decision-issued"
_SYSTEM = Author(role=Role.SYSTEM, id="system")


def issue(unit: Unit, ports: Ports, cause: Event, known: Known | None = None) -> tuple[Event, ...]:
    """Decide every open episode anew after `cause`; store the flags that rules open, then the decisions that changed.

    An answer that stays the same is not stored again. A run whose facts are gone is withdrawn. Where thinking fails,
    the cause stays stored and nobody gets a run (INV-025). `known` is what was read in this unit before, if anything.
    """
    known = known_in(unit, ports, known)
    now = _now(ports, known.record, cause)
    followed = list(loaded(ports, known.record.open_episodes(), known.record.state))
    state, stored, first = known.record.state, [], dict[str, _First]()
    for opened, regimen in followed:
        if regimen is not None:
            first[opened.id] = _First(regimen=regimen, state=state, decision=decide(regimen, state, now))
            for event in _flags(state, first[opened.id].decision, now, cause):
                unit.append(event)
                state = apply(state, event)
                stored.append(event)
    for opened, regimen in followed:
        if regimen is None:
            issued = _lost(ports, state, opened, now, cause)
        else:
            issued = _decision(ports, first[opened.id], state, now, cause)
        if issued is not None:
            unit.append(issued)
            unit.enqueue(_notice(issued))
            state = apply(state, issued)
            stored.append(issued)
    known = replace(known, record=Record(events=known.record.events, state=state))
    unit.save_standing(line_of(ports, unit.person, unit.head, known.record))
    keep_checkpoint(unit, ports, known)
    return tuple(stored)


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """What was decided before any flag was opened, and from which state; it stands where the state is still that."""

    regimen: Regimen
    state: RunnerState
    decision: Decision


def _now(ports: Ports, record: Record, cause: Event) -> Now:
    """This moment where the runner is: in the zone of their own newest entry, whoever acts now."""
    own = record.state.newest_own
    zone = own.zone if own else cause.at.zone
    at = ports.clock.now()
    try:
        return today(at, zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # an entry of a server that knew other zones
        tell("a runner's zone is unknown here: the one of the newest entry is taken")
        return today(at, cause.at.zone)


def _flags(state: RunnerState, decision: Decision, now: Now, cause: Event) -> list[Event]:
    """Flags that rules open belong to the person; they stay until a clinician closes them."""
    open_now = {entry.body.flag for entry in open_flags_of(state)}
    wanted = [reason for reason in decision.reasons if reason.opens_flag]
    found = {}
    for reason in wanted:
        if reason.opens_flag not in open_now:
            urgency = reason.urgency or Urgency.CONSULT
            body = FlagOpened(flag=reason.opens_flag, urgency=urgency, by_rule=reason.rule, cause=cause.id)
            found[reason.opens_flag] = _event(derived_id(cause.id, "flag", reason.opens_flag), None, body, now)
    return list(found.values())


def _decision(ports: Ports, first: _First, state: RunnerState, now: Now, cause: Event) -> Event | None:
    regimen = first.regimen
    decision = first.decision if state is first.state else decide(regimen, state, now)
    objections = second_opinion(decision, regimen, state, now)
    if objections:
        decision = withdrawn(decision, now)
    before = current(state, regimen.episode, now)
    if decision.verdict is Verdict.PENDING and not (before and before.body.decision.runs):
        return None
    if before is not None and _same(before.body.decision, decision):
        return None
    body = DecisionIssued(
        decision=decision,
        protocol_hash=regimen.protocol.hash,
        engine=ENGINE,
        language=ports.words.language,
        words=ports.words.digest,
        number=_next_number(state, regimen.episode),
        supersedes=before.id if before else None,
        objections=objections,
    )
    return _event(derived_id(cause.id, "decision", regimen.episode), regimen.episode, body, now)


def _lost(ports: Ports, state: RunnerState, opened: Entry, now: Now, cause: Event) -> Event | None:
    """The end of the decision in force, where nothing can be decided for want of its protocol."""
    before = current(state, opened.id, now)
    decision = without_protocol(state, before.body.decision if before else None, now)
    if before is None or decision is None:
        return None
    body = DecisionIssued(
        decision=decision,
        protocol_hash=opened.body.protocol_hash,
        engine=ENGINE,
        language=ports.words.language,
        words=ports.words.digest,
        number=_next_number(state, opened.id),
        supersedes=before.id,
        objections=(PROTOCOL_LOST,),
    )
    return _event(derived_id(cause.id, "decision", opened.id), opened.id, body, now)


def _next_number(state: RunnerState, episode: str) -> int:
    mine = (entry.body.number for entry in state.decisions.values() if entry.episode == episode)
    return max(mine, default=0) + 1


def current(state: RunnerState, episode: str, now: Now) -> Entry | None:
    """The entry of the decision in force for this episode: the newest one, where it is of today; else None.

    Newest is what was decided last, whatever the clock or the zone did; an older run never stands in for it.
    """
    mine = (entry for entry in state.decisions.values() if entry.episode == episode)
    newest = max(mine, key=in_order_issued, default=None)
    if newest is None or is_from_backup(newest, state):
        return None
    made = newest.body.decision
    return newest if made.day == now.day and now.at < made.expires_at else None


def _same(before: Decision, now: Decision) -> bool:
    return (
        before.verdict == now.verdict
        and before.course == now.course
        and before.position == now.position
        and before.dose == now.dose
        and before.no_run_before == now.no_run_before
        and before.urgency == now.urgency
        and _held_by(before) == _held_by(now)
    )


def _held_by(decision: Decision) -> set[str]:
    """The rules that decide: an answer held by another rule is shown anew, or its reason would be out of date."""
    return {reason.rule for reason in decision.reasons if reason.deciding and reason.rule != DAY_CLOSED}


def _event(id: str, episode: str | None, body: Body, now: Now) -> Event:
    return Event(
        id=id,
        episode=episode,
        at=here(now.at, now.zone),
        recorded_at=now.at,
        author=_SYSTEM,
        source="engine",
        body=body,
    )


def _notice(issued: Event) -> Message:
    """A word to those who asked for one. It carries no health detail: the reader opens Restride (INV-086)."""
    return Message(kind=NOTICE_KIND, body=json.dumps({"event": issued.id}), key=f"decision-issued/{issued.id}")
