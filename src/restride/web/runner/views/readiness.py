"""Readiness: what is met, missing and unknown; one guided test a screen; a foundation session done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from restride.usecases.entry import derived_id
from restride.usecases.readiness import Trial, show_readiness
from restride.usecases.record_test import ItemResult, record_foundation, record_test
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.injuries import Followed
from restride.web.runner.forms.readiness import Groundwork, Result
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.runner.shown import readiness as shown
from restride.web.runner.shown.check_in import followed_of


@runners_only
@require_safe
def show_gates(request: HttpRequest) -> HttpResponseBase:
    """The gates ahead, and what may be done today."""
    return _gates(request, Groundwork(None, followed=_followed(request)))


def _gates(request: HttpRequest, form: Groundwork) -> HttpResponseBase:
    room = ports()
    found = show_readiness(room, visitor_of(request))
    cards = [(one.episode, shown.gate_cards(one, room.words, named=len(found) > 1)) for one in found]
    first = next((test for _one, gates in cards if (test := shown.first_open(gates))), None)
    groundwork = bool(found) and not any(one.episode.context.open_flags for one in found)
    page = {
        "gates": [gate for _one, gates in cards for gate in gates],
        "first": first,
        "groundwork": groundwork and form,
    }
    return render(request, "runner/readiness/gates.html", page, status=422 if form.errors else 200)


def _followed(request: HttpRequest) -> tuple[Followed, ...]:
    now = show_today(ports(), visitor_of(request))
    return followed_of(now, None, ports()) if now.record.open_episodes() else ()


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_test(request: HttpRequest, item: str) -> HttpResponseBase:
    """One test: how it is done, and its result."""
    room = ports()
    trial, episode, hours = _trial(request, item)
    form = Result(posted(request), item=trial.item, words=room.words, hours=hours)
    if request.method == "POST" and form.is_valid():
        try:
            for side, value in form.results().items():
                given = ItemResult(
                    id=derived_id(form.cleaned_data["id"], side or "one"),
                    episode=episode,
                    item=item,
                    value=value,
                    side=side,
                    painkiller=form.cleaned_data["painkiller"],
                )
                record_test(room, visitor_of(request), given)
            return redirect("readiness")
        except NotPossible as refusal:
            put_into(form, refusal)
    texts = {name: room.words.render(f"items.{item}", name) for name in ("title", "how")}
    return render(request, "runner/readiness/test.html", {"form": form, **texts}, status=422 if form.errors else 200)


def _trial(request: HttpRequest, item: str) -> tuple[Trial, str, int]:
    """The test of this name with its episode; Http404 where it is unknown, not open, or a clinician's."""
    for one in show_readiness(ports(), visitor_of(request)):
        trials = [trial for gate in one.gates for step in gate.steps for trial in step.trials]
        for trial in (*trials, *one.others):
            if trial.item.id == item and shown.is_offered(trial):
                return trial, one.episode.opened.id, one.episode.regimen.protocol.windows.painkiller_void_h
    raise Http404


@runners_only
@require_POST
def record_groundwork(request: HttpRequest) -> HttpResponseBase:
    """A foundation session was done today, for each injury that was named; with one injury it needs no naming."""
    followed = _followed(request)
    if not followed:
        raise Http404
    form = Groundwork(request.POST, followed=followed)
    if not form.is_valid():
        return _gates(request, form)
    for one in form.done_for():
        id = form.cleaned_data["id"]
        record_foundation(ports(), visitor_of(request), one.id, id=id if one.number == 1 else derived_id(id, one.id))
    messages.success(request, _("Saved: today's strength and mobility session."))
    return redirect("readiness")
