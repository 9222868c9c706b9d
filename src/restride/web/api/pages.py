"""The page on which somebody makes and revokes their access tokens. A new token's text is on one page, once."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from restride.web.accounts.models import User
from restride.web.api.forms import SCOPES, NewToken
from restride.web.api.models import AccessToken
from restride.web.api.tokens import MOST_ALIVE, issue_token, revoke_token, tokens_of

_SAYING = dict(SCOPES)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def show_tokens(request: HttpRequest) -> HttpResponseBase:
    """The tokens of the person who is signed in, and the form of a new one."""
    user, now = _owner(request), settings.RESTRIDE_CLOCK.now()
    form = NewToken(request.POST or None)
    alive = tokens_of(user, now)
    if request.method == "POST" and form.is_valid():
        if len(alive) < MOST_ALIVE:
            said = form.cleaned_data
            made = issue_token(user, name=said["name"], scopes=form.scope_set(), days=said["days"], now=now)
            return render(request, "api/new_token.html", {"tab": "me", "token": made.token, "text": made.text})
        form.add_error(None, _("There are %(most)s already. Revoke one that you don't need.") % {"most": MOST_ALIVE})
    page = {"tab": "me", "form": form, "tokens": [_line(one) for one in alive]}
    return render(request, "api/tokens.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Make a token useless at once."""
    if not revoke_token(_owner(request), id, settings.RESTRIDE_CLOCK.now()):
        raise Http404
    messages.success(request, _("Revoked. Whatever used it is shut out from now on."))
    return redirect("tokens")


def _owner(request: HttpRequest) -> User:
    """The runner or clinician who is signed in; for others there is no such page."""
    user = request.user
    if not isinstance(user, User) or not (user.is_runner or user.is_clinician):
        raise Http404
    return user


def _line(token: AccessToken) -> dict[str, object]:
    scopes = [_SAYING[scope] for scope in sorted(token.scope_set) if scope in _SAYING]
    return {"token": token, "scopes": scopes}
