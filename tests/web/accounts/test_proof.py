"""Sensitive acts ask who is there, and lead back to what somebody was about to do."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from restride.web.accounts.proof import recently_proved
from restride.web.urls import handler404 as real_404
from restride.web.urls import urlpatterns as real_urls
from tests.web.accounts.people import PASSWORD, a_user, age_proof, signed_in

pytestmark = pytest.mark.django_db
handler404 = real_404
DONE: list[str] = []


@recently_proved
def _erase(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        DONE.append(request.POST.get("what", ""))
    return HttpResponse("ready to erase")


urlpatterns = [*real_urls, path("erase", _erase)]


@pytest.fixture(autouse=True)
def sensitive(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    DONE.clear()


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/erase").headers["Location"] == "/sign-in?next=/erase"


def test_whoever_just_signed_in_is_not_asked_again() -> None:
    a_user()
    assert signed_in().get("/erase").content == b"ready to erase"


def test_after_a_quarter_of_an_hour_the_password_is_asked_for_and_leads_back() -> None:
    a_user()
    client = signed_in()
    age_proof(client, minutes=16)
    asked = client.get("/erase?all=1")
    assert asked.headers["Location"] == "/sign-in/again?next=%2Ferase%3Fall%3D1"
    assert "Is it you?" in client.get(asked.headers["Location"]).content.decode()
    wrong = client.post(asked.headers["Location"], {"password": "not this one at all"})
    assert "This isn&#x27;t your password." in wrong.content.decode()
    assert client.get("/erase").status_code == 302
    right = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert right.headers["Location"] == "/erase?all=1"
    assert client.get("/erase").status_code == 200


def test_a_form_opened_in_time_may_still_be_sent() -> None:
    a_user()
    client = signed_in()
    age_proof(client, minutes=20)
    assert client.post("/erase", {"what": "all"}).status_code == 200
    assert DONE == ["all"]


def test_a_form_sent_too_late_does_nothing_and_nothing_of_it_is_kept() -> None:
    a_user()
    client = signed_in()
    age_proof(client, minutes=31)
    answer = client.post("/erase", {"what": "knee pain"}, headers={"referer": "http://testserver/erase?x=1"})
    assert answer.headers["Location"] == "/sign-in/again?next=%2Ferase%3Fx%3D1"
    assert not DONE
    assert "knee" not in str(dict(client.session))


def test_a_form_sent_from_elsewhere_leads_back_to_our_own_page() -> None:
    a_user()
    client = signed_in()
    age_proof(client, minutes=31)
    answer = client.post("/erase", headers={"referer": "https://evil.example/erase"})
    assert answer.headers["Location"] == "/sign-in/again?next=%2Ferase"


def test_a_proof_leads_nowhere_else() -> None:
    a_user()
    client = signed_in()
    answer = client.post("/sign-in/again?next=https://evil.example/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_the_proof_of_one_account_is_not_the_proof_of_the_next_in_that_browser() -> None:
    a_user()
    a_user("other@example.org")
    client = signed_in()
    client.post("/sign-out")
    client.force_login(
        type(a_user("third@example.org")).objects.get(email="other@example.org"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert client.get("/erase").status_code == 302


@pytest.mark.parametrize(
    "address",
    ["/me/security/app", "/me/security/passkeys/add", "/me/security/codes", "/me/security/codes/new"],
)
def test_changing_how_one_signs_in_needs_a_proof(address: str) -> None:
    a_user()
    client = signed_in()
    age_proof(client, minutes=16)
    assert client.get(address).headers["Location"].startswith("/sign-in/again?next=")
