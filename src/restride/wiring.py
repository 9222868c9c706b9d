"""The only composition root: builds the ports that use cases are given. Imports web inside functions only."""

from typing import Protocol

from restride.journal.memory import in_memory
from restride.journal.port import Audit, Blobs, Clock, Erasures, Marks, ProtocolTexts, Store, UnitOfWork
from restride.usecases.ports import Ports
from restride.usecases.regimens import packaged_protocols, packaged_words

FILES = "files"  # the folder of original files, below the data folder


class House(Protocol):
    """A storage: every port of it, in memory or on a database."""

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


def ports() -> Ports:
    """The ports of the server: its database, its data folder, its clock. Django has to be set up."""
    from django.conf import settings

    from restride.web.db.house import on_database

    clock: Clock = settings.RESTRIDE_CLOCK
    return ports_of(on_database(clock, settings.RESTRIDE_DATA / FILES), clock)


def ports_in_memory(clock: Clock) -> Ports:
    """Ports on an empty storage in memory: for the command line and for tests. Imports no web."""
    return ports_of(in_memory(clock), clock)


def ports_of(house: House, clock: Clock) -> Ports:
    """The ports on a storage, with the protocols and words that come with Restride."""
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
    )
