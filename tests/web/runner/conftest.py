"""A clock that stands where a test puts it, and quick passwords."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.web.runner.story import Clock, Runner


@pytest.fixture(autouse=True)
def clock(settings: Settings) -> Clock:
    """Thursday 5 March 2026, seven in the morning, until a test moves it."""
    from tests.web.runner.story import Clock

    standing = Clock(at=datetime(2026, 3, 5, 7, 0, tzinfo=UTC))
    settings.RESTRIDE_CLOCK = standing
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return standing


@pytest.fixture
def runner(transactional_db: None, clock: Clock) -> Runner:
    """A runner who is signed in and has answered nothing."""
    from django.test import Client

    from tests.web.runner.story import a_runner

    return a_runner(Client(), clock)
