"""The cadence programme: its page, counting steps, a run with the beat, putting it away."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from restride.usecases.cadence import count_steps, end_cadence, record_cue_session, show_cadence, take_recorded
from restride.usecases.refused import NotPossible
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.asking import Entry, new_id
from restride.web.runner.forms.cadence import BeatDone, Steps
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.runner.shown.cadence import shown

_SHUT = ("stopped", "condition", "phase")


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_programme(request: HttpRequest) -> HttpResponseBase:
    """What comes next, and the one form that belongs to it."""
    room, visitor = ports(), visitor_of(request)
    form, act = _act(request)
    if request.method == "POST" and form.is_valid():
        try:
            act()
            messages.success(request, _("Saved. It changes nothing in your plan."))
            return redirect("cadence")
        except NotPossible as refusal:
            put_into(form, refusal)
    now = show_cadence(room, visitor)
    page = {
        "form": form,
        "one": shown(now, room.words),
        "open": now.wait not in _SHUT,
        "counts": now.step in ("measure", "check"),
        "recorded": now.recorded if now.step == "measure" else None,
        "cues": now.cues_today,
        "beat": now.target if now.cues_today and now.beat_min else None,
        "recorded_id": new_id(),
        "end_id": new_id(),
        "begun": now.now.own is not None,
        "steps_form": form if isinstance(form, Steps) else Steps(None),
        "done_form": form if isinstance(form, BeatDone) else BeatDone(None),
    }
    return render(request, "runner/cadence/programme.html", page, status=422 if form.errors else 200)


def _act(request: HttpRequest) -> tuple[Entry, Callable[[], None]]:
    """The form that was sent, and what it asks for."""
    room, visitor, data = ports(), visitor_of(request), posted(request)
    if "hurt" in request.POST or "did" in request.POST:
        done = BeatDone(data)
        return done, lambda: record_cue_session(room, visitor, hurt=done.hurts(), id=done.cleaned_data["id"])
    if "recorded" in request.POST or "end" in request.POST:
        bare = Entry(data)
        use = take_recorded if "recorded" in request.POST else end_cadence
        return bare, lambda: use(room, visitor, id=bare.cleaned_data["id"])
    steps = Steps(data)
    return steps, lambda: count_steps(room, visitor, steps.cleaned_data["steps"], id=steps.cleaned_data["id"])
