"""Corrects or takes back an earlier entry. The old version stays; easing never unlocks the day it is made."""

from dataclasses import dataclass

from restride.core.answers import Answers, cleaned
from restride.core.events import CheckIn, Corrected, Event, SessionLogged, Withdrawn
from restride.core.terms import Role
from restride.journal.port import Unit
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.log_session import SessionGiven, check_amounts
from restride.usecases.ports import Ports, Visitor
from restride.usecases.refused import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The new version of a check-in or of a run; exactly one of the two is given."""

    id: str
    target: str
    answers: Answers | None = None
    session: SessionLogged | None = None
    reason: str = ""


def correct(ports: Ports, visitor: Visitor, given: Correction) -> tuple[Event, ...]:
    """Store a new version and decide anew. Gives what was issued."""
    if given.session is not None:
        check_amounts(_as_told(given.id, given.session))
    if given.answers is not None and cleaned(given.answers) != given.answers:
        raise refuse("answers", "out-of-range", "One of the answers is outside its scale. Pain goes from 0 to 10.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        old = _target(unit, given.target)
        fits = (isinstance(old.body, CheckIn) and given.answers is not None) or (
            isinstance(old.body, SessionLogged) and given.session is not None
        )
        if not fits:
            raise refuse("target", "not-correctable", "This entry can't be corrected that way.")
        body = Corrected(target=given.target, answers=given.answers, session=given.session, reason=given.reason.strip())
        stamp = Stamp(id=given.id, recorded_at=ports.clock.now(), episode=old.episode)
        event = entry(visitor, body, stamp)
        if not unit.append(event).fresh:
            return ()
        unit.drop_checkpoints()
        return issue(unit, ports, event)


def _as_told(id: str, run: SessionLogged) -> SessionGiven:
    """The new version as a runner would log it, so that the same amounts are refused."""
    return SessionGiven(
        id=id,
        episode="",
        started=None,
        run_s=run.run_s,
        longest_bout_s=run.longest_bout_s,
        walk_s=run.walk_s,
        elapsed_s=run.elapsed_s,
    )


def withdraw(ports: Ports, visitor: Visitor, target: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """Take an entry back. By the runner it is a marker; a clinician's settles it. Gives what was issued."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        old = _target(unit, target)
        if not isinstance(old.body, CheckIn | SessionLogged):
            raise refuse("target", "not-correctable", "This entry can't be taken back.")
        settled = visitor.actor.role is Role.CLINICIAN and visitor.actor.id != visitor.person
        body = Withdrawn(target=target, reason=reason.strip(), settled=settled)
        event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now(), episode=old.episode))
        if not unit.append(event).fresh:
            return ()
        unit.drop_checkpoints()
        return issue(unit, ports, event)


def _target(unit: Unit, target: str) -> Event:
    for event in unit.events():
        if event.id == target:
            return event
    raise refuse("target", "unknown-entry", "There is no such entry in this record.")
