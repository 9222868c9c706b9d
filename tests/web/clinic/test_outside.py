"""A clinician without an account, signed out, by link or paper: form, preview, mail, confirmation; never the runner."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from restride import wiring
from restride.core.terms import Scope
from restride.notify.message import Letter
from restride.usecases.deliver import Post, drain, handlers
from restride.usecases.external import Act, ActKind, Policy, make_link
from restride.web import delivery
from tests.web.clinic.people import Clinic

SIGNED = {
    "name": "Dr Outside",
    "profession": "sports doctor",
    "registration": "D 77",
    "email": "outside@clinic.example",
}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Postman:
    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def link(clinic: Clinic, flag: str = "") -> str:
    act = Act(kind=ActKind.FLAG, target=flag) if flag else Act(kind=ActKind.CLEARANCE, target=clinic.scene.episode)
    return f"/act/{make_link(clinic.scene.ports, clinic.scene.me, act, Policy.CONFIRM).token}"


def the_mail(clinic: Clinic) -> Letter:
    """The letter that the delivery sends now."""
    postman = Postman()
    made = delivery.post_office()
    post = Post(sender=postman, origin=made.origin, subject=made.subject, text=made.text)
    drain(wiring.outbox(), handlers(clinic.scene.ports, post), clinic.scene.clock)
    return postman.letters[-1]


@pytest.fixture(autouse=True)
def mail_is_asked_for(settings: Settings) -> None:
    settings.RESTRIDE_EXTERNAL = "confirm"


def test_a_stranger_clears_through_preview_and_mail_in_a_private_window(clinic: Clinic) -> None:
    address, window = link(clinic), Client()
    assert "Kim" in text(window.get(address))
    preview = window.post(address, {**clinic.form(), **SIGNED, "step": "preview"})
    assert "identity not verified" in text(preview)
    carried = dict(HIDDEN.findall(text(preview)))
    carried.pop("csrfmiddlewaretoken", None)
    answer = window.post(address, {**carried, "step": "save"})
    assert answer.headers["Location"] == "/act/waits"
    assert not clinic.scene.valid(Scope.RUN)
    assert window.get(address).status_code == 404
    confirm = the_mail(clinic).text.split("http://localhost:8000", 1)[1].split()[0]
    assert "Dr Outside" in text(window.get(confirm))
    assert not clinic.scene.valid(Scope.RUN)
    assert window.post(confirm).headers["Location"] == "/act/done"
    assert clinic.scene.valid(Scope.RUN)
    assert window.get(confirm).status_code == 404


def test_a_stranger_closes_a_flag_only_after_the_mail(clinic: Clinic) -> None:
    flag = clinic.scene.flag()
    address, window = link(clinic, flag), Client()
    told = {"id": clinic.scene.id(), "reason": "examined, stands on it", **SIGNED, "step": "save"}
    assert window.post(address, told).headers["Location"] == "/act/waits"
    assert clinic.scene.open_flags() == {flag}
    confirm = the_mail(clinic).text.split("http://localhost:8000", 1)[1].split()[0]
    window.post(confirm)
    assert clinic.scene.open_flags() == set()
    clinic.link()
    assert "(identity not verified)" in text(clinic.at_desk.get(clinic.page))


def test_a_runners_session_is_asked_to_hand_the_link_over(clinic: Clinic) -> None:
    address = link(clinic)
    assert "Hand this to your clinician" in text(clinic.at_home.get(address))
    answer = clinic.at_home.post(address, {**clinic.form(), **SIGNED, "step": "save"})
    assert answer.status_code == 403
    assert not clinic.scene.record().state.clearances


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "KIM+x@example.org"}, "own address"),
        ({"email": "nobody"}, "whole e-mail address"),
        ({"name": ""}, "Fill this in"),
        ({"side": "right"}, "not the injured side"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_stays_alive(clinic: Clinic, changed: dict[str, str], said: str) -> None:
    address, window = link(clinic), Client()
    for step in ("preview", "save"):
        answer = window.post(address, {**clinic.form(), **SIGNED, **changed, "step": step})
        if step == "save" or "own" not in said:
            assert said in text(answer), step
            assert answer.status_code == 422
    assert window.get(address).status_code == 200
    assert not clinic.scene.record().state.clearances


def test_where_the_server_sends_no_mail_it_says_what_the_operator_can_do(clinic: Clinic, settings: Settings) -> None:
    address = link(clinic)
    settings.RESTRIDE_EXTERNAL = "refuse"
    answer = Client().post(address, {**clinic.form(), **SIGNED, "step": "save"})
    assert answer.status_code == 422
    assert "takes nothing from clinicians without an account" in text(answer)


def test_a_printed_code_opens_the_same_form(clinic: Clinic) -> None:
    act = Act(kind=ActKind.CLEARANCE, target=clinic.scene.episode)
    handed = make_link(clinic.scene.ports, clinic.scene.me, act, Policy.CONFIRM)
    window = Client()
    answer = window.post("/act/", {"code": handed.short.lower()}, follow=True)
    assert answer.status_code == 200
    assert "Kim" in text(answer)


def test_guessing_is_slowed_down_and_right_links_of_others_are_not_counted(clinic: Clinic) -> None:
    address, window = link(clinic), Client()
    for _ in range(25):
        assert window.get(address).status_code == 200
    for _ in range(20):
        assert window.get("/act/AAAAA-BBBBB").status_code == 404
    assert window.get("/act/AAAAA-BBBBB").status_code == 429


@pytest.mark.invariant("INV-086")
def test_the_mail_says_nothing_of_health(clinic: Clinic) -> None:
    Client().post(link(clinic), {**clinic.form(), **SIGNED, "step": "save"})
    letter = the_mail(clinic)
    words = (letter.subject + letter.text).lower()
    for word in ("knee", "injury", "pain", "clinic", "runner", "kim", "clear", "decision", "warning"):
        assert word not in words.replace("clinic.example", ""), word
