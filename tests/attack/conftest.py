"""A runner's full record, its owner and clinician, and strangers, on the database that the run is for."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.attack.world import World


@pytest.fixture(autouse=True)
def _quick_and_fresh(settings: "Settings") -> None:
    """Hash passwords fast, forget earlier attempts, and let one token ask often."""
    from django.core.cache import cache

    from restride.web.api import bearer

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED = False
    cache.clear()
    bearer._pace.clear()


@pytest.fixture
def world(db: Any, settings: "Settings", monkeypatch: pytest.MonkeyPatch) -> "World":
    """Kim's record with every kind of object, and people who have nothing to do with it."""
    from restride.web.api import bearer
    from tests.attack.world import World
    from tests.storage import HandClock
    from tests.web.clinic.lived import lived_record
    from tests.web.clinic.people import Clinic

    monkeypatch.setattr(bearer, "REQUESTS_A_MINUTE", 1_000_000)
    clock = HandClock()
    settings.RESTRIDE_CLOCK = clock
    clinic = Clinic(clock)
    return World(clinic, lived_record(clinic))
