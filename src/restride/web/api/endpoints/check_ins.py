"""Check-ins: the list, one, and a new one."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from restride.usecases.check_in import record_check_in
from restride.usecases.ports import Ports
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Before, Limit, Runner, one_of_kind, page_of
from restride.web.api.endpoints.saying import check_said
from restride.web.api.once import asked, once
from restride.web.api.room import lines_of, owner_of, ports, reader_of
from restride.web.api.shapes.entries import CheckInOut, CheckInPage, Stored, check_in_out, newest, stored
from restride.web.api.shapes.requests import CheckInNew
from restride.web.api.tokens import Scope

router = Router(tags=["check-ins"])
_KIND = "check_in"


@router.get("/check-ins", auth=AccessTokenAuth(Scope.READ), response={200: CheckInPage}, summary="Check-ins")
def list_check_ins(
    request: HttpRequest, runner: Runner = None, before: Before = None, limit: Limit = 20
) -> Status[CheckInPage]:
    """Check-ins, newest first, as they were stored; corrections do not change them."""
    page = page_of(ports(), reader_of(request, runner), _KIND, before=before, limit=limit)
    items = tuple(check_in_out(event) for event in newest(page.entries))
    return Status(200, CheckInPage(items=items, older=page.before))


@router.get("/check-ins/{id}", auth=AccessTokenAuth(Scope.READ), response={200: CheckInOut}, summary="One check-in")
def get_check_in(request: HttpRequest, id: str, runner: Runner = None) -> Status[CheckInOut]:
    """One check-in."""
    event = one_of_kind(ports(), reader_of(request, runner), id, _KIND)
    return Status(200, check_in_out(event))


@router.post("/check-ins", auth=AccessTokenAuth(Scope.WRITE), response={201: Stored}, summary="A new check-in")
def post_check_in(request: HttpRequest, given: CheckInNew, runner: Runner = None) -> HttpResponse:
    """Store answers and decide anew. A warning sign is decided at once: read `decisions` and `flags` of the answer."""
    room, visitor = ports(), owner_of(request, runner)
    this = asked(request, visitor, given.model_dump_json().encode())
    check_said(room, lines_of(room, visitor, given.episode), given.answers, given.flags)

    def act(inner: Ports) -> Stored:
        return stored(this.entry, record_check_in(inner, visitor, given.given(this.entry)))

    return once(room, this, act)
