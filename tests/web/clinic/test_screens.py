"""The clinic's screens: list, runner, and each act with its field errors, its preview and its one effect."""

import re
from datetime import timedelta

import pytest

from restride.core.terms import Category, PainMoment, Scope
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.correct import withdraw
from restride.usecases.flags import dispute_flag
from restride.web.accounts.models import Clinician
from tests.story import calm
from tests.web.clinic.people import Clinic, id_in, signed_in


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_a_code_typed_at_the_desk_puts_the_runner_in_the_list(clinic: Clinic) -> None:
    from restride.usecases.share import offer_sharing

    assert "No runner shares with you yet" in text(clinic.at_desk.get("/clinic/"))
    handed = offer_sharing(clinic.scene.ports, clinic.scene.me, frozenset(Category), "sharing-1")
    form = clinic.at_desk.get("/clinic/link")
    answer = clinic.at_desk.post("/clinic/link", {"id": id_in(form), "code": handed.short.lower()})
    assert answer.headers["Location"] == clinic.page
    assert "Kim" in text(clinic.at_desk.get("/clinic/"))


def test_a_wrong_code_is_said_beside_the_field_and_ten_are_too_many(clinic: Clinic) -> None:
    for _ in range(10):
        answer = clinic.at_desk.post("/clinic/link", {"id": clinic.scene.id(), "code": "AAAAA-BBBBB"})
        assert answer.status_code == 422
        assert "This code does not work" in text(answer)
    assert clinic.at_desk.post("/clinic/link", {"id": clinic.scene.id(), "code": "AAAAA-BBBBB"}).status_code == 429


def test_the_list_says_who_needs_somebody_first(clinic: Clinic) -> None:
    clinic.link()
    clinic.scene.flag("dvt")
    page = text(clinic.at_desk.get("/clinic/"))
    assert "1 of 1 needs a look." in page
    assert "Warning: to be seen today" in page


def test_the_runner_page_shows_flag_age_dispute_and_declined_taps(clinic: Clinic) -> None:
    from restride.usecases.flags import FlagSaid, report_flags

    clinic.link()
    scene = clinic.scene
    flag = scene.flag("dvt")
    dispute_flag(scene.ports, scene.me, flag, "it was the other line", id=scene.id())
    report_flags(scene.ports, scene.me, (FlagSaid(flag="septic_joint", declined=True),), id=scene.id())
    scene.clock.tick(hours=3)
    page = text(clinic.at_desk.get(clinic.page))
    for said in ("3 hours", "it was the other line", "Tapped, then taken back", "One calf or leg of mine"):
        assert said in page, said


@pytest.mark.parametrize(
    "path", ["{page}/warnings/{flag}", "{page}/plans/{episode}/clear", "{page}/plans/{episode}/waive"]
)
def test_person_side_and_condition_stand_above_every_act(clinic: Clinic, path: str) -> None:
    clinic.link()
    flag = clinic.scene.flag()
    answer = clinic.at_desk.get(path.format(page=clinic.page, flag=flag, episode=clinic.scene.episode))
    top = text(answer).split("<form", 2)[2 if "/sign-out" in text(answer).split("<form", 2)[1] else 1]
    for said in ("Kim", "left", "After a knee arthroscopy"):
        assert said in text(answer).replace(top, ""), said


