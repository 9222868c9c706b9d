"""Screens are for a role; to others they look as if they weren't there."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from restride.web.accounts.doors import clinicians_only, runners_only
from restride.web.accounts.models import Role
from restride.web.urls import handler404 as real_404
from restride.web.urls import urlpatterns as real_urls
from tests.web.shell.people import a_user

pytestmark = pytest.mark.django_db
handler404 = real_404


@runners_only
def _for_runners(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(f"run {number}")


@clinicians_only
def _for_clinicians(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(f"case {number}")


urlpatterns = [*real_urls, path("r/<int:number>", _for_runners), path("c/<int:number>", _for_clinicians)]


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (Role.RUNNER, "/r/7", 200),
        (Role.RUNNER, "/c/7", 404),
        (Role.CLINICIAN, "/c/7", 200),
        (Role.CLINICIAN, "/r/7", 404),
        (Role.OPERATOR, "/r/7", 404),
        (Role.OPERATOR, "/c/7", 404),
    ],
)
def test_a_screen_of_another_role_is_not_there(
    client: Client, settings: Settings, role: Role, address: str, status: int
) -> None:
    settings.ROOT_URLCONF = __name__
    client.force_login(a_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(address)
    assert answer.status_code == status
    missing = client.get("/nowhere")
    assert status == 200 or answer.content == missing.content


def test_a_visitor_is_asked_to_sign_in_and_led_on(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    assert client.get("/r/7").headers["Location"] == "/sign-in?next=/r/7"
