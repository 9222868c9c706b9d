"""Who may open what: every route of the clinic and of sharing, by role and relation; the rest is the same 404."""

import re
from typing import Any

import pytest
from django.urls import get_resolver

from restride.core.terms import Category
from restride.web.accounts.models import Role
from tests.usecases.scene import Scene
from tests.web.clinic.lived import lived_record
from tests.web.clinic.people import Clinic, House, a_user, signed_in

CLINIC = (
    "/clinic/{kim}",
    "/clinic/{kim}/end",
    "/clinic/{kim}/decisions/{decision}",
    "/clinic/{kim}/warnings/{flag}",
    "/clinic/{kim}/entries/{entry}",
    "/clinic/{kim}/clearances/{clearance}",
    "/clinic/{kim}/exceptions/{waiver}",
    "/clinic/{kim}/plans/{episode}/clear",
    "/clinic/{kim}/plans/{episode}/waive",
    "/clinic/{kim}/prescriptions/{prescription}",
    "/clinic/{kim}/plans/{episode}/prescribe",
    "/clinic/{kim}/goals/{goal}",
    "/clinic/{kim}/limits/{limit}",
    "/clinic/{kim}/plans/{episode}/limit",
    "/clinic/{kim}/plans/{episode}/pace",
    "/clinic/{kim}/plans/{episode}/ahead",
    "/clinic/{kim}/plans/{episode}/end",
    "/clinic/{kim}/plans/{episode}/items/{item}",
)
READ_ONLY = (
    "/clinic/{kim}",
    "/clinic/{kim}/decisions/{decision}",
    "/clinic/{kim}/plans/{episode}/ahead",
)  # sent anything, they answer 405 to everybody
LISTS = ("/clinic/", "/clinic/link")
OWN = ("/me/people", "/me/people/share", "/me/people/link", "/me/data", "/me/data/export", "/me/data/erase")


@pytest.fixture
def lived(clinic: Clinic) -> dict[str, Any]:
    return lived_record(clinic)


def without_number(answer: Any) -> str:
    """The page without what differs from request to request."""
    return re.sub(r'value="[^"]+"|X-CSRFToken[^}]+', "", answer.content.decode())


def missing(browser: Any) -> str:
    """What this browser sees at an address that does not exist."""
    answer = browser.get("/nowhere")
    assert answer.status_code == 404
    return without_number(answer)


@pytest.mark.invariant("INV-060")
@pytest.mark.parametrize("path", CLINIC)
def test_inv_060_only_a_clinician_with_care_opens_a_screen_about_a_runner(
    clinic: Clinic, lived: dict[str, Any], path: str
) -> None:
    address, events = path.format(**lived), len(clinic.scene.record().events)
    assert clinic.at_desk.get(address).status_code == 200, address
    strangers = [
        a_user("other@example.org", role=Role.CLINICIAN, name="Other"),
        a_user("runner@example.org", name="Runner"),
        a_user("operator@example.org", role=Role.OPERATOR, name="Operator"),
        clinic.kim,
    ]
    for stranger in strangers:
        browser = signed_in(stranger)
        nothing = missing(browser)
        for method in (browser.get,) if path in READ_ONLY else (browser.get, browser.post):
            answer = method(address)
            assert answer.status_code == 404, (stranger.role, address)
            assert without_number(answer) == nothing
    outside = signed_in(None).get(address)
    assert (outside.status_code, outside.headers["Location"].split("?")[0]) == (302, "/sign-in")
    assert len(clinic.scene.record().events) == events


@pytest.mark.invariant("INV-060", "INV-062")
@pytest.mark.parametrize("path", [*LISTS, *OWN])
def test_inv_060_each_role_has_its_own_screens_and_no_others(clinic: Clinic, path: str) -> None:
    clinic.link()
    mine = Role.CLINICIAN if path in LISTS else Role.RUNNER
    operator = a_user("operator@example.org", role=Role.OPERATOR, name="Operator")
    for user in (clinic.kim, clinic.physio, operator):
        answer = signed_in(user).get(path)
        assert answer.status_code == (200 if user.role == mine else 404), (user.role, path)


@pytest.mark.invariant("INV-060")
def test_inv_060_objects_of_another_runner_are_not_there_under_the_own_ones(
    clinic: Clinic, lived: dict[str, Any]
) -> None:
    other = a_user("lee@example.org", name="Lee")
    theirs = Scene(House(clinic.scene.ports), clinic.scene.clock, runner=str(other.pk), clinician=str(clinic.physio.pk))
    for path in CLINIC[1:]:
        crossed = path.format(**{**lived, "kim": other.pk})
        assert clinic.at_desk.get(crossed).status_code == 404, crossed
    theirs.share(Category.DECISIONS)
    for path in CLINIC[2:]:
        crossed = path.format(**{**lived, "kim": other.pk})
        assert clinic.at_desk.get(crossed).status_code == 404, crossed


def test_no_route_of_the_clinic_is_left_out_of_this_matrix() -> None:
    names = {
        pattern.name
        for part in get_resolver().url_patterns
        if str(getattr(part, "pattern", "")) == "clinic/"
        for pattern in part.url_patterns
    }
    assert len(names) == len(CLINIC) + len(LISTS) + 1  # the link with its code in the address
