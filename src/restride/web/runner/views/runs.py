"""A run by hand: done as planned, done otherwise, or left out. Then the answers an hour and a morning after it."""

from datetime import date, datetime, time

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.core.terms import PainMoment
from restride.usecases.check_in import take_check_in
from restride.usecases.log_session import SessionGiven, take_session
from restride.usecases.refused import NotPossible, refuse
from restride.usecases.today import Today, glance_at_today, glance_with
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.run import Afterwards, Done, NoRun
from restride.web.runner.room import episode_of, ports, posted, put_into, visitor_of
from restride.web.runner.shown import runs
from restride.web.runner.shown.check_in import followed_of
from restride.web.runner.shown.session import session

WAYS = ("planned", "own", "none")
AFTER = {"hour": PainMoment.AFTER_60, "morning": PainMoment.NEXT_MORNING}


@runners_only
@require_safe
def show_new_run(request: HttpRequest) -> HttpResponseBase:
    """Ask whether there was a run, on this day or the one named in the address."""
    room = ports()
    now = glance_at_today(room, visitor_of(request))
    day = _day(request, now.now.day)
    planned = runs.planned_on(now, day)
    shown = {"day": day, "planned": session(planned.dose, room.words) if planned else None}
    asked = bool(planned) or runs.is_asked_about(now)
    return render(request, "runner/run/new.html", {**shown, "asked": asked, "is_today": day == now.now.day})


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_run_form(request: HttpRequest, how: str) -> HttpResponseBase:
    """Take in the run and what was felt, or why there was none."""
    if how not in WAYS:
        raise Http404
    now = glance_at_today(ports(), visitor_of(request))
    day = _day(request, now.now.day)
    form = _run_form(request, how, now, day)
    if request.method == "POST" and form.is_valid():
        try:
            given = _given(form, how, now, zone=visitor_of(request).zone)
            taken = take_session(ports(), visitor_of(request), given)
            if taken.differs:
                larger = _("This run was stored before. Of each amount the larger counts; both are kept.")
                messages.info(request, larger)
            return redirect("front") if how == "none" else redirect("run_saved", given.id)
        except NotPossible as refusal:
            put_into(form, refusal)
    asked = runs.planned_on(now, day) if how == "planned" else None
    page = {"form": form, "day": day, "planned": session(asked.dose, ports().words) if asked else None}
    return render(request, "runner/run/form.html", page, status=422 if form.errors else 200)


def _given(form: forms.Form, how: str, now: Today, *, zone: str) -> SessionGiven:
    """The run of a form. Raises Http404 where no run was planned, NotPossible for one begun before it was."""
    said = form.cleaned_data
    if not isinstance(form, Done):
        return runs.left_out(said, now=now.now.at, zone=zone)
    if how == "own":
        return runs.done(form, None)
    planned = runs.planned_on(now, said["day"])
    if planned is None:
        raise Http404
    if runs.is_before(said["started"], planned, now):
        cure = _("The session was given after this time. Check the start, or choose “Yes, but differently”.")
        raise refuse("start", "before-session", cure)
    return runs.done(form, planned.dose)


def _run_form(request: HttpRequest, how: str, now: Today, day: date) -> forms.Form:
    episode, words = episode_of(now, request.POST.get("episode")), ports().words
    start = {"episode": episode.opened.id, "day": day, "start": _wall(runs.likely_start(now, day))}
    if how == "none":
        return NoRun(posted(request), initial=start)
    zone, followed = visitor_of(request).zone, followed_of(now, episode.opened.id, ports())
    planned = how == "planned"
    return Done(posted(request), words=words, followed=followed, zone=zone, planned=planned, initial=start)


def _wall(at: datetime) -> time:
    return timezone.localtime(at).time()


@runners_only
@require_safe
def show_run_saved(request: HttpRequest, id: str) -> HttpResponseBase:
    """What was stored about a run, and what is asked next."""
    now = glance_with(ports(), visitor_of(request), id)
    entry = now.record.state.sessions.get(id)
    if entry is None:
        raise Http404
    words = ports().words
    facts = {"ran": words.amount("duration", entry.body.run_s), "walked": words.amount("duration", entry.body.walk_s)}
    return render(request, "runner/run/saved.html", {"entry": entry, **facts})


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_after_run(request: HttpRequest, id: str, when: str) -> HttpResponseBase:
    """Ask how it was an hour after a run, or the morning after it."""
    now = glance_with(ports(), visitor_of(request), id)
    run = now.record.state.sessions.get(id)
    if run is None:
        raise Http404
    followed = followed_of(now, request.POST.get("episode"), ports())
    form = Afterwards(posted(request), words=ports().words, followed=followed)
    forgotten = "forgotten" in request.POST and when == "morning"
    if request.method == "POST" and (forgotten or form.is_valid()):
        id, moment = request.POST.get("id", ""), AFTER[when]
        try:
            for given in (
                runs.forgotten(id, followed, run.id, moment) if forgotten else runs.afterwards(form, run.id, moment)
            ):
                take_check_in(ports(), visitor_of(request), given)
            return redirect("front")
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {"form": form, "run": run, "when": when, "morning": when == "morning"}
    return render(request, "runner/run/after.html", page, status=422 if form.errors else 200)


def _day(request: HttpRequest, today: date) -> date:
    """The day of the address, where it is one that has passed; else today."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return min(day, today)
