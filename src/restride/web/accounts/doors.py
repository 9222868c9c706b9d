"""Which role a screen is for. To another role the screen doesn't exist, so nobody learns what others can open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from restride.web.accounts.models import Role
from restride.web.accounts.proof import ask_who_is_there
from restride.web.accounts.second_factor import factors_of, lacks_second_factor

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
    """A screen for clinicians: visitors are asked to sign in, other roles are told that there is no such page.

    Unless the operator made it optional, a clinician shows a second factor first, and sets one up where there is none.
    """
    return _only(Role.CLINICIAN, _after_second_factor(view))


def _after_second_factor(view: View[P]) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not lacks_second_factor(request):
            return view(request, *args, **kwargs)
        if factors_of(request.user).exists():
            return ask_who_is_there(request)
        return redirect("security")

    return guarded
