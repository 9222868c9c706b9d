"""The only composition root: builds the ports that use cases are given. Imports web inside functions only.

The ports of one process are built at the first call and kept. Where Django is not set up, the storage cannot be built:
commands that need none (`today`, `replay`, `import --dry-run`) use `ports_in_memory`.
"""

import os
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from restride.journal.memory import in_memory
from restride.journal.port import Audit, Blobs, Clock, Erasures, Marks, Outbox, ProtocolTexts, Store, UnitOfWork
from restride.notify.carriers import Named
from restride.usecases.backup import Vault
from restride.usecases.plugged import plugged_carriers, plugged_exporters, plugged_reading
from restride.usecases.ports import Ports
from restride.usecases.regimens import packaged_protocols, packaged_words
from restride.usecases.removed import NAME, RemovedList

if TYPE_CHECKING:
    from restride.web.db.house import DatabaseHouse


class House(Protocol):
    """A storage with all its ports, in memory or on a database."""

    @property
    def units(self) -> UnitOfWork: ...
    @property
    def store(self) -> Store: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def erasures(self) -> Erasures: ...
    @property
    def texts(self) -> ProtocolTexts: ...
    @property
    def blobs(self) -> Blobs: ...
    @property
    def marks(self) -> Marks: ...


@cache
def ports() -> Ports:
    """Everything that use cases are given in the server: its database, its data folder, its clock."""
    return ports_of(_house(), _SettingsClock())


def ports_in_memory(clock: Clock) -> Ports:
    """Ports on an empty storage in memory, for the command line and for tests. Imports no web."""
    return ports_of(in_memory(clock), clock)


def ports_of(house: House, clock: Clock) -> Ports:
    """The ports on a storage, with the protocols and the words that come with Restride."""
    return Ports(
        units=house.units,
        store=house.store,
        clock=clock,
        texts=house.texts,
        blobs=house.blobs,
        audit=house.audit,
        erasures=house.erasures,
        marks=house.marks,
        protocols=packaged_protocols(house.texts),
        words=packaged_words(),
        read_file=plugged_reading(),
        exporters=plugged_exporters(),
    )


def clock() -> Clock:
    """The time as this installation sees it: the real one, or one moved for a demonstration."""
    from django.conf import settings

    return settings.RESTRIDE_CLOCK


def carriers() -> tuple[Named, ...]:
    """The ways of plug-ins to reach people that are set up on this server."""
    return plugged_carriers(os.environ)


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

    return on_database(_SettingsClock(), settings.RESTRIDE_DATA / "files", removed=removed_list())


def vault() -> Vault:
    """The storage as a whole, for backup and restore."""
    from django.conf import settings

    from restride.web.db.house import on_database
    from restride.web.db.vault import DatabaseVault

    data = settings.RESTRIDE_DATA
    own = _SettingsClock()
    return DatabaseVault(
        data=data, clock=own, ports_on=lambda using: ports_of(on_database(own, data / "files", using), own)
    )


def removed_list() -> RemovedList:
    """Who was erased and what was withdrawn, kept outside the database."""
    from django.conf import settings

    return RemovedList(settings.RESTRIDE_DATA / NAME)
