"""Codes of an app and recovery codes: set up, used at sign-in, used once, kept encrypted, removed."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import Settings

from restride.web.accounts.models import Role
from tests.web.accounts.people import PASSWORD, a_user, age_proof, code_of, secret_of, set_up_app, sign_in, signed_in

pytestmark = pytest.mark.django_db


def second_step(client: Client, code: str) -> str:
    """The screen after a password and this code."""
    sign_in(client)
    return str(client.post("/sign-in/code", {"code": code}, follow=True).content.decode())


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_account_without_a_second_step_is_told_what_one_is_good_for() -> None:
    a_user()
    page = signed_in().get("/me/security").content.decode()
    assert "Only your password protects this account." in page
    assert "Recovery codes" not in page


def test_an_app_is_set_up_with_a_drawn_code_and_the_key_in_letters() -> None:
    a_user()
    page = signed_in().get("/me/security/app").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "otpauth://totp/kim%40example.org?secret=" in page
    assert "issuer=Restride" in page
    assert "style=" not in page
    assert re.search(r'class="mono">(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}<', page)


def test_a_wrong_first_code_sets_nothing_up() -> None:
    a_user()
    client = signed_in()
    client.get("/me/security/app")
    answer = client.post("/me/security/app", {"code": "000000"})
    assert answer.status_code == 422
    assert "This code isn&#x27;t right" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_once() -> None:
    a_user()
    client = signed_in()
    codes = set_up_app(client)
    assert len(codes) == 10
    again = client.get("/me/security/codes").content.decode()
    assert "shown already" in again
    assert not any(code in again for code in codes)


def test_with_an_app_the_password_alone_lets_nobody_in() -> None:
    user = a_user()
    set_up_app(signed_in())
    client = Client()
    assert "Second step" in sign_in(client).content.decode()
    assert not is_in(client)
    assert client.get("/me/security").status_code == 302
    second_step(client, code_of(secret_of(user), steps=1))
    assert is_in(client)


def test_a_code_of_the_app_works_once_even_while_it_is_still_shown() -> None:
    user = a_user()
    set_up_app(signed_in())
    code = code_of(secret_of(user), steps=1)
    first, second = Client(), Client()
    second_step(first, code)
    assert "was used already" in second_step(second, code)
    assert is_in(first)
    assert not is_in(second)


def test_a_recovery_code_stands_in_for_the_app_once() -> None:
    a_user()
    codes = set_up_app(signed_in())
    first, second = Client(), Client()
    second_step(first, codes[3])
    assert is_in(first)
    assert "9 codes are left" in first.get("/me/security").content.decode()
    second_step(second, codes[3])
    assert not is_in(second)


def test_new_recovery_codes_end_the_old_ones() -> None:
    a_user()
    client = signed_in()
    old = set_up_app(client)
    client.post("/me/security/codes/new", follow=True)
    late = Client()
    second_step(late, old[0])
    assert not is_in(late)


def test_recovery_codes_need_something_that_they_can_stand_in_for() -> None:
    a_user()
    client = signed_in()
    assert client.get("/me/security/codes/new").headers["Location"] == "/me/security"
    assert client.get("/me/security/codes").status_code == 404


def test_a_link_to_a_new_password_does_not_pass_the_second_step() -> None:
    from restride.web.accounts import office

    a_user()
    set_up_app(signed_in())
    client = Client()
    place = client.get(office.reset("kim@example.org", origin=""), follow=True).redirect_chain[-1][0]
    saved = client.post(place, {"password1": "eight tall wooden doors"}, follow=True)
    assert "Second step" in saved.content.decode()
    assert not is_in(client)


@pytest.mark.invariant("INV-068")
def test_keys_and_recovery_codes_are_encrypted_in_the_database() -> None:
    user = a_user()
    codes = set_up_app(signed_in())
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret_of(user) not in kept
    assert not any(code.replace(" ", "") in kept for code in codes)


def test_a_changed_server_key_still_reads_what_the_old_one_wrote(settings: Settings) -> None:
    user = a_user()
    set_up_app(signed_in())
    secret = secret_of(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, newer than the first"
    assert secret_of(user) == secret


def test_a_lost_server_key_lets_nobody_in_and_breaks_nothing(settings: Settings) -> None:
    user = a_user()
    set_up_app(signed_in())
    code = code_of(secret_of(user), steps=1)
    settings.SECRET_KEY = "a new key without the old one"
    client = Client()
    assert "This code isn&#x27;t right" in second_step(client, code)
    assert not is_in(client)


def test_the_app_is_removed_by_its_owner_and_its_recovery_codes_go_with_it() -> None:
    a_user()
    client = signed_in()
    set_up_app(client)
    assert "Remove the app?" in client.get("/me/security/app/remove").content.decode()
    client.post("/me/security/app/remove")
    assert not Authenticator.objects.exists()


def test_nobody_else_sees_or_removes_a_factor() -> None:
    owner = a_user()
    set_up_app(signed_in())
    a_user("other@example.org")
    other = signed_in("other@example.org")
    passkey = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "phone"})
    for address in (f"/me/security/passkeys/{passkey.pk}", f"/me/security/passkeys/{passkey.pk}/remove"):
        assert other.get(address).status_code == 404
        assert other.post(address, {"name": "mine"}).status_code == 404
    assert other.get("/me/security/app/remove").status_code == 404
    assert Authenticator.objects.filter(user=owner).count() == 3


def test_changes_are_told_by_mail_whose_subject_says_nothing(settings: Settings) -> None:
    settings.RESTRIDE_SENDS_MAIL = settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    a_user()
    client = signed_in()
    set_up_app(client)
    client.post("/me/security/app/remove")
    assert [letter.subject for letter in mail.outbox] == ["Your account at Restride"]
    assert "removed" in str(mail.outbox[0].body)
    assert "kim" not in str(mail.outbox[0].body)


def test_a_second_factor_is_asked_for_before_it_is_changed() -> None:
    user = a_user()
    client = signed_in()
    set_up_app(client)
    age_proof(client, minutes=40)
    asked = client.get("/me/security/app/remove")
    assert asked.headers["Location"].startswith("/sign-in/again/code?next=")
    assert client.get("/sign-in/again").headers["Location"].startswith("/sign-in/again/code")
    by_password = client.post("/sign-in/again", {"password": PASSWORD})
    assert by_password.headers["Location"].startswith("/sign-in/again/code")
    answer = client.post(asked.headers["Location"], {"code": code_of(secret_of(user), steps=1)})
    assert answer.headers["Location"] == "/me/security/app/remove"
    assert client.get("/me/security/app/remove").status_code == 200


@pytest.mark.parametrize("role", [Role.RUNNER, Role.OPERATOR])
def test_a_second_step_is_a_free_choice_for_whoever_treats_nobody(role: Role) -> None:
    a_user(role=role)
    client = signed_in()
    set_up_app(client)
    assert "Remove the app?" in client.get("/me/security/app/remove").content.decode()
