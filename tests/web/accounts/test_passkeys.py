"""Passkeys as far as no browser is needed: where they work, what is refused. The rest: test_passkeys_browser."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from tests.web.accounts.people import a_user, set_up_app, sign_in, signed_in

pytestmark = pytest.mark.django_db
DAMAGED: list[Any] = [
    None,
    [],
    7,
    "x",
    {},
    {"id": 1},
    {"id": "a", "rawId": "a", "type": "public-key", "response": 7},
    {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "userHandle": "YQ"}},
    {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": None}},
]
SHAPED = {
    "id": "YQ",
    "rawId": "YQ",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiWVEiLCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0In0",
        "authenticatorData": "A" * 50,
        "signature": "YQ",
        "userHandle": "ZmZmZmZmZmYtZmZmZi1mZmZmLWZmZmYtZmZmZmZmZmZmZmZm",
    },
}


def shown(client: Client, credential: Any) -> Any:
    client.post("/sign-in/passkey/begin")
    return client.post("/sign-in/passkey", {"credential": json.dumps(credential)})


@pytest.mark.parametrize("credential", [*DAMAGED, SHAPED])
def test_a_passkey_that_fits_nobody_gets_the_sign_in_screen_again(client: Client, credential: Any) -> None:
    answer = shown(client, credential)
    assert answer.status_code == 422
    assert "Password forgotten" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_forged_passkey_of_a_known_and_an_unknown_account_gets_the_same_answer(client: Client) -> None:
    from base64 import urlsafe_b64encode

    user = a_user()
    known = urlsafe_b64encode(user.pk.hex.encode()).decode().rstrip("=")
    pages = []
    for handle in (known, SHAPED["response"]["userHandle"]):  # type: ignore[index]
        answer = shown(client, {**SHAPED, "response": {**SHAPED["response"], "userHandle": handle}})  # type: ignore[dict-item]
        pages.append((answer.status_code, [str(error) for error in answer.context["passkey_form"].errors.values()]))
    assert pages[0] == pages[1]


def test_a_passkey_without_a_number_to_sign_is_refused(client: Client) -> None:
    assert client.post("/sign-in/passkey", {"credential": json.dumps(SHAPED)}).status_code == 422


def test_nothing_is_begun_by_a_mere_visit(client: Client) -> None:
    assert client.get("/sign-in/passkey/begin").status_code == 405
    assert client.get("/sign-in/passkey").status_code == 405


def test_beginning_again_and_again_is_slowed_down(client: Client) -> None:
    answers = [client.post("/sign-in/passkey/begin").status_code for _ in range(21)]
    assert answers[:20] == [200] * 20
    assert answers[20] == 429


def test_the_number_to_sign_names_no_account_and_asks_for_the_holder(client: Client) -> None:
    a_user()
    asked = client.post("/sign-in/passkey/begin").json()["publicKey"]
    assert not asked.get("allowCredentials")
    assert asked["userVerification"] == "required"


@pytest.mark.parametrize("credential", DAMAGED)
def test_a_damaged_new_passkey_is_not_kept(credential: Any) -> None:
    a_user()
    client = signed_in()
    client.get("/me/security/passkeys/add", headers={"host": "localhost"})
    answer = client.post("/me/security/passkeys/add", {"credential": json.dumps(credential), "name": "mine"})
    assert answer.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", DAMAGED)
def test_a_damaged_passkey_is_no_second_step(client: Client, credential: Any) -> None:
    a_user()
    set_up_app(signed_in())
    sign_in(client)
    answer = client.post("/sign-in/code", {"credential": json.dumps(credential)})
    assert "Second step" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("host", "secure", "offered", "said"),
    [
        ("localhost:8000", False, True, "Make the passkey"),
        ("run.example.org", True, True, "Make the passkey"),
        ("run.example.org", False, False, "begins with https://"),
        ("127.0.0.1:8000", False, False, "http://localhost:8000/me/security"),
        ("[::1]:8000", False, False, "http://localhost:8000/me/security"),
        ("192.0.2.1", True, False, "begins with https://"),
    ],
)
def test_a_place_where_passkeys_do_not_work_says_so_and_what_to_do(
    settings: Settings, host: str, secure: bool, offered: bool, said: str
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "run.example.org", "192.0.2.1", "testserver"]
    a_user()
    client = signed_in()
    name, _, port = host.rpartition(":") if host.endswith(":8000") else (host, "", "443" if secure else "80")
    page = client.get("/me/security/passkeys/add", secure=secure, SERVER_PORT=port, headers={"host": host})
    assert ("Make the passkey" in page.content.decode()) is offered
    assert said in page.content.decode()
    assert name


def test_the_screens_have_no_script_of_their_own_but_data(client: Client) -> None:
    a_user()
    page = signed_in().get("/me/security/passkeys/add", headers={"host": "localhost"}).content.decode()
    scripts = [piece.partition(">")[0] for piece in page.split("<script")[1:]]
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert "onclick" not in page
