"""Every field in which a person can write what they like, and a way to write into it as its form is sent.

The fields are found in the forms themselves; one without a way here fails a test, so a new one is attacked too.
"""

import inspect
import json
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from itertools import count
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.attack.world import World
from tests.web.api.programs import a_watch_file

# Ids that are made by the page, codes that are looked up, and what is typed to prove or to choose: never kept.
NOT_KEPT = {"id", "episode", "code", "password", "typed", "login", "value", "zone", "email", "username"}
BY_ANOTHER_WAY = {"NewPasskey.name": "PasskeyName.name"}  # the same column, which a real passkey would be needed for


def free_text_fields() -> set[str]:
    """`Form.field` of every field of our forms that takes any text."""
    import restride.web

    found = set()
    for module in pkgutil.walk_packages(restride.web.__path__, "restride.web."):
        if "migrations" in module.name or module.name.endswith((".wsgi", ".operate", ".settings")):
            continue
        for name, thing in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(thing, forms.BaseForm) and thing.__module__ == module.name:
                found |= {f"{name}.{one}" for one, its in thing.base_fields.items() if _takes_any_text(one, its)}
    return found


def _takes_any_text(name: str, its: forms.Field) -> bool:
    if not isinstance(its, forms.CharField) or isinstance(its, forms.EmailField | forms.RegexField):
        return False
    return name not in NOT_KEPT and not its.widget.is_hidden and not isinstance(its.widget, forms.PasswordInput)


@dataclass
class Typist:
    """Writes a text into every field; told apart by a number at its end. `answers` are those given."""

    world: World
    text: str
    numbers: Any = field(default_factory=lambda: count(100))
    wrote: dict[str, str] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)

    def __call__(self, name: str) -> str:
        """The text for this field, which is remembered."""
        self.wrote[name] = f"{self.text} w{next(self.numbers)}x"
        return self.wrote[name]

    def send(self, browser: Client, address: str, told: dict[str, Any]) -> None:
        """Send a form. What it says has to be taken, or nothing was tried."""
        answer = browser.post(address, {"id": str(uuid4()), **told})
        self.answers.append(answer)
        assert answer.status_code in (200, 302), (address, answer.status_code, answer.content.decode()[-3000:])
        if answer.status_code == 200:
            assert b"aria-invalid" not in answer.content, (address, answer.content.decode()[-3000:])

    def everywhere(self) -> None:
        """Write into every field."""
        for write in WAYS:
            write(self)

    @property
    def marks(self) -> set[str]:
        """The ends of all texts."""
        return {text.rpartition(" ")[2] for text in self.wrote.values()}


def _until(typist: Typist) -> str:
    return (typist.world.clinic.scene.clock.now() + timedelta(days=7)).date().isoformat()


def _own_exercise(type: Typist) -> None:
    told = {"name": type("Own.name"), "dose": type("Own.dose"), "given_by": type("Own.given_by")}
    type.send(type.world.clinic.at_home, "/exercise/own", told)


def _signs(type: Typist) -> None:
    """A warning said over the programming interface with words of its own, disputed, and closed."""
    world, clinic = type.world, type.world.clinic
    flag = {"flag": "locked_knee", "wording": type("FlagIn.wording")}
    answers = {"pain": 0, "flag_lines": [], "lines_covered": []}
    body = {"episode": world.ids["episode"], "moment": "morning", "answers": answers, "flags": [flag]}
    sent = world.kim.call("POST", "/api/v1/check-ins", json.dumps(body))
    assert sent.status_code == 201, sent.content
    opened = [event.id for event in world.events() if event.kind == "flag_opened"]
    type.send(clinic.at_home, f"/wrong/{opened[-1]}/mistake", {"reason": type("Mistake.reason")})
    type.send(clinic.at_desk, f"{clinic.page}/warnings/{opened[0]}", {"reason": type("Because.reason")})


def _a_goal(type: Typist) -> None:
    """A clinician's word about the runner's goal."""
    world, clinic = type.world, type.world.clinic
    told = {"agreed": "no", "words": type("GoalAnswer.words")}
    type.send(clinic.at_desk, f"{clinic.page}/goals/{world.ids['goal_set']}", told)


def _searched_and_signed_up(type: Typist) -> None:
    """A name that is looked for, and one that somebody gives at the door."""
    type.answers.append(type.world.clinic.at_desk.get("/clinic/", {"show": "all", "name": type("Narrow.name")}))
    told = {"email": "new@example.org", "password1": "six calm quiet rivers", "zone": "UTC"}
    type.send(Client(), "/sign-up", {"name": type("SignUp.name"), **told})


