"""What travels through the ports of storage: who asks, what is stored beside events, and why a call is
refused.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from restride.core.events import Event
from restride.core.terms import Category, Role

EVERYTHING = frozenset(Category)
OUTBOX_TRIES = 3  # after these a message is parked


class Purpose(StrEnum):
    """Why somebody reads or writes; it stands in the audit trail."""

    OWN_USE = "own_use"
    CARE = "care"
    EXTERNAL_ACT = "external_act"
    SCHEDULE = "schedule"
    IMPORT = "import"
    EXPORT = "export"
    ERASURE = "erasure"
    REPAIR = "repair"


class CodeKind(StrEnum):
    """What a single-use code opens."""

    LINK = "link"  # a runner and a clinician come together
    EXTERNAL = "external"  # a clinician without an account acts once
    CONFIRM = "confirm"  # the second step of an external clinician
    INVITE = "invite"  # an account for a clinician


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. `id` is the account's UUID as text; `code` is the digest of a single-use code, where one was
    shown.
    """

    id: str
    role: Role
    code: str = ""


SYSTEM = Actor(id="system", role=Role.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one reader wants to see of one person. Storage narrows `categories` to what is granted, or
    refuses.
    """

    viewer: Actor
    person: str
    purpose: Purpose
    at: datetime
    categories: frozenset[Category] = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A stored event and its number; numbers of a person are 1, 2, 3, … without a gap."""

    seq: int
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """The stored entry. `fresh` is False when the same event was there already and nothing was written."""

    seq: int
    event: Event
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a scope lets through, in order of `seq`; `granted` says which categories that were."""

    entries: tuple[Entry, ...]
    granted: frozenset[Category]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(entry.event for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Newest first. `before` is the cursor for the next, older page; None when there is none."""

    entries: tuple[Entry, ...]
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """A clinician may see these categories of a runner. `ended` is None while the consent holds."""

    person: str
    clinician: str
    categories: frozenset[Category]
    consent: str  # id of the ConsentGiven event
    since: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A single-use code, known by its digest. `owner` made it; `detail` is JSON text for the use case."""

    kind: CodeKind
    digest: str
    owner: str
    until: datetime
    categories: frozenset[Category] = frozenset()
    detail: str = ""
    spent: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to be sent after the commit. `body` is JSON text; `key`, when given, lets it be queued once
    only.
    """

    kind: str
    body: str
    key: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A message in the hands of a worker: its number, whose it is (None: nobody's), and which try this is (1,
    2, 3).
    """

    id: int
    person: str | None
    message: Message
    attempt: int
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """An original file. `id` is its random name on disk, `digest` the SHA-256 of its bytes in hex."""

    id: str
    digest: str
    size: int
    name: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A folded state up to `seq`: disposable, rebuilt whenever fold version or protocol differ. Episode "" is
    all.
    """

    episode: str
    seq: int
    fold_version: str
    protocol_hash: str
    state: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One runner's line in a list. Instants and days, never "overdue": that is asked of the clock when it is
    read.
    """

    person: str
    seq: int
    episode: str
    verdict: str
    phase: str
    level: int
    target_s: int = 0  # seconds of running, where the level is no stage
    urgency: int | None = None
    open_flags: int = 0
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    no_run_before: datetime | None = None
    check_in_due: datetime | None = None
    last_entry_at: datetime | None = None
    last_run_day: date | None = None
    clearance_until: date | None = None
    awaiting: bool = False  # a clearance that the next step needs is missing
    disputed: int = 0  # open warnings of which the runner says that they were a mistake
    protocol: str = ""  # of the injury that the line speaks of, and its side
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the trail. `actor`, `subject` and `detail` are "" after an erasure; the chain holds on."""

    seq: int
    at: datetime
    role: Role
    purpose: Purpose
    action: str
    actor: str = ""
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of a person's audit chain, to be kept outside as an anchor."""

    person: str
    seq: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place where an audit chain does not hold, and what is wrong there."""

    person: str
    seq: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A person whose data was removed, and when: kept, so that a restored backup can be cleaned again."""

    person: str
    at: datetime
    audit_seq: int


class Refused(Exception):
    """Storage says no; the message names the place and the cure. Nothing was written."""


class AccessDenied(Refused):
    """The actor may not see or change this person. To faces it is the same as "not there"."""

    def __init__(self) -> None:
        super().__init__("There is nothing here that you may open.")


class IdTaken(Refused):
    """The event's id is in use for another entry."""

    def __init__(self, event: str) -> None:
        super().__init__(f"The entry id {event!r} belongs to another entry: send this one with a new id.")


class KeyReused(Refused):
    """An idempotency key came back with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The key {key!r} was used for another request: use a new key for each new request.")


class KeyRunning(Refused):
    """The first request with this key has not ended."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The request with key {key!r} is still running: ask again in a few seconds.")


class StorageDown(Refused):
    """The database or the disk cannot be used now; nothing may be decided from older data."""
