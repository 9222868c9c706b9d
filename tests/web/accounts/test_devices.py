"""The list of signed-in devices, and signing out the others."""

import pytest
from django.test import Client

from tests.web.accounts.people import a_user, sign_in, signed_in

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def with_browser(user_agent: str) -> Client:
    client = Client(HTTP_USER_AGENT=user_agent)
    sign_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/security").status_code == 200


def ids(client: Client) -> list[str]:
    return [str(row["id"]) for row in client.get("/me/security/devices").context["rows"] if not row["here"]]


def test_each_device_is_named_and_this_one_is_marked() -> None:
    a_user()
    laptop, _ = with_browser(LAPTOP), with_browser(PHONE)
    page = laptop.get("/me/security/devices")
    assert [(row["words"], row["here"]) for row in page.context["rows"]] == [
        ("Firefox on Linux", True),
        ("Chrome on Android", False),
    ]
    assert "Sign out Chrome on Android" in page.content.decode()
    assert ">2</span>" in laptop.get("/me/security").content.decode()


def test_one_other_device_is_signed_out_and_the_rest_stay() -> None:
    a_user()
    laptop, phone, third = with_browser(LAPTOP), with_browser(PHONE), with_browser("curl")
    gone = next(row["id"] for row in laptop.get("/me/security/devices").context["rows"] if "Chrome" in row["words"])
    answer = laptop.post("/me/security/devices", {"device": gone}, follow=True)
    assert "Signed out there." in answer.content.decode()
    assert not is_in(phone)
    assert is_in(laptop)
    assert is_in(third)


def test_all_others_are_signed_out_at_once() -> None:
    a_user()
    laptop, phone, third = with_browser(LAPTOP), with_browser(PHONE), with_browser("curl")
    laptop.post("/me/security/devices", {"device": "others"})
    assert is_in(laptop)
    assert not is_in(phone)
    assert not is_in(third)


@pytest.mark.invariant("INV-060")
def test_nobody_signs_out_somebody_elses_device() -> None:
    a_user()
    a_user("other@example.org")
    mine = signed_in()
    theirs, second = signed_in("other@example.org"), signed_in("other@example.org")
    for device in (*ids(theirs), *ids(second), "0", "x", ""):
        assert mine.post("/me/security/devices", {"device": device}).status_code == 404
    assert is_in(theirs)


def test_a_new_password_signs_out_the_others() -> None:
    from tests.web.accounts.people import PASSWORD

    a_user()
    laptop, phone = with_browser(LAPTOP), with_browser(PHONE)
    laptop.post("/password", {"oldpassword": PASSWORD, "password1": "eight tall wooden doors"})
    assert is_in(laptop)
    assert not is_in(phone)
    assert not ids(laptop)
