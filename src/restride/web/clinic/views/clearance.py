"""Clearing a runner: the form, what the runner will read, and only then the entry; and taking a clearance back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from restride.core.events import ClearanceGiven
from restride.usecases.chart import show_chart
from restride.usecases.clearance import ClearanceForm, check_clearance, give_clearance, withdraw_clearance
from restride.usecases.clearance_words import say_clearance
from restride.usecases.entry import author_of
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.refused import NotPossible
from restride.usecases.third_person import AboutTheRunner
from restride.web.accounts.doors import clinicians_only
from restride.web.accounts.proof import recently_proved
from restride.web.clinic import shown
from restride.web.clinic.desk import names_of, ports, put_into, visitor_of
from restride.web.clinic.forms.acts import Because
from restride.web.clinic.forms.clearance import Clearance

METHODS = ["GET", "HEAD", "POST"]


@clinicians_only
@recently_proved
@require_http_methods(METHODS)
def show_clearance(request: HttpRequest, person: UUID, episode: str) -> HttpResponseBase:
    """Ask, preview, and store a clearance."""
    room, visitor = ports(), visitor_of(request, person)
    chart = show_chart(room, visitor)
    injury = chart.episode(episode)
    if injury is None:
        raise Http404
    name = names_of([str(person)])[str(person)]
    page = {"person": person, "name": name, "about": [shown.who(room, name, str(person), injury)], "here": "person"}
    form = Clearance(request.POST or None, words=room.words, episode=injury)
    if request.method == "POST" and form.is_valid():
        step = request.POST.get("step")
        try:
            if step == "save":
                give_clearance(room, visitor, form.given())
                messages.success(request, gettext("Saved. It counts from now on."))
                return redirect("clinic_person", person)
            check_clearance(room, visitor, form.given(), chart.record)
            if step != "change":
                words = say_clearance(room.words, previewed(room, visitor, form.given()), author_of(visitor))
                return render(request, "clinic/clearance_preview.html", {**page, "form": form, "words": words})
        except NotPossible as refusal:
            put_into(form, refusal)
    status = 422 if form.errors else 200
    return render(request, "clinic/clearance.html", {**page, "form": form}, status=status)


def previewed(room: Ports, visitor: Visitor, given: ClearanceForm) -> ClearanceGiven:
    """The clearance as it would be stored now, for its words only."""
    return ClearanceGiven(
        scope=given.scope,
        side=given.side,
        starts=given.starts or today(room.clock.now(), visitor.zone).day,
        until=given.until,
        run_s_most=given.run_s_most,
        bout_s_most=given.bout_s_most,
        names=given.names,
        reason=given.reason.strip(),
    )


@clinicians_only
@require_http_methods(METHODS)
def show_withdrawal(request: HttpRequest, person: UUID, clearance: str) -> HttpResponseBase:
    """Ask for the reason and take a clearance back."""
    room, visitor = ports(), visitor_of(request, person)
    chart = show_chart(room, visitor)
    found = [(i, c) for i in chart.episodes for c in i.clearances if c.given.id == clearance and not c.withdrawn]
    if not found:
        raise Http404
    injury, given = found[0]
    form = Because(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_clearance(room, visitor, clearance, form.cleaned_data["reason"], id=form.cleaned_data["id"])
            messages.success(request, gettext("Taken back. What rested on it stops now."))
            return redirect("clinic_person", person)
        except NotPossible as refusal:
            put_into(form, refusal)
    name = names_of([str(person)])[str(person)]
    page = {
        "person": person,
        "name": name,
        "about": [shown.who(room, name, str(person), injury)],
        "form": form,
        "title": gettext("Take a clearance back"),
        "words": say_clearance(AboutTheRunner(words=room.words), given.given.body, given.given.author),
        "act": gettext("Take it back"),
        "danger": True,
        "here": "person",
    }
    return render(request, "clinic/act.html", page, status=422 if form.errors else 200)
