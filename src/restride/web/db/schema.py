"""Which tables a database has, compared with those of this release: behind, the same, or from a newer Restride."""

from collections.abc import Mapping

from django.apps import apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Targets = list[tuple[str, str]]


class TooNew(Exception):
    """The tables are of a newer Restride; the text says which and the cure."""


def schema_of(using: str = "default") -> dict[str, str]:
    """The newest migration of each app that this database has; empty for a database without tables."""
    applied = MigrationRecorder(connections[using]).applied_migrations()
    newest: dict[str, str] = {}
    for label, name in applied:
        newest[label] = max(name, newest.get(label, ""))
    return newest


def pending(using: str = "default") -> tuple[str, ...]:
    """The migrations of this release that the database lacks, in order."""
    executor = MigrationExecutor(connections[using])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)


def refuse_newer(schema: Mapping[str, str]) -> None:
    """Raises TooNew where one of our own sets of tables has a migration that this release doesn't know.

    Migrations are numbered, so an older one that was merged away since is no sign of a newer release.
    """
    known = MigrationLoader(None).graph.leaf_nodes()
    newest = dict(known)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("restride.")}
    for label, name in sorted(schema.items()):
        if label in ours and name > newest.get(label, ""):
            raise TooNew(
                f"These tables are of a newer Restride: {label} {name}; this one knows {newest.get(label, 'none')}. "
                "Start that newer release, or restore a backup made by this one."
            )


def targets(schema: Mapping[str, str]) -> Targets:
    """Where to migrate an empty database so that it has the tables of this schema; apps that are gone are left out."""
    graph = MigrationLoader(None).graph
    return [(label, name) for label, name in sorted(schema.items()) if (label, name) in graph.nodes]


def migrate(using: str, to: Targets | None = None) -> None:
    """Bring a database to these migrations, or to all of this release."""
    executor = MigrationExecutor(connections[using])
    executor.migrate(to if to is not None else executor.loader.graph.leaf_nodes())
