"""The two addresses that a watchdog asks."""

import pytest
from django.test import Client
from pytest_django import Settings

from restride.web.shared import health


def test_the_process_is_alive_without_a_database_and_under_any_name(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert answer.json() == {"alive": True}


@pytest.mark.django_db
def test_a_server_that_can_work_says_so_and_leaves_nothing_behind(client: Client) -> None:
    from django.contrib.sessions.models import Session

    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "checks": {"migrations": "ok", "write": "ok", "disk": "ok"}}
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(client: Client, settings: Settings) -> None:
    settings.RESTRIDE_LEAST_FREE_BYTES = 10**18
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["disk"] == "failed"


@pytest.mark.django_db
def test_missing_migrations_are_not_ready(client: Client) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")
    assert client.get("/readyz").json()["checks"]["migrations"] == "failed"


@pytest.mark.django_db
def test_a_probe_by_post_is_no_probe(client: Client) -> None:
    assert client.post("/readyz").status_code == 404
    assert health.can_write()
