"""What a restore from a backup does to decisions: earlier answers no longer open a run. How it is done isn't here."""

from datetime import datetime

from restride.core.state import Entry, RunnerState


def restored_at(state: RunnerState) -> datetime | None:
    """The instant at which the record was last put back from a backup; None when it never was."""
    return max((entry.recorded_at for entry in state.restores.values()), default=None)


def is_from_backup(entry: Entry, state: RunnerState) -> bool:
    """Whether the entry came back with a backup. Newer bad news may be missing, so it opens nothing (INV-077)."""
    restored = restored_at(state)
    return restored is not None and entry.recorded_at <= restored
