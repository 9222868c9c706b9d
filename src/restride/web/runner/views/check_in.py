"""The morning check-in and what it was answered with."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from restride.core.events import CheckIn
from restride.usecases.check_in import take_check_in
from restride.usecases.refused import NotPossible
from restride.usecases.today import Today, show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.check_in import Morning
from restride.web.runner.room import episode_of, ports, put_into, visitor_of
from restride.web.runner.shown.answers import answer_lines
from restride.web.runner.shown.check_in import given, read_pages
from restride.web.runner.shown.today import lead


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_check_in(request: HttpRequest) -> HttpResponseBase:
    """Ask how the morning is; store it; lead to the answer."""
    room = ports()
    now = show_today(room, visitor_of(request))
    episode = episode_of(now, request.POST.get("episode"))
    protocol = episode.regimen.protocol
    shown = {"day": now.now.day, "lines": [room.words.render(f"lines.{one.group}", "ask") for one in protocol.lines]}
    if request.method != "POST":
        form = Morning(None, protocol=protocol, words=room.words, initial={"episode": episode.opened.id})
        return render(request, "runner/check_in/morning.html", {**shown, "form": form})
    pages = read_pages(room, protocol, request.POST)
    if pages.open is None:
        entry = given(pages, room, protocol)
        try:
            return redirect("check_in_saved", take_check_in(room, visitor_of(request), entry))
        except NotPossible as refusal:
            put_into(pages.form, refusal)
    status = 200 if not pages.form.errors else 422
    page = {**shown, "form": pages.form, "carried": pages.carried}
    return render(request, f"runner/check_in/{pages.open or 'morning'}.html", page, status=status)


@runners_only
@require_safe
def show_saved(request: HttpRequest, id: str) -> HttpResponseBase:
    """The answers as they were stored, and what they lead to."""
    room = ports()
    now = show_today(room, visitor_of(request))
    entry = now.record.state.reports.get(id)
    if entry is None or not isinstance(entry.body, CheckIn):
        raise Http404
    shown = {"entry": entry, "lines": answer_lines(entry.body.answers, room.words), "lead": lead(now, room.words)}
    return render(request, "runner/check_in/saved.html", {**shown, "stopped": _stopped(now)})


def _stopped(now: Today) -> bool:
    return bool(now.open_flags)
