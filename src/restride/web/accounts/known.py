"""A browser that signed in before is known by a cookie, so that strangers who guess can't shut its owner out.

The cookie lets nobody in. It gives the browser a count of wrong tries of its own, apart from everybody else's.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from restride.web.shared.throttle import hidden

A_YEAR_S = 365 * 24 * 3600
MOST_ACCOUNTS = 5
_SALT = "restride.known-browser"


def cookie_name() -> str:
    """Under https the name binds the cookie to it."""
    return "__Host-known" if settings.RESTRIDE_SECURE else "known"


def browser_of(request: HttpRequest, email: str) -> str | None:
    """The name of this browser if it signed in to this account before; None for a browser that didn't."""
    return _names(request).get(hidden(email))


def make_known(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let the browser be known for this account from now on; the oldest of too many accounts is forgotten."""
    names = _names(request)
    name = names.pop(hidden(email), None) or secrets.token_urlsafe(16)
    kept = [*names.items(), (hidden(email), name)][-MOST_ACCOUNTS:]
    value = signing.dumps(dict(kept), salt=_SALT, compress=True)
    secure = settings.RESTRIDE_SECURE
    response.set_cookie(cookie_name(), value, max_age=A_YEAR_S, httponly=True, samesite="Lax", secure=secure)


def _names(request: HttpRequest) -> dict[str, str]:
    try:
        names: Any = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=A_YEAR_S)
    except signing.BadSignature:
        return {}
    return dict(names)
