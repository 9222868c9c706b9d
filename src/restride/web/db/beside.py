"""The rows that lie beside the journal on a database: messages, answers, files, projections, care, codes,
erasures.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
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

_M = TypeVar("_M", bound=Model)
_FILE = ("id", "digest", "size", "name", "media")
_CHECKPOINT = ("episode", "seq", "fold_version", "protocol_hash", "state")
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
        if message.key and self._on(models.Outbox).filter(person=owner, key=message.key).exists():
            return
        row = models.Outbox(
            person=owner,
            kind=message.kind,
            key=message.key,
            body=message.body,
            due=message.not_before or now,
        )
        self._on(models.Outbox).bulk_create([row])

    def answer(self, person: str, actor: str, key: str) -> Answer | None:
        rows = self._on(models.Idempotency).filter(person=uuid_of(person), actor=actor, key=key)
        row = rows.values("request", "text", "token", "until").first()
        return Answer(**row) if row else None

    def put_answer(self, person: str, actor: str, key: str, answer: Answer) -> None:
        row = models.Idempotency(person=uuid_of(person), actor=actor, key=key, **asdict(answer))
        self._put(row, ("person", "actor", "key"), tuple(asdict(answer)))

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
        rows = self._on(models.StateCheckpoint).filter(person=uuid_of(person), episode=episode)
        row = rows.values(*_CHECKPOINT).first()
        return Checkpoint(**{**row, "state": bytes(row["state"])}) if row else None

    def put_checkpoint(self, person: str, checkpoint: Checkpoint) -> None:
        row = models.StateCheckpoint(person=uuid_of(person), **asdict(checkpoint))
        self._put(row, ("person", "episode"), _CHECKPOINT[1:])

    def drop_checkpoints(self, person: str) -> None:
        self._on(models.StateCheckpoint).filter(person=uuid_of(person)).delete()

    def standings(self, people: Collection[str]) -> tuple[Standing, ...]:
        rows = self._on(models.Standing).filter(person__in=[uuid_of(one) for one in people]).order_by("person")
        return tuple(Standing(**{**row, "person": str(row["person"])}) for row in rows.values(*_STANDING))

    def put_standing(self, standing: Standing) -> None:
        row = models.Standing(**{**asdict(standing), "person": uuid_of(standing.person)})
        self._put(row, ("person",), tuple(name for name in _STANDING if name != "person"))

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
        if self.removed is not None:
            transaction.on_commit(partial(self.removed.add, (removal,)), using=self.using, robust=True)

    def _on(self, model: type[_M]) -> QuerySet[_M]:
        return model._default_manager.using(self.using)

    def _put(self, row: Model, unique: tuple[str, ...], fields: tuple[str, ...]) -> None:
        self._on(type(row)).bulk_create([row], update_conflicts=True, unique_fields=unique, update_fields=fields)


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
