"""Recording a test at the clinic, those that need a clinician included."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.core.terms import Category
from restride.usecases.record_test import record_test
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.forms.acts import Result
from restride.web.clinic.views.acts import METHODS, carry_out, sit_down


@clinicians_only
@require_http_methods(METHODS)
def show_item(request: HttpRequest, person: UUID, episode: str, item: str) -> HttpResponseBase:
    """Ask for the result of one test and store it."""
    desk = sit_down(request, person)
    injury = desk.injury(episode)
    found = next((one for one in injury.regimen.protocol.items if one.id == item), None)
    if found is None or Category.SYMPTOMS not in desk.chart.granted:
        raise Http404
    words = desk.room.words
    page = desk.page(
        [injury],
        title=words.render(f"items.{item}", "title"),
        words=[words.render(f"items.{item}", "how")],
        act=gettext("Save the result"),
        done=gettext("Saved."),
    )
    form = Result(request.POST or None, item=found, words=words)
    return carry_out(request, form, page, lambda said: record_test(desk.room, desk.visitor, form.given(episode)))
