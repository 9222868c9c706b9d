"""Programs that use the interface with a token: a runner's, a clinician's, and what they send. For tests only."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from restride import wiring
from restride.core.decision import Dose, RunWalk
from restride.core.terms import Role as Part
from restride.core.terms import Side
from restride.journal.values import EVERYTHING, Actor
from restride.usecases.demo_days import Days, watch_file
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.ports import Ports, Visitor
from restride.usecases.share import accept_sharing, offer_sharing
from restride.web.accounts.models import Clinician, Role, User
from restride.web.api.tokens import Scope, issue_token
from tests.storage import HandClock

ALL = frozenset(Scope)
CALM = {"pain": 0, "sharp": False, "swelling": "none", "swelling_h": 0, "stiffness_min": 0, "soreness_h": 0}
CALM_DAY = {**CALM, "limp": False, "woken": False, "painkiller": False}


@dataclass
class Program:
    """A program with the token of one user."""

    user: User
    token: str
    client: Client = field(default_factory=Client)
    episode: str = ""

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self._headers())

    def post(self, path: str, body: Any, *, key: str | None = "", runner: str = "") -> HttpResponse:
        """Send JSON; `key` empty is a fresh one, None is none."""
        address = f"/api/v1{path}" + (f"?runner={runner}" if runner else "")
        return self.client.post(address, body, content_type="application/json", headers=self._headers(key))

    def upload(self, content: bytes, *, name: str = "run.fit", key: str = "") -> HttpResponse:
        file = SimpleUploadedFile(name, content)
        return self.client.post("/api/v1/activities", {"file": file}, headers=self._headers(key))

    def check_in(self, **answers: Any) -> HttpResponse:
        """A calm morning, but for what is given."""
        return self.post("/check-ins", self.morning(**answers))

    def morning(self, **answers: Any) -> dict[str, Any]:
        """What a complete morning sends."""
        lines = [line["group"] for line in self.get("/today").json()["episodes"][0]["lines"]]
        said = {**CALM_DAY, "flag_lines": [], "lines_covered": lines, **answers}
        return {"episode": self.episode, "moment": "morning", "answers": said}

    def ran(self, **told: Any) -> dict[str, Any]:
        """What a run of ten minutes sends."""
        calm = {"pain": 0, "swelling": "none", "painkiller": False}
        run = {"episode": self.episode, "run_s": 600, "longest_bout_s": 60, "walk_s": 600, "cut_short": False}
        during = {**calm, "sharp": False, "limp": False, "pattern": "none"}
        return {**run, "before": calm, "during": during, "after_60": {"pain": 0}, **told}

    def with_scopes(self, *scopes: Scope, days: int = 30) -> "Program":
        """The same user with a token of these scopes."""
        made = issue_token(self.user, name="less", scopes=frozenset(scopes), days=days, now=now())
        return Program(user=self.user, token=made.text, episode=self.episode)

    @property
    def visitor(self) -> Visitor:
        id = str(self.user.pk)
        return Visitor(actor=Actor(id=id, role=Part(self.user.role)), person=id)

    def kinds(self) -> list[str]:
        """The kinds of all entries of the runner's record."""
        return [event.kind for event in ports().store.read(self.visitor.scope(now())).events]

    def _headers(self, key: str | None = None) -> dict[str, str]:
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return sent if key is None else {**sent, "Idempotency-Key": key or str(uuid4())}


def ports() -> Ports:
    return wiring.ports()


def now() -> datetime:
    return settings.RESTRIDE_CLOCK.now()  # type: ignore[no-any-return]


def a_runner(*, enrolled: bool = True, operated: bool = False, scopes: frozenset[Scope] = ALL) -> Program:
    """A new runner, enrolled with knee pain that needs no clearance, or after an operation."""
    user = User.objects.create_user(f"{uuid4()}@example.org", name="Kim")
    program = Program(user=user, token=issue_token(user, name="phone", scopes=scopes, days=90, now=now()).text)
    if enrolled:
        program.episode = str(uuid4())
        enrol(ports(), program.visitor, enrolment(program.episode, operated=operated))
    return program


def enrolment(id: str, *, operated: bool = False) -> Enrolment:
    """What the intake gives for knee pain that needs no clearance, or after an operation."""
    return Enrolment(
        id=id,
        condition="knee_arthroscopy_debridement" if operated else "patellofemoral_pain",
        side=Side.LEFT,
        age_years=40,
        onset=date(2026, 5, 1),
        operated=operated,
        operation=date(2026, 7, 1) if operated else None,
        consent="use-1",
    )


def a_clinician(*, scopes: frozenset[Scope] = ALL) -> Program:
    """A new clinician without care of anybody."""
    user = User.objects.create_user(f"{uuid4()}@example.org", name="Therapist 1", role=Role.CLINICIAN)
    Clinician.objects.create(user=user, profession="physiotherapist", registration="PT 1")
    return Program(user=user, token=issue_token(user, name="practice", scopes=scopes, days=90, now=now()).text)


def share(runner: Program, clinician: Program) -> None:
    """The runner lets the clinician see everything."""
    handed = offer_sharing(ports(), runner.visitor, EVERYTHING, "sharing-1")
    accept_sharing(ports(), clinician.visitor.actor, handed.token, id=str(uuid4()))


def a_watch_file(minutes: int = 2, *, hours_ago: int = 3) -> bytes:
    """A recorded run, some hours ago."""
    dose = Dose(bouts=(RunWalk(run_s=60, walk_s=60),) * minutes, warmup_s=300, cooldown_s=300)
    return watch_file(dose, now() - timedelta(hours=hours_ago))


def to_the_first_run(runner: Program, clock: HandClock) -> None:
    """Weeks of quiet days, groundwork and tests, until the morning on which a run is asked for."""
    days = Days(ports=ports(), clock=clock, runner=runner.visitor, clinician=runner.visitor, episode=runner.episode)
    decision = days.to_phase("walk-run")
    while not decision.runs:
        days.next_morning()
        decision = days.morning()
