"""The one reader: narrows every look to what is granted, and leaves a trace of each by anybody but the
runner.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from restride.core.events import Event
from restride.core.terms import Category, Role
from restride.journal import access
from restride.journal.chain import new_detail
from restride.journal.port import sees_everything
from restride.journal.rows import Ends, Rows, Wanted
from restride.journal.unit import Reading, next_line, relation
from restride.journal.values import (
    EVERYTHING,
    AccessDenied,
    Actor,
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Entry,
    FileRecord,
    Page,
    Purpose,
    Scope,
    Standing,
    View,
)

PAGE_MOST = 100


@dataclass(frozen=True, slots=True)
class JournalReader:
    """`restride.journal.port.Store` over the rows of a storage."""

    rows: Rows

    def read(self, scope: Scope, *, after: int = 0, known_at: datetime | None = None) -> View:
        wanted = Wanted(after=after, known_at=known_at)
        entries, seen = self._look(scope, "read", wanted)
        return View(entries=entries, granted=seen)

    def page(self, scope: Scope, *, before: int | None = None, limit: int = 20, kinds: Collection[str] = ()) -> Page:
        limit = max(1, min(limit, PAGE_MOST))
        wanted = Wanted(before=before, newest=limit + 1, kinds=tuple(sorted(kinds)))
        entries, _ = self._look(scope, "read page", wanted)
        more = len(entries) > limit
        return Page(entries=entries[:limit], before=entries[limit - 1].seq if more else None)

    def event(self, scope: Scope, event: str) -> Event:
        with self._seen(scope, "read entry", subject=event) as seen:
            found = self.rows.find(event)
            if found is None or found[0] != scope.person or found[1].event.category not in seen:
                raise AccessDenied
            return self._narrowed(scope.person, (found[1],), seen)[0].event

    def checkpoint(self, scope: Scope, episode: str = "") -> Checkpoint | None:
        with self._seen(scope, "read state") as seen:
            return self.rows.checkpoint(scope.person, episode) if sees_everything(seen) else None

    def standing(self, scope: Scope) -> Standing | None:
        with self._seen(scope, "read standing") as seen:
            if Category.DECISIONS not in seen:
                return None
            return next(iter(self.rows.standings((scope.person,))), None)

    def caseload(self, clinician: Actor, at: datetime) -> tuple[Standing, ...]:
        if clinician.role is not Role.CLINICIAN:
            raise AccessDenied
        with self.rows.transaction():
            relations = self.rows.care(clinician=clinician.id, live=True)
            people = sorted(care.person for care in relations if Category.DECISIONS in care.categories)
            self._leave_lines(clinician, at, people)
            return self.rows.standings(people)

    def care(self, scope: Scope) -> tuple[Care, ...]:
        with self._seen(scope, "read sharing"):
            own = scope.viewer.id if access.is_foreign(scope.viewer, scope.person) else ""
            return self.rows.care(person=scope.person, clinician=own)

    def files(self, scope: Scope) -> tuple[FileRecord, ...]:
        with self._seen(scope, "read files") as seen:
            return self.rows.files(scope.person) if Category.FILES in seen else ()

    def code(self, kind: CodeKind, digest: str, at: datetime) -> Code | None:
        code = self.rows.code(digest, kind)
        return code if code is not None and access.is_live(code, at) else None

    def people(self, viewer: Actor) -> Iterator[str]:
        if viewer.role is not Role.SYSTEM:
            raise AccessDenied
        return (person for person, ends in self.rows.ends() if ends.seq)

    def _look(self, scope: Scope, action: str, wanted: Wanted) -> tuple[tuple[Entry, ...], frozenset[Category]]:
        with self._seen(scope, action) as seen:
            narrow = replace(wanted, categories=None if seen == EVERYTHING else seen)
            return self._narrowed(scope.person, self.rows.entries(scope.person, narrow), seen), seen

    def _narrowed(self, person: str, entries: tuple[Entry, ...], seen: frozenset[Category]) -> tuple[Entry, ...]:
        if seen == EVERYTHING:
            return entries
        evidence = access.evidence_of(entries)
        return access.narrowed(entries, seen, self.rows.categories(person, evidence) if evidence else {})

    @contextmanager
    def _seen(self, scope: Scope, action: str, *, subject: str = "") -> Iterator[frozenset[Category]]:
        """What of the scope is granted; somebody else's look locks the chain and leaves its line at the
        end.
        """
        if not access.is_foreign(scope.viewer, scope.person):
            yield access.granted(scope.viewer, scope.person, None, None) & scope.categories
            return
        with self.rows.transaction():
            ends = self.rows.lock(scope.person, make=False)
            care, code = relation(self.rows, scope.viewer, scope.person, scope.at)
            seen = access.granted(scope.viewer, scope.person, care, code) & scope.categories
            if ends is None or not seen:
                raise AccessDenied
            yield seen
            reading = Reading(person=scope.person, actor=scope.viewer, purpose=scope.purpose, now=scope.at)
            self._leave_line(reading, ends, action, subject=subject)

    def _leave_lines(self, clinician: Actor, at: datetime, people: Collection[str]) -> None:
        """One line for each runner of a list, in as many statements as for one."""
        lines, moved = [], {}
        for person, ends in self.rows.lock_all(people).items():
            reading = Reading(person=person, actor=clinician, purpose=Purpose.CARE, now=at)
            line, detail = next_line(reading, ends, "listed", new_detail(clinician.id, "", ""))
            lines.append((line, detail))
            moved[person] = replace(ends, audit_seq=line.seq, audit_digest=line.digest)
        if moved:
            self.rows.insert_lines(lines)
            self.rows.move_all(moved)

    def _leave_line(self, reading: Reading, ends: Ends, action: str, *, subject: str = "") -> None:
        line, detail = next_line(reading, ends, action, new_detail(reading.actor.id, subject, ""))
        self.rows.insert_lines([(line, detail)])
        self.rows.move(reading.person, replace(ends, audit_seq=line.seq, audit_digest=line.digest))
