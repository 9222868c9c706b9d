"""What a check found in a protocol, and how to cure it."""

from dataclasses import dataclass
from typing import Literal

from restride.core.protocol import Phase, Protocol

Severity = Literal["refused", "overdue", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`refused`: not to be used. `overdue`: used, but the strict check refuses it. `note`: worth knowing."""

    severity: Severity
    file: str
    key: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.cure}"


def refused(protocol: Protocol, key: str, cure: str) -> Finding:
    return _finding("refused", protocol, key, cure)


def overdue(protocol: Protocol, key: str, cure: str) -> Finding:
    return _finding("overdue", protocol, key, cure)


def note(protocol: Protocol, key: str, cure: str) -> Finding:
    return _finding("note", protocol, key, cure)


def _finding(severity: Severity, protocol: Protocol, key: str, cure: str) -> Finding:
    return Finding(severity=severity, file=f"conditions/{protocol.id}.toml", key=key, cure=cure)


def run_phases(protocol: Protocol) -> tuple[Phase, ...]:
    """Phases that go by a ladder of stages."""
    return tuple(phase for phase in protocol.phases if phase.stages)


def running_phases(protocol: Protocol) -> tuple[Phase, ...]:
    """Phases in which there is running, whatever they go by."""
    return tuple(phase for phase in protocol.phases if phase.has_runs)
