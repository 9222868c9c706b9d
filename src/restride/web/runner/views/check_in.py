"""The morning check-in and what it was answered with."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from restride.core.events import CheckIn
from restride.usecases.asking import left_out
from restride.usecases.check_in import take_check_in
from restride.usecases.entry import derived_id
from restride.usecases.refused import NotPossible
from restride.usecases.today import Today, glance_at_today, glance_with
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.check_in import SOMETHING, lines_of
from restride.web.runner.room import ports, put_into, visitor_of
from restride.web.runner.shown.answers import answer_lines
from restride.web.runner.shown.check_in import Pages, followed_of, form_of, given, read_pages, title_of
from restride.web.runner.shown.hidden import hidden_pain
from restride.web.runner.shown.today import lead

_NOON = 12  # after it nobody calls it morning


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_check_in(request: HttpRequest) -> HttpResponseBase:
    """Ask how the morning is; store it for each injury; lead to the answer."""
    room = ports()
    now = glance_at_today(room, visitor_of(request))
    followed = followed_of(now, request.POST.get("episode"), room)
    lines = [room.words.render(f"lines.{one.group}", "ask") for one in lines_of(followed)]
    shown = {"day": now.now.day, "lines": lines, "asks_sleep": "sleep_h" not in left_out(now)}
    shown["evening"] = timezone.localtime(now.now.at).hour >= _NOON
    if request.method != "POST":
        form = form_of("morning", None, room, followed)
        return render(request, "runner/check_in/morning.html", {**shown, "form": form})
    pages = read_pages(room, followed, request.POST)
    if pages.open is None:
        try:
            ids = [take_check_in(room, visitor_of(request), entry) for entry in given(pages, room, followed)]
            return redirect("check_in_saved", ids[0])
        except NotPossible as refusal:
            put_into(pages.form, refusal)
    return _page(request, pages, shown)


def _page(request: HttpRequest, pages: Pages, shown: dict[str, object]) -> HttpResponseBase:
    status = 200 if not pages.form.errors else 422
    page = {**shown, "form": pages.form, "carried": pages.carried, "about": pages.about}
    return render(request, f"runner/check_in/{pages.template}.html", page, status=status)


@runners_only
@require_POST
def show_more(request: HttpRequest, about: str) -> HttpResponseBase:
    """The questions that an answer of the first page opens, for a page that puts them below it; nothing is stored."""
    room = ports()
    now = glance_at_today(room, visitor_of(request))
    followed = followed_of(now, request.POST.get("episode"), room)
    opens = {one.field("different"): "yes" for one in followed} | {"picked": SOMETHING}
    if about not in opens:
        raise Http404
    asked = request.POST.get("lines" if about == "picked" else about) == opens[about]
    form = form_of(about, None, room, followed) if asked else None
    return render(request, "runner/check_in/more.html", {"form": form, "about": about})


@runners_only
@require_safe
def show_saved(request: HttpRequest, id: str) -> HttpResponseBase:
    """The answers as they were stored, and what they lead to."""
    room = ports()
    now = glance_with(room, visitor_of(request), id)
    entry = now.record.state.reports.get(id)
    if entry is None or not isinstance(entry.body, CheckIn):
        raise Http404
    shown = {"entry": entry, "reports": _reports(now, id), "lead": lead(now, room.words)}
    shown["hidden"] = hidden_pain(now, room.words)
    return render(request, "runner/check_in/saved.html", {**shown, "stopped": _stopped(now)})


def _reports(now: Today, id: str) -> list[dict[str, object]]:
    """The entry of this id and those that the same form made for other injuries, each with its injury's name."""
    words = ports().words
    plans = {one.opened.id: one.regimen.protocol for one in now.episodes}
    names = {one.id: title_of(one, plans.get(one.id), words) for one in now.record.open_episodes()}
    made = [id, *(derived_id(id, episode) for episode in names)]
    found = [now.record.state.reports[one] for one in made if one in now.record.state.reports]
    several = len(found) > 1
    return [
        {
            "id": one.id,
            "title": names.get(one.episode or "", "") if several else "",
            "lines": answer_lines(one.body.answers, words),
        }
        for one in found
    ]


def _stopped(now: Today) -> bool:
    return bool(now.open_flags)
