"""Decisions: the list, and one with everything of its reason card."""

from django.http import HttpRequest
from ninja import Router, Status

from restride.usecases.why import show_why
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Before, Limit, Runner, page_of
from restride.web.api.room import known_id, ports, reader_of
from restride.web.api.shapes.decisions import DecisionPage, DecisionWhy, short, why_out
from restride.web.api.tokens import Scope

router = Router(tags=["decisions"])


@router.get("/decisions", auth=AccessTokenAuth(Scope.READ), response={200: DecisionPage}, summary="Decisions")
def list_decisions(
    request: HttpRequest, runner: Runner = None, before: Before = None, limit: Limit = 20
) -> Status[DecisionPage]:
    """Decisions as they were issued, newest first."""
    page = page_of(ports(), reader_of(request, runner), "decision_issued", before=before, limit=limit)
    return Status(200, DecisionPage(items=tuple(short(entry) for entry in page.entries), older=page.before))


@router.get("/decisions/{id}", auth=AccessTokenAuth(Scope.READ), response={200: DecisionWhy}, summary="Why")
def get_decision(request: HttpRequest, id: str, runner: Runner = None) -> Status[DecisionWhy]:
    """One decision with each rule and limit, its finding, source and grade: the same facts as the reason card."""
    room, visitor = ports(), reader_of(request, runner)
    return Status(200, why_out(show_why(room, visitor, known_id(id))))
