"""A whole storage of its own for a test: an empty database with all tables and a data folder, both thrown away."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from restride.wiring import ports_of
from tests.storage import HandClock
from tests.usecases.days import FIRST, days

if TYPE_CHECKING:
    from restride.usecases.backup import Vault
    from restride.usecases.demo_days import Days
    from restride.usecases.ports import Ports
    from restride.web.db.house import DatabaseHouse

VAULT = "vault"


@dataclass
class Place:
    """A vault, the storage in it and the clock of both."""

    vault: "Vault"
    house: "DatabaseHouse"
    clock: HandClock

    @property
    def ports(self) -> "Ports":
        return ports_of(self.house, self.clock)

    def days(self) -> "Days":
        """A new runner with pain at the front of the knee, shared with a clinician."""
        story = days(self.clock.at, self.house, self.clock)
        story.enrol("patellofemoral_pain", rehab_weeks=2)
        story.share()
        return story


@pytest.fixture(scope="session")
def template(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[dict[str, Any]]:
    """The settings of an empty database with all tables, to be copied."""
    from restride.web.db.schema import migrate

    with django_db_blocker.unblock():
        folder = tmp_path_factory.mktemp("template")
        settings = made(folder / "empty.sqlite3")
        with known(settings):
            migrate(VAULT)
        yield settings
        dropped(settings)


@pytest.fixture
def place(template: dict[str, Any], django_db_blocker: Any, tmp_path: Path) -> Iterator[Place]:
    """An empty storage."""
    with django_db_blocker.unblock(), copied(template, tmp_path) as settings, known(settings):
        yield place_at(tmp_path, HandClock(FIRST))


def place_at(data: Path, clock: HandClock) -> Place:
    """The storage on the database that is known as the vault."""
    from restride.usecases.removed import NAME, RemovedList
    from restride.web.db.house import on_database
    from restride.web.db.vault import DatabaseVault
    from restride.web.keys import ensure_keys

    ensure_keys(data)

    def ports_on(using: str) -> "Ports":
        return ports_of(on_database(clock, data / "files", using), clock)

    house = on_database(clock, data / "files", VAULT, removed=RemovedList(data / NAME))
    return Place(vault=DatabaseVault(data=data, clock=clock, ports_on=ports_on, using=VAULT), house=house, clock=clock)


@contextmanager
def known(settings: dict[str, Any]) -> Iterator[None]:
    """Inside, Django knows this database as the vault."""
    from restride.web.db.aliases import connected

    with connected(VAULT, settings):
        yield


@contextmanager
def copied(template: dict[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """A database like the template."""
    if template["ENGINE"].endswith("sqlite"):
        shutil.copy(template["NAME"], folder / "restride.sqlite3")
        yield {**template, "NAME": folder / "restride.sqlite3"}
        return
    settings = made(folder, template=template["NAME"])
    try:
        yield settings
    finally:
        dropped(settings)


def made(file: Path, *, template: str = "template0") -> dict[str, Any]:
    """The settings of a new database of the kind that the run is for."""
    from restride.web.db.aliases import like

    settings = like("default")
    if settings["ENGINE"].endswith("sqlite"):
        return {**settings, "NAME": file}
    name = f"restride_vault_{uuid4().hex[:12]}"
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return {**settings, "NAME": name}


def dropped(settings: dict[str, Any]) -> None:
    if not settings["ENGINE"].endswith("sqlite"):
        administer(f'DROP DATABASE IF EXISTS "{settings["NAME"]}" WITH (FORCE)')


def administer(statement: str) -> None:
    """One statement beside all databases."""
    from django.db import connections

    connection = connections["default"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
