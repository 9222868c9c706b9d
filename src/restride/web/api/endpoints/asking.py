"""The parameters that endpoints share: whose record, and which page of a list."""

from typing import Annotated

from ninja import Query

from restride.core.events import Event
from restride.journal.values import AccessDenied, Page
from restride.usecases.ports import Ports, Visitor
from restride.web.api.room import known_id

PAGE_MOST = 100
_DESCRIPTION = "The runner whose record is read; for clinicians with care. Left out, it is the token's owner."
Runner = Annotated[str | None, Query(None, max_length=64, description=_DESCRIPTION)]
Before = Annotated[int | None, Query(None, ge=1, le=2**53 - 1, description="`older` of the page before.")]
Limit = Annotated[int, Query(20, ge=1, le=PAGE_MOST, description="Entries of a page, 100 at most.")]


def one_of_kind(room: Ports, visitor: Visitor, id: str, kind: str) -> Event:
    """An entry of this kind in the record. Raises AccessDenied for everything else."""
    event = room.store.event(visitor.scope(room.clock.now()), known_id(id))
    if event.kind != kind:
        raise AccessDenied
    return event


def page_of(room: Ports, visitor: Visitor, kind: str, *, before: int | None, limit: int) -> Page:
    """The newest entries of a kind."""
    return room.store.page(visitor.scope(room.clock.now()), before=before, limit=limit, kinds=(kind,))
