"""Me: people, data, look, time zone, and what this connection can't do."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from restride.web.accounts.doors import runners_only
from restride.web.runner.forms.me import Settings
from restride.web.runner.room import posted


@runners_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_me(request: HttpRequest) -> HttpResponseBase:
    """The settings of the runner who is signed in."""
    user = request.user
    form = Settings(posted(request), initial={"name": user.name, "zone": user.zone})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        form.keep(user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("me")
    page = {"tab": "me", "form": form, "secure": _has_every_feature(request)}
    return render(request, "runner/me/me.html", page, status=422 if form.errors else 200)


def _has_every_feature(request: HttpRequest) -> bool:
    """Whether a browser leaves nothing out here: over https, or on the computer itself by its name."""
    own = request.get_host().partition(":")[0] == "localhost"
    return own or request.is_secure() or settings.RESTRIDE_SECURE
