"""The storages that the contract suite runs over."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from restride.journal.memory import in_memory
from tests.storage import HandClock, on_own_database, own_database


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def _own(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock(), own_database(tmp_path_factory.mktemp("own")):
        yield


@pytest.fixture(params=["memory", pytest.param("database", marks=pytest.mark.db)])
def house(request: pytest.FixtureRequest, clock: HandClock, tmp_path: Path) -> Iterator[Any]:
    """A storage, once in memory and once on the database that the run is for."""
    if request.param == "memory":
        yield in_memory(clock)
        return
    request.getfixturevalue("_own")
    with request.getfixturevalue("django_db_blocker").unblock():
        yield on_own_database(clock, tmp_path)
