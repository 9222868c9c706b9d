"""The runner's own easy heart rate, from a measured test."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from restride.usecases.heart_rate import record_easy_limit, show_easy_limit
from restride.usecases.refused import NotPossible
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.heart_rate import EasyBeats
from restride.web.runner.room import ports, posted, put_into, visitor_of


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_easy_heart_rate(request: HttpRequest) -> HttpResponseBase:
    """The limit that stands, and the form for another one."""
    room, visitor = ports(), visitor_of(request)
    known = show_easy_limit(room, visitor)
    now = {"beats": known.beats, "test": known.test} if known else {}
    form = EasyBeats(posted(request), words=room.words, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            record_easy_limit(room, visitor, form.given())
            messages.success(request, _("Saved. It changes nothing in your plan."))
            return redirect("me")
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, "runner/me/heart_rate.html", {"form": form}, status=422 if form.errors else 200)
