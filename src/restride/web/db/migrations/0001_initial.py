"""The tables as they were first made, and the triggers that keep the journal as it is."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def set_guards(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers of the database in use; another kind of database has none and is refused."""
    text = (Path(__file__).parent / "sql" / f"0001_{schema_editor.connection.vendor}.sql").read_text("utf-8")
    for statement in text.split("-- next\n"):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Audit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("role", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=24)),
                ("action", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
                ("before", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "audit",
            },
        ),
        migrations.CreateModel(
            name="AuditDetail",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("salt", models.CharField(max_length=64)),
                ("actor", models.CharField(max_length=128)),
                ("subject", models.CharField(max_length=256)),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "audit_detail",
            },
        ),
        migrations.CreateModel(
            name="ErasureGate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "db_table": "erasure_gate",
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("person", models.UUIDField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("audit_seq", models.BigIntegerField(default=0)),
                ("audit_digest", models.CharField(default="", max_length=64)),
            ],
            options={
                "db_table": "head",
            },
        ),
        migrations.CreateModel(
            name="Idempotency",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "actor", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                ("actor", models.CharField(max_length=128)),
                ("key", models.CharField(max_length=255)),
                ("request", models.CharField(max_length=128)),
                ("text", models.TextField(null=True)),
                ("token", models.CharField(max_length=64)),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "idempotency",
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "mark",
            },
        ),
        migrations.CreateModel(
            name="ProtocolText",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
            options={
                "db_table": "protocol_text",
            },
        ),
        migrations.CreateModel(
            name="SingleUseCode",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("owner", models.CharField(db_index=True, max_length=64)),
                ("until", models.DateTimeField()),
                ("categories", models.CharField(max_length=128)),
                ("detail", models.TextField()),
                ("spent", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "code",
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("person", models.UUIDField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("episode", models.CharField(max_length=64)),
                ("verdict", models.CharField(max_length=16)),
                ("phase", models.CharField(max_length=64)),
                ("level", models.IntegerField()),
                ("urgency", models.SmallIntegerField(null=True)),
                ("open_flags", models.IntegerField()),
                ("issued_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("no_run_before", models.DateTimeField(null=True)),
                ("check_in_due", models.DateTimeField(db_index=True, null=True)),
                ("last_entry_at", models.DateTimeField(null=True)),
                ("last_run_day", models.DateField(null=True)),
                ("clearance_until", models.DateField(null=True)),
            ],
            options={
                "db_table": "standing",
            },
        ),
        migrations.CreateModel(
            name="StateCheckpoint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "episode", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                ("episode", models.CharField(max_length=64)),
                ("seq", models.BigIntegerField()),
                ("fold_version", models.CharField(max_length=64)),
                ("protocol_hash", models.CharField(max_length=128)),
                ("state", models.BinaryField()),
            ],
            options={
                "db_table": "state_checkpoint",
            },
        ),
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("media", models.CharField(max_length=128)),
            ],
            options={
                "db_table": "blob",
                "indexes": [models.Index(fields=["person", "digest"], name="blob_digest")],
            },
        ),
        migrations.CreateModel(
            name="CareRelation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.UUIDField()),
                ("clinician", models.CharField(max_length=64)),
                ("categories", models.CharField(max_length=128)),
                ("consent", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "care",
                "indexes": [models.Index(fields=["clinician", "person"], name="care_clinician")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended", None)), fields=("person", "clinician"), name="care_live_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.UUIDField(db_index=True)),
                ("at", models.DateTimeField()),
                ("audit_seq", models.BigIntegerField()),
                (
                    "gate",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="db.erasuregate",
                    ),
                ),
            ],
            options={
                "db_table": "erasure",
            },
        ),
        migrations.CreateModel(
            name="Journal",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField()),
                ("seq", models.BigIntegerField()),
                ("event", models.CharField(max_length=64, unique=True)),
                ("episode", models.CharField(max_length=64, null=True)),
                ("kind", models.CharField(max_length=40)),
                ("category", models.CharField(max_length=16)),
                ("day", models.DateField()),
                ("zone", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("author", models.TextField()),
                ("source", models.CharField(max_length=64)),
                ("schema", models.SmallIntegerField()),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "journal",
                "indexes": [
                    models.Index(fields=["person", "kind", "seq"], name="journal_kind"),
                    models.Index(fields=["person", "category", "seq"], name="journal_category"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=128)),
                ("body", models.TextField()),
                ("due", models.DateTimeField()),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("attempt", models.SmallIntegerField(default=0)),
                ("trouble", models.TextField(default="")),
            ],
            options={
                "db_table": "outbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "taken"))), fields=["due", "id"], name="outbox_due"
                    ),
                    models.Index(fields=["person"], name="outbox_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True), fields=("person", "key"), name="outbox_key_once"
                    )
                ],
            },
        ),
        migrations.RunPython(set_guards, migrations.RunPython.noop, elidable=False),
    ]
