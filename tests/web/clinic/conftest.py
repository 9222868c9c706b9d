"""A runner and a clinician with accounts, signed in, on the database that the run is for."""

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.storage import HandClock

if TYPE_CHECKING:
    from tests.web.clinic.people import Clinic


@pytest.fixture(autouse=True)
def quick_and_fresh(settings: Settings) -> None:
    """Hash passwords fast and forget earlier attempts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED = False  # tests/web/accounts has it on
    cache.clear()


@pytest.fixture
def clinic(db: Any, settings: Settings) -> "Clinic":
    """A runner after a knee operation and a clinician, who is linked with them only after `clinic.link()`."""
    from tests.web.clinic.people import Clinic

    clock = HandClock()
    settings.RESTRIDE_CLOCK = clock
    return Clinic(clock)
