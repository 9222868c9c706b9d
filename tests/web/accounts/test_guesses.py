"""Guessing is slowed down, by account and network, without shutting the owner out or telling who has an account."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from restride.web.accounts.models import User
from restride.web.shared.throttle import counted
from tests.web.accounts.people import EMAIL, PASSWORD, a_user, code_of, secret_of, set_up_app, sign_in, signed_in

pytestmark = pytest.mark.django_db
WRONG = "not this one at all"
OWNER, STRANGER = "192.0.2.1", "198.51.100.7"


def at(address: str) -> Client:
    """A browser at this network address."""
    return Client(REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def guess(address: str, times: int, email: str = EMAIL) -> str:
    return [sign_in(at(address), email, WRONG).content.decode() for _ in range(times)][-1]


def test_a_stranger_who_guesses_is_stopped_and_the_owner_elsewhere_is_not() -> None:
    a_user()
    assert "Too many wrong passwords" in guess(STRANGER, 6)
    late = at(STRANGER)
    sign_in(late)
    assert not is_in(late)
    owner = at(OWNER)
    sign_in(owner)
    assert is_in(owner)


def test_guessing_from_everywhere_stops_new_browsers_but_not_the_owners_own() -> None:
    a_user()
    owners = at(OWNER)
    sign_in(owners)
    owners.post("/sign-out")
    for number in range(6):
        guess(f"203.0.113.{number + 1}", 5)
    fresh = at("203.0.113.99")
    assert "Too many wrong passwords" in sign_in(fresh).content.decode()
    sign_in(owners)
    assert is_in(owners)


def test_a_known_browser_in_the_strangers_own_network_still_comes_in() -> None:
    a_user()
    owners = at(STRANGER)
    sign_in(owners)
    owners.post("/sign-out")
    guess(STRANGER, 6)
    sign_in(owners)
    assert is_in(owners)


def test_a_known_browser_may_not_guess_for_ever() -> None:
    a_user()
    client = at(OWNER)
    sign_in(client)
    client.post("/sign-out")
    texts = [sign_in(client, EMAIL, WRONG).content.decode() for _ in range(11)]
    assert "Too many wrong passwords" not in texts[9]
    assert "Too many wrong passwords" in texts[10]


def test_a_made_up_cookie_makes_no_browser_known() -> None:
    a_user()
    client = at(STRANGER)
    client.cookies["known"] = "eyJhIjoiYiJ9:1tAAAA:forged"
    for _ in range(5):
        sign_in(client, EMAIL, WRONG)
    sign_in(client)
    assert not is_in(client)


def test_being_known_for_one_account_is_no_help_with_another() -> None:
    a_user()
    a_user("other@example.org")
    client = at(STRANGER)
    sign_in(client, "other@example.org")
    client.post("/sign-out")
    for _ in range(5):
        sign_in(client, EMAIL, WRONG)
    sign_in(client)
    assert not is_in(client)


def test_the_cookie_of_a_known_browser_tells_nobody_whose_it_is() -> None:
    a_user()
    client = at(OWNER)
    sign_in(client)
    cookie = client.cookies["known"]
    assert "kim" not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_right_passwords_between_wrong_ones_forgive_nothing() -> None:
    a_user()
    a_user("own@example.org")
    for _ in range(4):
        guess(STRANGER, 1)
        sign_in(at(STRANGER), "own@example.org")
    guess(STRANGER, 1)
    assert "Too many" in guess(STRANGER, 1)


def test_a_network_that_tries_many_accounts_is_stopped() -> None:
    a_user()
    for number in range(30):
        guess(STRANGER, 1, f"a{number}@example.org")
    assert not is_in(_after(sign_in, at(STRANGER)))


def _after(act: Any, client: Client) -> Client:
    act(client)
    return client


def test_a_household_with_many_addresses_of_the_new_kind_is_one_network() -> None:
    a_user()
    texts = [guess(f"2001:db8:1:2::{number}", 1) for number in range(1, 7)]
    assert "Too many wrong passwords" in texts[-1]


def test_wrong_codes_are_counted_like_wrong_passwords() -> None:
    user = a_user()
    set_up_app(signed_in())
    client = at(STRANGER)
    sign_in(client)
    texts = [client.post("/sign-in/code", {"code": "000000"}).content.decode() for _ in range(6)]
    assert "Too many wrong codes" not in texts[4]
    assert "Too many wrong codes" in texts[5]
    client.post("/sign-in/code", {"code": code_of(secret_of(user), steps=1)})
    assert not is_in(client)


class _Counting(PBKDF2PasswordHasher):
    """Counts how often a password was worked through."""

    worked: ClassVar[list[int]] = []
    algorithm = "counting"
    iterations = 1000

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        self.worked.append(1)
        return str(super().encode(password, salt, iterations))


def test_a_known_and_an_unknown_account_cost_the_same_work(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}._Counting"]
    a_user()
    User.objects.create_user("no-password@example.org")
    cost = {}
    for email in (EMAIL, "no-password@example.org", "nobody@example.org"):
        _Counting.worked.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            sign_in(at(OWNER), email, WRONG)
        cost[email] = (len(_Counting.worked), len(asked))
    assert len({hashed for hashed, _ in cost.values()}) == 1, cost
    assert max(q for _, q in cost.values()) - min(q for _, q in cost.values()) <= 1, cost


@pytest.mark.parametrize("email", [EMAIL, "closed@example.org"])
def test_refusals_look_the_same_for_known_closed_and_unknown_accounts(email: str) -> None:
    a_user()
    User.objects.filter(pk=a_user("closed@example.org").pk).update(is_active=False)

    def said(who: str, times: int) -> list[tuple[int, str]]:
        client = at(OWNER)
        answers = [sign_in(client, who, WRONG) for _ in range(times)]
        return [(one.status_code, _plain(one.content.decode(), who)) for one in answers]

    assert said(email, 7) == said("nobody@example.org", 7)


def _plain(text: str, email: str) -> str:
    text = re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken&quot;: &quot;)[^>]*', "", text)
    return text.replace(email, "SOMEBODY")


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted_in_the_shared_database(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}

    def one_try(_: int) -> bool:
        try:
            return counted("test", "somebody", most=5, within_s=60) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        let_through = sum(threads.map(one_try, range(12)))
    assert let_through <= 5
    assert counted("test", "somebody", most=5, within_s=60) is None or let_through < 5
    cache.clear()


def test_the_count_lies_in_the_database_unless_a_test_says_otherwise() -> None:
    from restride.web import settings as ours

    assert "DatabaseCache" in ours.CACHES["default"]["BACKEND"]
    assert ours.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000


@pytest.mark.parametrize("password", ["password1234", "qwertyuiop123", "123456123456", "kim@example.org"])
def test_a_password_that_everybody_tries_first_is_refused_wherever_one_is_chosen(password: str) -> None:
    a_user()
    client = signed_in()
    answer = client.post("/password", {"oldpassword": PASSWORD, "password1": password})
    assert answer.status_code == 200
    signed_up = Client().post(
        "/sign-up", {"name": "Lee", "email": "lee@example.org", "password1": password, "zone": ""}
    )
    if "kim" not in password:
        assert "guessed first" in signed_up.content.decode()
        assert "guessed first" in answer.content.decode()
    else:
        assert "too close to your name or e-mail" in answer.content.decode()
