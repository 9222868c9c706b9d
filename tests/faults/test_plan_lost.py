"""The text of a running plan is lost or damaged: a stop in plain words on every face, and nothing told is lost."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from restride import wiring
from restride.core.decision import DecisionIssued
from restride.core.terms import PainMoment
from restride.usecases.doctor import Installation, examine
from restride.usecases.enrol import enrol
from restride.usecases.removed import NAME, RemovedList
from tests.faults.lost_plans import LOSSES, a_runner_of_an_earlier_release, lose
from tests.storage import HandClock
from tests.web.api.programs import Program, a_clinician, a_runner, now, share, to_the_first_run
from tests.web.clinic.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.invariant("INV-025")]


@pytest.fixture
def clock(settings: Any) -> HandClock:
    from restride.web.api import bearer

    settings.RESTRIDE_CLOCK = HandClock()
    settings.RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED = False
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    bearer._pace.clear()
    return settings.RESTRIDE_CLOCK  # type: ignore[no-any-return]


def browser_of(program: Program) -> Client:
    return signed_in(program.user, proved=False)


def events(runner: Program) -> tuple[Any, ...]:
    found: tuple[Any, ...] = wiring.store().read(runner.visitor.scope(now())).events
    return found


def open_flags(runner: Program) -> list[str]:
    return [event.body.flag for event in events(runner) if event.kind == "flag_opened"]


def never_runs(runner: Program) -> None:
    """No face shows a run: neither of the day, nor of a list, nor of what was issued in the morning."""
    today = runner.get("/today")
    assert (today.status_code, today.headers["Content-Type"]) == (503, "application/problem+json")
    told = json.loads(today.content)
    assert told["type"] == "urn:restride:problem:plan-lost"
    assert (told["verdict"], told["runs"]) == ("stop", False)
    listed = json.loads(runner.get("/decisions").content)["items"]
    assert listed
    assert not any(one["session"]["bouts"] for one in listed if one["expires_at"] > now().isoformat())


@pytest.mark.parametrize("how", LOSSES)
def test_today_stops_in_plain_words_and_no_face_shows_a_run(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock, how: str
) -> None:
    runner = a_runner_of_an_earlier_release(monkeypatch, clock)
    browser = browser_of(runner)
    assert json.loads(runner.get("/today").content)["runs"]
    assert "Start" in browser.get("/").content.decode() or "We can't" not in browser.get("/").content.decode()
    lose(how)
    before = [event.id for event in events(runner)]
    never_runs(runner)
    page = browser.get("/")
    said = page.content.decode().replace("&#x27;", "'")
    assert page.status_code == 200
    for words in (
        "Stop. No run today",
        "We can't read your plan",
        "Your answers are kept",
        "person who runs this site",
    ):
        assert words in said, words
    assert 'href="/check-in"' in said
    assert 'class="session' not in said
    assert [event.id for event in events(runner)] == before  # a look writes nothing


@pytest.mark.parametrize("how", LOSSES)
def test_the_doctor_names_the_runner_and_the_cure(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock, how: str, tmp_path: Any
) -> None:
    runner = a_runner_of_an_earlier_release(monkeypatch, clock, to_a_run=False)
    lose(how)
    place = Installation(
        data=tmp_path,
        removed=RemovedList(tmp_path / NAME),
        removals=(),
        files=(),
        free_bytes=1 << 30,
        least_free_bytes=1,
        latest=None,
        parked=0,
    )
    found = examine(wiring.ports(), place)
    mine = [one for one in found if str(runner.user.pk) in one.what and "plan" in one.what]
    assert mine, found
    assert "backup" in mine[0].cure


def test_every_page_of_the_runner_says_it_or_does_without(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    from tests.attack.world import routes

    runner = a_runner_of_an_earlier_release(monkeypatch, clock)
    decision = [event.id for event in events(runner) if isinstance(event.body, DecisionIssued)][-1]
    lose("deleted")
    runner.user.set_password("four calm quiet rivers")
    runner.user.save()
    browser = browser_of(runner)
    addresses = [f"/{route.text}" for route in routes() if not route.slots and not route.is_api]
    stopped = 0
    for address in [*addresses, f"/why/{decision}", "/runs/new/planned", "/visit"]:
        answer = browser.get(address)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code >= 500:
            assert b"read your plan" in said, (address, answer.status_code, said[:300])
            stopped += 1
        assert b'class="session' not in said, address
    assert stopped >= 1


def test_a_red_flag_is_still_taken_by_each_door_and_stops(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    runner = a_runner_of_an_earlier_release(monkeypatch, clock)
    lose("deleted")
    browser = browser_of(runner)
    asked = browser.get("/check-in").content.decode()
    assert "How is it this morning?" in asked
    door = browser.get("/wrong").content.decode()
    assert "cannot_bear_weight" in door
    sent = {"id": str(uuid4()), "flags": ["cannot_bear_weight"], "confirming": "1", "sure-cannot_bear_weight": "yes"}
    browser.post("/wrong", sent)
    assert "cannot_bear_weight" in open_flags(runner)
    page = browser.get("/").content.decode().replace("&#x27;", "'")
    assert "We can't read your plan" in page
    assert "You said:" in page
    never_runs(runner)


def test_a_yes_to_a_line_over_the_programming_interface_is_a_red_flag(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    runner = a_runner_of_an_earlier_release(monkeypatch, clock)
    morning = runner.morning()
    stopping = [line.group for line in wiring.ports().protocols.lines() if line.stops]
    lose("cut short")
    group = next(one for one in stopping if one in morning["answers"]["lines_covered"])
    morning["answers"]["flag_lines"] = [group]
    answer = runner.post("/check-ins", morning)
    assert answer.status_code == 201, answer.content
    assert open_flags(runner)
    newest = [event.body.decision for event in events(runner) if isinstance(event.body, DecisionIssued)][-1]
    assert (newest.verdict, newest.runs) == ("stop", False)
    never_runs(runner)


def test_calm_answers_are_kept_by_browser_and_program_and_open_nothing(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    runner = a_runner_of_an_earlier_release(monkeypatch, clock)
    morning = runner.morning()
    lose("deleted")
    clock.tick(days=1)
    before = runner.kinds().count("check_in")
    assert runner.post("/check-ins", morning).status_code == 201
    form = {"id": str(uuid4()), "episode": runner.episode, "pain": "0", "painkiller": "no", "lines": "none"}
    saved = browser_of(runner).post("/check-in", {**form, "different": "no"}, follow=True)
    assert saved.status_code == 200
    assert runner.kinds().count("check_in") == before + 2
    never_runs(runner)


def test_a_clinician_sees_it_and_still_sees_the_warnings(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    runner, clinician = a_runner_of_an_earlier_release(monkeypatch, clock), a_clinician()
    share(runner, clinician)
    lose("changed")
    runner.post("/check-ins", {**_flagged(runner)})
    desk = browser_of(clinician)
    page = desk.get(f"/clinic/{runner.user.pk}")
    said = page.content.decode().replace("&#x27;", "'")
    assert page.status_code == 200
    assert "can't be read, so there is no run" in said
    assert "Close" in said
    assert desk.get("/clinic/").status_code == 200


def _flagged(runner: Program) -> dict[str, Any]:
    group = next(line.group for line in wiring.ports().protocols.lines() if line.stops)
    answers = {"pain": 0, "flag_lines": [group], "lines_covered": [group]}
    return {"episode": runner.episode, "moment": "morning", "answers": answers}


def test_other_runners_go_on_and_the_plan_put_back_goes_on(monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
    from restride.web.db.models import ProtocolText
    from tests.guards import lifted

    other = a_runner()
    to_the_first_run(other, clock)
    runner = a_runner_of_an_earlier_release(monkeypatch, clock)
    other.check_in()
    kept = {row.digest: row.text for row in ProtocolText.objects.all()}
    lose("deleted")
    never_runs(runner)
    assert other.get("/today").status_code == 200
    assert browser_of(other).get("/").status_code == 200
    assert other.check_in(pain=10).status_code == 201
    with lifted():
        gone = [one for one in kept if not ProtocolText.objects.filter(digest=one).exists()]
        ProtocolText.objects.bulk_create([ProtocolText(digest=one, text=kept[one]) for one in gone])
    assert runner.get("/today").status_code == 200


def test_beside_an_injury_whose_plan_is_lost_another_gives_no_answer(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    from dataclasses import replace as changed

    from restride.core.terms import Side
    from restride.usecases.check_in import CheckInGiven, record_check_in
    from restride.usecases.today import show_today
    from tests.story import calm
    from tests.web.api.programs import enrolment

    runner = a_runner_of_an_earlier_release(monkeypatch, clock, to_a_run=False)
    ports, second = wiring.ports(), str(uuid4())
    enrol(ports, runner.visitor, changed(enrolment(second), condition="achilles_tendinopathy", side=Side.RIGHT))
    for episode in (runner.episode, second):
        given = CheckInGiven(id=str(uuid4()), episode=episode, moment=PainMoment.MORNING, answers=calm())
        record_check_in(ports, runner.visitor, given)
    assert show_today(ports, runner.visitor).decision is not None
    lose("deleted")
    found = show_today(ports, runner.visitor)
    assert [one.opened.id for one in found.episodes] == [second]
    assert [one.id for one in found.lost] == [runner.episode]
    assert found.decision is None
    page = browser_of(runner).get("/").content.decode().replace("&#x27;", "'")
    assert "We can't read your plan" in page
    asked = browser_of(runner).get("/check-in").content.decode()
    assert 'name="pain-2"' in asked
