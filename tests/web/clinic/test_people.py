"""The runner's side: a code with consent, a link for one signature, the end of sharing, and who looked."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from restride.journal.values import AccessDenied
from tests.web.clinic.people import Clinic

CODE = re.compile(r'class="status-code">([0-9A-Z-]+)<')
LINK = re.compile(r"http://testserver(/(?:act|clinic/link)/[\w-]{20,})")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ticked(*parts: str) -> dict[str, Any]:
    return {"categories": list(parts or ("decisions", "symptoms", "notes", "files")), "agreed": "on"}


def test_a_code_is_made_with_consent_and_used_at_the_desk(clinic: Clinic) -> None:
    page = clinic.at_home.post("/me/people/share", ticked("decisions", "symptoms"))
    code = CODE.search(text(page))
    assert code
    clinic.at_desk.post("/clinic/link", {"id": clinic.scene.id(), "code": code[1]})
    people = text(clinic.at_home.get("/me/people"))
    assert "Therapist 1" in people
    assert "Check-ins, runs, tests and warnings" in people
    assert "Files of my watch" not in people


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"agreed": "on"}, "Choose what is true"),
        ({"categories": ["decisions"]}, "Tick that you agree"),
        ({"categories": ["notes"], "agreed": "on"}, "Share at least the decisions"),
        ({"categories": ["money"], "agreed": "on"}, "Choose from this list"),
    ],
)
def test_sharing_without_consent_or_parts_is_refused_beside_the_field(
    clinic: Clinic, told: dict[str, Any], said: str
) -> None:
    answer = clinic.at_home.post("/me/people/share", told)
    assert answer.status_code == 422
    assert said in text(answer)


def test_nothing_is_ticked_in_advance(clinic: Clinic) -> None:
    assert "checked" not in text(clinic.at_home.get("/me/people/share")).split("<main", 1)[1]


@pytest.mark.invariant("INV-061")
def test_inv_061_after_the_end_the_next_click_of_the_clinician_finds_nothing(clinic: Clinic) -> None:
    clinic.link()
    flag = clinic.scene.flag()
    form = clinic.form()
    assert clinic.at_desk.get(clinic.page).status_code == 200
    end = f"/me/people/{clinic.physio.pk}/end"
    assert "End sharing with Therapist 1?" in text(clinic.at_home.get(end))
    assert clinic.at_home.post(end).status_code == 302
    assert clinic.at_desk.get(clinic.page).status_code == 404
    assert clinic.at_desk.post(clinic.clear, {**form, "step": "save"}).status_code == 404
    assert (
        clinic.at_desk.post(f"{clinic.page}/warnings/{flag}", {"id": form["id"], "reason": "fine"}).status_code == 404
    )
    assert "Kim" not in text(clinic.at_desk.get("/clinic/"))
    assert clinic.at_home.get(end).status_code == 404
    state = clinic.scene.record().state
    assert not state.clearances
    assert not state.flags_closed


def test_a_link_for_one_signature_names_the_act_and_works_in_a_private_window(
    clinic: Clinic, settings: Settings
) -> None:
    settings.RESTRIDE_EXTERNAL = "confirm"
    flag = clinic.scene.flag()
    page = clinic.at_home.get("/me/people/link")
    assert f"flag:{flag}" in text(page)
    assert "Clear me: After a knee arthroscopy, left" in text(page)
    made = text(clinic.at_home.post("/me/people/link", {"act": f"flag:{flag}"}))
    link, code = LINK.search(made), CODE.search(made)
    assert link
    assert code
    assert Client().get(link[1]).status_code == 200
    assert "Hand this to your clinician" in made


def test_where_links_are_refused_the_page_says_what_the_operator_can_do(clinic: Clinic, settings: Settings) -> None:
    settings.RESTRIDE_EXTERNAL, settings.RESTRIDE_SENDS_MAIL = "refuse", False
    page = text(clinic.at_home.get("/me/people/link"))
    assert "can also open this way of signing" in page
    answer = clinic.at_home.post("/me/people/link", {"act": f"clearance:{clinic.scene.episode}"})
    assert answer.status_code == 422


def test_an_act_on_another_persons_injury_is_no_choice(clinic: Clinic, settings: Settings) -> None:
    settings.RESTRIDE_EXTERNAL = "confirm"
    answer = clinic.at_home.post("/me/people/link", {"act": "clearance:episode-of-nobody"})
    assert answer.status_code == 422


@pytest.mark.invariant("INV-063")
def test_inv_063_the_runner_sees_each_look_with_the_name(clinic: Clinic) -> None:
    clinic.link()
    before = text(clinic.at_home.get("/me/data")).count("opened your page")
    clinic.at_desk.get(clinic.page)
    page = text(clinic.at_home.get("/me/data"))
    assert page.count("opened your page") == before + 1
    assert "<b>Therapist 1</b> entered your code" in page


def test_a_signature_without_account_stands_among_the_looks(clinic: Clinic, settings: Settings) -> None:
    settings.RESTRIDE_EXTERNAL = "accept"
    told = {"act": f"clearance:{clinic.scene.episode}"}
    link = LINK.search(text(clinic.at_home.post("/me/people/link", told)))
    assert link
    signed = {"name": "Dr Outside", "profession": "doctor", "registration": "D 7", "email": "o@clinic.example"}
    Client().post(link[1], {**clinic.form(), **signed, "step": "save"})
    page = text(clinic.at_home.get("/me/data"))
    assert "a clinician without an account" in page
    assert "Dr Outside, doctor, D 7, o@clinic.example" in page


def test_a_clinician_sees_no_trail(clinic: Clinic) -> None:
    clinic.link()
    with pytest.raises(AccessDenied):
        clinic.scene.ports.audit.trail(clinic.scene.by().scope(clinic.scene.clock.now()))
    assert clinic.at_desk.get("/me/data").status_code == 404
