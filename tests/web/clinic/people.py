"""A runner and a clinician with accounts, and what they do in a browser. For tests only."""

import re
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from restride import wiring
from restride.web.accounts.models import Clinician, Role, User
from tests.storage import HandClock
from tests.usecases.scene import Scene

PASSWORD = "four calm quiet rivers"
_FIELD = re.compile(r'name="id" value="([^"]+)"')


def a_user(email: str, *, role: str = Role.RUNNER, name: str = "Kim") -> User:
    """An account that can sign in with PASSWORD."""
    user = User.objects.create_user(email, PASSWORD, name=name, role=role)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    if role == Role.CLINICIAN:
        Clinician.objects.create(user=user, profession="physiotherapist", registration="PT 1")
    return user


def signed_in(user: User | None, *, proved: bool = True) -> Client:
    """A browser in which this user is signed in, and has just proved to be themselves; None is a private window."""
    client = Client()
    if user is not None and proved:
        client.post("/sign-in", {"login": user.email, "password": PASSWORD})
    elif user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@dataclass
class House:
    """The storage behind the ports of the server."""

    ports: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ports, name)


class Clinic:
    """Runner Kim, clinician Therapist 1, and their browsers."""

    def __init__(self, clock: HandClock) -> None:
        self.kim = a_user("kim@example.org")
        self.physio = a_user("physio@example.org", role=Role.CLINICIAN, name="Therapist 1")
        self.scene = Scene(House(wiring.ports()), clock, runner=str(self.kim.pk), clinician=str(self.physio.pk))
        self.at_home = signed_in(self.kim)
        self.at_desk = signed_in(self.physio)

    @property
    def page(self) -> str:
        """The runner's page at the clinic."""
        return f"/clinic/{self.kim.pk}"

    @property
    def clear(self) -> str:
        """Where the runner is cleared."""
        return f"{self.page}/plans/{self.scene.episode}/clear"

    def link(self) -> None:
        """The runner shares everything with the clinician."""
        self.scene.share()

    def form(self, **changed: Any) -> dict[str, Any]:
        """A clearance as it is typed."""
        told = self.scene.form()
        return {
            "id": told.id,
            "side": "left",
            "scope": "RUN",
            "until": told.until.isoformat(),
            "run_s_most": "",
            "bout_s_most": "",
            "reason": "full extension, no effusion",
            **changed,
        }


def id_in(answer: Any) -> str:
    """The id of the entry that a form carries."""
    found = _FIELD.search(answer.content.decode())
    assert found, answer.content.decode()
    return found[1]
