"""The journal's own rows on a database: numbers, events and the audit chain. The rest lies in `beside`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from functools import reduce
from typing import Any

from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet

from restride.core.events import Event
from restride.core.moment import Moment
from restride.core.terms import Category, Role
from restride.journal.chain import Detail, Line
from restride.journal.codec import KINDS, Written, read_author, read_body
from restride.journal.rows import Ends, Wanted
from restride.journal.values import Entry, IdTaken, Purpose
from restride.web.db.beside import BesideRows, uuid_of
from restride.web.db.models import Audit, AuditDetail, Head, Journal
from restride.web.db.trouble import refuses, refusing

_COLUMNS = (
    "seq",
    "event",
    "episode",
    "at",
    "day",
    "zone",
    "recorded_at",
    "author",
    "source",
    "kind",
    "schema",
    "body",
)
_LINE = ("seq", "at", "role", "purpose", "action", "seal", "before", "digest")
_DETAIL = ("salt", "actor", "subject", "text")
_MANY = 500  # more ids than this are not asked for one by one


class DatabaseRows(BesideRows):
    """`restride.journal.rows.Rows` on the database that Django calls `using`."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with refusing(), transaction.atomic(using=self.using, durable=True):
            yield

    @refuses
    def lock(self, person: str, *, make: bool) -> Ends | None:
        """SQLite's transaction is a writing one already; PostgreSQL locks the row."""
        found = self._locked(person)
        if found is None and make:
            self._on(Head).bulk_create([Head(person=uuid_of(person))], ignore_conflicts=True)
            found = self._locked(person)
        return found

    def _locked(self, person: str) -> Ends | None:
        tail = " FOR UPDATE" if connections[self.using].features.has_select_for_update else ""
        row = self._table(Head).first(("seq", "audit_seq", "audit_digest"), {"person": uuid_of(person)}, tail)
        return Ends(seq=row[0], audit_seq=row[1], audit_digest=row[2]) if row else None

    def move(self, person: str, ends: Ends) -> None:
        to = {"seq": ends.seq, "audit_seq": ends.audit_seq, "audit_digest": ends.audit_digest}
        self._table(Head).change({"person": uuid_of(person)}, to)

    @refuses
    def lock_all(self, people: Collection[str]) -> dict[str, Ends]:
        """In the order of ids, so that two lists that share runners never wait for one another in a ring."""
        heads = self._on(Head).filter(person__in=[uuid_of(person) for person in people]).order_by("person")
        if connections[self.using].features.has_select_for_update:
            heads = heads.select_for_update()
        rows = heads.values_list("person", "seq", "audit_seq", "audit_digest")
        return {str(row[0]): Ends(seq=row[1], audit_seq=row[2], audit_digest=row[3]) for row in rows}

    def move_all(self, ends: Mapping[str, Ends]) -> None:
        moved = [
            Head(person=uuid_of(person), seq=end.seq, audit_seq=end.audit_seq, audit_digest=end.audit_digest)
            for person, end in ends.items()
        ]
        self._on(Head).bulk_update(moved, ["seq", "audit_seq", "audit_digest"])

    @refuses
    def entries(self, person: str, wanted: Wanted) -> tuple[Entry, ...]:
        if wanted == Wanted(after=wanted.after):
            by = {"person": uuid_of(person), "seq__gt": wanted.after}
            return tuple(map(_entry, self._table(Journal).rows(_COLUMNS, by, " ORDER BY seq")))
        rows = self._on(Journal).filter(person=uuid_of(person))
        if wanted.newest is None:
            return tuple(map(_entry, _narrowed(rows, wanted).order_by("seq").values_list(*_COLUMNS)))
        kinds = _kinds(wanted)
        if kinds:
            newest = self._newest(_narrowed(rows, wanted, by_kind=False), kinds, wanted.newest)
            rows = rows.filter(seq__in=newest)
        else:
            rows = _narrowed(rows, wanted)
        return tuple(map(_entry, rows.order_by("-seq").values_list(*_COLUMNS)[: wanted.newest]))

    def _newest(self, rows: QuerySet[Journal], kinds: tuple[str, ...], newest: int) -> list[int]:
        """Numbers of the newest entries of some kinds, each kind from its index: flat however long it is."""
        each = [rows.filter(kind=kind).order_by("-seq").values_list("seq", flat=True)[:newest] for kind in kinds]
        parts = [one.query.get_compiler(self.using).as_sql() for one in each]
        numbered = enumerate(sql for sql, _ in parts)
        union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS k{n}" for n, sql in numbered)  # noqa: S608  # our own SQL
        parameters = reduce(lambda all_, part: (*all_, *part[1]), parts, ())
        with connections[self.using].cursor() as cursor:
            cursor.execute(f"{union} ORDER BY 1 DESC LIMIT {int(newest)}", parameters)
            return [number for (number,) in cursor.fetchall()]

    @refuses
    def find(self, event: str) -> tuple[str, Entry] | None:
        row = self._table(Journal).first((*_COLUMNS, "person"), {"event": event})
        return (str(row[-1]), _entry(row[:-1])) if row else None

    @refuses
    def categories(self, person: str, events: Collection[str]) -> dict[str, Category]:
        owner = uuid_of(person)
        rows = self._on(Journal).values_list("event", "category", "person")
        # Few are looked up by their ids alone: with the person beside them SQLite walks the whole journal.
        rows = rows.filter(event__in=events) if len(events) <= _MANY else rows.filter(person=owner)
        return {event: Category(category) for event, category, whose in rows if whose == owner}

    def insert(self, person: str, entry: Entry, written: Written) -> None:
        try:
            self._table(Journal).insert(_row(person, entry, written))
        except IntegrityError as error:
            if "taken" in str(error) or "event" in str(error):
                raise IdTaken(entry.event.id) from error
            raise

    def insert_lines(self, lines: Iterable[tuple[Line, Detail]]) -> None:
        pairs = [(uuid_of(line.person), line, detail) for line, detail in lines]
        self._table(Audit).insert_all(
            [{"person": person, **{name: getattr(line, name) for name in _LINE}} for person, line, _ in pairs]
        )
        self._table(AuditDetail).insert_all(
            [
                {"person": person, "seq": line.seq, **{name: getattr(one, name) for name in _DETAIL}}
                for person, line, one in pairs
            ]
        )

    @refuses
    def lines(
        self, person: str, *, before: int | None = None, newest: int | None = None
    ) -> Iterator[tuple[Line, Detail | None]]:
        rows = self._on(Audit).filter(person=uuid_of(person))
        details = self._on(AuditDetail).filter(person=uuid_of(person))
        if before is not None:
            rows, details = rows.filter(seq__lt=before), details.filter(seq__lt=before)
        rows, details = rows.order_by("-seq" if newest else "seq"), details.order_by("-seq")
        if newest:
            rows, details = rows[:newest], details[:newest]
        known = {
            seq: Detail(salt=salt, actor=actor, subject=subject, text=text)
            for seq, salt, actor, subject, text in details.values_list("seq", "salt", "actor", "subject", "text")
        }
        return iter([(_line(person, row), known.get(row[0])) for row in rows.values_list(*_LINE)])

    @refuses
    def ends(self) -> Iterator[tuple[str, Ends]]:
        rows = self._on(Head).order_by("person").values_list("person", "seq", "audit_seq", "audit_digest")
        return iter([(str(row[0]), Ends(seq=row[1], audit_seq=row[2], audit_digest=row[3])) for row in rows])


