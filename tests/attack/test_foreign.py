"""Another person's object by every address and method: the same answer as for what does not exist, and nothing written.

The addresses come from the map itself, so a new one is attacked from the day it is added.
"""

import os
from typing import Any

import pytest

from tests.attack.world import Caller, World, routes, said, unknown_like

pytestmark = [pytest.mark.invariant("INV-060"), pytest.mark.django_db]

NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE") if NIGHTLY else ("GET", "POST")
SENT_TO = ("token", "activity_read", "flag", "session_logged")  # by day, of the objects for a mere POST
# Opened by a code that is nobody's account, by a link in a mail, or the words of a protocol, which everybody may read.
BY_CODE = {"act", "act_confirm", "account_confirm_email", "account_reset_password_from_key", "clinic_link_shown"}
OF_EVERYBODY = {"intake_question", "intake_elsewhere", "run_form", "readiness_test", "exercise", "exercise_hurts"} | {
    "learn_card",
}

CLOSED_BY_A_FLAG = {"exercise_own_one"}  # Kim's record has a flag open, so that its owner sees no exercise either


def opened_by_its_people(world: World) -> list[tuple[Any, dict[str, str]]]:
    """Address and object where the owner or the clinician with care sees something.

    An address that is only sent to (405 for a look) is tried with every object, by day with the likely ones.
    """
    found, done = [], set()
    likely = {id for name, id in world.ids.items() if NIGHTLY or name in SENT_TO}
    for route, values in world.addresses():
        if route.name in OF_EVERYBODY | BY_CODE or (route.text in done and not NIGHTLY):
            continue
        owner = world.physio if route.text.startswith("clinic/") else world.kim
        looks = owner.call("GET", route.filled(values)).status_code
        if looks == 200 or (looks == 405 and likely & set(values.values())) or route.name in CLOSED_BY_A_FLAG:
            found.append((route, values))
        if looks == 200:
            done.add(route.text)  # by day one object an address
    return found


def attack(caller: Caller, route: Any, values: dict[str, str]) -> None:
    nothing = unknown_like(values)
    for method in METHODS:
        theirs = caller.call(method, route.filled(values))
        nobodys = caller.call(method, route.filled(nothing))
        place = (caller.name, method, route.text, theirs.status_code)
        # a body that is damaged is told before anything is looked for; the answer has to be the same
        assert theirs.status_code in ((404, 405, 422) if route.is_api else (404, 405)), place
        assert said(theirs, *values.values()) == said(nobodys, *nothing.values()), place


def test_inv_060_a_stranger_finds_nothing_by_any_address_and_method(world: World) -> None:
    pairs = opened_by_its_people(world)
    named = {route.name for route in routes() if route.slots} - BY_CODE - OF_EVERYBODY
    reached = {route.name for route, _ in pairs}
    assert named == reached, "a new kind of object has to be put into the world, or the attack proves nothing"
    before = [event.id for event in world.events()]
    for caller in world.strangers():
        for route, values in pairs:
            attack(caller, route, values)
    assert [event.id for event in world.events()] == before


def test_inv_060_nobody_who_is_not_signed_in_gets_past_the_door(world: World) -> None:
    from django.test import Client

    nobody = Caller(name="nobody", browser=Client())
    before = [event.id for event in world.events()]
    done = set()
    for route, values in world.addresses():
        if route.name in BY_CODE or route.text in done:
            continue
        done.add(route.text)
        for method in METHODS:
            answer = nobody.call(method, route.filled(values))
            place = (method, route.text, answer.status_code)
            assert answer.status_code in (302, 401, 404, 405), place
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith("/sign-in"), place
    assert [event.id for event in world.events()] == before


def test_somebody_with_no_record_yet_meets_no_fault_at_any_address(world: World) -> None:
    addresses = {route.text: route.filled(values) for route, values in world.addresses()}
    addresses |= {route.text: f"/{route.text}" for route in routes() if not route.slots}
    for caller in world.strangers():
        for address in addresses.values():
            assert caller.call("GET", address).status_code < 500, (caller.name, address)
