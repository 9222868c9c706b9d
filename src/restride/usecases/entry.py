"""Makes journal entries: who, when, in which zone. Refuses times that cannot be."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from restride.core.events import Author, Body, Event
from restride.usecases.ports import Visitor, here
from restride.usecases.refused import refuse

_ID = re.compile(r"[A-Za-z0-9_.:-]{8,64}")
_EARLIEST_YEAR = 2000  # nobody keeps a journal of an injury from before; a typing slip is likelier
AHEAD = timedelta(minutes=5)  # clocks of phones differ by this much; more is refused
_FAMILY = UUID("6a6d1d0e-6d2f-5c1f-9b2a-0b7a6f9f4c11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The client's id of an entry, when the server took it in, when it happened (None: then), and the episode."""

    id: str
    recorded_at: datetime
    at: datetime | None = None
    episode: str | None = None


def entry(visitor: Visitor, body: Body, stamp: Stamp) -> Event:
    """One entry by this visitor. Raises NotPossible for a bad id or time, and for a civil day that has not begun."""
    happened = stamp.recorded_at if stamp.at is None else checked_instant(stamp.at, stamp.recorded_at)
    at = here(happened, visitor.zone)
    if at.day > here(stamp.recorded_at, visitor.zone).day:
        raise refuse(
            "at", "next-day", "By our clock this day has not begun. Check your clock, or send it a little later."
        )
    return Event(
        id=check_id(stamp.id),
        episode=stamp.episode,
        at=at,
        recorded_at=stamp.recorded_at,
        author=author_of(visitor),
        source=visitor.source,
        body=body,
    )


def author_of(visitor: Visitor) -> Author:
    """The visitor as the author of an entry."""
    return Author(
        role=visitor.actor.role,
        id=visitor.actor.id,
        name=visitor.name,
        profession=visitor.profession,
        registration=visitor.registration,
        verified=visitor.verified,
    )


def check_id(id: str) -> str:
    """The id, when it is one that a client may make."""
    if not _ID.fullmatch(id):
        raise refuse("id", "bad-id", "An entry needs an id of 8 to 64 letters, digits or - _ . : signs.")
    return id


def derived_id(first: str, *parts: str) -> str:
    """The id of an entry that follows from another one: the same every time, so that a re-send is harmless."""
    return str(uuid5(_FAMILY, "/".join((first, *parts))))


def checked_instant(at: datetime, now: datetime) -> datetime:
    """An aware instant that can have been lived: not ahead of now, not before the year 2000."""
    if at.tzinfo is None:
        raise refuse("at", "no-zone", "The time needs its zone, such as 2026-11-19T07:12:00+01:00.")
    if at > now + AHEAD:
        raise refuse("at", "future", "This time is still to come. Give a time that has passed.")
    if at.year < _EARLIEST_YEAR:
        raise refuse("at", "too-old", f"This date is too long ago. Give one after the year {_EARLIEST_YEAR}.")
    return at
