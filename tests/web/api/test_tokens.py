"""Access tokens: random, hashed at rest, narrow, dead at once; and the page on which they are made."""

import re

import pytest
from django.test import Client

from restride.web.api import bearer
from restride.web.api.models import AccessToken
from restride.web.api.tokens import MOST_ALIVE, Scope, issue_token, revoke_token
from tests.storage import HandClock
from tests.web.api.programs import Program, a_clinician, a_runner, a_watch_file, now
from tests.web.shell.people import PASSWORD, a_user


@pytest.mark.invariant("INV-068")
def test_inv_068_only_a_hash_of_a_random_token_is_kept(runner: Program) -> None:
    others = {a_runner(enrolled=False).token for _ in range(20)}
    assert len(others | {runner.token}) == 21
    assert len(runner.token.removeprefix("restride_")) * 6 >= 128
    kept = AccessToken.objects.filter(user=runner.user).values().get()
    assert runner.token not in str(kept)
    assert runner.token.removeprefix("restride_") not in str(kept)


@pytest.mark.invariant("INV-068")
def test_inv_068_a_dead_token_is_answered_as_an_unknown_one(runner: Program, clock: HandClock) -> None:
    unknown = Program(user=runner.user, token="restride_nobody").get("/today")
    assert unknown.status_code == 401
    assert unknown.headers["WWW-Authenticate"].startswith("Bearer")

    revoked = a_runner()
    revoke_token(revoked.user, AccessToken.objects.get(user=revoked.user).pk, now())
    disabled = a_runner()
    disabled.user.is_active = False
    disabled.user.save()
    old = runner.with_scopes(Scope.READ, days=7)
    assert old.get("/today").status_code == 200
    clock.tick(days=7)
    none = Program(user=runner.user, token="")
    for dead in (revoked, disabled, old, none):
        assert dead.get("/today").content == unknown.content
        assert dead.get("/today").status_code == 401


def test_a_scope_opens_what_it_says_and_no_more(runner: Program) -> None:
    reads, writes, files = (runner.with_scopes(one) for one in (Scope.READ, Scope.WRITE, Scope.FILES))
    paths = ("/today", "/check-ins", "/sessions", "/tests", "/decisions", "/episodes")
    assert [reads.get(path).status_code for path in paths] == [200] * 6
    assert {one.get(path).status_code for one in (writes, files) for path in paths} == {403}
    assert [one.get("/activities").status_code for one in (reads, writes, files)] == [403, 403, 200]
    body = runner.morning()
    assert [one.post("/check-ins", body).status_code for one in (reads, files, writes)] == [403, 403, 201]
    content = a_watch_file()
    assert [one.upload(content).status_code for one in (reads, writes, files)] == [403, 403, 201]
    id = files.get("/activities").json()["items"][0]["id"]
    for one in (reads, writes, files):
        assert one.post(f"/activities/{id}/confirm", runner.ran()).status_code == 403
    assert 'scope="write"' in reads.post("/check-ins", body).headers["WWW-Authenticate"]


def test_a_session_cookie_opens_nothing(runner: Program) -> None:
    client = Client()
    client.force_login(runner.user)
    assert client.get("/api/v1/today").status_code == 401
    sent = client.post("/api/v1/check-ins", {}, content_type="application/json", headers={"Idempotency-Key": "k" * 20})
    assert sent.status_code == 401


def test_a_day_of_use_is_shown_and_written_once(runner: Program, clock: HandClock) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def written() -> int:
        with CaptureQueriesContext(connection) as queries:
            runner.get("/episodes")
        return len([one for one in queries if one["sql"].startswith("UPDATE")])

    assert [written(), written()] == [1, 0]
    assert AccessToken.objects.get(user=runner.user).last_used == clock.now().date()
    clock.tick(days=1)
    assert written() == 1


def test_guesses_and_haste_are_slowed_down(runner: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "WRONG_TOKENS_A_MINUTE", 3)
    guesses = [Program(user=runner.user, token=f"restride_{n}").get("/today") for n in range(5)]
    assert [one.status_code for one in guesses] == [401, 401, 401, 429, 429]
    assert guesses[-1].headers["Retry-After"]
    assert runner.get("/episodes").status_code == 200
    monkeypatch.setattr(bearer, "REQUESTS_A_MINUTE", 3)
    assert [runner.get("/episodes").status_code for _ in range(3)] == [200, 200, 429]


def signed_in(role: str = "runner") -> tuple[Client, object]:
    client, user = Client(), a_user(f"{role}@example.org", role=role)
    client.post("/sign-in", {"login": user.email, "password": PASSWORD})
    client.post("/sign-in/again", {"password": PASSWORD})
    return client, user


def test_a_token_is_made_shown_once_and_revoked_on_its_page(db: None) -> None:
    client, user = signed_in()
    assert "No token yet" in client.get("/me/tokens").content.decode()
    made = client.post("/me/tokens", {"name": "my <watch>", "scopes": ["read", "files"], "days": "30"})
    (text,) = re.findall(r"restride_[\w-]{43}", made.content.decode())
    program = Program(user=user, token=text)  # type: ignore[arg-type]
    assert program.get("/today").status_code == 200
    assert program.post("/check-ins", {}).status_code == 403
    page = client.get("/me/tokens").content.decode()
    assert text not in page
    assert "my &lt;watch&gt;" in page
    id = AccessToken.objects.get().pk
    assert client.post(f"/me/tokens/{id}/revoke").status_code == 302
    assert program.get("/today").status_code == 401
    assert client.post(f"/me/tokens/{id}/revoke").status_code == 404


def test_a_form_without_a_choice_makes_no_token(db: None) -> None:
    client, _ = signed_in()
    for form in (
        {},
        {"name": "x", "scopes": ["admin"], "days": "30"},
        {"name": "x", "scopes": ["read"], "days": "999"},
    ):
        assert client.post("/me/tokens", form).status_code == 422
    assert not AccessToken.objects.exists()


def test_there_is_an_end_to_the_number_of_tokens(db: None) -> None:
    client, user = signed_in()
    for _ in range(MOST_ALIVE):
        issue_token(user, name="n", scopes=frozenset({Scope.READ}), days=7, now=now())  # type: ignore[arg-type]
    assert client.post("/me/tokens", {"name": "x", "scopes": ["read"], "days": "30"}).status_code == 422
    assert AccessToken.objects.count() == MOST_ALIVE


def test_the_page_is_for_those_who_are_signed_in_and_shows_the_own_tokens(db: None) -> None:
    other = a_runner(enrolled=False)
    client, _ = signed_in()
    assert Client().get("/me/tokens").status_code == 302
    assert "No token yet" in client.get("/me/tokens").content.decode()
    assert client.post(f"/me/tokens/{AccessToken.objects.get(user=other.user).pk}/revoke").status_code == 404
    assert other.get("/today").status_code == 200
    operator = Client()
    operator.force_login(a_user("operator@example.org", role="operator"))
    assert operator.get("/me/tokens").status_code == 404


def test_making_a_token_asks_for_the_password_again_after_a_while(db: None) -> None:
    client = Client()
    client.force_login(a_user())
    assert client.get("/me/tokens").status_code == 302
    sent = client.post("/me/tokens", {"name": "x", "scopes": ["read"], "days": "30"})
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith("/sign-in/again")
    assert not AccessToken.objects.exists()


def test_a_clinician_has_no_record_of_their_own(db: None) -> None:
    assert a_clinician().get("/today").status_code == 404
