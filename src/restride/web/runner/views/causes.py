"""Why it happened: a short form of causes and history, and what the answers change in the plan, by name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from restride.library.causes import causes
from restride.usecases.refused import NotPossible
from restride.usecases.why_it_happened import WORRY, record_causes, show_causes
from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.asides import CausesAsked
from restride.web.runner.room import ports, posted, put_into, visitor_of
from restride.web.runner.shown.causes import changes_of


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_questions(request: HttpRequest) -> HttpResponseBase:
    """The questions, with what was answered before."""
    room, visitor = ports(), visitor_of(request)
    said = show_causes(room, visitor)
    initial = {**said.answers, WORRY: said.worry or None}
    form = CausesAsked(posted(request), causes=causes(), words=room.words, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if form.answers():
                record_causes(room, visitor, form.answers(), id=form.cleaned_data["id"])
                messages.success(request, _("Saved."))
            return redirect("causes")
        except NotPossible as refusal:
            put_into(form, refusal)
    return render(request, "runner/causes/ask.html", {"form": form}, status=422 if form.errors else 200)


@runners_only
@require_safe
def show_changes(request: HttpRequest) -> HttpResponseBase:
    """What the answers change, each by its name; nothing else changes."""
    room = ports()
    said = show_causes(room, visitor_of(request))
    return render(request, "runner/causes/changes.html", {"said": said, "changes": changes_of(said, room.words)})
