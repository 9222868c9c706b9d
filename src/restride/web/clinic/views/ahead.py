"""The road ahead of one injury, as its runner sees it. Worked out when it is asked for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases.forecast import show_road
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.desk import names_of, ports, visitor_of
from restride.web.shared.ahead import road_shown


@clinicians_only
@require_safe
def show_ahead(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """The next two weeks and the range of dates. Raises AccessDenied unless the whole record is shared."""
    room = ports()
    road = show_road(room, visitor_of(request, person), episode)
    page = {
        "person": person,
        "name": names_of([str(person)])[str(person)],
        "road": road_shown(road, room.words),
        "here": "person",
    }
    return render(request, "clinic/ahead.html", page)
