"""The list of forty: who needs somebody first, its parts by plain addresses, and as few statements as for one."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from restride.core.terms import Urgency
from restride.journal.values import Care, Purpose, Standing
from restride.usecases.flags import dispute_flag
from restride.web.accounts.models import Role, User
from restride.web.db.models import Standing as Row
from tests.journal.builders import note
from tests.storage import runner
from tests.web.clinic.people import Clinic

CALM = {"verdict": "hold"}
STATES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Quiet", CALM),
    ("Silent", {**CALM, "late_d": 3}),
    ("Waiting", {**CALM, "awaiting": True}),
    ("Mistaken", {"verdict": "stop", "open_flags": 1, "disputed": 1, "urgency": Urgency.SAME_DAY}),
    ("Stopped", {"verdict": "stop"}),
    ("Calf", {"verdict": "stop", "open_flags": 1, "urgency": Urgency.SAME_DAY}),
    ("Collapsed", {"verdict": "stop", "open_flags": 1, "urgency": Urgency.NOW}),
)
IN_ORDER = ["Collapsed", "Calf", "Stopped", "Mistaken", "Waiting", "Silent", "Quiet"]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def names(page: str) -> list[str]:
    """The runners of the list, in its order."""
    return re.findall(r'<a class="tap" href="/clinic/[0-9a-f-]+">([^<]+)</a>', page)


def listed(clinic: Clinic, name: str, *, late_d: int = 0, **shape: Any) -> None:
    """A runner who shares everything with the clinician, with a stored line of this shape."""
    user = User.objects.create(email=f"{name.lower()}@example.org", name=name, role=Role.RUNNER)
    person, ports, at = str(user.pk), clinic.scene.ports, clinic.scene.clock.now()
    with ports.units.begin(person, runner(person), Purpose.OWN_USE) as unit:
        unit.append(note(person))
        everything = clinic.scene.ports.store.care(clinic.scene.me.scope(at))[0].categories
        unit.link(
            Care(person=person, clinician=str(clinic.physio.pk), categories=everything, consent="c" * 8, since=at)
        )
        due = at - timedelta(days=late_d) if late_d else at + timedelta(hours=9)
        line = {"person": person, "seq": unit.head, "episode": "e", "phase": "walk-run", "level": 2} | shape
        unit.save_standing(Standing(**line, check_in_due=due, last_entry_at=at, protocol="patellofemoral-pain"))


@pytest.fixture
def seven(clinic: Clinic) -> Clinic:
    """Seven runners, one in each need, the least pressing first."""
    clinic.link()
    Row.objects.filter(person=UUID(clinic.scene.runner)).update(awaiting=False, verdict="hold")
    for name, shape in STATES:
        listed(clinic, name, **shape)
    return clinic


def test_who_needs_the_clinician_first_stands_first(seven: Clinic) -> None:
    assert [name for name in names(text(seven.at_desk.get("/clinic/"))) if name != "Kim"] == IN_ORDER


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("", [*IN_ORDER, "Kim"]),
        ("?show=all", [*IN_ORDER, "Kim"]),
        ("?show=waiting", IN_ORDER[:-1]),
        ("?show=stopped", ["Collapsed", "Calf", "Stopped", "Mistaken"]),
        ("?show=disputed", ["Mistaken"]),
        ("?show=clearance", ["Waiting"]),
        ("?show=overdue", ["Silent"]),
        ("?name=cal", ["Calf"]),
        ("?show=stopped&name=o", ["Collapsed", "Stopped"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(seven: Clinic, part: str, found: list[str]) -> None:
    assert sorted(names(text(seven.at_desk.get(f"/clinic/{part}")))) == sorted(found)


def test_a_part_says_how_many_it_holds_and_which_is_shown(seven: Clinic) -> None:
    page = text(seven.at_desk.get("/clinic/?show=stopped"))
    assert 'href="?show=stopped" aria-current="true">Stopped<span class="n">4</span>' in page
    assert 'href="?show=disputed">Disputed<span class="n">1</span>' in page
    assert "6 of 8 need a look." in page


def test_a_part_that_does_not_exist_is_said_and_everybody_is_shown(seven: Clinic) -> None:
    answer = seven.at_desk.get("/clinic/?show=nonsense&name=" + "x" * 90)
    assert answer.status_code == 200
    assert "There is no such part of the list" in text(answer)
    assert len(names(text(answer))) == 8


def test_nobody_in_a_part_is_said(seven: Clinic) -> None:
    assert "Nobody in this part of the list." in text(seven.at_desk.get("/clinic/?name=zebra"))


def test_a_line_says_injury_and_side(clinic: Clinic) -> None:
    clinic.link()
    assert re.search(r"After a knee arthroscopy[^<]*, left", text(clinic.at_desk.get("/clinic/")))


def test_a_disputed_warning_is_its_own_need(clinic: Clinic) -> None:
    clinic.link()
    flag = clinic.scene.flag("dvt")
    assert "Says the warning was a mistake" not in text(clinic.at_desk.get("/clinic/"))
    dispute_flag(clinic.scene.ports, clinic.scene.me, flag, "it was the other line", id=clinic.scene.id())
    assert "Says the warning was a mistake" in text(clinic.at_desk.get("/clinic/?show=disputed"))


def test_forty_runners_take_as_many_statements_as_one(clinic: Clinic) -> None:
    clinic.link()
    taken = []
    for count in (0, 39):
        for number in range(count):
            listed(clinic, f"Runner {number}", verdict="hold")
        clinic.at_desk.get("/clinic/")
        with CaptureQueriesContext(connection) as queries:
            page = text(clinic.at_desk.get("/clinic/"))
        taken.append(len(queries))
        assert len(names(page)) == count + 1
    assert taken[0] == taken[1], taken


def test_each_runner_of_the_list_sees_that_it_was_opened(clinic: Clinic) -> None:
    clinic.link()
    listed(clinic, "Runner 1", verdict="hold")
    before = text(clinic.at_home.get("/me/data")).count("Therapist 1")
    clinic.at_desk.get("/clinic/")
    assert text(clinic.at_home.get("/me/data")).count("Therapist 1") == before + 1
    assert clinic.scene.ports.audit.verify() is None
