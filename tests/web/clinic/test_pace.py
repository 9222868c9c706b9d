"""Choosing a way of building up at the clinic: looked at first, stored once, shown; refused beside the field."""

from typing import Any

import pytest

from tests.web.clinic.people import Clinic, id_in


def text(answer: Any) -> str:
    return str(answer.content.decode())


def screen(clinic: Clinic) -> str:
    return f"{clinic.page}/plans/{clinic.scene.episode}/pace"


def typed(clinic: Clinic, **changed: str) -> dict[str, str]:
    return {"id": clinic.scene.id(), "way": "literal/", "reason": "runs by a printed plan", **changed}


def test_a_choice_is_looked_at_before_it_is_stored(clinic: Clinic) -> None:
    clinic.link()
    told = typed(clinic, id=id_in(clinic.at_desk.get(screen(clinic))))
    seen = text(clinic.at_desk.post(screen(clinic), {**told, "step": "preview"}))
    assert "Nothing is saved yet." in seen
    assert "Cautious pace" in seen
    assert "Our own stages" in seen
    assert not clinic.scene.record().state.paces
    for _ in range(2):
        assert clinic.at_desk.post(screen(clinic), {**told, "step": "save"}).status_code == 302
    assert len(clinic.scene.record().state.paces) == 1
    page = text(clinic.at_desk.get(clinic.page))
    assert "Our own stages" in page
    assert "runs by a printed plan" in page


def test_a_published_ladder_is_offered_in_time_and_in_miles(clinic: Clinic) -> None:
    clinic.link()
    page = text(clinic.at_desk.get(screen(clinic)))
    assert 'value="literal/jones-twelve-weeks"' in page
    assert 'value="literal/delaware-track"' in page
    assert "For reading only" not in page
    answer = clinic.at_desk.post(screen(clinic), typed(clinic, way="literal/jones-twelve-weeks", step="save"))
    assert answer.status_code == 302
    (chosen,) = clinic.scene.record().state.paces.values()
    assert chosen.body.ladder == "jones-twelve-weeks"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": ""}, "Write the reason in a few words."),
        ({"way": ""}, "Choose one."),
        ({"way": "literal/toledo-track"}, "Choose one of these."),
        ({"way": "brisk/"}, "Choose one of these."),
        ({"way": "cautious/"}, "It is built up in this way already."),
    ],
)
def test_what_cannot_be_chosen_is_said_at_its_field(clinic: Clinic, changed: dict[str, str], said: str) -> None:
    clinic.link()
    answer = clinic.at_desk.post(screen(clinic), typed(clinic, **changed, step="save"))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not clinic.scene.record().state.paces
