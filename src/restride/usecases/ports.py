"""What every use case is given: storage, clock, protocols, words. Built in one place, `restride.wiring`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Protocol as Port
from zoneinfo import ZoneInfo

from restride.core.explain import Phrases
from restride.core.moment import Moment, Now, moment_in, now_in
from restride.core.protocol import FlagLine, Protocol
from restride.core.terms import Role, Urgency
from restride.formats.exporter import Exporter
from restride.journal.port import Audit, Blobs, Clock, Erasures, Marks, ProtocolTexts, Store, UnitOfWork
from restride.journal.values import Actor, Purpose, Scope

if TYPE_CHECKING:
    from restride.formats.parsed import ParsedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRules:
    """From the data: recent operations and screens that make a clearance obligatory, ages that bar a plan."""

    operation_months: int
    age_least: int
    clearance_screens: tuple[str, ...]  # a yes needs a clearance that names it
    screens: tuple[str, ...]
    rehab_weeks_least: int  # supervised weeks below this are no credit


class Protocols(Port):
    """Protocols by condition for new episodes, and by hash for those that are pinned."""

    def conditions(self) -> tuple[str, ...]:
        """Conditions that have a course, in the order of the catalogue."""
        ...

    def current(self, condition: str) -> Protocol:
        """The protocol a new episode of this condition is pinned to. Raises LookupError when there is none."""
        ...

    def pinned(self, digest: str) -> Protocol:
        """The protocol with this hash, from the stored text. Raises LookupError when no text has it."""
        ...

    def lines(self, conditions: tuple[str, ...] = ()) -> tuple[FlagLine, ...]:
        """The lines of the daily question for these conditions, as they are asked now; of all conditions without."""
        ...

    def flag_urgency(self, flag: str) -> Urgency | None:
        """How soon somebody with this red flag is seen; None when there is no such flag."""
        ...

    def intake(self) -> IntakeRules:
        """What answers of the intake change, with their sources in the data."""
        ...

    def text(self, protocol: Protocol) -> str:
        """The resolved text that is stored under the protocol's hash."""
        ...


class Words(Phrases, Port):
    """A catalogue of sentences, by its language and a digest of all of them."""

    @property
    def language(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def amount(self, kind: str, value: int) -> str:
        """A value alone in its unit, such as "2 days"."""
        ...


def _read_with_ours(data: bytes, name: str) -> "ParsedFile":
    from restride.formats.isolated import parse_in_child  # arrays come with it, and most commands need none

    return parse_in_child(data, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything a use case may touch outside its arguments.

    `read_file` reads the bytes of a watch in a child process; `exporters` are those of plug-ins, by name.
    """

    units: UnitOfWork
    store: Store
    clock: Clock
    texts: ProtocolTexts
    blobs: Blobs
    audit: Audit
    erasures: Erasures
    marks: Marks
    protocols: Protocols
    words: Words
    read_file: Callable[[bytes, str], "ParsedFile"] = _read_with_ours
    exporters: Mapping[str, Exporter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who acts on whose record, in which zone; what a clinician's entry says about its author.

    `purpose` is why; it stands in the audit trail.
    """

    actor: Actor
    person: str
    zone: str = "UTC"
    source: str = "web"
    name: str = ""
    profession: str = ""
    registration: str = ""
    verified: bool = True
    purpose: Purpose = Purpose.OWN_USE

    @property
    def is_runner(self) -> bool:
        """Whether somebody acts on the own record."""
        return self.actor.role is Role.RUNNER and self.actor.id == self.person

    def scope(self, at: datetime) -> Scope:
        """What this visitor asks to see."""
        return Scope(viewer=self.actor, person=self.person, purpose=self.purpose, at=at)


def here(at: datetime, zone: str) -> Moment:
    """The moment of an instant in a named zone."""
    return moment_in(at, zone, ZoneInfo(zone))


def today(at: datetime, zone: str) -> Now:
    """The decision moment of an instant in a named zone."""
    return now_in(at, zone, ZoneInfo(zone))
