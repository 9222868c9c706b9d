"""The record: every entry with its versions, the correction of one, and taking one back."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from restride.core.corrections import answers_on, sessions_on
from restride.core.events import CheckIn
from restride.core.state import Entry
from restride.core.terms import PainMoment
from restride.usecases.correct import Correction, correct, withdraw
from restride.usecases.refused import NotPossible
from restride.usecases.today import Today, show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.correcting import Answered, Ran
from restride.web.runner.forms.reasons import TakenBack
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.runner.shown.history import history_of


@runners_only
@require_safe
def show_history(request: HttpRequest) -> HttpResponseBase:
    """Every entry, newest first."""
    room = ports()
    now = show_today(room, visitor_of(request))
    return render(request, "runner/history/list.html", {"tab": "history", "items": history_of(now, room.words)})


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_correction(request: HttpRequest, id: str) -> HttpResponseBase:
    """Write a new version of an entry; the old one stays beside it."""
    room = ports()
    now = show_today(room, visitor_of(request))
    entry = _entry(now, id)
    form = _form(request, now, entry)
    if request.method == "POST" and form.is_valid():
        try:
            correct(room, visitor_of(request), _correction(form, now, entry))
            return redirect("history")
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {"form": form, "entry": entry}
    return render(request, "runner/history/correct.html", page, status=422 if form.errors else 200)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_withdrawal(request: HttpRequest, id: str) -> HttpResponseBase:
    """Take an entry back: it stays in the list, marked."""
    room = ports()
    entry = _entry(show_today(room, visitor_of(request)), id)
    form = TakenBack(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            withdraw(room, visitor_of(request), entry.id, said["reason"], id=said["id"])
            return redirect("history")
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {"form": form, "entry": entry}
    return render(request, "runner/history/withdraw.html", page, status=422 if form.errors else 200)


def _entry(now: Today, id: str) -> Entry:
    """The check-in or run of this id. Raises Http404 for anything else."""
    entry = now.record.state.reports.get(id) or now.record.state.sessions.get(id)
    if entry is None:
        raise Http404
    return entry


# `date.max` asks for the newest version alone, without those that still count today beside it.
def _form(request: HttpRequest, now: Today, entry: Entry) -> Answered | Ran:
    edits = now.record.state.edits.get(entry.id, ())
    if isinstance(entry.body, CheckIn):
        was = answers_on(entry.body.answers, edits, date.max)
        in_run = entry.body.moment is PainMoment.DURING_RUN
        return Answered(posted(request), words=ports().words, was=was, in_run=in_run)
    return Ran(posted(request), was=sessions_on(entry.body, edits, now.now.day)[0])


def _correction(form: Answered | Ran, now: Today, entry: Entry) -> Correction:
    edits = now.record.state.edits.get(entry.id, ())
    said = form.cleaned_data
    if isinstance(form, Answered):
        new = form.answers(answers_on(entry.body.answers, edits, date.max))
        return Correction(id=said["id"], target=entry.id, answers=new, reason=said["reason"])
    ran = form.session(sessions_on(entry.body, edits, now.now.day)[0])
    return Correction(id=said["id"], target=entry.id, session=ran, reason=said["reason"])
