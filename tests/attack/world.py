"""Every address there is, read from the map itself, and the people who call it. For attack tests only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from restride.web.accounts.models import Role, User
from restride.web.api.models import AccessToken
from restride.web.api.tokens import Scope, issue_token
from tests.web.api.programs import Program, a_watch_file
from tests.web.clinic.people import Clinic, a_user, signed_in

_ANGLED = re.compile(r"<(?:(\w+):)?(\w+)>")
_NAMED = re.compile(r"\(\?P<(\w+)>")
_CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|value="[0-9a-f-]{36}"|X-CSRFToken[^}]+')


@dataclass(frozen=True)
class Route:
    """One address; `slots` are its parameters and their kinds."""

    text: str
    name: str
    slots: tuple[tuple[str, str], ...]

    @property
    def is_api(self) -> bool:
        return self.text.startswith("api/")

    def filled(self, values: dict[str, str]) -> str:
        """The address with a value in each place."""
        return "/" + _ANGLED.sub(lambda found: values[found[2]], self.text)


def routes() -> Iterator[Route]:
    """All addresses that this server answers, whoever added them."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: Any, before: str) -> Iterator[Route]:
    for one in patterns:
        text = before + _plain(one)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, text)
        elif isinstance(one, URLPattern):
            slots = tuple((name, kind or "str") for kind, name in _ANGLED.findall(text))
            yield Route(text=text, name=one.name or text, slots=slots)


def _plain(one: Any) -> str:
    """The pattern as angled brackets, also where it is a regular expression."""
    if not hasattr(one.pattern, "_regex"):
        return str(one.pattern)
    kept = _NAMED.sub(lambda found: f"<{found[1]}>(", str(one.pattern).strip("^$"))
    return re.sub(r"\((?!\?P)[^()]*\)", "", kept)


def said(answer: Any, *ids: str) -> tuple[int, str]:
    """Status and words of an answer without what differs from request to request."""
    text = _CHANGING.sub("", answer.content.decode(errors="replace"))
    for id in ids:
        text = text.replace(id, "ID") if len(id) > 8 else text
    return answer.status_code, text


@dataclass
class Caller:
    """Somebody with a browser and, for the programming interface, a token."""

    name: str
    browser: Client
    token: str = ""

    def call(self, method: str, address: str, body: Any = None) -> Any:
        if address.startswith("/api/"):
            headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
            headers["Idempotency-Key"] = str(uuid4())
            return self.browser.generic(method, address, body or "{}", "application/json", headers=headers)
        if method == "POST":
            return self.browser.post(address, body or {})
        return self.browser.generic(method, address)


@dataclass
class World:
    """Kim, who owns everything; Physio, with whom all is shared; and strangers."""

    clinic: Clinic
    lived: dict[str, Any]
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kim = self.clinic.kim
        self.kim = self._caller("owner", kim, self.clinic.at_home)
        self.physio = self._caller("clinician with care", self.clinic.physio, self.clinic.at_desk)
        program = Program(user=kim, token=self.kim.token, episode=self.clinic.scene.episode)
        program.post("/sessions", program.ran())
        program.upload(a_watch_file(hours_ago=30))
        own = str(uuid4())
        assert self.kim.call("POST", "/exercise/own", {"id": own, "name": "wall sit", "dose": "3"}).status_code == 302
        for event in self.events():
            self.ids.setdefault(event.kind, event.id)
        self.ids |= {name: str(value) for name, value in self.lived.items()}
        self.ids["token"] = str(AccessToken.objects.filter(user=kim).first().pk)
        self.ids["own"] = own
        passkey = {"name": "phone", "credential": {"clientExtensionResults": {}}}
        self.ids["passkey"] = str(Authenticator.objects.create(user=kim, type="webauthn", data=passkey).pk)
        self.ids["clinician"] = str(self.clinic.physio.pk)

    def events(self) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self.clinic.scene.record().events
        return found

    def strangers(self) -> list[Caller]:
        """Another runner with a record, a clinician without care, and an operator."""
        runner = a_user("stranger@example.org", name="Sam")
        doctor = a_user("doctor@example.org", role=Role.CLINICIAN, name="Other")
        operator = a_user("operator@example.org", role=Role.OPERATOR, name="Operator")
        return [self._caller(user.role, user, signed_in(user)) for user in (runner, doctor, operator)]

    def _caller(self, name: str, user: User, browser: Client) -> Caller:
        now = settings.RESTRIDE_CLOCK.now()
        made = issue_token(user, name="phone", scopes=frozenset(Scope), days=30, now=now)
        return Caller(name=name, browser=browser, token=made.text)

    def addresses(self) -> Iterator[tuple[Route, dict[str, str]]]:
        """Each address with parameters, with each of Kim's objects in the places that could hold it."""
        person = self.ids["kim"]
        for route in routes():
            free = [(name, kind) for name, kind in route.slots if name not in ("person", "runner", "episode")]
            fixed = {name: self.ids["episode"] if name == "episode" else person for name, _ in route.slots}
            if not route.slots:
                continue
            if not free:
                yield route, fixed
            for id in dict.fromkeys(self.ids.values()) if free else ():
                if all(_fits(kind, id) for _, kind in free):
                    yield route, fixed | {name: id for name, _ in free}


def _fits(kind: str, id: str) -> bool:
    from django.urls.converters import get_converters

    return bool(re.fullmatch(get_converters()[kind].regex, id))


def unknown_like(values: dict[str, str]) -> dict[str, str]:
    """Other values of the same shape, of nothing and nobody."""
    made: dict[str, str] = {}
    for value in values.values():
        nothing = str(uuid4()) if "-" in value else uuid4().hex[: len(value)].ljust(len(value), "x")
        made.setdefault(value, "987654" if value.isdecimal() else nothing)
    return {name: made[value] for name, value in values.items()}