def _begun(type: Typist) -> None:
    """What somebody would like to do again, at the intake."""
    from dataclasses import replace

    from restride import wiring
    from restride.usecases.enrol import enrol
    from tests.web.api.programs import enrolment

    given = enrolment(str(uuid4()))
    enrol(
        wiring.ports(),
        type.world.clinic.scene.me,
        replace(given, condition="mtss", answers={"goal": type("Running.goal")}),
    )


def _operation(type: Typist) -> None:
    day = type.world.clinic.scene.clock.now().date().isoformat()
    type.send(
        type.world.clinic.at_home, "/wrong/new", {"kind": "injury", "day": day, "what": type("NewOperation.what")}
    )


def _corrections(type: Typist) -> None:
    browser, ids = type.world.clinic.at_home, type.world.ids
    reports = [event.id for event in type.world.events() if event.kind == "check_in" and event.body.run is None]
    type.send(browser, f"/history/{reports[-1]}/correct", {"pain": "1", "reason": type("Answered.reason")})
    type.send(browser, f"/history/{reports[-1]}/take-back", {"reason": type("TakenBack.reason")})
    ran = {"run_min": "10", "run_sec": "0", "longest_min": "1", "longest_sec": "0", "walk_min": "10", "walk_sec": "0"}
    form = browser.get(f"/history/{ids['session_logged']}/correct").content.decode()
    shown = dict(re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', form))
    told = {**ran, **shown, "cut_short": "no", "reason": type("Ran.reason")}
    type.send(browser, f"/history/{ids['session_logged']}/correct", told)


def _a_file(type: Typist) -> None:
    """A file whose name is the text, and that is none of the runner's."""
    name = type("upload name").replace("/", "")
    browser = type.world.clinic.at_home
    file = SimpleUploadedFile(name, a_watch_file(3, hours_ago=50))
    sent = browser.post("/runs/upload", {"file": file, "id": str(uuid4())})
    assert sent.status_code in (200, 302), sent.content.decode()[-2000:]
    read = [event.id for event in type.world.events() if event.kind == "activity_read"]
    type.send(browser, f"/runs/file/{read[-1]}/not-mine", {"reason": type("NotMine.reason")})


def _causes(type: Typist) -> None:
    from restride.library.causes import causes

    own = next(one.id for one in causes().causes.values() if one.ask == "words")
    type.send(type.world.clinic.at_home, "/learn/causes/ask", {own: type("CausesAsked words")})


def _clinic_acts(type: Typist) -> None:
    clinic, desk = type.world.clinic, type.world.clinic.at_desk
    plan = f"{clinic.page}/plans/{clinic.scene.episode}"
    type.send(desk, clinic.clear, {**clinic.form(reason=type("Clearance.reason")), "step": "save"})
    page = desk.get(f"{plan}/waive").content.decode()
    rule = re.findall(r'name="rule" value="([^"]+)"', page)[-1]
    type.send(desk, f"{plan}/waive", {"rule": rule, "until": _until(type), "reason": type("RuleWaiver.reason")})
    limit = {"run_s_most": "10", "bout_s_most": "", "no_run_before": "", "until": _until(type)}
    type.send(desk, f"{plan}/limit", {**limit, "reason": type("Limiting.reason")})
    given = {"exercise": "step_up", "sets": "2", "amount": "8", "until": _until(type)}
    type.send(desk, f"{plan}/prescribe", {**given, "reason": type("Exercising.reason")})
    type.send(desk, f"{plan}/pace", {"way": "literal/", "reason": type("Pacing.reason"), "step": "save"})


def _a_signature(type: Typist) -> None:
    """A clinician without an account signs by a link."""
    from tests.web.clinic.test_outside import link

    clinic = type.world.clinic
    settings.RESTRIDE_EXTERNAL = "accept"
    signed = {one: type(f"Signing.{one}") for one in ("name", "profession", "registration")}
    told = {**clinic.form(reason="seen"), **signed, "email": "outside@clinic.example", "step": "save"}
    type.send(Client(), link(clinic), told)


def _names(type: Typist) -> None:
    """Names of people, tokens and passkeys."""
    world, clinic = type.world, type.world.clinic
    token = {"name": type("NewToken.name"), "scopes": ["read"], "days": "30"}
    type.send(clinic.at_home, "/me/tokens", token)
    type.send(clinic.at_home, "/me", {"name": type("Settings.name"), "zone": "UTC"})
    clinic.physio.name = type("User.name")
    clinic.physio.save(update_fields=["name"])
    passkey = world.ids["passkey"]
    type.send(clinic.at_home, f"/me/security/passkeys/{passkey}", {"name": type("PasskeyName.name")})


WAYS: tuple[Callable[[Typist], None], ...] = (
    _own_exercise,
    _signs,
    _corrections,
    _a_file,
    _causes,
    _clinic_acts,
    _a_signature,
    _names,
    _searched_and_signed_up,
    _a_goal,
    _begun,
    _operation,
)
