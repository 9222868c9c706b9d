"""The rows of a storage as dicts in memory, with the same promises as a database: a lock, and all or
nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from threading import Lock, get_ident

from restride.core.terms import Category
from restride.journal.chain import Detail, Line
from restride.journal.codec import Written
from restride.journal.memory.queue import Queued
from restride.journal.rows import Answer, Ends, Wanted
from restride.journal.values import (
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Entry,
    Erasure,
    FileRecord,
    IdTaken,
    Message,
    Standing,
)


@dataclass(slots=True)
class Tables:
    """Everything that is kept. Values are frozen, so that a copy of the containers is a snapshot."""

    ends: dict[str, Ends] = field(default_factory=dict)
    journal: dict[str, tuple[str, Entry]] = field(default_factory=dict)  # by event id
    order: dict[str, tuple[Entry, ...]] = field(default_factory=dict)  # by person
    lines: dict[tuple[str, int], Line] = field(default_factory=dict)
    details: dict[tuple[str, int], Detail] = field(default_factory=dict)
    answers: dict[tuple[str, str, str], Answer] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, FileRecord]] = field(default_factory=dict)  # by file id
    checkpoints: dict[tuple[str, str], Checkpoint] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    care: dict[tuple[str, str, datetime], Care] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    erasures: tuple[Erasure, ...] = ()
    queue: dict[int, Queued] = field(default_factory=dict)


def _no_fault(call: str) -> None:
    """Storage in memory does not fail by itself."""


class MemoryRows:
    """`restride.journal.rows.Rows` in memory. `fault` is told of each call and may raise, as a disk would."""

    def __init__(self, fault: Callable[[str], None] = _no_fault) -> None:
        self.tables = Tables()
        self._fault = fault
        self._lock = Lock()
        self._holder = 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._holder == get_ident():
            raise RuntimeError("a unit is open already: close it before the next one begins")
        with self._lock:
            self._holder = get_ident()
            before = self.tables
            self.tables = Tables(**{one.name: copy(getattr(before, one.name)) for one in fields(before)})
            try:
                yield
                self._fault("commit")
            except BaseException:
                self.tables = before
                raise
            finally:
                self._holder = 0

    def lock(self, person: str, *, make: bool) -> Ends | None:
        self._fault("lock")
        if make:
            return self.tables.ends.setdefault(person, Ends())
        return self.tables.ends.get(person)

    def move(self, person: str, ends: Ends) -> None:
        self._fault("move")
        self.tables.ends[person] = ends

    def lock_all(self, people: Collection[str]) -> dict[str, Ends]:
        self._fault("lock_all")
        return {person: self.tables.ends[person] for person in sorted(people) if person in self.tables.ends}

    def move_all(self, ends: Mapping[str, Ends]) -> None:
        self._fault("move_all")
        self.tables.ends.update(ends)

    def entries(self, person: str, wanted: Wanted) -> tuple[Entry, ...]:
        self._fault("entries")
        found = [entry for entry in self.tables.order.get(person, ()) if _is_wanted(entry, wanted)]
        return tuple(found[::-1][: wanted.newest] if wanted.newest else found)

    def find(self, event: str) -> tuple[str, Entry] | None:
        self._fault("find")
        return self.tables.journal.get(event)

    def categories(self, person: str, events: Collection[str]) -> dict[str, Category]:
        found = {event: self.tables.journal.get(event, ("", None)) for event in events}
        return {event: entry.event.category for event, (owner, entry) in found.items() if entry and owner == person}

    def insert(self, person: str, entry: Entry, written: Written) -> None:
        self._fault("insert")
        if entry.event.id in self.tables.journal:
            raise IdTaken(entry.event.id)
        self.tables.journal[entry.event.id] = (person, entry)
        self.tables.order[person] = (*self.tables.order.get(person, ()), entry)

    def insert_lines(self, lines: Iterable[tuple[Line, Detail]]) -> None:
        self._fault("insert_lines")
        for line, detail in lines:
            self.tables.lines[line.person, line.seq] = line
            self.tables.details[line.person, line.seq] = detail

    def lines(
        self, person: str, *, before: int | None = None, newest: int | None = None
    ) -> Iterator[tuple[Line, Detail | None]]:
        keys = sorted(key for key in self.tables.lines if key[0] == person)
        if newest is not None:
            keys = [key for key in keys[::-1] if before is None or key[1] < before][:newest]
        return iter([(self.tables.lines[key], self.tables.details.get(key)) for key in keys])

    def ends(self) -> Iterator[tuple[str, Ends]]:
        return iter(sorted(self.tables.ends.items()))

    def enqueue(self, person: str | None, message: Message, now: datetime) -> None:
        self._fault("enqueue")
        queued = self.tables.queue.values()
        if message.key and any((one.person, one.message.key) == (person, message.key) for one in queued):
            return
        number = max(self.tables.queue, default=0) + 1
        self.tables.queue[number] = Queued(id=number, person=person, message=message, due=message.not_before or now)

    def answer(self, person: str, actor: str, key: str) -> Answer | None:
        self._fault("answer")
        return self.tables.answers.get((person, actor, key))

    def put_answer(self, person: str, actor: str, key: str, answer: Answer) -> None:
        self._fault("put_answer")
        self.tables.answers[person, actor, key] = answer

    def drop_claim(self, person: str, token: str) -> None:
        held = [key for key, one in self.tables.answers.items() if (key[0], one.token) == (person, token)]
        for key in held:
            del self.tables.answers[key]

    def text(self, digest: str) -> str | None:
        return self.tables.texts.get(digest)

    def texts(self) -> tuple[str, ...]:
        return tuple(sorted(self.tables.texts))

    def put_text(self, digest: str, text: str) -> None:
        self._fault("put_text")
        self.tables.texts[digest] = text

    def files(self, person: str, digest: str = "") -> tuple[FileRecord, ...]:
        mine = (record for owner, record in self.tables.files.values() if owner == person)
        return tuple(record for record in mine if digest in ("", record.digest))

    def put_file(self, person: str, record: FileRecord) -> None:
        self._fault("put_file")
        self.tables.files[record.id] = (person, record)

    def checkpoint(self, person: str, episode: str) -> Checkpoint | None:
        return self.tables.checkpoints.get((person, episode))

    def put_checkpoint(self, person: str, checkpoint: Checkpoint) -> None:
        self._fault("put_checkpoint")
        self.tables.checkpoints[person, checkpoint.episode] = checkpoint

    def drop_checkpoints(self, person: str) -> None:
        self._fault("drop_checkpoints")
        _forget(self.tables.checkpoints, person)

    def standings(self, people: Collection[str]) -> tuple[Standing, ...]:
        return tuple(one for person, one in sorted(self.tables.standings.items()) if person in people)

    def put_standing(self, standing: Standing) -> None:
        self._fault("put_standing")
        self.tables.standings[standing.person] = standing

    def care(self, *, person: str = "", clinician: str = "", live: bool = False) -> tuple[Care, ...]:
        self._fault("care")
        return tuple(
            one
            for _, one in sorted(self.tables.care.items())
            if person in ("", one.person) and clinician in ("", one.clinician) and not (live and one.ended is not None)
        )

    def put_care(self, care: Care) -> None:
        self._fault("put_care")
        self.end_care(care.person, care.clinician, care.since)
        self.tables.care[care.person, care.clinician, care.since] = care

    def end_care(self, person: str, clinician: str, at: datetime) -> None:
        self._fault("end_care")
        for key, one in self.tables.care.items():
            if key[:2] == (person, clinician) and one.ended is None:
                self.tables.care[key] = replace(one, ended=at)

    def code(self, digest: str, kind: CodeKind | None = None) -> Code | None:
        found = self.tables.codes.get(digest)
        return found if found is not None and kind in (None, found.kind) else None

    def put_code(self, code: Code) -> None:
        self._fault("put_code")
        if code.digest in self.tables.codes:
            raise ValueError("this code was made before: make a new random one")
        self.tables.codes[code.digest] = code

    def spend_code(self, digest: str, at: datetime) -> bool:
        self._fault("spend_code")
        code = self.tables.codes[digest]
        self.tables.codes[digest] = replace(code, spent=at)
        return code.spent is None

    def erasures(self, person: str = "") -> tuple[Erasure, ...]:
        return tuple(one for one in self.tables.erasures if person in ("", one.person))

    def erase(self, erasure: Erasure) -> None:
        self._fault("erase")
        person, kept = erasure.person, self.tables
        kept.erasures = (*kept.erasures, erasure)
        kept.journal = {key: one for key, one in kept.journal.items() if one[0] != person}
        kept.files = {key: one for key, one in kept.files.items() if one[0] != person}
        kept.codes = {key: one for key, one in kept.codes.items() if one.owner != person}
        kept.queue = {key: one for key, one in kept.queue.items() if one.person != person}
        kept.order.pop(person, None)
        kept.standings.pop(person, None)
        for table in (kept.details, kept.answers, kept.checkpoints, kept.care):
            _forget(table, person)


def _forget(table: "dict[tuple[str, str], Checkpoint] | dict", person: str) -> None:  # type: ignore[type-arg]
    for key in [key for key in table if key[0] == person]:
        del table[key]


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    event = entry.event
    return (
        entry.seq > wanted.after
        and (wanted.before is None or entry.seq < wanted.before)
        and (wanted.categories is None or event.category in wanted.categories)
        and (not wanted.kinds or event.kind in wanted.kinds)
        and (wanted.known_at is None or event.recorded_at <= wanted.known_at)
    )
