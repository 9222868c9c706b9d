"""Decisions: the list, and one with everything of its reason card."""

from django.http import HttpRequest
from ninja import Router, Status

from restride.usecases.today import runs_in_force
from restride.usecases.why import show_why
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Before, Limit, Runner, page_of
from restride.web.api.room import known_id, ports, reader_of
from restride.web.api.shapes.decisions import DecisionPage, DecisionWhy, short, why_out, without_run
from restride.web.api.tokens import Scope

router = Router(tags=["decisions"])


@router.get("/decisions", auth=AccessTokenAuth(Scope.READ), response={200: DecisionPage}, summary="Decisions")
def list_decisions(
    request: HttpRequest, runner: Runner = None, before: Before = None, limit: Limit = 20
) -> Status[DecisionPage]:
    """Decisions as they were issued, newest first; a run that is not over yet and not allowed now is held back."""
    room, visitor = ports(), reader_of(request, runner)
    page = page_of(room, visitor, "decision_issued", before=before, limit=limit)
    told, at = tuple(short(entry) for entry in page.entries), room.clock.now()
    live = {one.id for one in told if one.session.bouts and at < one.expires_at}
    gone = live - runs_in_force(room, visitor) if live else live
    return Status(
        200, DecisionPage(items=tuple(without_run(one) if one.id in gone else one for one in told), older=page.before)
    )


@router.get("/decisions/{id}", auth=AccessTokenAuth(Scope.READ), response={200: DecisionWhy}, summary="Why")
def get_decision(request: HttpRequest, id: str, runner: Runner = None) -> Status[DecisionWhy]:
    """One decision with each rule and limit, its finding, source and grade: the same facts as the reason card."""
    room, visitor = ports(), reader_of(request, runner)
    return Status(200, why_out(show_why(room, visitor, known_id(id))))
