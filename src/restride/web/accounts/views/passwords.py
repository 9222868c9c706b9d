"""The password screens that the account library has no view for. Its own views are mounted in urls.py."""

from allauth.account import views as library
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe


@require_http_methods(["GET", "HEAD", "POST"])
def show_forgotten_password(request: HttpRequest) -> HttpResponseBase:
    """Ask for a link to a new password, or say who can give one where this server sends no mail."""
    if not settings.RESTRIDE_SENDS_MAIL:
        return render(request, "account/no_mail.html")
    return library.password_reset(request)


@login_required
@require_safe
def show_password_changed(request: HttpRequest) -> HttpResponseBase:
    """Say that the new password holds."""
    return render(request, "account/password_changed.html")
