"""The one writer: opens a person's journal under its lock and keeps every rule of writing. Rows are the
storage's.
"""

import json
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from restride.core.events import Event
from restride.core.terms import Category, Role
from restride.journal import access
from restride.journal.chain import START, Detail, Line, digest_of, new_detail
from restride.journal.codec import same_entry, write_event
from restride.journal.port import Clock
from restride.journal.rows import Answer, Ends, Rows, Wanted
from restride.journal.values import (
    SYSTEM,
    AccessDenied,
    Actor,
    Appended,
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Entry,
    Erasure,
    FileRecord,
    IdTaken,
    KeyReused,
    KeyRunning,
    Message,
    Purpose,
    Standing,
)

CLAIM_LASTS = timedelta(minutes=10)
_AFTER_ALL = (Purpose.ERASURE, Purpose.REPAIR)  # what is done with a record that was erased
REMOVE_FILES = "files.remove"  # the message that takes an erased person's files off the disk


class JournalUnit:
    """`restride.journal.port.Unit` over the rows of a storage; made by `JournalUnits` only."""

    def __init__(self, rows: Rows, person: str, actor: Actor, *, purpose: Purpose, now: datetime) -> None:
        self._rows = rows
        self.person = person
        self.actor = actor
        self.purpose = purpose
        self.now = now
        self._code: Code | None = None
        self._entries: list[Entry] | None = None
        self._appended: list[Entry] = []
        self._began = 0
        self._lines: list[tuple[Line, Detail]] = []
        self._wrote = ""
        self._erased = False
        self._ends = Ends()

    def open(self) -> None:
        """Take the lock and check the right to write. Raises AccessDenied, also for a person who was erased."""
        runner = access.is_runner(self.actor, self.person) or self.actor.role is Role.SYSTEM
        ends = self._rows.lock(self.person, make=runner)
        if ends is None:
            raise AccessDenied
        self._ends, self._began = ends, ends.seq
        if self._is_gone():
            raise AccessDenied
        if not access.may_write(self.actor, self.purpose, self._granted()):
            raise AccessDenied

    def _is_gone(self) -> bool:
        """Whether this person was erased: what was under way meanwhile stores nothing any more (INV-066).

        A record without an entry is looked at alone, so that no other write asks for more.
        """
        empty = self._ends.seq == 0 and self._ends.audit_seq > 0
        return empty and self.purpose not in _AFTER_ALL and bool(self._rows.erasures(self.person))

    def close(self) -> None:
        """Write what was gathered: the audit lines, one of them by itself where nobody asked for it."""
        if not self._lines and (self._wrote or access.is_foreign(self.actor, self.person)):
            self.audit("wrote" if self._wrote else "opened", subject=self._wrote)
        if self._lines and not self._erased:
            self._rows.insert_lines(self._lines)
            self._rows.move(self.person, self._ends)

    @property
    def head(self) -> int:
        return self._ends.seq

    def events(self, *, after: int = 0, kinds: Collection[str] = ()) -> tuple[Event, ...]:
        self._refuse_blind()
        if self._entries is None and not after and not kinds:
            self._entries = list(self._rows.entries(self.person, Wanted()))
        if self._entries is not None:
            known = self._entries
        elif after >= self._began:
            known = self._appended
        else:
            known = list(self._rows.entries(self.person, Wanted(after=after, kinds=tuple(sorted(kinds)))))
        return tuple(one.event for one in known if one.seq > after and (not kinds or one.event.kind in kinds))

    def append(self, event: Event) -> Appended:
        self._refuse_blind()
        written = write_event(event)
        found = self._rows.find(event.id)
        if found is not None:
            owner, stored = found
            if owner != self.person or not same_entry(stored.event, event):
                raise IdTaken(event.id)
            return Appended(seq=stored.seq, event=stored.event, fresh=False)
        entry = Entry(seq=self._ends.seq + 1, event=event)
        self._rows.insert(self.person, entry, written)
        self._ends = replace(self._ends, seq=entry.seq)
        self._wrote = self._wrote or event.id
        self._appended.append(entry)
        if self._entries is not None:
            self._entries.append(entry)
        return Appended(seq=entry.seq, event=event, fresh=True)

    def audit(self, action: str, *, subject: str = "", detail: str = "") -> None:
        if self._erased:
            raise AccessDenied
        added = next_line(self, self._ends, action, new_detail(self.actor.id, subject, detail))
        self._lines.append(added)
        self._ends = replace(self._ends, audit_seq=added[0].seq, audit_digest=added[0].digest)

    def enqueue(self, message: Message) -> None:
        self._rows.enqueue(self.person, message, self.now)

    def idempotent(self, key: str, request: str, *, claim: str = "") -> str | None:
        answer = self._rows.answer(self.person, self.actor.id, key)
        return settled(answer, key, request, claim=claim, now=self.now)

    def remember(self, key: str, request: str, answer: str) -> None:
        kept = Answer(request=request, text=answer, token="", until=self.now)
        self._rows.put_answer(self.person, self.actor.id, key, kept)

    def put_protocol_text(self, digest: str, text: str) -> None:
        stored = self._rows.text(digest)
        if stored is None:
            self._rows.put_text(digest, text)
        elif stored != text:
            raise ValueError(f"another protocol text is kept under {digest}: a hash names one text")

    def put_file(self, record: FileRecord) -> None:
        self._rows.put_file(self.person, record)

    def file_of(self, digest: str) -> FileRecord | None:
        return next(iter(self._rows.files(self.person, digest)), None)

    def checkpoint(self, episode: str = "") -> Checkpoint | None:
        self._refuse_blind()
        return self._rows.checkpoint(self.person, episode)

    def save_checkpoint(self, checkpoint: Checkpoint) -> None:
        self._rows.put_checkpoint(self.person, checkpoint)

    def drop_checkpoints(self) -> None:
        self._rows.drop_checkpoints(self.person)

    def save_standing(self, standing: Standing) -> None:
        if standing.person != self.person:
            raise ValueError("a standing belongs to the person of its unit")
        self._rows.put_standing(standing)

    def link(self, care: Care) -> None:
        if care.person != self.person or not access.may_link(self.actor, care, self._code):
            raise AccessDenied
        self._rows.put_care(care)

    def unlink(self, clinician: str, at: datetime) -> None:
        own = self.actor.role is Role.CLINICIAN and self.actor.id == clinician
        if not own and not access.is_runner(self.actor, self.person):
            raise AccessDenied
        self._rows.end_care(self.person, clinician, at)

    def care(self) -> tuple[Care, ...]:
        return self._rows.care(person=self.person)

    def put_code(self, code: Code) -> None:
        if code.owner not in (self.actor.id, self.person):
            raise AccessDenied
        self._rows.put_code(code)

    def spend(self, kind: CodeKind, digest: str) -> Code | None:
        code = self._rows.code(digest, kind)
        if code is None or not access.is_live(code, self.now):
            return None
        return code if self._rows.spend_code(digest, self.now) else None

    def erase(self) -> Erasure:
        own = access.is_runner(self.actor, self.person)
        if not own and self.actor.role not in (Role.OPERATOR, Role.SYSTEM):
            raise AccessDenied
        self.audit("erased")
        self._rows.insert_lines(self._lines)
        erasure = Erasure(person=self.person, at=self.now, audit_seq=self._ends.audit_seq)
        files = [record.id for record in self._rows.files(self.person)]
        self._rows.erase(erasure)
        self._ends = replace(self._ends, seq=0)
        self._rows.move(self.person, self._ends)
        if files:
            self._rows.enqueue(None, Message(kind=REMOVE_FILES, body=json.dumps(files)), self.now)
        self._erased, self._entries, self._appended = True, None, []
        return erasure

    def _refuse_blind(self) -> None:
        """An operator who erases has no business with what is in there; after erasing nobody has."""
        blind = self.actor.role is Role.OPERATOR and self.purpose is Purpose.ERASURE
        if blind or self._erased:
            raise AccessDenied

    def _granted(self) -> frozenset[Category]:
        care, self._code = relation(self._rows, self.actor, self.person, self.now)
        return access.granted(self.actor, self.person, care, self._code)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyClaim:
    """A reserved key, given back by `release` unless the work has been remembered."""

    token: str
    person: str
    rows: Rows

    def release(self) -> None:
        with self.rows.transaction():
            self.rows.drop_claim(self.person, self.token)


