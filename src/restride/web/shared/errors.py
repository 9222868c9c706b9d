"""The pages of things that went wrong, made without session, user or database, so that they work without them."""

import errno
import json
import sys
from dataclasses import dataclass

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from restride.web.shared.context import clock_shows
from restride.web.shared.logs import request_number
from restride.web.shared.look import chosen_look

STORAGE_DOWN = 503
FULL_DISK_SIGNS = ("disk is full", "no space left", "disk full")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a page of an error says: title, what it means, and the way on (words and address)."""

    title: str
    text: str
    way: str = _("To the start")
    to: str = "/"


STATUSES = {
    400: Wording(
        title=_("This request wasn't clear"),
        text=_("The address or the form was damaged on its way. Nothing was stored."),
    ),
    403: Wording(
        title=_("This isn't open to you"),
        text=_("Your account may not see this page. Sign in with another one, or go back."),
    ),
    404: Wording(
        title=_("There is no such page"), text=_("It was moved, or it isn't yours to see. Check the address.")
    ),
    405: Wording(
        title=_("This page can't do that"), text=_("Open it from its own button instead. Nothing was stored.")
    ),
    413: Wording(
        title=_("That is too large"),
        text=_("A single run may have 25 MB. Send one run at a time. Nothing was stored."),
    ),
    429: Wording(
        title=_("A little too fast"),
        text=_("There were many tries in a short time. Wait five minutes, then try again."),
    ),
    500: Wording(
        title=_("Something broke here"),
        text=_("The fault is ours, and what you sent may not be stored. Look before you send it again."),
    ),
    503: Wording(
        title=_("Not ready just now"),
        text=_("Restride can't reach its records at the moment. Nothing was stored. Try again in a minute."),
    ),
    507: Wording(
        title=_("No room left"),
        text=_("The disk of this server is full, so nothing was stored. The person who runs it must make room."),
    ),
}
EXPIRED = Wording(
    title=_("This form has expired"),
    text=_("Go back, load the page again and send it once more. If that doesn't help, allow cookies for this page."),
)
WRONG_HOST = Wording(
    title=_("Not known by this name"),
    text=_("This server doesn't answer to the address you used. The person who runs it sets the name."),
)


PLAN_LOST = Wording(
    title=_("We can't read your plan"),
    text=_(
        "So there is no run today. What was stored is kept. Today says what to do next; warning signs are still taken. "
        "Tell the person who runs this site."
    ),
    way=_("To Today"),
)


def page(request: HttpRequest, status: int, wording: Wording | None = None) -> HttpResponse:
    """The page of an error status: styled for a person, a problem document for a program under /api/."""
    said = wording or STATUSES[status]
    if request.path_info.startswith("/api/"):
        return _problem(status, said)
    html = render_to_string(
        "errors/page.html",
        {
            "status": status,
            "title": gettext(said.title),
            "text": gettext(said.text),
            "way": gettext(said.way),
            "to": said.to,
            "number": request_number.get() if status >= 500 else None,
            "look": chosen_look(request),
            "clock_shows": clock_shows(),
        },
    )
    return HttpResponse(html, status=status)


def _problem(status: int, said: Wording) -> HttpResponse:
    document = {"type": "about:blank", "status": status, "title": gettext(said.title), "detail": gettext(said.text)}
    return HttpResponse(json.dumps(document), status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that can't be read; 413 where it is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        return page(request, 413)
    return page(request, 400, WRONG_HOST if isinstance(exception, DisallowedHost) else None)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that this account may not see."""
    return page(request, 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without the token that this page gave it."""
    return page(request, 403, EXPIRED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page; the same answer for one that belongs to another person."""
    return page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries; the account library calls it by name."""
    answer = page(request, 429)
    answer.headers["Retry-After"] = "300"
    return answer


def server_fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: 507 with a full disk, 503 without the database, otherwise 500."""
    status = fault_status(sys.exc_info()[1])
    answer = page(request, status)
    if status == STORAGE_DOWN:
        answer.headers["Retry-After"] = "30"
    return answer


def fault_status(fault: BaseException | None) -> int:
    """The status that tells most about a fault, searched along its chain of causes."""
    while fault is not None:
        if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
            return 507
        if isinstance(fault, DatabaseError) and any(sign in str(fault).lower() for sign in FULL_DISK_SIGNS):
            return 507
        if isinstance(fault, OperationalError | InterfaceError):
            return STORAGE_DOWN
        fault = fault.__cause__ or fault.__context__
    return 500
