"""A storage whose n-th call fails, and what must be true of it afterwards. For tests only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from restride.journal.values import SYSTEM, Purpose, Scope
from restride.usecases.ports import Ports
from restride.usecases.standing import folded_standing


class Fault(Exception):
    """The disk, at the worst moment."""


@contextmanager
def failing_at(number: int, aliases: tuple[str, ...]) -> Iterator[list[str]]:
    """The n-th statement on these databases fails, those that are opened meanwhile too; gives what was asked."""
    from django.db import OperationalError, connections
    from django.db.backends.signals import connection_created

    calls: list[str] = []

    def wrapped(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        calls.append(sql)
        if len(calls) == number:
            raise OperationalError("the disk, at the worst moment")
        return execute(sql, params, many, context)

    touched: list[Any] = []

    def watch(connection: Any) -> None:
        connection.execute_wrappers.append(wrapped)
        touched.append(connection)

    def opened(connection: Any, **_: Any) -> None:
        if connection.alias in aliases and connection not in touched:
            watch(connection)

    for alias in aliases:
        if alias in connections.settings:
            watch(connections[alias])
    connection_created.connect(opened)
    try:
        yield calls
    finally:
        connection_created.disconnect(opened)
        for connection in touched:
            connection.execute_wrappers.remove(wrapped)


@contextmanager
def files_failing_at(number: int) -> Iterator[list[str]]:
    """The n-th act on an original file fails: opening, making durable, renaming; gives what was asked."""
    import os
    from errno import ENOSPC

    import pytest

    from restride.web.db import files

    calls: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) == number:
                raise OSError(ENOSPC, "the disk, at the worst moment")
            return call(*arguments, **named)

        return act

    class Watched:
        def __getattr__(self, name: str) -> Any:
            found = getattr(os, name)
            return counted(name, found) if name in ("open", "fdopen", "fsync") else found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "os", Watched())
        patch.setattr(Path, "rename", counted("rename", Path.rename))
        yield calls


_ACTS = ("open", "rename", "replace", "unlink", "link", "mkdir", "rmdir", "fsync", "truncate")


@contextmanager
def folder_failing_at(number: int, folder: Path) -> Iterator[list[str]]:
    """The n-th act in this folder fails: opening, renaming, replacing, linking, removing, making durable.

    Acts by which a database keeps its own file are its own matter. Gives what was asked.
    """
    import builtins
    import io
    import os
    from errno import ENOSPC

    import pytest

    calls: list[str] = []
    root = str(folder.resolve())

    def inside(what: Any) -> bool:
        try:
            path = os.readlink(f"/proc/self/fd/{what}") if isinstance(what, int) else os.path.abspath(os.fspath(what))
        except (OSError, TypeError, ValueError):
            return False
        return path.startswith(root + os.sep)

    def watched(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def act(what: Any, *more: Any, **named: Any) -> Any:
            if not inside(what):
                return call(what, *more, **named)
            calls.append(f"{name} {what}")
            if len(calls) == number:
                raise OSError(ENOSPC, "No space left on device")
            return call(what, *more, **named)

        return act

    with pytest.MonkeyPatch.context() as patch:
        for name in _ACTS:
            patch.setattr(os, name, watched(name, getattr(os, name)))
        opening = watched("open", io.open)
        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", opening)
        yield calls


def everything(using: str) -> str:
    """All rows of the storage, as text."""
    from django.apps import apps

    tables = sorted(apps.get_app_config("db").get_models(), key=lambda table: table.__name__)
    rows = [sorted(map(repr, table._default_manager.using(using).values())) for table in tables]
    return "\n".join(line for table in rows for line in table)


def sound(ports: Ports) -> None:
    """Chains hold, numbers have no gap, and the lines of lists are what the full fold gives."""
    assert ports.audit.verify() is None
    for person in tuple(ports.store.people(SYSTEM)):
        scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=ports.clock.now())
        entries = ports.store.read(scope).entries
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert ports.store.standing(scope) == folded_standing(ports, person, tuple(one.event for one in entries))
