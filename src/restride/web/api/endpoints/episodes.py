"""Injuries that are followed, or were."""

from django.http import HttpRequest
from ninja import Router, Status

from restride.web.api.bearer import AccessTokenAuth
from restride.web.api.endpoints.asking import PAGE_MOST, Runner
from restride.web.api.room import ports, reader_of
from restride.web.api.shapes.entries import EpisodeList, episode_out, newest
from restride.web.api.tokens import Scope

router = Router(tags=["episodes"])
_KINDS = ("episode_opened", "episode_closed")


@router.get("/episodes", auth=AccessTokenAuth(Scope.READ), response={200: EpisodeList}, summary="Injuries")
def list_episodes(request: HttpRequest, runner: Runner = None) -> Status[EpisodeList]:
    """Injuries, newest first; out of the newest 100 beginnings and ends."""
    room, visitor = ports(), reader_of(request, runner)
    page = room.store.page(visitor.scope(room.clock.now()), limit=PAGE_MOST, kinds=_KINDS)
    events = newest(page.entries)
    ended = {event.episode for event in events if event.kind == "episode_closed"}
    items = tuple(episode_out(event, still=event.id not in ended) for event in events if event.kind == "episode_opened")
    return Status(200, EpisodeList(items=items))
