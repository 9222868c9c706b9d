"""Which role a screen is for. To another role the screen doesn't exist, so nobody learns what others can open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from restride.web.accounts.models import Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _only(role: Role, view: View[P]) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request.user, "role", None) != role:
            raise Http404
        return view(request, *args, **kwargs)

    entered: Any = login_required(guarded)
    return entered


def runners_only(view: View[P]) -> View[P]:
    """A screen for runners: visitors are asked to sign in, other roles are told that there is no such page."""
    return _only(Role.RUNNER, view)


def clinicians_only(view: View[P]) -> View[P]:
    """A screen for clinicians: visitors are asked to sign in, other roles are told that there is no such page."""
    return _only(Role.CLINICIAN, view)
