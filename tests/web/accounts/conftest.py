"""A quick password hasher and a fresh count of attempts for each test of accounts. Clinicians need a second factor."""

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def quick_and_fresh(settings: Settings) -> None:
    """Hash passwords fast and forget earlier attempts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
