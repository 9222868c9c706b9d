"""One idempotency key, one effect: again, at the same time, after a restart, with other content."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse

from restride.journal.values import KeyRunning, StorageDown
from restride.usecases.demo_days import Days
from restride.usecases.flags import FlagSaid, report_flags
from tests.storage import HandClock
from tests.usecases.days import enrol_again
from tests.web.api.programs import Program, a_runner, a_watch_file, ports

pytestmark = pytest.mark.invariant("INV-072")
Send = Callable[[str], HttpResponse]


def writes(runner: Program) -> dict[str, tuple[str, Send]]:
    """Each way to write, by the kind of entry that it makes."""
    morning, run, content = runner.morning(), runner.ran(), a_watch_file()
    return {
        "check-in": ("check_in", lambda key: runner.post("/check-ins", morning, key=key)),
        "run": ("session_logged", lambda key: runner.post("/sessions", run, key=key)),
        "groundwork": ("foundation_done", lambda key: runner.post("/groundwork", {"episode": runner.episode}, key=key)),
        "file": ("activity_read", lambda key: runner.upload(content, key=key)),
    }


@pytest.mark.parametrize("way", ["check-in", "run", "groundwork", "file"])
def test_inv_072_the_same_request_again_gives_the_stored_answer(runner: Program, way: str) -> None:
    kind, send = writes(runner)[way]
    key = str(uuid4())
    first = send(key)
    before = runner.kinds()
    again = send(key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert runner.kinds() == before
    assert before.count(kind) == 1


def test_inv_072_another_body_under_the_same_key_is_refused(runner: Program) -> None:
    key = str(uuid4())
    assert runner.post("/check-ins", runner.morning(pain=1), key=key).status_code == 201
    for send in (
        lambda: runner.post("/check-ins", runner.morning(pain=2), key=key),
        lambda: runner.post("/sessions", runner.ran(), key=key),
        lambda: runner.upload(a_watch_file(), key=key),
    ):
        refused = send()
        assert refused.status_code == 422
        assert json.loads(refused.content)["type"].endswith("key-reused")
    assert runner.kinds().count("check_in") == 1


def test_inv_072_the_order_of_keys_is_no_other_body(runner: Program) -> None:
    key, body = str(uuid4()), runner.morning()
    first = runner.post("/check-ins", json.dumps(body), key=key)
    again = runner.post("/check-ins", json.dumps(dict(reversed(body.items())), indent=3), key=key)
    assert again.content == first.content


def test_inv_072_every_write_needs_a_key(runner: Program) -> None:
    for path, body in (
        ("/check-ins", runner.morning()),
        ("/sessions", runner.ran()),
        ("/groundwork", {"episode": runner.episode}),
        ("/activities/x/settle", {"reason": "r"}),
    ):
        refused = runner.post(path, body, key=None)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["header"] == "Idempotency-Key"
        for bad in ("short", "with a space", "x" * 201, "ümlaut-key"):
            assert runner.post(path, body, key=bad).status_code == 422


def test_inv_072_what_was_refused_may_come_again_mended(runner: Program) -> None:
    key = str(uuid4())
    assert runner.post("/check-ins", {**runner.morning(), "run": "no-such-run"}, key=key).status_code == 404
    assert runner.post("/check-ins", runner.morning(), key=key).status_code == 201


def test_inv_072_keys_of_others_are_not_in_the_way(runner: Program) -> None:
    key, other = str(uuid4()), a_runner()
    assert runner.post("/check-ins", runner.morning(), key=key).status_code == 201
    done = other.post("/check-ins", other.morning(), key=key)
    assert done.status_code == 201
    assert "Idempotent-Replayed" not in done.headers


def test_inv_072_a_file_that_is_still_being_read_is_said_to_be_running(
    runner: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from restride.web.api.endpoints import activities

    key, content, seen = str(uuid4()), a_watch_file(), []
    read = activities.read_upload

    def slow(*parts: Any) -> Any:
        seen.append(runner.upload(content, key=key))
        return read(*parts)

    monkeypatch.setattr(activities, "read_upload", slow)
    assert runner.upload(content, key=key).status_code == 201
    (meanwhile,) = seen
    assert meanwhile.status_code == 409
    assert meanwhile.headers["Retry-After"]
    assert runner.kinds().count("activity_read") == 1


def test_inv_072_a_refused_file_gives_its_key_back(runner: Program) -> None:
    key = str(uuid4())
    assert [runner.upload(b"nothing", key=key).status_code for _ in range(2)] == [422, 422]
    room = ports()
    claim = room.units.claim(runner.visitor.person, runner.visitor.actor, key, "another request")
    assert not isinstance(claim, str)


def test_inv_072_a_write_that_breaks_leaves_neither_entry_nor_key(
    runner: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from restride.journal.unit import JournalUnit

    key, body, before = str(uuid4()), runner.morning(), runner.kinds()

    def down(*_: object) -> None:
        raise StorageDown("away")

    with monkeypatch.context() as patch:
        patch.setattr(JournalUnit, "remember", down)
        assert runner.post("/check-ins", body, key=key).status_code == 503
    assert runner.kinds() == before
    assert runner.post("/check-ins", body, key=key).status_code == 201


def test_inv_072_the_answer_outlives_the_process(runner: Program) -> None:
    from restride import wiring

    key, body = str(uuid4()), runner.morning()
    first = runner.post("/check-ins", body, key=key)
    wiring._house.cache_clear()
    again = runner.post("/check-ins", body, key=key)
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")


@pytest.mark.parametrize("way", ["check-in", "run", "file"])
def test_inv_072_at_the_same_time_there_is_one_effect(transactional_db: None, way: str) -> None:
    runner = a_runner()
    kind, send = writes(runner)[way]
    key, together = str(uuid4()), threading.Barrier(6)

    def at_once(_: int) -> HttpResponse:
        together.wait()
        try:
            return send(key)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(at_once, range(6)))
    done = [one for one in answers if one.status_code == 201]
    assert done
    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.content for one in done}) == 1
    assert sum("Idempotent-Replayed" not in one.headers for one in done) == 1
    assert runner.kinds().count(kind) == 1


def test_inv_072_a_claim_that_is_alive_is_seen_by_others(runner: Program) -> None:
    room, visitor = ports(), runner.visitor
    claim = room.units.claim(visitor.person, visitor.actor, "a-key-that-runs", "digest")
    assert not isinstance(claim, str)
    with pytest.raises(KeyRunning):
        room.units.claim(visitor.person, visitor.actor, "a-key-that-runs", "digest")


def until_a_run(runner: Program, clock: HandClock) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Days until a check-in asks for a run; gives its key, body and answer."""
    days = Days(ports=ports(), clock=clock, runner=runner.visitor, clinician=runner.visitor)
    days.episode = runner.episode
    days.to_phase("gate")
    days.tests()
    days.next_morning()
    key, body = str(uuid4()), runner.morning()
    answer = runner.post("/check-ins", body, key=key).json()
    assert answer["decisions"][0]["session"]["bouts"]
    return key, body, answer


