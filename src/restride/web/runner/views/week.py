"""How it is going in the runner's own numbers: the questions that are due, and the answers over time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.library.learning import cards
from restride.usecases.refused import NotPossible
from restride.usecases.self_report import SelfReport, record_ratings, show_self_report
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.asides import Ratings
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.runner.shown.learn import CardRow, row_of
from restride.web.shared.self_report import lines_of


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_questions(request: HttpRequest) -> HttpResponseBase:
    """The questions that are due; each may be skipped."""
    room, visitor = ports(), visitor_of(request)
    form = Ratings(posted(request), due=show_self_report(room, visitor).due, words=room.words)
    if request.method == "POST" and form.is_valid():
        try:
            if form.values():
                record_ratings(room, visitor, form.values(), id=form.cleaned_data["id"])
                messages.success(request, _("Saved. It changes nothing in your plan."))
            return redirect("week_so_far")
        except NotPossible as refusal:
            put_into(form, refusal)
    asks = any(name != "id" for name in form.fields)
    return render(request, "runner/week/ask.html", {"form": form, "asks": asks}, status=422 if form.errors else 200)


@runners_only
@require_safe
def show_so_far(request: HttpRequest) -> HttpResponseBase:
    """The answers over time, and a card and a talk where confidence is low."""
    room = ports()
    report = show_self_report(room, visitor_of(request))
    page = {"lines": lines_of(report, room.words), "due": report.due, "low_cards": _cards(report)}
    return render(request, "runner/week/so_far.html", page)


def _cards(report: SelfReport) -> list[CardRow]:
    named = (cards().cards[one.question.card] for one in report.low if one.question.card)
    return [row_of(card, ports().words) for card in named]
