"""Tells a runner's story through the screens: sign in, answer, check in, run. For tests of the web face."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from restride.core.events import Event
from restride.usecases.ports import Visitor
from restride.web.accounts.models import Role, User
from restride.web.runner.room import ports

LINES_NONE = {"lines": "none", "different": "no", "painkiller": "no", "sleep_h": ""}


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Runner:
    """One runner with a browser."""

    client: Client
    clock: Clock
    user: User

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)

    def post(self, path: str, **data: Any) -> HttpResponse:
        return self.client.post(path, data)

    def page(self, path: str = "/") -> str:
        return self.get(path).content.decode()

    def events(self) -> tuple[Event, ...]:
        return ports().store.read(self.visitor().scope(self.clock.now())).events

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events()]

    def newest(self, kind: str) -> Event:
        return [event for event in self.events() if event.kind == kind][-1]

    def visitor(self) -> Visitor:
        from restride.web.runner.room import visitor_of

        request = type("Request", (), {"user": self.user})()
        return visitor_of(request)

    @property
    def episode(self) -> str:
        return self.newest("episode_opened").id

    def answer(self, name: str, **given: Any) -> HttpResponse:
        return self.post(f"/intake/{name}", **given)

    def intake(self, condition: str = "patellofemoral_pain", **other: Any) -> HttpResponse:
        """The whole intake with nothing special, but for what is given by question."""
        given = {
            "injury": {"condition": condition},
            "side": {"side": "left"},
            "onset": {"unsure": "1"},
            "operation": {"operated": "no"},
            "age": {"age_years": "41"},
            "recent": {"recent": "no", "examined": "yes"},
            "screens": {"screens": ["none"]},
            "rehab": {"unsure": "1"},
            "running": {"unsure": "1"},
            "usual-run": {"usual_min": "45"},
            "last-run": {"last_run": "2026-01-10"},
            "consent": {"agreed": ["yes"]},
            "signs": {"flags": ["none"]},
        } | {name.replace("_", "-"): answers for name, answers in other.items()}
        order = ["injury", "side", "onset", "operation", "operation-day"]
        rest = ["age", "recent", "screens", "rehab", "running", "usual-run", "last-run", "consent", "signs"]
        last = None
        for name in [name for name in (*order, *rest) if name in given]:
            last = self.answer(name, **given[name])
        assert last is not None
        return last

    def check_in(self, pain: str = "0", **other: Any) -> HttpResponse:
        """A normal morning, but for what is given."""
        data = {"id": str(uuid4()), "episode": self.episode, "pain": pain, **LINES_NONE, **other}
        return self.post("/check-in", **data)


def a_runner(client: Client, clock: Clock, email: str = "kim@example.org") -> Runner:
    user = User.objects.create_user(email, "four calm quiet rivers", name="Kim", role=Role.RUNNER, zone="Europe/Lisbon")
    client.force_login(user)
    return Runner(client=client, clock=clock, user=user)


def text_of(response: HttpResponse) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
