"""Prescribing at the clinic: the list, field errors, one effect, the runner's session, and the end."""

from datetime import timedelta
from typing import Any

import pytest

from restride.core.terms import Scope
from restride.usecases.clearance import give_clearance
from tests.web.clinic.people import Clinic, id_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(clinic: Clinic, **changed: str) -> dict[str, str]:
    until = (clinic.scene.clock.now() + timedelta(days=14)).date().isoformat()
    told = {"id": clinic.scene.id(), "exercise": "step_up", "sets": "2", "amount": "8", "until": until, "reason": ""}
    return {**told, **changed}


def screen(clinic: Clinic) -> str:
    return f"{clinic.page}/plans/{clinic.scene.episode}/prescribe"


def test_the_list_names_most_and_what_is_waited_for_and_leaves_out_what_is_ruled_out(clinic: Clinic) -> None:
    clinic.link()
    page = text(clinic.at_desk.get(screen(clinic)))
    assert '<optgroup label="Strength">' in page
    assert "Step-up, at most" in page
    assert "waits for a clearance for" in page
    assert 'value="cycling"' not in page


def test_a_prescription_is_stored_once_and_shown_on_the_page(clinic: Clinic) -> None:
    clinic.link()
    told = asked(clinic, id=id_in(clinic.at_desk.get(screen(clinic))), reason="before the run days")
    for _ in range(2):
        assert clinic.at_desk.post(screen(clinic), told).status_code == 302
    (given,) = clinic.scene.record().state.prescriptions.values()
    assert (given.body.exercise, given.body.sets, given.body.amount) == ("step_up", 2, 8)
    page = text(clinic.at_desk.get(clinic.page))
    assert "Step-up" in page
    assert "2 sets of 8" in page
    assert "before the run days" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"exercise": ""}, "Choose one."),
        ({"exercise": "no-such"}, "Choose an exercise from the list."),
        ({"sets": "many"}, "Write a whole number."),
        ({"sets": "0"}, "Write a number above zero"),
        ({"sets": "99"}, "For this exercise give 1 to"),
        ({"amount": ""}, "Give sets and amount together"),
        ({"until": "2020-01-01"}, "Give a day from today"),
        ({"until": "soon"}, "This is no date"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(clinic: Clinic, changed: dict[str, str], said: str) -> None:
    clinic.link()
    answer = clinic.at_desk.post(screen(clinic), asked(clinic, **changed))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not clinic.scene.record().state.prescriptions


def test_the_runner_finds_it_in_the_session_and_in_the_plan_until_it_ends(clinic: Clinic) -> None:
    clinic.link()
    scene = clinic.scene
    give_clearance(scene.ports, scene.by(), scene.form(scope=Scope.STRENGTH))
    clinic.at_desk.post(screen(clinic), asked(clinic, exercise="quad_set", sets="1", amount="5"))
    scene.morning()
    assert "asked for by your clinician" in text(clinic.at_home.get("/exercise"))
    assert "Prescribed by name" in text(clinic.at_home.get("/exercise/plan"))
    (id,) = scene.record().state.prescriptions
    end = f"{clinic.page}/prescriptions/{id}"
    assert clinic.at_desk.post(end, {"id": scene.id(), "reason": ""}).status_code == 422
    assert clinic.at_desk.post(end, {"id": scene.id(), "reason": "strong enough now"}).status_code == 302
    assert clinic.at_desk.get(end).status_code == 404
    assert "asked for by your clinician" not in text(clinic.at_home.get("/exercise"))
    assert "Prescribed by name" not in text(clinic.at_home.get("/exercise/plan"))
