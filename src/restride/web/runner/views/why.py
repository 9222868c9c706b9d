"""The reason card of one decision, of today or of the past."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.journal.values import AccessDenied
from restride.usecases import why as usecase
from restride.web.accounts.doors import runners_only
from restride.web.runner.room import ports, visitor_of
from restride.web.runner.shown.why import card_of


@runners_only
@require_safe
def show_why(request: HttpRequest, id: str) -> HttpResponseBase:
    """Why a decision was what it was."""
    room = ports()
    try:
        why = usecase.show_why(room, visitor_of(request), id)
    except AccessDenied as denied:
        raise Http404 from denied
    status = room.words.render("terms.status", why.protocol.status)
    return render(request, "runner/why.html", {"why": why, "card": card_of(why, room.words), "status": status})
