"""Accounts for a demonstration: runners in each state and a clinician, in an empty data folder. Decides nothing."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings

from restride.core.terms import Role as ActorRole
from restride.journal.values import Actor, Purpose
from restride.usecases.demo import STATES, act, evening_of, file_of_the_day
from restride.usecases.demo_days import Days, HandClock
from restride.usecases.ports import Visitor
from restride.web.accounts.models import Clinician, Role, User
from restride.web.accounts.office import Refused
from restride.web.db.house import on_database
from restride.wiring import ports_of

PLACE = "restride.example"  # a domain that nobody can own
FILE = "run-of-today.fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is printed of an account: its address, its password, and what it shows."""

    email: str
    password: str
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What was made: accounts, the file to upload, and the time at which to open the demonstration."""

    accounts: tuple[Account, ...]
    file: Path
    opened: datetime


def rehearse(names: Iterable[str], now: datetime) -> Rehearsed:
    """Make accounts in these states, as if the demonstration were opened this evening. Refused beside real accounts."""
    if User.objects.exists():
        raise Refused(f"There are accounts in {settings.RESTRIDE_DATA} already. Choose an empty folder with --data.")
    opened = evening_of(now)
    clock = HandClock(opened)
    ports = ports_of(on_database(clock, settings.RESTRIDE_DATA / "files"), clock)
    physio = _clinician()
    accounts = [Account(email=physio[0].email, password=physio[1], shows="clinician of all of them")]
    for name in names:
        runner, password = _user(f"{name}@{PLACE}", name=f"Runner {name}", role=Role.RUNNER)
        days = Days(ports=ports, clock=clock, runner=_me(runner), clinician=_treats(physio[0], runner))
        act(name, days, opened)
        accounts.append(Account(email=runner.email, password=password, shows=STATES[name].shows))
    file: Path = settings.RESTRIDE_DATA / FILE
    file.write_bytes(file_of_the_day(ports, opened))
    return Rehearsed(accounts=tuple(accounts), file=file, opened=opened)


def _user(email: str, *, name: str, role: str) -> tuple[User, str]:
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(email, password, name=name, role=role)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user, password


def _clinician() -> tuple[User, str]:
    user, password = _user(f"clinician@{PLACE}", name="Demo clinician", role=Role.CLINICIAN)
    Clinician.objects.create(user=user, profession="physiotherapist", registration="demonstration")
    return user, password


def _me(runner: User) -> Visitor:
    person = str(runner.pk)
    return Visitor(actor=Actor(id=person, role=ActorRole.RUNNER), person=person, zone=runner.zone, name=runner.name)


def _treats(clinician: User, runner: User) -> Visitor:
    return Visitor(
        actor=Actor(id=str(clinician.pk), role=ActorRole.CLINICIAN),
        person=str(runner.pk),
        zone=clinician.zone,
        name=clinician.name,
        profession="physiotherapist",
        registration="demonstration",
        purpose=Purpose.CARE,
    )
