"""How long a statement may take on PostgreSQL: a request's is cut short by the settings, the operator's work isn't."""

from typing import Any

from django.db import connections

_LONG = {"lock_timeout": "60s", "statement_timeout": "0", "idle_in_transaction_session_timeout": "0"}


def without_hurry(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings of a database for a backup, a restore or new tables: they take as long as they take.

    Only a lock is not waited for without end, because whoever holds it may never let go. SQLite has no such settings.
    """
    if settings["ENGINE"].endswith("sqlite"):
        return settings
    free = " ".join(f"-c {name}={longest}" for name, longest in _LONG.items())
    options = settings["OPTIONS"]
    return {**settings, "OPTIONS": {**options, "options": f"{options.get('options', '')} {free}".strip()}}


def take_time(using: str = "default") -> None:
    """For a process of the operator: from its next connection on, nothing that it does is cut short."""
    connection = connections[using]
    connection.close()
    connection.settings_dict.update(without_hurry(connection.settings_dict))