@dataclass(frozen=True, slots=True)
class JournalUnits:
    """`restride.journal.port.UnitOfWork` over the rows of a storage."""

    rows: Rows
    clock: Clock

    @contextmanager
    def begin(self, person: str, actor: Actor, purpose: Purpose) -> Iterator[JournalUnit]:
        with self.rows.transaction():
            unit = JournalUnit(self.rows, person, actor, purpose=purpose, now=self.clock.now())
            unit.open()
            yield unit
            unit.close()

    def claim(self, person: str, actor: Actor, key: str, request: str) -> str | KeyClaim:
        with self.rows.transaction():
            now = self.clock.now()
            JournalUnit(self.rows, person, actor, purpose=Purpose.OWN_USE, now=now).open()
            text = settled(self.rows.answer(person, actor.id, key), key, request, claim="", now=now)
            if text is not None:
                return text
            token = secrets.token_hex(16)
            kept = Answer(request=request, text=None, token=token, until=now + CLAIM_LASTS)
            self.rows.put_answer(person, actor.id, key, kept)
        return KeyClaim(token=token, person=person, rows=self.rows)

    def reapply(self, erasures: tuple[Erasure, ...]) -> tuple[str, ...]:
        """Erase again whoever has come back with a backup; gives their ids."""
        back = tuple(erasure.person for erasure in erasures if self._is_back(erasure))
        for person in back:
            with self.begin(person, SYSTEM, Purpose.ERASURE) as unit:
                unit.erase()
        return back

    def _is_back(self, erasure: Erasure) -> bool:
        known = any(one.at >= erasure.at for one in self.rows.erasures(erasure.person))
        return not known or bool(self.rows.entries(erasure.person, Wanted(newest=1)))


