"""Somebody else's object by every route: the same answer as for what does not exist, and nothing is written."""

import json
from typing import Any
from uuid import uuid4

import pytest

from restride.core.terms import Category
from restride.usecases.share import accept_sharing, offer_sharing, stop_sharing
from tests.web.api.programs import Program, a_clinician, a_runner, a_watch_file, ports, share

pytestmark = pytest.mark.invariant("INV-060")


@pytest.fixture
def ids(runner: Program) -> dict[str, str]:
    """An object of every kind that belongs to the runner."""
    check_in = runner.check_in().json()
    return {
        "check-ins": check_in["id"],
        "decisions": check_in["decisions"][0]["id"],
        "sessions": runner.post("/sessions", runner.ran()).json()["id"],
        "activities": runner.upload(a_watch_file(hours_ago=30)).json()["activities"][0]["id"],
    }


def calls(program: Program, ids: dict[str, str], episode: str, runner: str = "") -> dict[str, Any]:
    """Every route and method that names an object."""
    query = {"runner": runner} if runner else {}
    own = {**program.ran(), "episode": episode}
    morning = {"episode": episode, "moment": "morning", "answers": {}}
    settled, dated = {"reason": "not mine"}, {"start": "2026-11-01T07:00:00Z"}
    activity = ids["activities"]
    made = {f"GET {kind}": program.get(f"/{kind}/{id}", **query) for kind, id in ids.items()}
    for name, path, body in (
        ("check-in", "/check-ins", morning),
        ("check-in after a run", "/check-ins", {**morning, "run": ids["sessions"]}),
        ("session", "/sessions", own),
        ("test", "/tests", {"episode": episode, "item": "stairs", "painkiller": False, "yes": True}),
        ("groundwork", "/groundwork", {"episode": episode}),
        ("confirm", f"/activities/{activity}/confirm", own),
        ("settle", f"/activities/{activity}/settle", settled),
        ("date", f"/activities/{activity}/date", dated),
    ):
        made[f"POST {name}"] = program.post(path, body, runner=runner)
    if runner:
        for path in ("/today", "/tests", "/episodes", "/check-ins", "/sessions", "/decisions", "/activities"):
            made[f"GET {path}"] = program.get(path, **query)
    return made


def nothing_there() -> dict[str, str]:
    return dict.fromkeys(("check-ins", "decisions", "sessions", "activities"), str(uuid4()))


@pytest.mark.parametrize("who", ["another runner", "clinician without care", "clinician whose care has ended"])
def test_inv_060_foreign_is_the_same_as_not_there(runner: Program, ids: dict[str, str], who: str) -> None:
    stranger = a_runner() if who == "another runner" else a_clinician()
    if who == "clinician whose care has ended":
        share(runner, stranger)
        stop_sharing(ports(), runner.visitor, str(stranger.user.pk), id=str(uuid4()))
    before, own = runner.kinds(), stranger.kinds() if stranger.episode else []
    for named in ("", str(runner.user.pk)):
        foreign = calls(stranger, ids, runner.episode, named)
        unknown = calls(stranger, nothing_there(), str(uuid4()), named and str(uuid4()))
        for name, response in foreign.items():
            assert response.status_code == 404, (name, named, response.content)
            assert response.content == unknown[name].content, name
            assert response.headers.keys() == unknown[name].headers.keys(), name
    assert runner.kinds() == before
    assert not stranger.episode or stranger.kinds() == own


def test_inv_060_odd_ids_are_of_nothing(runner: Program, ids: dict[str, str]) -> None:
    for odd in ("%00", "a%00b", "..", "%2e%2e%2fadmin", "x" * 500, "ü", "1;drop", "' or 1=1--", "%F0%9F%8F%83"):
        for kind in ids:
            assert runner.client.get(f"/api/v1/{kind}/{odd}", headers=runner._headers()).status_code == 404, (kind, odd)
    for odd in ("me", "\0", str(uuid4()), ids["decisions"], "x" * 64):
        assert runner.get("/today", runner=odd).status_code == 404
        assert a_clinician().get("/decisions", runner=odd).status_code == 404


def test_inv_060_an_id_of_one_kind_opens_no_other(runner: Program, ids: dict[str, str]) -> None:
    for kind in ids:
        for other, id in ids.items():
            assert runner.get(f"/{kind}/{id}").status_code == (200 if kind == other else 404)


def test_inv_060_a_clinician_sees_the_parts_that_are_shared(runner: Program, ids: dict[str, str]) -> None:
    clinician, who = a_clinician(), str(runner.user.pk)
    handed = offer_sharing(ports(), runner.visitor, frozenset({Category.DECISIONS}), "sharing-1")
    accept_sharing(ports(), clinician.visitor.actor, handed.token, id=str(uuid4()))
    assert clinician.get(f"/decisions/{ids['decisions']}", runner=who).status_code == 200
    assert clinician.get(f"/check-ins/{ids['check-ins']}", runner=who).status_code == 404
    assert clinician.get(f"/sessions/{ids['sessions']}", runner=who).status_code == 404
    for hidden in ("/check-ins", "/sessions", "/activities"):
        assert clinician.get(hidden, runner=who).json()["items"] == []
    told = clinician.get(f"/decisions/{ids['decisions']}", runner=who).json()
    own = runner.get(f"/decisions/{ids['decisions']}").json()
    assert [one["rule"] for one in told["reasons"]] == [one["rule"] for one in own["reasons"]]
    resting_on_symptoms = {"calm_days", "pain_this_morning", "woken_last_night"}
    assert all(one["value"] is None for one in told["reasons"] if one["measure"] in resting_on_symptoms)


@pytest.mark.invariant("INV-063")
def test_inv_063_each_look_of_a_clinician_leaves_a_line(runner: Program, ids: dict[str, str]) -> None:
    clinician, who = a_clinician(), str(runner.user.pk)
    share(runner, clinician)
    room = ports()

    def lines() -> int:
        trail = room.audit.trail(runner.visitor.scope(room.clock.now()), limit=200)
        return len([one for one in trail if one.actor == str(clinician.user.pk)])

    for path in ("/check-ins", "/decisions", f"/decisions/{ids['decisions']}", f"/sessions/{ids['sessions']}"):
        before = lines()
        assert clinician.get(path, runner=who).status_code == 200
        assert lines() == before + 1, path


def test_inv_060_a_runner_cannot_record_a_clinicians_test(db: None) -> None:
    runner = a_runner(operated=True)
    gates = runner.get("/tests").json()["items"][0]
    trials = [one for gate in gates["gates"] for step in gate["steps"] for one in step["tests"]] + gates["others"]
    reserved = [one for one in trials if one["clinician_only"]]
    assert reserved
    for one in reserved:
        side = {"side": "left"} if one["sides"] else {}
        way = {"nrs": {"pain": 0}, "yes_no": {"yes": True}}.get(one["unit"], {"amount": 1})
        body = {"episode": runner.episode, "item": one["item"], "painkiller": False, **way, **side}
        refused = runner.post("/tests", body)
        assert refused.status_code == 422
        assert json.loads(refused.content)["errors"][0]["pointer"] == "/item"
