"""Making an account: what it stores, what it refuses, and what it never makes."""

import pytest
from django.test import Client
from pytest_django import Settings

from restride.web.accounts.models import Role, User
from tests.web.shell.people import PASSWORD, a_user, sign_up_answers

pytestmark = pytest.mark.django_db


def test_a_new_runner_is_signed_in_and_sees_today(client: Client) -> None:
    answer = client.post("/sign-up", sign_up_answers(), follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert answer.context["user"].email == "kim@example.org"
    kim = User.objects.get()
    assert (kim.name, kim.role, kim.zone) == ("Kim", Role.RUNNER, "Europe/Lisbon")


def test_the_least_length_of_a_password_is_said_before_it_is_typed(client: Client) -> None:
    assert "At least 12 characters." in client.get("/sign-up").content.decode()


def test_a_short_password_is_refused_with_its_length_and_the_cure(client: Client) -> None:
    answer = client.post("/sign-up", sign_up_answers(password1="running"))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "7 characters. It needs at least 12." in text
    assert 'aria-invalid="true"' in text
    assert 'value="kim@example.org"' in text  # what was right stays
    assert "running" not in text.replace("Back to running", "")  # a password is never sent back
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write a name"),
        ("email", "", "Write your e-mail address."),
        ("email", "kim@example", "needs the form name@example.org"),
        ("password1", "", "Choose a password."),
        ("password1", "passwordpassword", "Many people use this one"),
        ("password1", "abababababab", "Many people use this one"),
        ("password1", "kim@example.org", "too close to your name or e-mail"),
    ],
)
def test_each_wrong_answer_says_what_is_wrong_beside_its_field(
    client: Client, field: str, value: str, said: str
) -> None:
    answer = client.post("/sign-up", sign_up_answers(**{field: value}))
    assert said in answer.content.decode()
    assert f'id="id_{field}-error"' in answer.content.decode()
    assert not User.objects.exists()


def test_an_address_in_capitals_is_the_same_account(client: Client) -> None:
    a_user("kim@example.org")
    answer = client.post("/sign-up", sign_up_answers(email="KIM@Example.org"))
    assert "sign in instead" in answer.content.decode()
    assert User.objects.count() == 1


def test_nobody_becomes_a_clinician_by_signing_up(client: Client) -> None:
    client.post("/sign-up", {**sign_up_answers(), "role": "clinician", "is_clinician": "1", "is_staff": "1"})
    kim = User.objects.get()
    assert kim.is_runner
    assert not kim.is_clinician


def test_an_unknown_time_zone_becomes_the_servers(client: Client) -> None:
    client.post("/sign-up", sign_up_answers(zone="Mars/Olympus"))
    assert User.objects.get().zone == "UTC"


def test_a_password_is_kept_as_a_slow_hash(client: Client, settings: Settings) -> None:
    from restride.web import settings as ours

    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    client.post("/sign-up", sign_up_answers())
    stored = User.objects.get().password
    assert stored.startswith("scrypt$")
    assert PASSWORD not in stored


def test_a_double_click_makes_one_account(client: Client) -> None:
    client.post("/sign-up", sign_up_answers())
    client.post("/sign-up", sign_up_answers())
    assert User.objects.count() == 1


def test_many_sign_ups_from_one_place_are_slowed_down(client: Client) -> None:
    statuses = [client.post("/sign-up", sign_up_answers(email="x")).status_code for _ in range(12)]
    assert statuses[-1] == 429
