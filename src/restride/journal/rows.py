"""The rows that a storage keeps, as plain calls without rules. Those stand once, in `unit` and `reader`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from restride.core.terms import Category
from restride.journal.chain import Detail, Line
from restride.journal.codec import Written
from restride.journal.values import (
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Entry,
    Erasure,
    FileRecord,
    Message,
    Standing,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where a person's two rows of numbers stand: journal, and audit chain with its last digest."""

    seq: int = 0
    audit_seq: int = 0
    audit_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is kept of an idempotency key. While `text` is None the work runs, at most until `until`."""

    request: str
    text: str | None
    token: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are asked for; None and empty leave a condition out."""

    after: int = 0
    before: int | None = None
    newest: int | None = None  # at most so many, the newest first
    categories: frozenset[Category] | None = None
    kinds: tuple[str, ...] = ()
    known_at: datetime | None = None


class Rows(Protocol):
    """One storage, inside or outside a transaction. Persons are UUIDs as text; an ill-formed one has no
    rows.
    """

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, with the right to write."""
        ...

    def lock(self, person: str, *, make: bool) -> Ends | None:
        """Take the person's lock until the transaction ends; None when there is nobody and `make` is
        False.
        """
        ...

    def move(self, person: str, ends: Ends) -> None: ...

    def lock_all(self, people: Collection[str]) -> dict[str, Ends]:
        """Take the locks of several people at once, always in the same order; who isn't there is left out."""
        ...

    def move_all(self, ends: Mapping[str, Ends]) -> None: ...

    def entries(self, person: str, wanted: Wanted) -> tuple[Entry, ...]: ...

    def find(self, event: str) -> tuple[str, Entry] | None:
        """The person and entry of an id, whoever's it is."""
        ...

    def categories(self, person: str, events: Collection[str]) -> dict[str, Category]: ...

    def insert(self, person: str, entry: Entry, written: Written) -> None:
        """Raises IdTaken when the id is in use."""
        ...

    def insert_lines(self, lines: Iterable[tuple[Line, Detail]]) -> None: ...

    def lines(
        self, person: str, *, before: int | None = None, newest: int | None = None
    ) -> Iterator[tuple[Line, Detail | None]]:
        """In order of number, or the newest first when so many are asked for."""
        ...

    def ends(self) -> Iterator[tuple[str, Ends]]: ...

    def enqueue(self, person: str | None, message: Message, now: datetime) -> None: ...

    def answer(self, person: str, actor: str, key: str) -> Answer | None: ...

    def put_answer(self, person: str, actor: str, key: str, answer: Answer) -> None: ...

    def drop_claim(self, person: str, token: str) -> None:
        """Forget a running answer with this token; a finished one stays."""
        ...

    def text(self, digest: str) -> str | None: ...

    def texts(self) -> tuple[str, ...]: ...

    def put_text(self, digest: str, text: str) -> None: ...

    def files(self, person: str, digest: str = "") -> tuple[FileRecord, ...]: ...

    def put_file(self, person: str, record: FileRecord) -> None: ...

    def checkpoint(self, person: str, episode: str) -> Checkpoint | None: ...

    def put_checkpoint(self, person: str, checkpoint: Checkpoint) -> None: ...

    def drop_checkpoints(self, person: str) -> None: ...

    def standings(self, people: Collection[str]) -> tuple[Standing, ...]: ...

    def put_standing(self, standing: Standing) -> None: ...

    def care(self, *, person: str = "", clinician: str = "", live: bool = False) -> tuple[Care, ...]: ...

    def put_care(self, care: Care) -> None: ...

    def end_care(self, person: str, clinician: str, at: datetime) -> None: ...

    def code(self, digest: str, kind: CodeKind | None = None) -> Code | None: ...

    def put_code(self, code: Code) -> None: ...

    def spend_code(self, digest: str, at: datetime) -> bool:
        """Mark a code as used; False when somebody was quicker."""
        ...

    def erasures(self, person: str = "") -> tuple[Erasure, ...]: ...

    def erase(self, erasure: Erasure) -> None:
        """Remove all rows of the person but the chain, and keep the erasure."""
        ...
