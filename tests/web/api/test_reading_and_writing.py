"""What each endpoint gives and stores."""

from datetime import timedelta

import pytest

from tests.storage import HandClock
from tests.web.api.programs import Program, a_clinician, a_watch_file, share, to_the_first_run


def test_today_is_pending_until_the_questions_are_answered(runner: Program) -> None:
    today = runner.get("/today").json()
    assert (today["verdict"], today["runs"]) == ("pending", False)
    assert today["episodes"][0]["id"] == runner.episode
    assert today["episodes"][0]["questions"]
    assert today["episodes"][0]["decision"] is None


def test_a_check_in_is_stored_and_decided(runner: Program) -> None:
    done = runner.check_in(pain=2.5)
    assert done.status_code == 201, done.content
    (decision,) = done.json()["decisions"]
    today = runner.get("/today").json()
    assert today["verdict"] == decision["verdict"] != "pending"
    assert today["episodes"][0]["decision"] == decision
    stored = runner.get(f"/check-ins/{done.json()['id']}").json()
    assert stored["answers"]["pain"] == 2.5
    assert stored["by"] == "runner"
    assert runner.get("/check-ins").json()["items"] == [stored]


def test_a_warning_sign_stops_at_once(runner: Program) -> None:
    body = runner.morning() | {"flags": [{"flag": "cannot_bear_weight", "wording": "Can you stand on it?"}]}
    done = runner.post("/check-ins", body).json()
    assert [one["verdict"] for one in done["decisions"]] == ["stop"]
    today = runner.get("/today").json()
    assert today["verdict"] == "stop"
    assert [one["flag"] for one in today["flags"]] == ["cannot_bear_weight"]


@pytest.mark.invariant("INV-004")
def test_inv_004_what_is_left_out_stays_unanswered(runner: Program) -> None:
    body = {"episode": runner.episode, "moment": "morning", "answers": {"pain": None}}
    done = runner.post("/check-ins", body)
    assert done.status_code == 201
    stored = runner.get(f"/check-ins/{done.json()['id']}").json()["answers"]
    assert {name for name, value in stored.items() if value is not None} == {"lines_covered"}
    assert runner.get("/today").json()["verdict"] == "pending"


def test_a_run_is_stored_with_what_was_felt(runner: Program) -> None:
    done = runner.post("/sessions", runner.ran(distance_m=1500))
    assert done.status_code == 201, done.content
    stored = runner.get(f"/sessions/{done.json()['id']}").json()
    assert (stored["run_s"], stored["distance_m"], stored["elapsed_s"]) == (600, 1500, 1200)
    moments = [one["moment"] for one in runner.get("/check-ins").json()["items"]]
    assert sorted(moments) == ["after_60", "before_run", "during_run"]


def test_a_file_is_read_proposed_and_confirmed(runner: Program, clock: HandClock) -> None:
    clock.tick(hours=12)
    upload = runner.upload(a_watch_file())
    assert upload.status_code == 201, upload.content
    assert upload.json()["status"] == "imported"
    id = upload.json()["activities"][0]["id"]
    assert runner.get("/activities").json()["items"][0]["id"] == id
    proposal = runner.get(f"/activities/{id}").json()
    assert proposal["run_s"] > 0
    assert not proposal["done_with"]
    done = runner.post(f"/activities/{id}/confirm", runner.ran(run_s=0, longest_bout_s=0))
    assert done.status_code == 201, done.content
    assert runner.get(f"/sessions/{done.json()['id']}").json()["run_s"] == proposal["run_s"]
    assert runner.get(f"/activities/{id}").json()["done_with"]


def test_a_file_without_a_run_of_theirs_is_settled(runner: Program) -> None:
    id = runner.upload(a_watch_file()).json()["activities"][0]["id"]
    assert runner.post(f"/activities/{id}/settle", {"reason": "my partner's run"}).status_code == 201
    again = runner.post(f"/activities/{id}/settle", {"reason": "once more"})
    assert again.status_code == 422
    assert again.json()["errors"][0]["code"] == "already-settled"


def test_the_same_file_counts_once(runner: Program) -> None:
    content = a_watch_file()
    first, second = runner.upload(content).json(), runner.upload(content).json()
    assert (first["status"], second["status"]) == ("imported", "duplicate")
    assert len(runner.get("/activities").json()["items"]) == 1


def test_a_file_that_is_none_is_refused_with_its_reason(runner: Program) -> None:
    refused = runner.upload(b"GIF89a nothing to run with")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/file"
    assert "activity_read" not in runner.kinds()


