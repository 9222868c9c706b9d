"""Runs without a file: the list, one, and a new one."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from restride.usecases.log_session import record_session
from restride.usecases.ports import Ports
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Before, Limit, Runner, one_of_kind, page_of
from restride.web.api.endpoints.saying import check_said
from restride.web.api.once import asked, once
from restride.web.api.room import lines_of, owner_of, ports, reader_of
from restride.web.api.shapes.entries import SessionOut, SessionPage, Stored, newest, session_entry, stored
from restride.web.api.shapes.requests import Felt, SessionNew
from restride.web.api.tokens import Scope

router = Router(tags=["sessions"])
_KIND = "session_logged"


@router.get("/sessions", auth=AccessTokenAuth(Scope.READ), response={200: SessionPage}, summary="Runs")
def list_sessions(
    request: HttpRequest, runner: Runner = None, before: Before = None, limit: Limit = 20
) -> Status[SessionPage]:
    """Runs, newest first, as they were logged; corrections do not change them."""
    page = page_of(ports(), reader_of(request, runner), _KIND, before=before, limit=limit)
    items = tuple(session_entry(event) for event in newest(page.entries))
    return Status(200, SessionPage(items=items, older=page.before))


@router.get("/sessions/{id}", auth=AccessTokenAuth(Scope.READ), response={200: SessionOut}, summary="One run")
def get_session(request: HttpRequest, id: str, runner: Runner = None) -> Status[SessionOut]:
    """One run."""
    event = one_of_kind(ports(), reader_of(request, runner), id, _KIND)
    return Status(200, session_entry(event))


@router.post("/sessions", auth=AccessTokenAuth(Scope.WRITE), response={201: Stored}, summary="A new run")
def post_session(request: HttpRequest, given: SessionNew, runner: Runner = None) -> HttpResponse:
    """Store a run, or that it was left out, with what was felt, and decide anew."""
    room, visitor = ports(), owner_of(request, runner)
    this = asked(request, visitor, given.model_dump_json().encode())
    check_felt(room, lines_of(room, visitor, given.episode), given)

    def act(inner: Ports) -> Stored:
        return stored(this.entry, record_session(inner, visitor, given.ran(this.entry, given.started)))

    return once(room, this, act)


def check_felt(room: Ports, known: frozenset[str], given: Felt) -> None:
    """Raises Problem for lines or warning signs that nobody knows."""
    for at in ("before", "during", "after_60"):
        check_said(room, known, getattr(given, at), given.flags, at=at)