def _kinds(wanted: Wanted) -> tuple[str, ...]:
    """The kinds that a narrowed list may hold; empty where nothing is narrowed."""
    if not wanted.kinds and wanted.categories is None:
        return ()
    named = wanted.kinds or tuple(KINDS)
    open_ = [kind for kind in named if _is_open(kind, wanted)]
    return tuple(open_) or ("",)  # no entry is of the kind ""


def _is_open(kind: str, wanted: Wanted) -> bool:
    body: Any = KINDS.get(kind)
    return body is not None and (wanted.categories is None or body.category in wanted.categories)


def _narrowed(rows: QuerySet[Journal], wanted: Wanted, *, by_kind: bool = True) -> QuerySet[Journal]:
    if wanted.after:
        rows = rows.filter(seq__gt=wanted.after)
    if wanted.before is not None:
        rows = rows.filter(seq__lt=wanted.before)
    if wanted.known_at is not None:
        rows = rows.filter(recorded_at__lte=wanted.known_at)
    if by_kind and wanted.categories is not None:
        rows = rows.filter(category__in=sorted(wanted.categories))
    if by_kind and wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    return rows


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, event, episode, at, day, zone, recorded_at, author, source, kind, schema, body = row
    return Entry(
        seq=seq,
        event=Event(
            id=event,
            episode=episode,
            at=Moment(at=at.astimezone(UTC), day=day, zone=zone),
            recorded_at=recorded_at.astimezone(UTC),
            author=read_author(author),
            source=source,
            body=read_body(kind, schema, body),
        ),
    )


def _row(person: str, entry: Entry, written: Written) -> dict[str, Any]:
    event = entry.event
    return {
        "person": uuid_of(person),
        "seq": entry.seq,
        "event": event.id,
        "episode": event.episode,
        "kind": event.kind,
        "category": event.category.value,
        "day": event.at.day,
        "zone": event.at.zone,
        "at": event.at.at,
        "recorded_at": event.recorded_at,
        "author": written.author,
        "source": event.source,
        "schema": written.schema,
        "body": written.body,
    }


def _line(person: str, row: tuple[Any, ...]) -> Line:
    seq, at, role, purpose, action, seal, before, digest = row
    return Line(
        person=person,
        seq=seq,
        at=at.astimezone(UTC),
        role=Role(role),
        purpose=Purpose(purpose),
        action=action,
        seal=seal,
        before=before,
        digest=digest,
    )
