"""One idempotency key, one effect: the answer of a request is stored with what it did, and given again.

What comes again is as it was, but for a run that is not allowed at that moment: it is held back.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from restride.journal.port import Claim, Unit, UnitOfWork
from restride.journal.values import Actor, Purpose
from restride.usecases.entry import derived_id
from restride.usecases.ports import Ports, Visitor
from restride.usecases.today import runs_in_force
from restride.web.api.problems import Fault, Problem
from restride.web.api.shapes.entries import as_of_now

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{8,200}")
Act = Callable[[Ports], BaseModel]


class _Answered(Exception):
    """The key has its answer already; what was begun is rolled back."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One writing request: who, under which key, and a digest of everything that was asked."""

    visitor: Visitor
    key: str
    digest: str

    @property
    def entry(self) -> str:
        """The id of the entry that this request makes: the same for the same key, and nobody else's."""
        return derived_id(self.visitor.person, "api", self.visitor.actor.id, self.key)


@dataclass(slots=True, kw_only=True)
class OneUnit:
    """A UnitOfWork that stays open after the use case has ended, so that the answer is stored in its transaction."""

    units: UnitOfWork
    asked: Asked
    claimed: str = ""
    stack: ExitStack = field(default_factory=ExitStack)
    unit: Unit | None = None

    @contextmanager
    def begin(self, person: str, actor: Actor, purpose: Purpose) -> Iterator[Unit]:
        """Open the unit, or give the answer of an earlier request with this key."""
        if self.unit is None:
            self.unit = self.stack.enter_context(self.units.begin(person, actor, purpose))
            stored = self.unit.idempotent(self.asked.key, self.asked.digest, claim=self.claimed)
            if stored is not None:
                raise _Answered(stored)
        yield self.unit

    def claim(self, person: str, actor: Actor, key: str, request: str) -> str | Claim:
        """As the storage's own."""
        return self.units.claim(person, actor, key, request)

    def remember(self, text: str) -> None:
        """Store the answer beside what was done; nothing where nothing was begun."""
        if self.unit is not None:
            self.unit.remember(self.asked.key, self.asked.digest, text)


def asked(request: HttpRequest, visitor: Visitor, *parts: bytes) -> Asked:
    """The key of a request and the digest of what it asks. Raises Problem where the key is missing or none."""
    key = request.headers.get(HEADER)
    if key is None:
        raise Problem(code="no-key", faults=(_fault("missing", "Send a new random key with each new request."),))
    if not _KEY.fullmatch(key):
        raise Problem(code="not-valid", faults=(_fault("bad-key", "A key has 8 to 200 visible signs, no space."),))
    whole = hashlib.sha256(f"{request.method} {request.get_full_path()}".encode())
    for part in parts or (request.body,):
        whole.update(hashlib.sha256(part).digest())
    return Asked(visitor=visitor, key=key, digest=whole.hexdigest())


def once(room: Ports, asked: Asked, act: Act) -> HttpResponse:
    """Do the act and store its answer in the same transaction, or give the answer that is stored."""
    return _answered(room, asked, act, claimed="")


def once_slowly(room: Ports, asked: Asked, act: Act) -> HttpResponse:
    """As `once`, for work that takes a while before it writes: meanwhile the key is held, and others are told so."""
    visitor = asked.visitor
    claim = room.units.claim(visitor.person, visitor.actor, asked.key, asked.digest)
    if isinstance(claim, str):
        return _again(room, asked, claim)
    try:
        return _answered(room, asked, act, claimed=claim.token)
    finally:
        claim.release()


def _answered(room: Ports, asked: Asked, act: Act, *, claimed: str) -> HttpResponse:
    units = OneUnit(units=room.units, asked=asked, claimed=claimed)
    try:
        with units.stack:
            text = act(replace(room, units=units)).model_dump_json()
            units.remember(text)
    except _Answered as stored:
        return _again(room, asked, stored.text)
    return _response(_allowed_now(room, asked, text), again=False)


def _again(room: Ports, asked: Asked, stored: str) -> HttpResponse:
    return _response(_allowed_now(room, asked, stored), again=True)


def _allowed_now(room: Ports, asked: Asked, told: str) -> str:
    """The answer without a run that is not allowed at this moment (INV-040), by another injury neither (INV-024)."""
    return as_of_now(told, lambda: runs_in_force(room, asked.visitor))


def _response(text: str, *, again: bool) -> HttpResponse:
    response = HttpResponse(text, status=201, content_type="application/json")
    if again:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _fault(code: str, detail: str) -> Fault:
    return Fault(at=HEADER, code=code, detail=detail, place="header")
