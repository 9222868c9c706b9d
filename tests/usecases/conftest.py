"""A runner and a clinician on each storage."""

from typing import Any

import pytest

from tests.storage import HandClock
from tests.usecases.scene import Scene


@pytest.fixture
def scene(house: Any, clock: HandClock) -> Scene:
    """A runner after a knee operation, on a storage in memory and on the database."""
    return Scene(house, clock)
