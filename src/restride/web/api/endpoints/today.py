"""What is to be done today, for the runner's own record."""

from django.http import HttpRequest
from ninja import Router, Status

from restride.usecases.record import PlanLost
from restride.usecases.today import glance_at_today
from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import Runner
from restride.web.api.room import owner_of, ports
from restride.web.api.shapes.today import TodayOut, today_out
from restride.web.api.tokens import Scope

router = Router(tags=["today"])


@router.get("/today", auth=AccessTokenAuth(Scope.READ), response={200: TodayOut}, summary="Today's answer")
def get_today(request: HttpRequest, runner: Runner = None) -> Status[TodayOut]:
    """The decisions in force, or the questions that are open. It is worked out from the record, never from a cache."""
    room = ports()
    now = glance_at_today(room, owner_of(request, runner))
    if now.lost:
        raise PlanLost(now.lost[0].id)
    return Status(200, today_out(now, room.words))
