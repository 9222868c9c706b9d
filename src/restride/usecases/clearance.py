"""A clinician clears a runner, confirms, or takes a clearance back. Nobody does it for themselves."""

from dataclasses import dataclass
from datetime import date

from restride.core.events import CLINICAL, ClearanceConfirmed, ClearanceGiven, ClearanceWithdrawn, Event
from restride.core.terms import Scope, Side
from restride.journal.port import Unit
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record
from restride.usecases.refused import NotPossible, Problem, has_words, is_blank, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceForm:
    """What the clinician fills in. Limits are whole seconds; None sets no limit of the clinician's own."""

    id: str
    episode: str
    scope: Scope
    side: Side
    until: date
    starts: date | None = None
    run_s_most: int | None = None
    bout_s_most: int | None = None
    names: tuple[str, ...] = ()
    reason: str = ""


def give_clearance(ports: Ports, visitor: Visitor, given: ClearanceForm) -> tuple[Event, ...]:
    """Store a clearance and decide anew. Gives what was issued."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        return clear(unit, ports, visitor, given)


def clear(
    unit: Unit, ports: Ports, visitor: Visitor, given: ClearanceForm, *, confirmed: bool = True
) -> tuple[Event, ...]:
    """Inside a unit: store a clearance and decide anew; `confirmed` False keeps it shut until its second step."""
    _by_right(visitor)
    now = ports.clock.now()
    check_clearance(ports, visitor, given, read_record(unit.events()))
    body = ClearanceGiven(
        scope=given.scope,
        side=given.side,
        starts=given.starts or today(now, visitor.zone).day,
        until=given.until,
        run_s_most=given.run_s_most,
        bout_s_most=given.bout_s_most,
        names=given.names,
        confirmed=confirmed,
        reason=given.reason.strip(),
    )
    event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.episode))
    return issue(unit, ports, event) if unit.append(event).fresh else ()


def confirm(unit: Unit, ports: Ports, visitor: Visitor, clearance: str, *, id: str) -> tuple[Event, ...]:
    """Inside a unit: the second step of an external clinician; the clearance counts from now on."""
    _by_right(visitor)
    given = read_record(unit.events()).state.clearances.get(clearance)
    if given is None or given.author.id != visitor.actor.id:
        raise refuse("clearance", "unknown-clearance", "There is no such clearance.")
    stamp = Stamp(id=id, recorded_at=ports.clock.now(), episode=given.episode)
    event = entry(visitor, ClearanceConfirmed(clearance=clearance), stamp)
    return issue(unit, ports, event) if unit.append(event).fresh else ()


def withdraw_clearance(ports: Ports, visitor: Visitor, clearance: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """Take a clearance back: every session that rested on it stops at once. The runner may, too."""
    if visitor.actor.role not in CLINICAL and not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner or a clinician can take a clearance back.")
    if not has_words(reason):
        raise refuse("reason", "reason-missing", "Write the reason in a few words.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        given = read_record(unit.events()).state.clearances.get(clearance)
        if given is None:
            raise refuse("clearance", "unknown-clearance", "There is no such clearance.")
        body = ClearanceWithdrawn(clearance=clearance, reason=reason.strip())
        event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now(), episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def missing_to_sign(visitor: Visitor) -> str:
    """What a clinician's account lacks before anything may be signed with it, and the cure; empty when nothing does."""
    if not (is_blank(visitor.name) or is_blank(visitor.profession)):
        return ""
    return "Your account lacks a name or a profession, and the runner reads who signs. Ask whoever runs this server."


def _by_right(visitor: Visitor) -> None:
    if visitor.actor.role not in CLINICAL or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-give", "Only a clinician can clear a runner, and nobody clears themselves.")
    if missing_to_sign(visitor):
        raise refuse("name", "who-is-missing", "Give your name and profession.")


def check_clearance(ports: Ports, visitor: Visitor, given: ClearanceForm, record: Record) -> None:
    """Whether the clearance fits this record, before it is previewed or stored. Raises NotPossible."""
    opened = next((entry for entry in record.open_episodes() if entry.id == given.episode), None)
    if opened is None:
        raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
    problems = []
    if given.side not in (opened.body.side, Side.BOTH):
        problems.append(Problem(field="side", code="other-side", cure="This is not the injured side. Check the side."))
    if given.until < today(ports.clock.now(), visitor.zone).day:
        problems.append(Problem(field="until", code="past", cure="This date has passed. Give today or a later day."))
    if given.starts is not None and given.starts > given.until:
        problems.append(Problem(field="starts", code="after-end", cure="It would begin after it ends."))
    for field, seconds in (("run_s_most", given.run_s_most), ("bout_s_most", given.bout_s_most)):
        if seconds is not None and seconds <= 0:
            problems.append(Problem(field=field, code="out-of-range", cure="Give a limit above zero, or none."))
    if problems:
        raise NotPossible(*problems)