def test_a_clearance_is_previewed_in_the_runners_words_before_it_is_saved(clinic: Clinic) -> None:
    clinic.link()
    told = clinic.form(run_s_most="20", bout_s_most="3")
    preview = clinic.at_desk.post(clinic.clear, {**told, "step": "preview"})
    for said in (
        "Therapist 1, physiotherapist, clears you for walk-run",
        "20 minutes",
        "3 minutes",
        "Nothing is saved",
    ):
        assert said in text(preview), said
    assert not clinic.scene.record().state.clearances
    for _ in range(2):
        assert clinic.at_desk.post(clinic.clear, {**told, "step": "save"}).status_code == 302
    (given,) = clinic.scene.record().state.clearances.values()
    assert (given.body.run_s_most, given.body.bout_s_most, given.author.registration) == (1200, 180, "PT 1")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"side": ""}, "Choose one."),
        ({"side": "right"}, "This is not the injured side"),
        ({"until": "2026-01-01"}, "This date has passed"),
        ({"until": "soon"}, "This is no date"),
        ({"run_s_most": "0"}, "at least one minute"),
        ({"scope": "FLYING"}, "Choose one of these."),
    ],
)
def test_what_is_wrong_with_a_clearance_is_said_beside_the_field(
    clinic: Clinic, changed: dict[str, str], said: str
) -> None:
    clinic.link()
    answer = clinic.at_desk.post(clinic.clear, {**clinic.form(**changed), "step": "preview"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not clinic.scene.record().state.clearances


def test_a_clearance_opens_nothing_before_the_surgeons_day(clinic: Clinic) -> None:
    clinic.link()
    scene = clinic.scene
    day = (scene.clock.now() + timedelta(days=10)).date()
    told = clinic.form(starts=day.isoformat())
    preview = clinic.at_desk.post(clinic.clear, {**told, "step": "preview"})
    assert day.strftime("%-d %B") in text(preview)
    clinic.at_desk.post(clinic.clear, {**told, "step": "save"})
    (given,) = scene.record().state.clearances.values()
    assert given.body.starts == day
    assert not scene.valid(Scope.RUN)
    scene.clock.tick(days=10)
    assert scene.valid(Scope.RUN)
    wrong = clinic.form(starts="2030-01-01")
    assert "It would begin after it ends" in text(clinic.at_desk.post(clinic.clear, {**wrong, "step": "preview"}))


def test_an_account_that_can_not_sign_is_told_what_is_missing_and_offered_no_act(clinic: Clinic) -> None:
    clinic.link()
    flag = clinic.scene.flag()
    Clinician.objects.filter(user=clinic.physio).update(profession=" ")
    page = text(clinic.at_desk.get(clinic.page))
    assert "You can look, but not sign." in page
    assert "lacks a name or a profession" in page
    for act in ("/clear", "/waive", "/prescribe", f"/warnings/{flag}"):
        assert f'{act}"' not in page, act
    refused = clinic.at_desk.post(clinic.clear, clinic.form(step="save"))
    assert (refused.status_code, "Give your name and profession" in text(refused)) == (422, True)
    Clinician.objects.filter(user=clinic.physio).delete()
    assert "You can look, but not sign." in text(clinic.at_desk.get(clinic.page))


def test_what_is_offered_on_the_page_opens(clinic: Clinic) -> None:
    clinic.link()
    clinic.scene.flag()
    offered = set(re.findall(rf'href="({clinic.page}/[^"]+)"', text(clinic.at_desk.get(clinic.page))))
    assert len(offered) > 5
    assert {clinic.at_desk.get(address).status_code for address in offered} == {200}


def test_a_clearance_is_taken_back_with_a_reason(clinic: Clinic) -> None:
    clinic.link()
    told = clinic.form()
    clinic.at_desk.post(clinic.clear, {**told, "step": "save"})
    path = f"{clinic.page}/clearances/{told['id']}"
    assert "clears the runner for walk-run" in text(clinic.at_desk.get(path))
    assert clinic.at_desk.post(path, {"id": clinic.scene.id(), "reason": ""}).status_code == 422
    assert clinic.at_desk.post(path, {"id": clinic.scene.id(), "reason": "new swelling"}).status_code == 302
    assert "Taken back" in text(clinic.at_desk.get(clinic.page))


def test_a_flag_is_closed_once_with_a_reason(clinic: Clinic) -> None:
    clinic.link()
    flag = clinic.scene.flag()
    path = f"{clinic.page}/warnings/{flag}"
    id = id_in(clinic.at_desk.get(path))
    assert clinic.at_desk.post(path, {"id": id, "reason": "x"}).status_code == 422
    assert clinic.at_desk.post(path, {"id": id, "reason": "examined, stands on it"}).status_code == 302
    assert clinic.at_desk.get(path).status_code == 404
    assert "Closed by Therapist 1" in text(clinic.at_desk.get(clinic.page))


def test_a_waiver_is_given_and_ended(clinic: Clinic) -> None:
    clinic.link()
    path = f"{clinic.page}/plans/{clinic.scene.episode}/waive"
    page = text(clinic.at_desk.get(path))
    assert "clearance-lost" not in page
    until = (clinic.scene.clock.now() + timedelta(days=7)).date().isoformat()
    rule = page.split('name="rule" value="')[1].split('"')[0]
    told = {"id": clinic.scene.id(), "rule": rule, "until": until, "reason": "measured here"}
    assert clinic.at_desk.post(path, told).status_code == 302
    (given,) = clinic.scene.record().state.waivers
    ended = clinic.at_desk.post(f"{clinic.page}/exceptions/{given}", {"id": clinic.scene.id()})
    assert ended.status_code == 302
    assert clinic.scene.record().state.waivers_withdrawn


def test_an_entry_taken_back_is_settled(clinic: Clinic) -> None:
    clinic.link()
    scene, bad = clinic.scene, clinic.scene.id()
    morning = CheckInGiven(id=bad, episode=scene.episode, moment=PainMoment.MORNING, answers=calm(pain_tenths=80))
    record_check_in(scene.ports, scene.me, morning)
    withdraw(scene.ports, scene.me, bad, "typed wrongly", id=scene.id())
    assert f"/entries/{bad}" in text(clinic.at_desk.get(clinic.page))
    told = {"id": scene.id(), "reason": "asked, was a slip"}
    assert clinic.at_desk.post(f"{clinic.page}/entries/{bad}", told).status_code == 302
    assert scene.settled(bad)


def test_a_test_that_needs_a_clinician_is_recorded_at_the_desk(clinic: Clinic) -> None:
    clinic.link()
    scene = clinic.scene
    item = next(one for one in scene.protocol().items if one.clinician_only and not one.impact and not one.needs)
    path = f"{clinic.page}/plans/{scene.episode}/items/{item.id}"
    value = {"yes_no": "yes", "nrs": "0"}.get(item.unit, "1")
    told = {"id": scene.id(), "side": "left", "value": value, "painkiller": "no"}
    assert clinic.at_desk.post(path, told).status_code == 302, text(clinic.at_desk.post(path, told))
    assert [entry.author.name for entry in scene.record().state.readiness.values()] == ["Therapist 1"]


def test_the_clinician_stops_seeing_a_runner(clinic: Clinic) -> None:
    clinic.link()
    answer = clinic.at_desk.post(f"{clinic.page}/end", {"id": clinic.scene.id()})
    assert answer.headers["Location"] == "/clinic/"
    assert clinic.at_desk.get(clinic.page).status_code == 404


def test_without_symptoms_the_page_says_that_they_are_hidden(clinic: Clinic) -> None:
    clinic.scene.share(Category.DECISIONS)
    flag = clinic.scene.flag()
    page = text(clinic.at_desk.get(clinic.page))
    assert "not shared with you" in page
    assert flag not in page
    assert clinic.at_desk.get(f"{clinic.page}/warnings/{flag}").status_code == 404


def test_every_post_needs_the_token_of_its_form(clinic: Clinic) -> None:
    from django.test import Client

    clinic.link()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clinic.at_desk.cookies
    for path in (clinic.clear, f"{clinic.page}/end", "/clinic/link"):
        assert strict.post(path, clinic.form(step="save")).status_code == 403
    assert not clinic.scene.record().state.clearances


def test_a_desk_that_was_left_alone_is_asked_who_is_there(clinic: Clinic) -> None:
    clinic.link()
    flag, left = clinic.scene.flag(), signed_in(clinic.physio, proved=False)
    for path in (clinic.clear, f"{clinic.page}/warnings/{flag}", f"{clinic.page}/plans/{clinic.scene.episode}/waive"):
        assert left.get(path).headers["Location"].startswith("/sign-in/again?"), path
    assert left.post(clinic.clear, clinic.form(step="save")).status_code == 302
    assert not clinic.scene.record().state.clearances
    for path in ("/me/people/share", "/me/people/link", "/me/data/export", "/me/data/erase"):
        assert signed_in(clinic.kim, proved=False).get(path).headers["Location"].startswith("/sign-in/again?"), path