def relation(rows: Rows, actor: Actor, person: str, now: datetime) -> tuple[Care | None, Code | None]:
    """What ties an actor to a person now: the live care relation, and the live code that was shown."""
    care = None
    if actor.role is Role.CLINICIAN:
        care = next(iter(rows.care(person=person, clinician=actor.id, live=True)), None)
    code = rows.code(actor.code) if actor.code and care is None else None
    return care, code if code is not None and access.is_live(code, now) else None


def settled(answer: Answer | None, key: str, request: str, *, claim: str, now: datetime) -> str | None:
    """The stored answer of a key, None when the work is to be done. Raises KeyReused and KeyRunning."""
    if answer is None:
        return None
    if answer.request != request:
        raise KeyReused(key)
    if answer.text is None and answer.token != claim and now < answer.until:
        raise KeyRunning(key)
    return answer.text


def next_line(unit: "JournalUnit | Reading", ends: Ends, action: str, detail: Detail) -> tuple[Line, Detail]:
    """The line that follows the end of a chain."""
    line = Line(
        person=unit.person,
        seq=ends.audit_seq + 1,
        at=unit.now,
        role=unit.actor.role,
        purpose=unit.purpose,
        action=action,
        seal=detail.seal,
        before=ends.audit_digest or START,
    )
    return replace(line, digest=digest_of(line)), detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads whom, why and when, as an audit line needs it."""

    person: str
    actor: Actor
    purpose: Purpose
    now: datetime
