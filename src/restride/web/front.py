"""The front door: the welcome page for a visitor, Today for a runner, the caseload for a clinician."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from restride.web.runner.urls import today


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """Lead whoever comes to where they belong."""
    if not request.user.is_authenticated:
        return render(request, "welcome.html")
    if request.user.is_clinician:
        return redirect("/clinic/")
    return today(request)
