"""Clinicians see no runner before a second factor was shown, unless the operator made it optional."""

import os
import runpy
from pathlib import Path
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from restride.web import environment
from restride.web.accounts.models import Role
from tests.web.accounts.people import a_user, code_of, secret_of, set_up_app, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.invariant("INV-060")]
EVERY_CLINIC_PAGE = ["/clinic/", "/clinic/link", "/clinic/2b1f8e0c-1111-4222-8333-444455556666"]


@pytest.mark.parametrize("address", EVERY_CLINIC_PAGE)
def test_without_a_second_factor_a_clinician_is_led_to_set_one_up(address: str) -> None:
    a_user(role=Role.CLINICIAN)
    client = signed_in()
    assert client.get(address).headers["Location"] == "/me/security"
    assert "Set up a second step first." in client.get("/me/security").content.decode()
    assert client.post(address).headers["Location"] == "/me/security"


def test_after_setting_it_up_the_runners_are_shown_at_once() -> None:
    a_user(role=Role.CLINICIAN)
    client = signed_in()
    assert set_up_app(client)
    assert client.get("/clinic/").status_code == 200


def test_a_session_that_began_with_a_password_alone_is_asked_for_the_second_factor() -> None:
    user = a_user(role=Role.CLINICIAN)
    early, late = signed_in(), signed_in()
    set_up_app(late)
    asked = early.get("/clinic/")
    assert asked.headers["Location"] == "/sign-in/again/code?next=%2Fclinic%2F"
    done = early.post(asked.headers["Location"], {"code": code_of(secret_of(user), steps=1)})
    assert done.headers["Location"] == "/clinic/"
    assert early.get("/clinic/").status_code == 200


def test_a_sign_in_with_both_steps_leads_to_the_runners() -> None:
    user = a_user(role=Role.CLINICIAN)
    set_up_app(signed_in())
    client = Client()
    sign_in(client)
    answer = client.post("/sign-in/code", {"code": code_of(secret_of(user), steps=1)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/clinic/"
    assert answer.status_code == 200


def test_the_last_second_factor_of_a_clinician_stays() -> None:
    user = a_user(role=Role.CLINICIAN)
    client = signed_in()
    set_up_app(client)
    assert "Clinicians need a second step here." in client.get("/me/security/app/remove").content.decode()
    client.post("/me/security/app/remove")
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_the_last_passkey_of_a_clinician_stays() -> None:
    user = a_user(role=Role.CLINICIAN)
    client = signed_in()
    set_up_app(client)
    Authenticator.objects.filter(user=user, type="totp").delete()
    passkey = Authenticator.objects.create(user=user, type="webauthn", data={"name": "key"})
    assert "This one stays" in client.get(f"/me/security/passkeys/{passkey.pk}/remove").content.decode()
    assert client.post(f"/me/security/passkeys/{passkey.pk}/remove").status_code == 403
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_where_it_is_optional_a_password_is_enough(settings: Settings) -> None:
    settings.RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED = False
    a_user(role=Role.CLINICIAN)
    assert signed_in().get("/clinic/").status_code == 200


def test_a_runner_is_told_nothing_about_the_clinics_door() -> None:
    a_user()
    assert signed_in().get("/clinic/").status_code == 404


@pytest.mark.parametrize(
    ("variables", "obligatory"),
    [
        ({}, True),
        ({"RESTRIDE_CLINICIAN_SECOND_FACTOR": "optional"}, False),
        ({"RESTRIDE_CLINICIAN_SECOND_FACTOR": "Required"}, True),
        ({"RESTRIDE_CLOCK": "+0"}, False),
        ({"RESTRIDE_CLOCK": "+0", "RESTRIDE_CLINICIAN_SECOND_FACTOR": "required"}, True),
    ],
)
def test_it_is_obligatory_unless_the_operator_says_otherwise(variables: dict[str, str], obligatory: bool) -> None:
    assert (environment.read_environment(variables).clinician_second_factor == "required") is obligatory


def test_a_slip_in_the_setting_stops_the_start() -> None:
    with pytest.raises(environment.SettingRefused, match="required or optional"):
        environment.read_environment({"RESTRIDE_CLINICIAN_SECOND_FACTOR": "no"})


def test_the_settings_follow_it() -> None:
    with patch.dict(os.environ, {"RESTRIDE_CLINICIAN_SECOND_FACTOR": "optional"}):
        ours = runpy.run_path(str(Path(environment.__file__).parent / "settings.py"))
    assert ours["RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED"] is False
