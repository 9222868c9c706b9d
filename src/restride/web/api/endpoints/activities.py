"""Recorded runs: the file, the list, one as it is proposed, and what the runner says about it."""

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from restride.core.events import Event
from restride.usecases.confirm_activity import confirm_session, propose_session
from restride.usecases.import_activity import date_activity, read_upload, settle_activity
from restride.usecases.ports import Ports
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Before, Limit, Runner, page_of
from restride.web.api.endpoints.sessions import check_felt
from restride.web.api.once import asked, once, once_slowly
from restride.web.api.problems import Fault, Problem
from restride.web.api.room import known_id, lines_of, owner_of, ports, reader_of
from restride.web.api.shapes.entries import ActivityPage, Stored, activity_out, newest, stored
from restride.web.api.shapes.recorded import ProposalOut, StoredIds, UploadOut, proposal_out, upload_out
from restride.web.api.shapes.requests import Confirmed, Dated, Settled
from restride.web.api.tokens import Scope

router = Router(tags=["activities"])
LARGEST_FILE = 25 * 1024 * 1024
_TOO_LARGE = ("too-large",)


@router.get("/activities", auth=AccessTokenAuth(Scope.FILES), response={200: ActivityPage}, summary="Recorded runs")
def list_activities(
    request: HttpRequest, runner: Runner = None, before: Before = None, limit: Limit = 20
) -> Status[ActivityPage]:
    """Recorded runs, newest first."""
    page = page_of(ports(), reader_of(request, runner), "activity_read", before=before, limit=limit)
    items = tuple(activity_out(event) for event in newest(page.entries))
    return Status(200, ActivityPage(items=items, older=page.before))


@router.get(
    "/activities/{id}", auth=AccessTokenAuth(Scope.FILES), response={200: ProposalOut}, summary="One recorded run"
)
def get_activity(request: HttpRequest, id: str, runner: Runner = None) -> Status[ProposalOut]:
    """A recorded run as the session that it may have been, for the runner to confirm."""
    found = propose_session(ports(), owner_of(request, runner), known_id(id))
    return Status(200, proposal_out(found))


@router.post("/activities", auth=AccessTokenAuth(Scope.FILES), response={201: UploadOut}, summary="A file of a watch")
def post_activity(request: HttpRequest, file: File[UploadedFile], runner: Runner = None) -> HttpResponse:
    """Take in a FIT, GPX or TCX file of at most 25 MB. The same run counts once; what was felt is never guessed."""
    room, visitor = ports(), owner_of(request, runner)
    if len(request.FILES.getlist("file")) != 1 or len(request.FILES) != 1 or request.POST:
        raise Problem(code="not-valid", faults=(Fault(at="/file", code="one-file", detail="Send one file, alone."),))
    if (file.size or 0) > LARGEST_FILE:
        raise Problem(code="too-large")
    content, name = file.read(), file.name or ""
    this = asked(request, visitor, content, name.encode("utf-8", "replace"))

    def act(inner: Ports) -> UploadOut:
        upload = read_upload(inner, visitor, content, name)
        if upload.status == "refused":
            faults = tuple(Fault(at="/file", code=one.code, detail=one.cure) for one in upload.problems)
            too_large = any(one.code in _TOO_LARGE for one in upload.problems)
            raise Problem(code="too-large" if too_large else "not-valid", faults=faults)
        return upload_out(upload)

    return once_slowly(room, this, act)


@router.post(
    "/activities/{id}/confirm",
    auth=AccessTokenAuth(Scope.FILES, Scope.WRITE),
    response={201: Stored},
    summary="This was my run",
)
def confirm_activity(request: HttpRequest, id: str, given: Confirmed, runner: Runner = None) -> HttpResponse:
    """Store a recorded run with what was felt. Of file and request the larger amount counts."""
    room, visitor = ports(), owner_of(request, runner)
    activity = known_id(id)
    this = asked(request, visitor, given.model_dump_json().encode())
    check_felt(room, lines_of(room, visitor, given.episode), given)

    def act(inner: Ports) -> Stored:
        issued = confirm_session(inner, visitor, activity, given.ran(this.entry), same_as=given.same_as)
        return stored(this.entry, issued)

    return once(room, this, act)


@router.post(
    "/activities/{id}/settle",
    auth=AccessTokenAuth(Scope.FILES),
    response={201: StoredIds},
    summary="This was no run of mine",
)
def settle(request: HttpRequest, id: str, given: Settled, runner: Runner = None) -> HttpResponse:
    """Say that a file holds no run of this runner. It stays in the record and waits no longer."""
    room, visitor = ports(), owner_of(request, runner)
    activity = known_id(id)
    this = asked(request, visitor, given.model_dump_json().encode())

    def act(inner: Ports) -> StoredIds:
        return _ids(this.entry, settle_activity(inner, visitor, activity, given.reason, id=this.entry))

    return once(room, this, act)


@router.post(
    "/activities/{id}/date",
    auth=AccessTokenAuth(Scope.FILES),
    response={201: StoredIds},
    summary="When this run began",
)
def date_recorded(request: HttpRequest, id: str, given: Dated, runner: Runner = None) -> HttpResponse:
    """Give a recorded run without a date its start; it is then taken in as if the file had said so."""
    room, visitor = ports(), owner_of(request, runner)
    activity = known_id(id)
    this = asked(request, visitor, given.model_dump_json().encode())

    def act(inner: Ports) -> StoredIds:
        return _ids(this.entry, date_activity(inner, visitor, activity, given.start, id=this.entry))

    return once(room, this, act)


def _ids(id: str, issued: tuple[Event, ...]) -> StoredIds:
    return StoredIds(id=id, decisions=tuple(event.id for event in issued if event.kind == "decision_issued"))