def test_tests_are_listed_and_recorded_in_their_own_unit(runner: Program, clock: HandClock) -> None:
    gates = runner.get("/tests").json()["items"][0]
    trials = [one for gate in gates["gates"] for step in gate["steps"] for one in step["tests"]] + gates["others"]
    open_ = [one for one in trials if one["may_try"] and not one["clinician_only"]]
    assert open_
    for trial in open_:
        way = {"nrs": {"pain": 1.5}, "yes_no": {"yes": True}}.get(trial["unit"], {"amount": 3})
        side = {"side": "left"} if trial["sides"] else {}
        body = {"episode": runner.episode, "item": trial["item"], "painkiller": False, **way, **side}
        done = runner.post("/tests", body)
        assert done.status_code == 201, (trial, done.content)
        wrong = {"amount": 3} if "amount" not in way else {"yes": True}
        other = runner.post("/tests", {**{k: v for k, v in body.items() if k not in way}, **wrong})
        assert other.status_code == 422


def test_groundwork_is_stored(runner: Program) -> None:
    assert runner.post("/groundwork", {"episode": runner.episode}).status_code == 201
    assert "foundation_done" in runner.kinds()


def test_injuries_are_listed(runner: Program) -> None:
    (one,) = runner.get("/episodes").json()["items"]
    assert (one["id"], one["side"], one["open"], one["operated"]) == (runner.episode, "left", True, False)


def test_lists_are_read_page_by_page_without_gap_or_repeat(runner: Program, clock: HandClock) -> None:
    made = []
    for _ in range(7):
        made.append(runner.check_in().json()["id"])
        clock.tick(days=1)
    seen: list[str] = []
    before: dict[str, int] = {}
    while True:
        page = runner.get("/check-ins", limit=3, **before).json()
        seen += [one["id"] for one in page["items"]]
        if page["older"] is None:
            break
        before = {"before": page["older"]}
    assert seen == made[::-1]


def test_a_decision_tells_the_facts_of_the_reason_card(runner: Program, clock: HandClock) -> None:
    from restride.usecases.why import show_why
    from restride.web.runner.shown.why import card_of
    from tests.web.api.programs import ports

    to_the_first_run(runner, clock)
    clock.tick(hours=9)
    runner.post("/sessions", runner.ran(during={"pain": 5.5, "sharp": False, "pattern": "steady"}))
    clock.tick(days=1)
    runner.check_in(pain=5.5)
    id = runner.get("/decisions").json()["items"][0]["id"]
    told = runner.get(f"/decisions/{id}").json()
    room = ports()
    card = card_of(show_why(room, runner.visitor, id), room.words)
    assert (told["verdict"], told["headline"], told["current"]) == (card.verdict, card.headline, card.current)
    rules = [*told["reasons"], *told["limits"]]
    assert [(one.get("rule") or one.get("cap"), one["text"]) for one in rules] == [
        (found.name, found.text) for found in card.everything
    ]
    assert [(one["verdict"], one["text"]) for one in told["changes"]] == list(card.changes)
    assert [len(one["sources"]) for one in rules] == [len(found.sources) for found in card.everything]
    pain = next(one for one in told["reasons"] if one["measure"] == "pain_during_last_run")
    assert (pain["unit"], pain["value"]) == ("nrs", 5.5)
    listed = runner.get("/decisions").json()["items"][0]
    assert {name: told[name] for name in listed} == listed


def test_a_clinician_with_care_reads_the_same_decision(runner: Program) -> None:
    id = runner.check_in().json()["decisions"][0]["id"]
    clinician = a_clinician()
    who = str(runner.user.pk)
    assert clinician.get(f"/decisions/{id}", runner=who).status_code == 404
    share(runner, clinician)
    assert clinician.get(f"/decisions/{id}", runner=who).json() == runner.get(f"/decisions/{id}").json()
    assert clinician.get("/check-ins", runner=who).json() == runner.get("/check-ins").json()


def test_a_clinician_records_a_test_and_never_a_check_in(runner: Program) -> None:
    clinician, who = a_clinician(), str(runner.user.pk)
    share(runner, clinician)
    gates = runner.get("/tests").json()["items"][0]
    trials = [one for gate in gates["gates"] for step in gate["steps"] for one in step["tests"]] + gates["others"]
    trial = next(one for one in trials if one["may_try"])
    way = {"nrs": {"pain": 0}, "yes_no": {"yes": True}}.get(trial["unit"], {"amount": 3})
    side = {"side": "left"} if trial["sides"] else {}
    body = {"episode": runner.episode, "item": trial["item"], "painkiller": False, **way, **side}
    assert clinician.post("/tests", body, runner=who).status_code == 201
    assert clinician.post("/check-ins", runner.morning(), runner=who).status_code == 404
    assert clinician.post("/sessions", runner.ran(), runner=who).status_code == 404


def test_a_decision_of_yesterday_is_not_current(runner: Program, clock: HandClock) -> None:
    id = runner.check_in().json()["decisions"][0]["id"]
    assert runner.get(f"/decisions/{id}").json()["current"]
    clock.at += timedelta(days=1)
    assert not runner.get(f"/decisions/{id}").json()["current"]
    assert runner.get("/today").json()["verdict"] == "pending"
