"""Setting a limit for a runner, and ending one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.usecases.limit import add_limit, end_limit
from restride.web.accounts.doors import clinicians_only
from restride.web.accounts.proof import recently_proved
from restride.web.clinic.forms.acts import Because
from restride.web.clinic.forms.limit import Limiting
from restride.web.clinic.shown import limit_words
from restride.web.clinic.views.acts import METHODS, carry_out, sit_down


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_limiting(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """Narrow what is asked for, until a day."""
    desk = sit_down(request, person)
    page = desk.page(
        [desk.injury(episode)],
        title=gettext("Set a limit"),
        hint=gettext("A limit only makes sessions smaller. It opens nothing, and it is no clearance."),
        act=gettext("Set the limit"),
        done=gettext("Saved. It counts from now on."),
    )
    form = Limiting(request.POST or None)
    return carry_out(request, form, page, lambda said: add_limit(desk.room, desk.visitor, form.given(episode)))


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_limit_end(request: HttpRequest, person: UUID, limit: str) -> HttpResponseBase:
    """End a limit before its day."""
    desk = sit_down(request, person)
    found = [(i, one) for i in desk.chart.episodes for one in i.limits if one.given.id == limit and one.in_force]
    if not found:
        raise Http404
    injury, limited = found[0]
    page = desk.page(
        [injury],
        title=gettext("End a limit"),
        words=limit_words(desk.room.words, limited.given.body),
        hint=gettext("What it held back comes with the decisions of the days after today."),
        act=gettext("End the limit"),
        done=gettext("Ended."),
    )
    return carry_out(
        request,
        Because(request.POST or None),
        page,
        lambda said: end_limit(desk.room, desk.visitor, limit, said["reason"], id=said["id"]),
    )
