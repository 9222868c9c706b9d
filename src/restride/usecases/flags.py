"""Red flags by a person's hand: said yes, taken back on the confirming sentence, disputed, closed by a clinician."""

from dataclasses import dataclass
from datetime import datetime

from restride.core.events import CLINICAL, Event, FlagClosed, FlagDeclined, FlagDisputed, FlagOpened
from restride.journal.port import Unit
from restride.usecases.entry import Stamp, derived_id, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import read_record
from restride.usecases.refused import has_words, is_blank, refuse
from restride.usecases.standing import keep_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagSaid:
    """A flag the runner confirmed, or a tick taken back on the confirming sentence, with the words that were read."""

    flag: str
    wording: str = ""
    declined: bool = False


def flag_events(ports: Ports, visitor: Visitor, said: tuple[FlagSaid, ...], cause: str, now: datetime) -> list[Event]:
    """The entries of what was said about flags; they belong to the person, not to an episode."""
    made = []
    for one in said:
        urgency = ports.protocols.flag_urgency(one.flag)
        if urgency is None:
            raise refuse("flags", "unknown-flag", f"There is no warning named {one.flag!r}.")
        body = (
            FlagDeclined(flag=one.flag, wording=one.wording)
            if one.declined
            else FlagOpened(flag=one.flag, urgency=urgency, wording=one.wording, cause=cause)
        )
        kind = "declined" if one.declined else "flag"
        made.append(entry(visitor, body, Stamp(id=derived_id(cause, kind, one.flag), recorded_at=now)))
    return made


def report_flags(ports: Ports, visitor: Visitor, said: tuple[FlagSaid, ...], *, id: str) -> tuple[Event, ...]:
    """The runner says that something is wrong, outside a check-in. Decided at once. Gives what was issued."""
    if not said:
        raise refuse("flags", "nothing-said", "Choose what is wrong, or go back.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        events = flag_events(ports, visitor, said, id, ports.clock.now())
        for event in events:
            unit.append(event)
        return issue(unit, ports, events[-1])


def dispute_flag(ports: Ports, visitor: Visitor, flag_event: str, reason: str, *, id: str) -> None:
    """The runner says the tick was a mistake. Both versions are kept; it stays STOP until a clinician closes it."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        _open_flag(unit, flag_event)
        body = FlagDisputed(flag_event=flag_event, reason=checked_reason(reason))
        if unit.append(entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now()))).fresh:
            keep_standing(unit, ports)


def close_flag(ports: Ports, visitor: Visitor, flag_event: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """A clinician closes an open flag with a reason. Nobody closes their own. Gives what was issued.

    Raises AccessDenied for a flag that is not there, or that the clinician may not see.
    """
    ports.store.event(visitor.scope(ports.clock.now()), flag_event)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        return close(unit, ports, visitor, FlagClosed(flag_event=flag_event, reason=reason), id=id)


def close(unit: Unit, ports: Ports, visitor: Visitor, given: FlagClosed, *, id: str) -> tuple[Event, ...]:
    """Inside a unit: close an open flag with a reason, and decide anew."""
    if visitor.actor.role not in CLINICAL or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-close", "Only a clinician can close a warning, and nobody closes their own.")
    if is_blank(visitor.name) or is_blank(visitor.profession):
        raise refuse("name", "who-is-missing", "Give your name and profession.")
    _open_flag(unit, given.flag_event)
    body = FlagClosed(flag_event=given.flag_event, reason=checked_reason(given.reason))
    event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now()))
    return issue(unit, ports, event) if unit.append(event).fresh else ()


def _open_flag(unit: Unit, flag_event: str) -> None:
    if flag_event not in read_record(unit.events()).state.flags:
        raise refuse("flag", "unknown-flag", "There is no such warning.")


def checked_reason(text: str) -> str:
    """The reason without blanks around it. Raises NotPossible where nothing can be read."""
    if not has_words(text):
        raise refuse("reason", "reason-missing", "Write the reason in a few words.")
    return text.strip()
