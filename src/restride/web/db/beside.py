"""The rows that lie beside the journal on a database: messages, answers, files, projections, care, codes,
erasures.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from restride.core.terms import Category
from restride.journal.rows import Answer
from restride.journal.values import (
    AccessDenied,
    Care,
    Checkpoint,
    Code,
    CodeKind,
    Erasure,
    FileRecord,
    Message,
    Standing,
)
from restride.usecases.removed import Removal, RemovedList
from restride.web.db import models
from restride.web.db.prepared import Prepared

_M = TypeVar("_M", bound=Model)
_FILE = ("id", "digest", "size", "name", "media")
_CHECKPOINT = ("episode", "seq", "fold_version", "protocol_hash", "state")
_ANSWER = ("request", "text", "token", "until")
_STANDING = tuple(Standing.__dataclass_fields__)
_CARE = ("person", "clinician", "categories", "consent", "since", "ended")
_CODE = ("kind", "digest", "owner", "until", "categories", "detail", "spent")
_GATE = 1  # points nowhere, so that an erasure left open cannot be committed


@dataclass(frozen=True, slots=True)
class BesideRows:
    """The part of `restride.journal.rows.Rows` that is not the journal itself."""

    using: str = "default"
    removed: RemovedList | None = None

    def enqueue(self, person: str | None, message: Message, now: datetime) -> None:
        owner = uuid_of(person) if person else None
        if message.key and self._is_queued(owner, message.key):
            return
        row = {"person": owner, "kind": message.kind, "key": message.key, "body": message.body}
        new = {"due": message.not_before or now, "state": "waiting", "attempt": 0, "trouble": ""}
        self._table(models.Outbox).insert(row | new)

    def _is_queued(self, owner: UUID | None, key: str) -> bool:
        if owner is None:
            return self._on(models.Outbox).filter(person=None, key=key).exists()
        return self._table(models.Outbox).first(("id",), {"person": owner, "key": key}) is not None

    def answer(self, person: str, actor: str, key: str) -> Answer | None:
        by = {"person": uuid_of(person), "actor": actor, "key": key}
        row = self._table(models.Idempotency).first(_ANSWER, by)
        return Answer(**dict(zip(_ANSWER, row, strict=True))) if row else None

    def put_answer(self, person: str, actor: str, key: str, answer: Answer) -> None:
        row = {"person": uuid_of(person), "actor": actor, "key": key, **asdict(answer)}
        self._table(models.Idempotency).insert(row, unique=("person", "actor", "key"))

    def drop_claim(self, person: str, token: str) -> None:
        rows = self._on(models.Idempotency).filter(person=uuid_of(person), token=token, text=None)
        rows.delete()

    def text(self, digest: str) -> str | None:
        return self._on(models.ProtocolText).filter(digest=digest).values_list("text", flat=True).first()

    def texts(self) -> tuple[str, ...]:
        return tuple(self._on(models.ProtocolText).order_by("digest").values_list("digest", flat=True))

    def put_text(self, digest: str, text: str) -> None:
        self._on(models.ProtocolText).bulk_create([models.ProtocolText(digest=digest, text=text)])

    def files(self, person: str, digest: str = "") -> tuple[FileRecord, ...]:
        rows = self._on(models.Blob).filter(person=uuid_of(person)).order_by("id")
        if digest:
            rows = rows.filter(digest=digest)
        return tuple(FileRecord(**row) for row in rows.values(*_FILE))

    def put_file(self, person: str, record: FileRecord) -> None:
        self._on(models.Blob).bulk_create([models.Blob(person=uuid_of(person), **asdict(record))])

    def checkpoint(self, person: str, episode: str) -> Checkpoint | None:
        row = self._table(models.StateCheckpoint).first(_CHECKPOINT, {"person": uuid_of(person), "episode": episode})
        return Checkpoint(**{**dict(zip(_CHECKPOINT, row, strict=True)), "state": bytes(row[-1])}) if row else None

    def put_checkpoint(self, person: str, checkpoint: Checkpoint) -> None:
        row = {"person": uuid_of(person), **{name: getattr(checkpoint, name) for name in _CHECKPOINT}}
        self._table(models.StateCheckpoint).insert(row, unique=("person", "episode"))

    def drop_checkpoints(self, person: str) -> None:
        self._on(models.StateCheckpoint).filter(person=uuid_of(person)).delete()

    def standings(self, people: Collection[str]) -> tuple[Standing, ...]:
        rows = self._on(models.Standing).filter(person__in=[uuid_of(one) for one in people]).order_by("person")
        return tuple(Standing(**{**row, "person": str(row["person"])}) for row in rows.values(*_STANDING))

    def put_standing(self, standing: Standing) -> None:
        row = {name: getattr(standing, name) for name in _STANDING} | {"person": uuid_of(standing.person)}
        self._table(models.Standing).insert(row, unique=("person",))

    def care(self, *, person: str = "", clinician: str = "", live: bool = False) -> tuple[Care, ...]:
        rows = self._on(models.CareRelation).order_by("person", "clinician", "since", "id")
        if person:
            rows = rows.filter(person=uuid_of(person))
        if clinician:
            rows = rows.filter(clinician=clinician)
        if live:
            rows = rows.filter(ended=None)
        return tuple(
            Care(**{**row, "person": str(row["person"]), "categories": _read_set(row["categories"])})
            for row in rows.values(*_CARE)
        )

    def put_care(self, care: Care) -> None:
        self.end_care(care.person, care.clinician, care.since)
        fields = {name: getattr(care, name) for name in _CARE}
        row = models.CareRelation(
            **{**fields, "person": uuid_of(care.person), "categories": _write_set(care.categories)}
        )
        self._on(models.CareRelation).bulk_create([row])

    def end_care(self, person: str, clinician: str, at: datetime) -> None:
        rows = self._on(models.CareRelation).filter(person=uuid_of(person), clinician=clinician, ended=None)
        if rows.update(ended=at):
            self._note(Removal(person=person, at=at, clinician=clinician))

    def code(self, digest: str, kind: CodeKind | None = None) -> Code | None:
        rows = self._on(models.SingleUseCode).filter(digest=digest)
        row = (rows.filter(kind=kind) if kind else rows).values(*_CODE).first()
        if row is None:
            return None
        return Code(**{**row, "kind": CodeKind(row["kind"]), "categories": _read_set(row["categories"])})

    def put_code(self, code: Code) -> None:
        if self._on(models.SingleUseCode).filter(digest=code.digest).exists():
            raise ValueError("this code was made before: make a new random one")
        fields = {name: getattr(code, name) for name in _CODE}
        row = models.SingleUseCode(**{**fields, "categories": _write_set(code.categories)})
        self._on(models.SingleUseCode).bulk_create([row])

    def spend_code(self, digest: str, at: datetime) -> bool:
        return self._on(models.SingleUseCode).filter(digest=digest, spent=None).update(spent=at) == 1

    def erasures(self, person: str = "") -> tuple[Erasure, ...]:
        rows = self._on(models.Erasure).order_by("id")
        if person:
            rows = rows.filter(person=uuid_of(person))
        return tuple(
            Erasure(person=str(one), at=at.astimezone(UTC), audit_seq=seq)
            for one, at, seq in rows.values_list("person", "at", "audit_seq")
        )

    def erase(self, erasure: Erasure) -> None:
        person = uuid_of(erasure.person)
        opened = models.Erasure(person=person, at=erasure.at, audit_seq=erasure.audit_seq, gate_id=_GATE)
        opened.save(using=self.using, force_insert=True)
        for table in (
            models.Journal,
            models.AuditDetail,
            models.Idempotency,
            models.Outbox,
            models.Blob,
            models.StateCheckpoint,
            models.Standing,
            models.CareRelation,
        ):
            self._on(table).filter(person=person).delete()
        self._on(models.SingleUseCode).filter(owner=erasure.person).delete()
        self._on(models.Erasure).filter(pk=opened.pk).update(gate_id=None)
        self._note(Removal(person=erasure.person, at=erasure.at, audit_seq=erasure.audit_seq))

    def _note(self, removal: Removal) -> None:
        """Add a line to the list outside, once it is true. What a full disk keeps from it, the next start adds."""
        listed = self.removed
        if listed is None:
            return

        def note() -> None:
            listed.add((removal,))

        transaction.on_commit(note, using=self.using, robust=True)

    def _on(self, model: type[_M]) -> QuerySet[_M]:
        return model._default_manager.using(self.using)

    def _table(self, model: type[Model]) -> Prepared:
        return Prepared(self.using, model)


def uuid_of(person: str) -> UUID:
    """The column value of a person. Raises AccessDenied for what is no UUID: there is nobody of that name."""
    try:
        return UUID(person)
    except ValueError:
        raise AccessDenied from None


def _write_set(categories: Collection[Category]) -> str:
    return ",".join(sorted(one.value for one in categories))


def _read_set(text: Any) -> frozenset[Category]:
    return frozenset(Category(one) for one in text.split(",") if one)
