"""Keeps what a form says when it is sent again: equal entries once, other answers beside the first ones."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from restride.core.events import Event, FlagOpened
from restride.journal.codec import write_event
from restride.journal.port import Unit
from restride.journal.values import IdTaken
from restride.usecases.entry import derived_id


def keep(unit: Unit, events: Iterable[Event]) -> list[Event]:
    """Store entries of which some may be there already; gives those that are new.

    Another content under an id of this record is stored beside it, at the time of the first: what joins reports takes
    the worse. Raises IdTaken for an id of somebody else.
    """
    return [kept for event in events if (kept := _kept(unit, event)) is not None]


def _kept(unit: Unit, event: Event) -> Event | None:
    try:
        return event if unit.append(event).fresh else None
    except IdTaken:
        first = next((one for one in unit.events() if one.id == event.id), None)
        if first is None:
            raise
    if first.body == event.body or isinstance(first.body, FlagOpened):
        return None  # a flag with other words beside it is the same flag
    other = replace(event, id=id_again(event), at=first.at)
    return other if unit.append(other).fresh else None


def id_again(event: Event) -> str:
    """The id of another content under a used id: the same for the same content."""
    return derived_id(event.id, "again", hashlib.sha256(write_event(event).body.encode()).hexdigest())
