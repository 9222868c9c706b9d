"""Today: the one decision of the day and what to do with it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe


@login_required
@require_safe
def show_today(request: HttpRequest) -> HttpResponse:
    """The screen of a runner who has no plan yet."""
    return render(request, "runner/today.html", {"tab": "today", "day": timezone.localdate()})
