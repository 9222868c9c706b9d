"""Storage for tests: in memory, or on a database of its own with real commits, and never emptied in between.

Every test uses new people, so that what another test left behind is no matter.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from restride.core.terms import Role
from restride.journal.memory import in_memory
from restride.journal.values import Actor

if TYPE_CHECKING:
    from restride.web.db.house import DatabaseHouse

ALIAS = "own"
START = datetime(2026, 11, 20, 7, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that a test moves by hand."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def tick(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


def person() -> str:
    """A new person."""
    return str(uuid4())


def runner(who: str) -> Actor:
    return Actor(id=who, role=Role.RUNNER)


def clinician(who: str = "", code: str = "") -> Actor:
    return Actor(id=who or person(), role=Role.CLINICIAN, code=code)


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A database beside Django's test database, of the same kind, with all tables; gone afterwards."""
    from django.db import connections

    settings = {**connections.settings["default"], "TEST": {}}
    if settings["ENGINE"].endswith("sqlite"):
        settings |= {"NAME": folder / "own.sqlite3", "TEST": {"NAME": folder / "own.sqlite3"}}
    else:
        settings["TEST"] = {"NAME": f"restride_own_{uuid4().hex[:12]}"}
        settings["OPTIONS"] = {name: one for name, one in settings["OPTIONS"].items() if name != "pool"}
    connections.settings[ALIAS] = connections.configure_settings({**connections.settings, ALIAS: settings})[ALIAS]
    connection = connections[ALIAS]
    name = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        connections.settings.pop(ALIAS)
        del connections[ALIAS]


def on_own_database(clock: HandClock, folder: Path) -> "DatabaseHouse":
    """The storage on that database, with an empty outbox."""
    from restride.web.db.house import on_database
    from restride.web.db.models import Outbox

    Outbox.objects.using(ALIAS).all().delete()
    return on_database(clock, folder / "files", ALIAS)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def _own(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("own")):
        yield


@pytest.fixture
def database_house(_own: None, django_db_blocker: Any, clock: HandClock, tmp_path: Path) -> "Iterator[DatabaseHouse]":
    """The storage on the database that the run is for. Mark its tests with `pytest.mark.db`."""
    with django_db_blocker.unblock():
        yield on_own_database(clock, tmp_path)


@pytest.fixture(params=["memory", pytest.param("database", marks=pytest.mark.db)])
def house(request: pytest.FixtureRequest, clock: HandClock) -> Any:
    """A storage, once in memory and once on the database that the run is for."""
    return in_memory(clock) if request.param == "memory" else request.getfixturevalue("database_house")


@pytest.fixture(autouse=True, scope="session")
def _emptied_without_guards() -> Iterator[None]:
    """Tests with `transactional_db` empty the tables at their end, which the journal's triggers would refuse."""
    from django.test import TransactionTestCase

    from tests.guards import lifted

    emptied = TransactionTestCase._fixture_teardown

    def without_guards(case: TransactionTestCase) -> None:
        with ExitStack() as stack:
            for alias in case._databases_names(include_mirrors=False):
                stack.enter_context(lifted(alias))
            emptied(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_guards)
        yield
