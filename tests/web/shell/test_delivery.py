"""The outbox of a running server: settings become a mail server, what is due is done, and the thread ends when told."""

import time
from typing import Any

import pytest
from pytest_django import Settings

from restride import wiring
from restride.core.terms import Role
from restride.journal.unit import REMOVE_FILES
from restride.journal.values import Actor, Message, Purpose
from restride.web import delivery
from restride.web.environment import SettingRefused, read_environment
from tests.storage import person


def test_without_mail_settings_there_is_no_mail_server(settings: Settings) -> None:
    settings.RESTRIDE_SENDS_MAIL = False
    assert delivery.mail_server() is None


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [("smtp://u:p@mail.example.org", "starttls", 587), ("smtps://u:p@mail.example.org", "tls", 465)],
)
def test_the_mail_server_is_the_operators(settings: Settings, url: str, security: str, port: int) -> None:
    environment = read_environment({"RESTRIDE_SMTP_URL": url, "RESTRIDE_ORIGIN": "https://run.example.org"})
    settings.RESTRIDE_SENDS_MAIL = True
    for name, value in (environment.mail or {}).items():
        setattr(settings, name, value)
    server = delivery.mail_server()
    assert server is not None
    assert (server.host, server.port, server.security, server.user) == ("mail.example.org", port, security, "u")
    assert server.sender == "restride@run.example.org"


@pytest.mark.parametrize(
    ("variables", "policy"),
    [
        ({}, "refuse"),
        ({"RESTRIDE_SMTP_URL": "smtp://mail.example.org"}, "confirm"),
        ({"RESTRIDE_EXTERNAL": "accept"}, "accept"),
        ({"RESTRIDE_EXTERNAL": "Refuse", "RESTRIDE_SMTP_URL": "smtp://mail.example.org"}, "refuse"),
    ],
)
def test_without_mail_nobody_can_confirm_so_nothing_is_taken(variables: dict[str, str], policy: str) -> None:
    assert read_environment(variables).external == policy


def test_an_unknown_policy_is_refused_with_the_choices() -> None:
    with pytest.raises(SettingRefused, match="accept, confirm, refuse"):
        read_environment({"RESTRIDE_EXTERNAL": "perhaps"})


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_the_server_does_what_is_due_and_ends_when_told(
    settings: Settings, monkeypatch: Any, django_db_blocker: Any
) -> None:
    monkeypatch.setattr(delivery, "PAUSE_S", 0.05)
    who = person()
    file = wiring.ports().blobs.write(b"to be removed")
    with wiring.ports().units.begin(who, Actor(id=who, role=Role.RUNNER), Purpose.OWN_USE) as unit:
        unit.enqueue(Message(kind=REMOVE_FILES, body=f'["{file.id}"]'))
    ended = delivery.start_delivery()
    try:
        for _ in range(100):
            if file.id not in wiring.ports().blobs.stored():
                break
            time.sleep(0.05)
        assert file.id not in wiring.ports().blobs.stored()
    finally:
        ended.set()
        time.sleep(0.2)
