"""Prescribing an exercise by name, and ending a prescription."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.core.context import Context
from restride.usecases.prescribe_exercise import offers, prescribe_exercise, withdraw_prescription
from restride.web.accounts.doors import clinicians_only
from restride.web.accounts.proof import recently_proved
from restride.web.clinic.forms.acts import Because
from restride.web.clinic.forms.exercise import Exercising
from restride.web.clinic.shown_exercise import exercise_name, groups, in_words
from restride.web.clinic.views.acts import METHODS, carry_out, sit_down


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_prescribing(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """Prescribe one exercise, with its dose, until a day."""
    desk = sit_down(request, person)
    injury = desk.injury(episode)
    context = Context(injury.regimen, desk.chart.record.state, desk.chart.now)
    page = desk.page(
        [injury],
        title=gettext("Prescribe an exercise"),
        hint=gettext(
            "What this injury rules out is not in the list. A prescription opens no phase and replaces no clearance: "
            "what waits for one comes into the runner's session after it."
        ),
        act=gettext("Prescribe it"),
        done=gettext("Saved. The runner finds it first in the session, once it is open."),
    )
    form = Exercising(request.POST or None, groups=groups(desk.room.words, offers(context)))
    return carry_out(request, form, page, lambda said: prescribe_exercise(desk.room, desk.visitor, form.given(episode)))


@clinicians_only
@require_http_methods(METHODS)
def show_prescription_end(request: HttpRequest, person: UUID, prescription: str) -> HttpResponseBase:
    """Take a prescription back."""
    desk = sit_down(request, person)
    found = [
        (injury, one)
        for injury in desk.chart.episodes
        for one in injury.prescriptions
        if one.given.id == prescription and one.in_force
    ]
    if not found:
        raise Http404
    injury, prescribed = found[0]
    page = desk.page(
        [injury],
        title=gettext("End a prescription"),
        words=[exercise_name(desk.room.words, prescribed.given.body.exercise), *in_words(desk.room.words, prescribed)],
        act=gettext("End it"),
        done=gettext("Ended. The exercise comes only where the plan itself asks for it."),
    )
    return carry_out(
        request,
        Because(request.POST or None),
        page,
        lambda said: withdraw_prescription(desk.room, desk.visitor, prescription, said["reason"], id=said["id"]),
    )
