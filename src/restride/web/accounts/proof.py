"""Sensitive acts ask who is there once more: erasing, exporting, sharing, clearing, making tokens, changing sign-in.

`recently_proved` marks such a view. What counts as proof is the account library's record of the session.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
PROVED_WITHIN_S = 15 * 60


def recently_proved(view: View[P]) -> View[P]:
    """A view for whoever signed in or proved to be themselves in the last quarter of an hour; others are asked first.

    A form that was opened in time may be sent for another quarter, so that nobody loses what they wrote. Nothing that
    was sent is kept while somebody is asked: they come back to the form.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        reading = request.method in ("GET", "HEAD")
        if not is_proved(request, within_s=PROVED_WITHIN_S if reading else settings.ACCOUNT_REAUTHENTICATION_TIMEOUT):
            return ask_who_is_there(request)
        return view(request, *args, **kwargs)

    entered: Any = login_required(guarded)
    return entered


def is_proved(request: HttpRequest, *, within_s: int = PROVED_WITHIN_S) -> bool:
    """Whether this session was proved to be its owner's in the last `within_s` seconds."""
    proofs = [record["at"] for record in _records(request) if record.get("reauthenticated")]
    return bool(proofs) and time.time() - proofs[-1] < within_s


def used_second_factor(request: HttpRequest) -> bool:
    """Whether a code or a passkey was shown in this session, at sign-in or later."""
    return any(record.get("method") == "mfa" for record in _records(request))


def ask_who_is_there(request: HttpRequest) -> HttpResponseBase:
    """To the strongest proof that this account has, and back here after it."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    place = ways[0]["url"] if ways else reverse("account_login")
    return redirect(f"{place}?{urlencode({'next': _back(request)})}")


def count_sign_in_as_proof(request: HttpRequest) -> None:
    """Whoever just signed in isn't asked again at once."""
    records = _records(request)
    if not records:
        record_authentication(request, request.user, "sign-in", reauthenticated=True)
        return
    records[-1]["reauthenticated"] = True
    request.session.modified = True


def count_new_factor_as_proof(request: HttpRequest, kind: str) -> None:
    """Whoever just set up a second factor has shown it."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return get_authentication_records(request, request.user) if request.user.is_authenticated else []


def _back(request: HttpRequest) -> str:
    """Where to go after the proof: this page, and for something sent the page that it was sent from."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return request.get_full_path()
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")
