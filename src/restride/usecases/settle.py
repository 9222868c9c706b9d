"""A clinician settles what the runner alone may not ease: an entry taken back, or an injury begun on wrong facts."""

from restride.core.events import EpisodeClosed, Event, Withdrawn
from restride.core.terms import Role
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import read_record
from restride.usecases.refused import has_words, refuse


def settle_entry(ports: Ports, visitor: Visitor, target: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """Agree that an entry which the runner took back was wrong: it counts no longer. Gives what was issued.

    Raises AccessDenied for an entry that is not there, or that the clinician may not see.
    """
    _by_right(visitor, reason)
    ports.store.event(visitor.scope(ports.clock.now()), target)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        events = unit.events()
        edits = read_record(events).state.edits.get(target, ())
        old = next((event for event in events if event.id == target), None)
        if old is None or not any(edit.withdrawn for edit in edits):
            raise refuse("target", "not-taken-back", "The runner has not taken this entry back.")
        body = Withdrawn(target=target, reason=reason.strip(), settled=True)
        event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now(), episode=old.episode))
        if not unit.append(event).fresh:
            return ()
        unit.drop_checkpoints()
        return issue(unit, ports, event)


def close_episode(ports: Ports, visitor: Visitor, episode: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """End an injury that was begun on a wrong operation, side or screen, so that it can be begun anew (INV-034).

    Only a clinician: a runner who could close it alone would open a gate by answering the intake again.
    """
    _by_right(visitor, reason)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        record = read_record(unit.events())
        if episode not in {opened.id for opened in record.open_episodes()}:
            raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
        stamp = Stamp(id=id, recorded_at=ports.clock.now(), episode=episode)
        event = entry(visitor, EpisodeClosed(reason=reason.strip()), stamp)
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def _by_right(visitor: Visitor, reason: str) -> None:
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-settle", "Only a clinician who works with this runner can settle this.")
    if not has_words(reason):
        raise refuse("reason", "reason-missing", "Write the reason in a few words.")
