"""The tables of the storage. They hold no rules: those stand in `restride.journal`, and in triggers below Django.

A person is the account's UUID without a foreign key: no deletion of an account may take a journal with it.
`KEEPING` says of each table what an export and an erasure do with it.
"""

from typing import ClassVar

from django.db import models

KEEPING: dict[str, str] = {
    "journal": "export, erased",
    "blob": "export, erased",
    "care": "export, erased",
    "standing": "derived, erased",
    "state_checkpoint": "derived, erased",
    "protocol_text": "export, of nobody",
    "audit": "export, kept after erasure without a name",
    "audit_detail": "export, erased",
    "idempotency": "technical, erased",
    "outbox": "technical, erased",
    "code": "secret, erased",
    "head": "technical, kept",
    "erasure": "technical, kept",
    "erasure_gate": "technical, empty",
    "mark": "technical, of nobody",
}


class Head(models.Model):
    """Where a person's numbers stand. Its row is the person's write lock."""

    person = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    audit_seq = models.BigIntegerField(default=0)
    audit_digest = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "head"


class Journal(models.Model):
    """One event. Triggers refuse update and delete, a number out of turn, an id that was there."""

    pk = models.CompositePrimaryKey("person", "seq")
    person = models.UUIDField()
    seq = models.BigIntegerField()
    event = models.CharField(max_length=64, unique=True)
    episode = models.CharField(max_length=64, null=True)  # None is the whole person
    kind = models.CharField(max_length=40)
    category = models.CharField(max_length=16)
    day = models.DateField()
    zone = models.CharField(max_length=64)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    author = models.TextField()
    source = models.CharField(max_length=64)
    schema = models.SmallIntegerField()
    body = models.TextField()

    class Meta:
        db_table = "journal"
        indexes: ClassVar = [
            models.Index(fields=["person", "kind", "seq"], name="journal_kind"),
            models.Index(fields=["person", "category", "seq"], name="journal_category"),
        ]


class Audit(models.Model):
    """One line of a person's audit chain. Triggers refuse update and delete."""

    pk = models.CompositePrimaryKey("person", "seq")
    person = models.UUIDField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    role = models.CharField(max_length=16)
    purpose = models.CharField(max_length=24)
    action = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit"


class AuditDetail(models.Model):
    """What may identify somebody in an audit line; deleted by an erasure."""

    pk = models.CompositePrimaryKey("person", "seq")
    person = models.UUIDField()
    seq = models.BigIntegerField()
    salt = models.CharField(max_length=64)
    actor = models.CharField(max_length=128)
    subject = models.CharField(max_length=256)
    text = models.TextField()

    class Meta:
        db_table = "audit_detail"


class Outbox(models.Model):
    """A message to be sent. While it is taken, `due` is the end of the worker's lease."""

    person = models.UUIDField(null=True)
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=128)
    body = models.TextField()
    due = models.DateTimeField()
    state = models.CharField(max_length=8, default="waiting")
    attempt = models.SmallIntegerField(default=0)
    trouble = models.TextField(default="")

    class Meta:
        db_table = "outbox"
        indexes: ClassVar = [
            models.Index(
                fields=["due", "id"],
                condition=models.Q(state__in=("waiting", "taken")),
                name="outbox_due",
            ),
            models.Index(fields=["person"], name="outbox_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], condition=~models.Q(key=""), name="outbox_key_once"),
        ]


class Idempotency(models.Model):
    """The answer to a request that may come again. While `text` is null the work runs, at most until `until`."""

    pk = models.CompositePrimaryKey("person", "actor", "key")
    person = models.UUIDField()
    actor = models.CharField(max_length=128)
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=128)
    text = models.TextField(null=True)  # None is "still running"
    token = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta:
        db_table = "idempotency"


class Blob(models.Model):
    """An original file; its bytes lie outside the database under `id`."""

    id = models.CharField(max_length=32, primary_key=True)
    person = models.UUIDField()
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    media = models.CharField(max_length=128)

    class Meta:
        db_table = "blob"
        indexes: ClassVar = [models.Index(fields=["person", "digest"], name="blob_digest")]


class ProtocolText(models.Model):
    """A resolved protocol text that was once pinned. Triggers refuse update and delete."""

    digest = models.CharField(max_length=128, primary_key=True)
    text = models.TextField()

    class Meta:
        db_table = "protocol_text"


class ErasureGate(models.Model):
    """Always empty: an erasure that points here is open, and an open one cannot be committed."""

    class Meta:
        db_table = "erasure_gate"


class Erasure(models.Model):
    """A person whose data was removed. Deletes pass the triggers only while `gate` is set."""

    person = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    audit_seq = models.BigIntegerField()
    gate = models.ForeignKey(ErasureGate, null=True, on_delete=models.DO_NOTHING, related_name="+", db_index=False)

    class Meta:
        db_table = "erasure"


class StateCheckpoint(models.Model):
    """A folded state up to `seq`; disposable."""

    pk = models.CompositePrimaryKey("person", "episode")
    person = models.UUIDField()
    episode = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    fold_version = models.CharField(max_length=64)
    protocol_hash = models.CharField(max_length=128)
    state = models.BinaryField()

    class Meta:
        db_table = "state_checkpoint"


class Standing(models.Model):
    """One runner's line in lists; disposable. Dates, so that "overdue" is asked in SQL."""

    person = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField()
    episode = models.CharField(max_length=64)
    verdict = models.CharField(max_length=16)
    phase = models.CharField(max_length=64)
    level = models.IntegerField()
    target_s = models.IntegerField(default=0, db_default=0)
    urgency = models.SmallIntegerField(null=True)
    open_flags = models.IntegerField()
    issued_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    no_run_before = models.DateTimeField(null=True)
    check_in_due = models.DateTimeField(null=True, db_index=True)
    last_entry_at = models.DateTimeField(null=True)
    last_run_day = models.DateField(null=True)
    clearance_until = models.DateField(null=True)
    awaiting = models.BooleanField(default=False, db_default=False)
    disputed = models.IntegerField(default=0, db_default=0)
    protocol = models.CharField(max_length=64, default="", db_default="")
    side = models.CharField(max_length=16, default="", db_default="")

    class Meta:
        db_table = "standing"


class CareRelation(models.Model):
    """A clinician may see these categories of a person, while `ended` is null."""

    person = models.UUIDField()
    clinician = models.CharField(max_length=64)
    categories = models.CharField(max_length=128)  # comma-separated, sorted
    consent = models.CharField(max_length=64)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        db_table = "care"
        indexes: ClassVar = [models.Index(fields=["clinician", "person"], name="care_clinician")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "clinician"], condition=models.Q(ended=None), name="care_live_once"
            ),
        ]


class SingleUseCode(models.Model):
    """The digest of a code that somebody was handed."""

    digest = models.CharField(max_length=128, primary_key=True)
    kind = models.CharField(max_length=16)
    owner = models.CharField(max_length=64, db_index=True)
    until = models.DateTimeField()
    categories = models.CharField(max_length=128)
    detail = models.TextField()
    spent = models.DateTimeField(null=True)

    class Meta:
        db_table = "code"


class Mark(models.Model):
    """An instant that only moves forward: the latest time seen, the last restore."""

    name = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "mark"
