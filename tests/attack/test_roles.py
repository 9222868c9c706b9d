"""Nobody becomes more than they are by what they send, and nothing that ran out or was handed back opens a run."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from restride.core.terms import Scope as Reach
from restride.core.terms import Side
from restride.usecases.clearance import ClearanceForm, give_clearance
from restride.usecases.demo_days import Days
from tests.attack.world import World
from tests.storage import HandClock
from tests.web.api.programs import Program, a_clinician, a_runner, ports, share
from tests.web.clinic.people import a_user

pytestmark = pytest.mark.django_db
MORE = {
    "role": "clinician",
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "1",
    "is_clinician": "true",
    "profession": "physiotherapist",
    "registration": "PT 9",
    "clinician": "1",
    "verified": "1",
}


def test_no_field_beside_a_form_makes_somebody_more(world: World) -> None:
    from restride.web.accounts.models import Clinician, User

    clinicians = Clinician.objects.count()
    told = {"name": "New", "email": "new@example.org", "password1": "six calm quiet rivers", "zone": "UTC"}
    Client().post("/sign-up", {**told, **MORE})
    for address in ("/me", "/look", "/password", "/me/tokens", "/me/people/share"):
        world.clinic.at_home.post(address, {"name": "Kim", "zone": "UTC", **MORE})
    for user in User.objects.filter(email__in=("new@example.org", "kim@example.org")):
        assert user.role == "runner"
        assert not user.is_clinician
        assert not getattr(user, "is_staff", False)
        assert not getattr(user, "is_superuser", False)
    assert User.objects.filter(email="new@example.org").exists()
    assert Clinician.objects.count() == clinicians


@pytest.mark.invariant("INV-062")
def test_inv_062_no_member_of_a_body_names_another_author_or_time(world: World) -> None:
    before = [event.id for event in world.events()]
    answers = {"pain": 0, "flag_lines": [], "lines_covered": []}
    whole = {"episode": world.ids["episode"], "moment": "morning", "answers": answers}
    for extra in (
        {"author": {"role": "clinician"}},
        {"source": "web"},
        {"recorded_at": "2020-01-01T00:00:00Z"},
        {"verified": True},
        {"id": world.ids["entry"]},
        {"kind": "clearance_given"},
        {"by": "clinician"},
        {"__proto__": {"role": "clinician"}},
    ):
        sent = world.kim.call("POST", "/api/v1/check-ins", json.dumps({**whole, **extra}))
        assert sent.status_code == 422, (extra, sent.content)
        inner = {**whole, "answers": {**answers, **extra}}
        assert world.kim.call("POST", "/api/v1/check-ins", json.dumps(inner)).status_code == 422, extra
    assert [event.id for event in world.events()] == before


@pytest.mark.invariant("INV-072")
def test_inv_072_the_key_of_another_gives_neither_their_answer_nor_their_effect(settings: Any) -> None:
    settings.RESTRIDE_CLOCK = HandClock()
    kim, sam = a_runner(), a_runner()
    key = str(uuid4())
    first = kim.post("/check-ins", kim.morning(pain=7), key=key)
    assert first.status_code == 201
    again = sam.post("/check-ins", kim.morning(pain=7), key=key)
    assert again.status_code == 404
    assert json.loads(first.content)["id"] not in again.content.decode()
    own = sam.post("/check-ins", sam.morning(), key=key)
    assert own.status_code == 201
    assert "Idempotent-Replayed" not in own.headers
    assert json.loads(own.content)["id"] != json.loads(first.content)["id"]


@pytest.mark.invariant("INV-008")
def test_inv_008_a_clearance_that_runs_out_overnight_opens_no_run_in_the_morning(settings: Any) -> None:
    clock = settings.RESTRIDE_CLOCK = HandClock()
    runner, physio = a_runner(operated=True), a_clinician()
    share(runner, physio)
    days = Days(
        ports=ports(), clock=clock, runner=runner.visitor, clinician=_by(physio, runner), episode=runner.episode
    )
    days.clear(Reach.IMPACT)
    days.to_phase("gate")
    days.tests()
    last = clock.now().date() + timedelta(days=4)
    form = ClearanceForm(
        id=str(uuid4()), episode=days.episode, side=Side.LEFT, scope=Reach.RUN, until=last, reason="seen"
    )
    give_clearance(ports(), days.clinician, form)
    ran = False
    while clock.now().date() < last:
        days.next_morning()
        days.morning()
        ran = ran or json.loads(runner.get("/today").content)["runs"]
    assert ran
    days.next_morning()
    assert not json.loads(runner.get("/today").content)["runs"]
    days.morning()
    assert not json.loads(runner.get("/today").content)["runs"]
    listed = json.loads(runner.get("/decisions").content)["items"]
    assert not [one for one in listed if one["session"]["bouts"] and one["expires_at"] > clock.now().isoformat()]


def _by(physio: Program, runner: Program) -> Any:
    from dataclasses import replace

    from restride.journal.values import Purpose

    named = {"name": "Therapist 1", "profession": "physiotherapist", "registration": "PT 1"}
    return replace(physio.visitor, person=str(runner.user.pk), purpose=Purpose.CARE, **named)


def test_an_account_of_one_role_finds_nothing_of_another_at_the_same_address() -> None:
    """A runner whose account became a clinician's keeps no door of the runner's, and the other way round."""
    from restride.web.accounts.models import Role
    from tests.web.clinic.people import signed_in

    user = a_user("kim@example.org")
    browser = signed_in(user)
    assert browser.get("/check-in").status_code in (200, 302, 404)
    user.role = Role.CLINICIAN
    user.save(update_fields=["role"])
    assert browser.get("/check-in").status_code in (302, 404)
    assert browser.get("/me/data/export").status_code in (302, 404, 405)
