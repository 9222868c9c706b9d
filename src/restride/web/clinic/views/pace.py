"""Choosing how a runner's running is built up: the form, what it would change, and only then the entry."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.core.regimen import under
from restride.usecases.choose_pace import choose_pace, preview_pace
from restride.usecases.refused import NotPossible
from restride.web.accounts.doors import clinicians_only
from restride.web.accounts.proof import recently_proved
from restride.web.clinic.desk import put_into
from restride.web.clinic.forms.pace import Pacing
from restride.web.clinic.shown_pace import pace_line, preview_lines, reading_lines, way_choices
from restride.web.clinic.views.acts import METHODS, sit_down


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_choosing(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """Ask, preview, and store a choice."""
    desk = sit_down(request, person)
    injury, words = desk.injury(episode), desk.room.words
    regimen = injury.regimen
    page = desk.page([injury], now=pace_line(words, desk.chart.record.state, injury))
    form = Pacing(request.POST or None, choices=way_choices(words, regimen.own))
    if request.method == "POST" and form.is_valid():
        given, step = form.given(episode), request.POST.get("step")
        try:
            if step == "save":
                choose_pace(desk.room, desk.visitor, given)
                messages.success(request, gettext("Saved. It counts from now on."))
                return redirect("clinic_person", person)
            seen = preview_pace(desk.room, desk.visitor, given)
            if step != "change":
                lines = preview_lines(words, seen, regimen, under(regimen, given.preset, given.ladder))
                return render(request, "clinic/pace_preview.html", {**page, "form": form, "lines": lines})
        except NotPossible as refusal:
            put_into(form, refusal)
    page |= {"form": form, "reading": reading_lines(words, regimen.own)}
    return render(request, "clinic/pace.html", page, status=422 if form.errors else 200)
