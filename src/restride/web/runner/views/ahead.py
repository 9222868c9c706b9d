"""The road ahead: the next two weeks if all goes well, and a range of dates. Worked out when it is asked for."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases import forecast as usecase
from restride.web.accounts.doors import runners_only
from restride.web.runner.room import ports, visitor_of
from restride.web.shared.ahead import road_shown


@runners_only
@require_safe
def show_ahead(request: HttpRequest) -> HttpResponseBase:
    """Every injury that is followed, each with its days."""
    room = ports()
    found = usecase.show_ahead(room, visitor_of(request))
    roads = [road_shown(road, room.words) for road in found.roads]
    return render(request, "runner/ahead.html", {"tab": "today", "roads": roads, "day": found.now.day})
