"""Light, dark or as the system has it: a cookie of the browser, so that it holds before sign-in and on error pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

LOOKS = ("light", "dark")
COOKIE = "look"
A_YEAR_S = 365 * 24 * 3600


def chosen_look(request: HttpRequest) -> str:
    """`light`, `dark`, or an empty text for the system's choice."""
    look = request.COOKIES.get(COOKIE, "")
    return look if look in LOOKS else ""


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep the look that was chosen and go back to where it was chosen."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    wanted = request.POST.get("look", "")
    if wanted in LOOKS:
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR_S, samesite="Lax", secure=settings.RESTRIDE_SECURE)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
