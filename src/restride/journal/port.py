"""The ports of storage, as use cases see them: one writer, one reader, and what lies beside the journal.

Implemented in memory (`restride.journal.memory`) and on a database (`restride.web.db`); one contract suite
runs over both. A person is the account's UUID as text. Every instant is aware. What is refused is raised as
`Refused`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from restride.core.events import Event
from restride.core.terms import Category
from restride.journal.values import (
    Actor,
    Appended,
    AuditEntry,
    Broken,
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Erasure,
    FileRecord,
    Head,
    Job,
    Message,
    Page,
    Purpose,
    Scope,
    Standing,
    View,
)

Projector = Callable[[str, tuple[Event, ...]], tuple[tuple[Checkpoint, ...], Standing | None]]


class Clock(Protocol):
    """What time it is; the only source of it."""

    def now(self) -> datetime:
        """The aware instant, in UTC."""
        ...


class Unit(Protocol):
    """One person's journal, locked for writing. All that is done in it is stored together, or none of it."""

    @property
    def person(self) -> str: ...

    @property
    def actor(self) -> Actor: ...

    @property
    def head(self) -> int:
        """The number of the newest entry; 0 when there is none. What this unit appended is counted."""
        ...

    def events(self, *, after: int = 0, kinds: Collection[str] = ()) -> tuple[Event, ...]:
        """The whole journal in order of `seq`, or what follows number `after`, or what is of these kinds;
        what this unit appended included.
        """
        ...

    def append(self, event: Event) -> Appended:
        """Store an event. The same one again gives the stored entry with `fresh=False` and writes nothing.

        Same means: id, kind, episode, body, author, civil day and zone; instants and source may differ,
        because a server stamps them anew. Raises IdTaken when the id belongs to anything else.
        """
        ...

    def audit(self, action: str, *, subject: str = "", detail: str = "") -> None:
        """Add one line to the person's audit chain. A unit that wrote events or read somebody else's gets one
        by itself when nobody called this.
        """
        ...

    def enqueue(self, message: Message) -> None:
        """Queue a message to be sent after the commit; a `key` that was queued before is left alone."""
        ...

    def idempotent(self, key: str, request: str, *, claim: str = "") -> str | None:
        """The stored answer of this key, or None when the work is still to be done.

        `request` is a digest of the request. Raises KeyReused for another request and KeyRunning while
        another claim on the key is alive. Keys belong to the pair of person and actor.
        """
        ...

    def remember(self, key: str, request: str, answer: str) -> None:
        """Store the answer of this key: JSON text, given back word for word."""
        ...

    def put_protocol_text(self, digest: str, text: str) -> None:
        """Keep a resolved protocol text under its hash. Again is harmless; another text is a ValueError."""
        ...

    def put_file(self, record: FileRecord) -> None:
        """Keep the record of a file that `Blobs.write` has already made durable."""
        ...

    def file_of(self, digest: str) -> FileRecord | None:
        """The person's file with these bytes, if there is one."""
        ...

    def checkpoint(self, episode: str = "") -> Checkpoint | None: ...

    def save_checkpoint(self, checkpoint: Checkpoint) -> None: ...

    def drop_checkpoints(self) -> None:
        """Forget the folded states, because an older entry was corrected."""
        ...

    def save_standing(self, standing: Standing) -> None: ...

    def link(self, care: Care) -> None:
        """Let a clinician see the categories. Only the runner may, or the clinician who shows the runner's
        code.
        """
        ...

    def unlink(self, clinician: str, at: datetime) -> None:
        """End what a clinician may see, from now on. Only the runner and the clinician may."""
        ...

    def care(self) -> tuple[Care, ...]:
        """Who may see what, and who once might."""
        ...

    def put_code(self, code: Code) -> None:
        """Keep the digest of a single-use code that the actor hands on."""
        ...

    def spend(self, kind: CodeKind, digest: str) -> Code | None:
        """Use a code up. None when it is unknown, spent or past its time."""
        ...

    def erase(self) -> Erasure:
        """Remove all that is kept of the person. The audit chain stays, without its details, and so does the
        fact.
        """
        ...


class Claim(Protocol):
    """A reserved idempotency key."""

    @property
    def token(self) -> str: ...

    def release(self) -> None:
        """Give the key back, because the work failed; after `remember` this does nothing."""
        ...


class UnitOfWork(Protocol):
    """Opens units: the only way to write."""

    def begin(self, person: str, actor: Actor, purpose: Purpose) -> AbstractContextManager[Unit]:
        """Take the person's write lock. A clean exit commits, an exception rolls back.

        Raises AccessDenied unless the actor is the runner, has a care relation or a live code, or is the
        system.
        """
        ...

    def claim(self, person: str, actor: Actor, key: str, request: str) -> str | Claim:
        """Reserve a key before long work outside a unit: the stored answer, or a Claim to hand to
        `idempotent`.

        A claim dies after ten minutes, so that a killed worker does not block the key. Raises as `idempotent`
        does.
        """
        ...


