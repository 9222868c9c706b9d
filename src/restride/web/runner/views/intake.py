"""The intake, a question a screen. Answers wait in the session; the last screen stores all of them together."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from restride.usecases.enrol import enrol
from restride.usecases.flags import FlagSaid
from restride.usecases.ports import today
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.asking import new_id
from restride.web.runner.forms.intake import OTHER, Question
from restride.web.runner.forms.signs import Confirmed
from restride.web.runner.room import ports, posted, visitor_of
from restride.web.runner.shown import intake as way

KEY = "intake"
LASTS = timedelta(days=1)


@runners_only
@require_safe
def start_intake(request: HttpRequest) -> HttpResponseBase:
    """Lead to the first open question; to Today where an injury is followed already and no other one was asked for."""
    if "another" not in request.GET and show_today(ports(), visitor_of(request)).record.open_episodes():
        return redirect("front")
    return redirect("intake_question", way.first_open(_kept(request)["answers"]) or "signs")


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_question(request: HttpRequest, name: str) -> HttpResponseBase:
    """Ask one question, keep its answer, go on to the next."""
    kept = _kept(request)
    answers = kept["answers"]
    here = way.place(name, answers)
    if here is None or name == "signs":
        raise Http404
    form = _form(request, name, answers)
    if "unsure" in request.POST and form.unsure:
        return _go_on(request, name, form.when_unsure)
    if request.method == "POST" and form.is_valid():
        return _go_on(request, name, way.stored(form.cleaned_data))
    return render(request, "runner/intake/question.html", {"form": form, "place": here})


def _go_on(request: HttpRequest, name: str, given: dict[str, Any]) -> HttpResponseBase:
    kept = _kept(request)
    kept["answers"].update(given)
    request.session[KEY] = kept
    if given.get("condition") == OTHER:
        return redirect("intake_elsewhere", "injury")
    if "age_years" in given and given["age_years"] < ports().protocols.intake().age_least:
        return redirect("intake_elsewhere", "age")
    return redirect("intake_question", way.following(name, kept["answers"]))


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_signs(request: HttpRequest) -> HttpResponseBase:
    """Ask for warning signs; repeat each yes as a sentence; then store the whole intake."""
    answers = _kept(request)["answers"]
    missing = way.first_open({**answers, "flags": ()})
    if missing:
        return redirect("intake_question", missing)
    form = _form(request, "signs", answers)
    here = way.place("signs", answers)
    if request.method != "POST" or not form.is_valid():
        return render(request, "runner/intake/question.html", {"form": form, "place": here})
    flags = form.cleaned_data["flags"]
    confirmed = Confirmed(request.POST if "confirming" in request.POST else None, ports().words, "flags", flags)
    if flags and not confirmed.is_valid():
        carried = {"flags": flags}
        return render(request, "runner/signs_confirm.html", {"form": confirmed, "carried": carried})
    words = ports().words
    said = tuple(
        FlagSaid(flag=id, wording=words.render(f"flags.{id}", "confirm"), declined=not confirmed.is_sure(id))
        for id in flags
    )
    return _enrolled(request, said)


def _enrolled(request: HttpRequest, said: tuple[FlagSaid, ...]) -> HttpResponseBase:
    kept = _kept(request)
    try:
        enrol(ports(), visitor_of(request), way.enrolment(kept["id"], kept["answers"], said))
    except NotPossible as refusal:
        page = {"problems": refusal.problems, "mend": way.question_of(refusal.problems[0].field)}
        return render(request, "runner/intake/refused.html", page, status=422)
    request.session.pop(KEY, None)
    return redirect("front")


@runners_only
@require_POST
def leave_intake(request: HttpRequest) -> HttpResponseBase:
    """Delete the answers that were given so far; nothing of them was in the record."""
    request.session.pop(KEY, None)
    messages.success(request, _("Your answers are deleted."))
    return redirect("front")


def _form(request: HttpRequest, name: str, answers: dict[str, Any]) -> Question:
    now = today(ports().clock.now(), visitor_of(request).zone)
    return way.question(ports(), name, answers, way.beside(ports(), answers, now.day), posted(request))


@runners_only
@require_safe
def show_elsewhere(request: HttpRequest, why: str) -> HttpResponseBase:
    """No plan from here: say why, and who can help instead."""
    template = {"age": "runner/intake/too_young.html", "injury": "runner/intake/other_injury.html"}.get(why)
    if template is None:
        raise Http404
    return render(request, template, {"age_least": ports().protocols.intake().age_least})


def _kept(request: HttpRequest) -> dict[str, Any]:
    """The answers so far and the id of the episode that they will open; after a day they are used no longer."""
    now = ports().clock.now()
    begun = request.session.get(KEY, {}).get("begun")
    if begun is None or now - datetime.fromisoformat(begun) > LASTS:
        request.session[KEY] = {"id": new_id(), "begun": now.isoformat(), "answers": {}}
    kept: dict[str, Any] = request.session[KEY]
    return kept
