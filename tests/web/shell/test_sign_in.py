"""Coming in and going out, forgotten passwords, and that an outsider can't learn who has an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from restride.web.accounts import office
from restride.web.accounts.models import Clinician, Role, User
from tests.web.shell.people import PASSWORD, a_user, sign_up_answers

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "eight tall wooden doors"


def sign_in(client: Client, email: str = "kim@example.org", password: str = PASSWORD) -> object:
    return client.post("/sign-in", {"login": email, "password": password}, follow=True)


def without_tokens(text: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken&quot;: &quot;)[^>]*', "", text)


@pytest.fixture
def sending_mail(settings: Settings) -> None:
    settings.RESTRIDE_SENDS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def test_a_runner_comes_in_sees_today_and_goes_out(client: Client) -> None:
    a_user()
    assert "Today" in sign_in(client).content.decode()
    gone = client.post("/sign-out", follow=True)
    assert "one honest step" in gone.content.decode()
    assert not gone.context["user"].is_authenticated


def test_a_clinician_is_led_to_the_clinic(client: Client) -> None:
    a_user(role=Role.CLINICIAN)
    client.post("/sign-in", {"login": "kim@example.org", "password": PASSWORD})
    assert client.get("/").headers["Location"] == "/clinic/"


def test_signing_out_needs_a_press_and_not_just_a_visit(client: Client) -> None:
    a_user()
    sign_in(client)
    assert "Sign out?" in client.get("/sign-out").content.decode()
    assert client.get("/").context["user"].is_authenticated


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    a_user()
    wrong = sign_in(client, password="something else here").content.decode()
    unknown = sign_in(client, "nobody@example.org").content.decode()
    unknown = unknown.replace("nobody@example.org", "kim@example.org")
    assert without_tokens(wrong) == without_tokens(unknown)
    assert "belong together" in wrong


def test_many_wrong_passwords_close_the_door_for_known_and_unknown_alike(client: Client) -> None:
    a_user()
    for email in ("kim@example.org", "nobody@example.org"):
        texts = [sign_in(client, email, "not this one at all").content.decode() for _ in range(6)]
        assert "Too many wrong passwords" in texts[-1]


def test_the_right_password_does_not_open_a_door_that_was_closed(client: Client) -> None:
    a_user()
    for _ in range(6):
        sign_in(client, password="not this one at all")
    assert not sign_in(client).context["user"].is_authenticated


def test_after_sign_in_nobody_is_led_to_a_foreign_place(client: Client) -> None:
    a_user()
    answer = client.post(
        "/sign-in", {"login": "kim@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/"


def test_a_closed_account_stays_out(client: Client) -> None:
    User.objects.filter(pk=a_user().pk).update(is_active=False)
    assert not sign_in(client).context["user"].is_authenticated


def test_without_mail_the_page_names_who_can_give_a_link(client: Client) -> None:
    text = client.get("/password/forgotten").content.decode()
    assert "restride user reset" in text
    assert "<form" not in text


@pytest.mark.usefixtures("sending_mail")
def test_a_forgotten_password_gets_the_same_page_for_known_and_unknown(client: Client) -> None:
    a_user()
    pages = [
        client.post("/password/forgotten", {"email": email}, follow=True)
        for email in ("kim@example.org", "nobody@example.org")
    ]
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert without_tokens(pages[0].content.decode()) == without_tokens(pages[1].content.decode())
    assert [letter.to for letter in mail.outbox] == [["kim@example.org"], ["nobody@example.org"]]


@pytest.mark.usefixtures("sending_mail")
def test_with_mail_signing_up_looks_the_same_for_known_and_unknown(client: Client) -> None:
    a_user()
    known = client.post("/sign-up", sign_up_answers(), follow=True)
    unknown = Client().post("/sign-up", sign_up_answers(email="new@example.org"), follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known.content.decode()) == without_tokens(unknown.content.decode())
    assert not known.context["user"].is_authenticated


@pytest.mark.usefixtures("sending_mail")
def test_with_mail_an_address_is_confirmed_before_the_first_sign_in(client: Client) -> None:
    client.post("/sign-up", sign_up_answers())
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    assert "Is this your address?" in client.get(link[1]).content.decode()
    client.post(link[1])
    assert sign_in(client).context["user"].is_authenticated


def test_the_operators_link_sets_a_password_once(client: Client) -> None:
    a_user()
    link = office.reset("KIM@example.org", origin="http://testserver").removeprefix("http://testserver")
    form = client.get(link, follow=True)
    assert "Choose a password" in form.content.decode()
    saved = client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD}, follow=True)
    assert saved.context["user"].is_authenticated
    assert "This link is used up" in Client().get(link).content.decode()
    assert sign_in(Client(), password=NEW_PASSWORD).context["user"].is_authenticated


def test_a_link_refuses_a_password_that_is_too_short(client: Client) -> None:
    a_user()
    link = office.reset("kim@example.org", origin="")
    place = client.get(link, follow=True).redirect_chain[-1][0]
    assert "It needs at least 12" in client.post(place, {"password1": "short"}).content.decode()


def test_a_made_up_link_opens_nothing(client: Client) -> None:
    assert "This link is used up" in client.get("/password/new/abc-def-0123").content.decode()


def test_a_clinician_is_added_by_the_operator_and_chooses_a_password(client: Client) -> None:
    link = office.add_clinician(
        "physio@example.org", name="Clinic One", profession="Physiotherapist", registration="PH 1", origin=""
    )
    user = User.objects.get()
    assert user.is_clinician
    assert Clinician.objects.get(user=user).registration == "PH 1"
    assert not user.has_usable_password()
    place = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": NEW_PASSWORD})
    assert client.get("/").headers["Location"] == "/clinic/"


def test_a_clinician_is_refused_with_an_address_in_use_or_nothing_stated() -> None:
    a_user()
    stated = {"name": "C", "profession": "Physiotherapist", "registration": "1", "origin": ""}
    with pytest.raises(office.Refused, match="has an account already"):
        office.add_clinician("Kim@example.org", **stated)
    with pytest.raises(office.Refused, match="--profession"):
        office.add_clinician("c@example.org", **{**stated, "profession": " "})
    with pytest.raises(office.Refused, match="e-mail address"):
        office.add_clinician("c", **stated)
    assert User.objects.count() == 1


def test_a_password_is_changed_by_whoever_knows_the_old_one(client: Client) -> None:
    a_user()
    sign_in(client)
    wrong = client.post("/password", {"oldpassword": "no", "password1": NEW_PASSWORD})
    assert "the password you have now" in wrong.content.decode()
    done = client.post("/password", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}, follow=True)
    assert done.redirect_chain == [("/password/changed", 302)]
    assert done.context["user"].is_authenticated


@pytest.mark.parametrize("address", ["/admin/", "/accounts/login/", "/email/", "/2fa/", "/3rdparty/", "/phone/change/"])
def test_there_is_no_admin_and_no_route_without_our_style(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
