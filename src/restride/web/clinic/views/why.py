"""The reason card of one decision, of today or of the past: the runner's own, in words about the runner."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restride.usecases.third_person import AboutTheRunner
from restride.usecases.why import show_why
from restride.web.accounts.doors import clinicians_only
from restride.web.clinic.desk import names_of, ports, visitor_of
from restride.web.shared.reason_card import card_of


@clinicians_only
@require_safe
def show_card(request: HttpRequest, person: UUID, decision: str) -> HttpResponseBase:
    """Why a decision was what it was. Raises AccessDenied where this clinician may not see it."""
    room = ports()
    about = AboutTheRunner(words=room.words)
    why = show_why(replace(room, words=about), visitor_of(request, person), decision)
    page = {
        "person": person,
        "name": names_of([str(person)])[str(person)],
        "why": why,
        "card": card_of(why, about),
        "status": about.render("terms.status", why.protocol.status),
        "here": "person",
    }
    return render(request, "clinic/why.html", page)
