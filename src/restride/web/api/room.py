"""Who stands behind a request: the ports, the visitor of a token, and ids that can be ids."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from restride import wiring
from restride.core.events import EpisodeOpened
from restride.core.protocol import Protocol
from restride.core.terms import Role
from restride.journal.values import AccessDenied, Actor, Purpose
from restride.usecases import record
from restride.usecases.ports import Ports, Visitor
from restride.usecases.withheld import tell
from restride.web.accounts.models import User
from restride.web.api.models import AccessToken

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


def ports() -> Ports:
    """Everything that use cases are given."""
    return wiring.ports()


def token_of(request: HttpRequest) -> AccessToken:
    """The token that the request was let in with."""
    token: Any = request.auth  # type: ignore[attr-defined]
    return token


def reader_of(request: HttpRequest, runner: str | None) -> Visitor:
    """The owner of the token, looking at a record: a runner at the own one, a clinician at the runner's named.

    Raises AccessDenied for every other pair; whether a clinician has care is asked by the storage.
    """
    user = token_of(request).user
    if user.is_clinician and runner is not None:
        return _clinician(user, runner)
    return owner_of(request, runner)


def owner_of(request: HttpRequest, runner: str | None = None) -> Visitor:
    """The owner of the token on the own record. Raises AccessDenied for anybody who has none."""
    user = token_of(request).user
    id = str(user.pk)
    if not user.is_runner or runner not in (None, id):
        raise AccessDenied
    return Visitor(actor=Actor(id=id, role=Role.RUNNER), person=id, zone=user.zone, source="api", name=user.name)


def _clinician(user: User, runner: str) -> Visitor:
    person = _uuid(runner)
    zone = User.objects.filter(pk=person).values_list("zone", flat=True).first()
    if zone is None or not hasattr(user, "clinician"):
        raise AccessDenied
    return Visitor(
        actor=Actor(id=str(user.pk), role=Role.CLINICIAN),
        person=str(person),
        zone=zone,
        source="api",
        name=user.name,
        profession=user.clinician.profession,
        registration=user.clinician.registration,
        purpose=Purpose.CARE,
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise AccessDenied from error


def known_id(id: str) -> str:
    """The id, when it can be one; otherwise it is of nothing. Raises AccessDenied."""
    if not _ID.fullmatch(id):
        raise AccessDenied
    return id


def protocol_of(room: Ports, visitor: Visitor, episode: str) -> Protocol:
    """The pinned protocol of an injury in this record. Raises AccessDenied; PlanLost."""
    opened = room.store.event(visitor.scope(room.clock.now()), known_id(episode)).body
    if not isinstance(opened, EpisodeOpened):
        raise AccessDenied
    return record.protocol_of(room, episode, opened)


def lines_of(room: Ports, visitor: Visitor, episode: str) -> frozenset[str]:
    """The lines that may be answered for an injury: all there are where its plan can't be read. Raises AccessDenied."""
    try:
        return frozenset(line.group for line in protocol_of(room, visitor, episode).lines)
    except record.PlanLost:
        tell("a pinned protocol can't be read: every known warning sign is taken")
        return frozenset(line.group for line in room.protocols.lines())
