"""A clock that a test moves, quick counters, and a runner with an access token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storage import HandClock

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.web.api.programs import Program


@pytest.fixture(autouse=True)
def clock(settings: Settings) -> HandClock:
    """Seven in the morning, until a test moves it; earlier requests are forgotten."""
    from django.core.cache import cache

    from restride.web.api import bearer

    standing = HandClock()
    settings.RESTRIDE_CLOCK = standing
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    bearer._pace.clear()
    return standing


@pytest.fixture
def runner(db: None) -> Program:
    """A runner with knee pain whose program may do everything."""
    from tests.web.api.programs import a_runner

    return a_runner()