class Store(Protocol):
    """Reads. Storage denies by default, and a look by anybody but the runner leaves one audit entry."""

    def read(self, scope: Scope, *, after: int = 0, known_at: datetime | None = None) -> View:
        """The entries that the scope lets through. `known_at` leaves out what was recorded later.

        A decision keeps rule, outcome and source of each reason; values that rest on hidden entries are None.
        Raises AccessDenied.
        """
        ...

    def page(self, scope: Scope, *, before: int | None = None, limit: int = 20, kinds: Collection[str] = ()) -> Page:
        """The newest entries below number `before`, of these kinds (none named: all), at most 100."""
        ...

    def event(self, scope: Scope, event: str) -> Event:
        """One entry by id. Raises AccessDenied when it is unknown, somebody else's or outside the scope."""
        ...

    def checkpoint(self, scope: Scope, episode: str = "") -> Checkpoint | None:
        """A folded state; None when there is none or the scope does not see everything."""
        ...

    def standing(self, scope: Scope) -> Standing | None: ...

    def caseload(self, clinician: Actor, at: datetime) -> tuple[Standing, ...]:
        """The lines of the runners whom a clinician may see decisions of; each leaves one audit entry."""
        ...

    def care(self, scope: Scope) -> tuple[Care, ...]:
        """Who may see what of the person; a clinician gets the own line only."""
        ...

    def files(self, scope: Scope) -> tuple[FileRecord, ...]: ...

    def code(self, kind: CodeKind, digest: str, at: datetime) -> Code | None:
        """A live code by its digest; None when it is unknown, spent or past its time."""
        ...

    def people(self, viewer: Actor) -> Iterator[str]:
        """Everyone who has a journal, for the scheduler and the doctor: the system only."""
        ...


class ProtocolTexts(Protocol):
    """Every protocol text that was ever pinned."""

    def text(self, digest: str) -> str | None: ...

    def digests(self) -> tuple[str, ...]: ...


class Blobs(Protocol):
    """Original files, outside the database, under random names."""

    def write(self, content: bytes | Iterable[bytes], *, name: str = "", media: str = "") -> FileRecord:
        """Make a file durable (fsync, then rename) before the event that names it commits. Raises
        StorageDown.
        """
        ...

    def read(self, file: str) -> bytes:
        """The bytes of a file the caller has already been allowed to see. Raises AccessDenied when it is not
        there.
        """
        ...

    def remove(self, file: str) -> None:
        """Delete a file; again is harmless."""
        ...

    def stored(self) -> tuple[str, ...]:
        """Ids of the files on disk, half-written ones left out."""
        ...


class Outbox(Protocol):
    """Messages that were committed and wait to be sent: at least once, so handlers are idempotent."""

    def claim(self, now: datetime, *, limit: int = 10, lease_s: int = 120) -> tuple[Job, ...]:
        """Take due messages. One whose worker died comes back after its lease; after three tries it is
        parked.
        """
        ...

    def done(self, job: Job) -> None:
        """It was sent; its text is forgotten."""
        ...

    def failed(self, job: Job, trouble: str, *, again_at: datetime) -> None:
        """It was not sent; try again from `again_at`, or park it after the third try."""
        ...

    def parked(self) -> tuple[Job, ...]:
        """What was given up, for the operator; without the text."""
        ...

    def revive(self, job_id: int) -> bool:
        """Give a parked message three new tries; False when it is not parked."""
        ...


class Audit(Protocol):
    """The trail of who read and wrote, one hash chain a person."""

    def trail(self, scope: Scope, *, before: int | None = None, limit: int = 50) -> tuple[AuditEntry, ...]:
        """Newest first, for the runner. Raises AccessDenied for everybody else."""
        ...

    def heads(self) -> tuple[Head, ...]:
        """The ends of all chains, to be kept outside as an anchor."""
        ...

    def verify(self, anchor: Iterable[Head] = ()) -> Broken | None:
        """The first bad place, chain by chain, also against an anchor; None when all hold."""
        ...


class Erasures(Protocol):
    """The list of people whose data was removed."""

    def listed(self) -> tuple[Erasure, ...]: ...

    def reapply(self, erasures: Iterable[Erasure]) -> tuple[str, ...]:
        """Erase again, after a restore, whoever has come back with the backup; gives their ids."""
        ...


class Marks(Protocol):
    """Instants that only move forward: the latest time seen, the last restore, the last backup."""

    def seen(self, name: str) -> datetime | None: ...

    def raise_to(self, name: str, at: datetime) -> datetime:
        """Move the mark forward; gives where it stands, which is later than `at` when the clock went back."""
        ...


def sees_everything(granted: Collection[Category]) -> bool:
    """Whether nothing is hidden from somebody who was granted these categories."""
    return set(granted) == set(Category)
