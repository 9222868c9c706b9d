"""Every account address that can be opened has a screen of ours, for visitors and for whoever is signed in."""

import pytest
from django.test import Client

from restride.web.accounts.urls import urlpatterns
from tests.web.accounts.people import a_user, set_up_app, sign_in, signed_in

pytestmark = pytest.mark.django_db
ADDRESSES = sorted({f"/{one.pattern}" for one in urlpatterns if not one.pattern.regex.groups})


def check_screen(client: Client, address: str) -> None:
    answer = client.get(address, headers={"host": "localhost"})
    assert answer.status_code in (200, 302, 404, 405), (address, answer.status_code)
    page = answer.content.decode()
    assert answer.status_code == 302 or "restride.css" in page, address
    assert " style=" not in page
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.status_code == 405 or "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_meets_a_screen_of_ours_or_is_led_to_one(client: Client, address: str) -> None:
    check_screen(client, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_is_signed_in_does_too(address: str) -> None:
    a_user()
    client = signed_in()
    check_screen(client, address)
    set_up_app(client)
    check_screen(client, address)


def test_the_second_step_is_a_screen_of_ours(client: Client) -> None:
    a_user()
    set_up_app(signed_in())
    sign_in(client)
    check_screen(client, "/sign-in/code")
