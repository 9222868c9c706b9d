"""A second database beside Django's own, for a while: a picture of one, or one that is being restored."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def connected(alias: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """Inside, Django knows a database by this alias. It opens nothing by itself, and closes it at the end."""
    if alias in connections.settings:
        raise RuntimeError(f"there is a database {alias!r} already")
    connections.settings[alias] = connections.configure_settings({**connections.settings, alias: dict(settings)})[alias]
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def like(using: str, **changed: Any) -> dict[str, Any]:
    """The settings of a database with some changed; never its pool."""
    settings = {**connections.settings[using], "TEST": {}, **changed}
    settings["OPTIONS"] = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    return settings