@pytest.mark.invariant("INV-040", "INV-005")
@pytest.mark.parametrize("since", ["a warning", "worse pain", "another day"])
def test_inv_072_what_comes_again_shows_no_run_that_is_not_allowed_now(
    runner: Program, clock: HandClock, since: str
) -> None:
    key, body, first = until_a_run(runner, clock)
    assert runner.post("/check-ins", body, key=key).json() == first
    if since == "a warning":
        report_flags(ports(), runner.visitor, (FlagSaid(flag="cannot_bear_weight"),), id=str(uuid4()))
    elif since == "worse pain":
        runner.check_in(pain=9)
    else:
        clock.tick(days=1)
    again = runner.post("/check-ins", body, key=key)
    told = again.json()
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert told["superseded"] == [first["decisions"][0]["id"]]
    assert told["decisions"][0]["session"]["bouts"] == []
    assert (told["id"], told["decisions"][0]["id"]) == (first["id"], first["decisions"][0]["id"])


@pytest.mark.invariant("INV-024", "INV-005")
def test_today_shows_no_session_of_one_injury_while_another_forbids_it(runner: Program, clock: HandClock) -> None:
    until_a_run(runner, clock)
    whole = runner.get("/today").json()
    assert whole["runs"]
    assert whole["session"] == whole["episodes"][0]["decision"]["session"]
    enrol_again(ports(), runner.visitor, str(uuid4()), "patellofemoral_pain")
    today = runner.get("/today").json()
    assert (today["runs"], today["session"]["bouts"]) == (False, [])
    shown = [one["decision"] for one in today["episodes"] if one["decision"]]
    assert [one["session"]["bouts"] for one in shown] == [[]] * len(shown)
