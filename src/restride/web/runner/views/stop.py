"""What belongs to a stop: the page for the visit, a yes by mistake, the door for trouble."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from restride.library.catalogue import catalogue
from restride.usecases.flags import FlagSaid, dispute_flag, report_flags
from restride.usecases.refused import NotPossible
from restride.usecases.today import Today, glance_at_today, show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.reasons import Mistake, Wrong
from restride.web.runner.forms.signs import Confirmed
from restride.web.runner.room import ports, posted, put_into, takes_signatures, visitor_of
from restride.web.runner.shown.stop import stop_of
from restride.web.runner.shown.visit import visit_of


@runners_only
@require_safe
def show_visit(request: HttpRequest) -> HttpResponseBase:
    """A page to print and take along: what happened, what was said, what to ask."""
    room = ports()
    now = show_today(room, visitor_of(request))
    page = {
        "now": now,
        "stop": stop_of(now, room.words),
        "visit": visit_of(now, room),
        "signatures": takes_signatures(),
    }
    return render(request, "runner/stop/visit.html", page)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_dispute(request: HttpRequest, id: str) -> HttpResponseBase:
    """A yes by mistake: both answers are kept, and it stays a stop until a clinician closes it."""
    room = ports()
    now = glance_at_today(room, visitor_of(request))
    if id not in {entry.id for entry in now.open_flags}:
        raise Http404
    form = Mistake(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            dispute_flag(room, visitor_of(request), id, said["reason"], id=said["id"])
            return redirect("front")
        except NotPossible as refusal:
            put_into(form, refusal)
    page = {"form": form, "kept": room.words.render("questions.confirm", "disputed")}
    return render(request, "runner/stop/dispute.html", page, status=422 if form.errors else 200)


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_wrong(request: HttpRequest) -> HttpResponseBase:
    """The door for trouble: pain in a run, or one of the warning signs, each repeated before it is stored."""
    room = ports()
    words = room.words
    form = Wrong(posted(request))
    form.offer([(id, words.render(f"flags.{id}", "ask")) for id in _flags(glance_at_today(room, visitor_of(request)))])
    if request.method != "POST" or not form.is_valid():
        return render(request, "runner/wrong.html", {"form": form}, status=422 if form.errors else 200)
    flags = form.cleaned_data["flags"]
    confirmed = Confirmed(request.POST if "confirming" in request.POST else None, words, "flags", flags)
    if not confirmed.is_valid():
        carried = {"flags": flags, "id": [form.cleaned_data["id"]]}
        return render(request, "runner/signs_confirm.html", {"form": confirmed, "carried": carried})
    said = tuple(
        FlagSaid(flag=id, wording=words.render(f"flags.{id}", "confirm"), declined=not confirmed.is_sure(id))
        for id in flags
    )
    report_flags(room, visitor_of(request), said, id=form.cleaned_data["id"])
    return redirect("front")


def _flags(now: Today) -> list[str]:
    conditions = tuple(one.body.condition for one in now.record.open_episodes())
    return [flag.id for flag in catalogue().library.red_flags.in_force(conditions, "something_wrong")]
