"""The only composition root: builds the ports that use cases are given. Imports web inside functions only.

The ports of one process are built at the first call and kept. Where Django is not set up, the storage cannot be built:
commands that need none (`today`, `replay`, `protocol`) use `restride.journal.memory` and never come here.
"""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from restride.journal.port import Audit, Blobs, Clock, Erasures, Marks, Outbox, ProtocolTexts, Store, UnitOfWork

if TYPE_CHECKING:
    from restride.web.db.house import DatabaseHouse


def clock() -> Clock:
    """The time as this installation sees it: the real one, or one moved for a demonstration."""
    from django.conf import settings

    return settings.RESTRIDE_CLOCK


def units() -> UnitOfWork:
    """The only writer."""
    return _house().units


def store() -> Store:
    """The only reader."""
    return _house().store


def audit() -> Audit:
    """The trail of who read and wrote."""
    return _house().audit


def erasures() -> Erasures:
    """The list of people whose data was removed."""
    return _house().erasures


def protocols() -> ProtocolTexts:
    """Every protocol text that was ever pinned."""
    return _house().texts


def outbox() -> Outbox:
    """Messages that wait to be sent."""
    return _house().outbox


def blobs() -> Blobs:
    """Original files."""
    return _house().blobs


def marks() -> Marks:
    """Instants that only move forward."""
    return _house().marks


class _SettingsClock:
    """Asks the settings each time, so that a test or a demonstration can move the clock."""

    def now(self) -> datetime:
        return clock().now()


@cache
def _house() -> "DatabaseHouse":
    from django.conf import settings

    from restride.web.db.house import on_database

    return on_database(_SettingsClock(), settings.RESTRIDE_DATA / "files")
