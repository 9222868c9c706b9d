"""The page on which somebody makes and revokes their access tokens. A new token's text is on one page, once."""

from functools import wraps
from typing import ParamSpec
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from restride.web.accounts.doors import View, clinicians_only, runners_only
from restride.web.accounts.models import Role, User
from restride.web.accounts.proof import recently_proved
from restride.web.api.forms import SCOPES, NewToken
from restride.web.api.models import AccessToken
from restride.web.api.tokens import MOST_ALIVE, issue_token, revoke_token, tokens_of

P = ParamSpec("P")
_SAYING = dict(SCOPES)


def _members_only(view: View[P]) -> View[P]:
    """For runners and clinicians, each through their own door; for others there is no such page."""
    for_runners, for_clinicians = runners_only(view), clinicians_only(view)

    @wraps(view)
    def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        door = for_clinicians if getattr(request.user, "role", None) == Role.CLINICIAN else for_runners
        return door(request, *args, **kwargs)

    return entered


@_members_only
@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def show_tokens(request: HttpRequest) -> HttpResponseBase:
    """The tokens of the person who is signed in, and the form of a new one."""
    user, now = _owner(request), settings.RESTRIDE_CLOCK.now()
    form = NewToken(request.POST if request.method == "POST" else None)
    alive = tokens_of(user, now)
    if request.method == "POST" and form.is_valid():
        if len(alive) < MOST_ALIVE:
            said = form.cleaned_data
            made = issue_token(user, name=said["name"], scopes=form.scope_set(), days=said["days"], now=now)
            return render(request, "api/new_token.html", {"tab": "me", "token": made.token, "text": made.text})
        form.add_error(None, _("There are %(most)s already. Revoke one that you don't need.") % {"most": MOST_ALIVE})
    page = {"tab": "me", "form": form, "tokens": [_line(one) for one in alive]}
    return render(request, "api/tokens.html", page, status=422 if form.errors else 200)


@_members_only
@require_POST
def revoke(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Make a token useless at once."""
    if not revoke_token(_owner(request), id, settings.RESTRIDE_CLOCK.now()):
        raise Http404
    messages.success(request, _("Revoked. Whatever used it is shut out from now on."))
    return redirect("tokens")


def _owner(request: HttpRequest) -> User:
    """The runner or clinician who is signed in."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def _line(token: AccessToken) -> dict[str, object]:
    scopes = [_SAYING[scope] for scope in sorted(token.scope_set) if scope in _SAYING]
    return {"token": token, "scopes": scopes}
