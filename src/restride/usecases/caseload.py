"""A clinician's list: who needs somebody first, and why. A read of stored lines; no journal is opened for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from restride.journal.values import Actor, Standing
from restride.usecases.ports import Ports

_OVERDUE = timedelta(days=1)  # a whole day without the check-in that was due; a matter of lists, not of care


class Need(IntEnum):
    """Why a runner stands where they do in the list, the most pressing first."""

    FLAG = 1
    STOP = 2
    DISPUTED = 3
    CLEARANCE = 4
    OVERDUE = 5
    NONE = 6


class Show(IntEnum):
    """Which part of a list is asked for: everybody, who waits for anything, or who waits for one thing."""

    ALL = 0
    WAITING = 1
    STOPPED = 2
    DISPUTED = 3
    CLEARANCE = 4
    OVERDUE = 5


_NEEDS = {
    Show.ALL: frozenset(Need),
    Show.WAITING: frozenset(Need) - {Need.NONE},
    Show.STOPPED: frozenset({Need.FLAG, Need.STOP, Need.DISPUTED}),
    Show.DISPUTED: frozenset({Need.DISPUTED}),
    Show.CLEARANCE: frozenset({Need.CLEARANCE}),
    Show.OVERDUE: frozenset({Need.OVERDUE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One runner of the list. `silent_since` is the last entry of somebody whose check-in is overdue."""

    standing: Standing
    need: Need
    silent_since: datetime | None = None

    def is_in(self, show: Show) -> bool:
        """Whether this part of the list holds the line; who disputes one of several warnings is in both parts."""
        disputes = show is Show.DISPUTED and self.standing.disputed > 0
        silent = show is Show.OVERDUE and self.silent_since is not None
        waits = show is Show.CLEARANCE and self.standing.awaiting
        return self.need in _NEEDS[show] or disputes or silent or waits


def show_caseload(ports: Ports, clinician: Actor) -> tuple[Line, ...]:
    """The runners whom this clinician may see, the most pressing first. Raises AccessDenied for anybody else."""
    at = ports.clock.now()
    lines = (_line(standing, at) for standing in ports.store.caseload(clinician, at))
    return tuple(sorted(lines, key=_pressing))


def counted(lines: Iterable[Line]) -> dict[Show, int]:
    """How many lines each part of the list holds."""
    found: Counter[Show] = Counter(show for line in lines for show in Show if line.is_in(show))
    return {show: found[show] for show in Show}


def _line(standing: Standing, at: datetime) -> Line:
    due = standing.check_in_due
    overdue = due is not None and at >= due + _OVERDUE
    return Line(
        standing=standing, need=_need(standing, overdue), silent_since=standing.last_entry_at if overdue else None
    )


def _need(standing: Standing, overdue: bool) -> Need:
    if standing.open_flags > standing.disputed:
        return Need.FLAG
    if standing.open_flags:
        return Need.DISPUTED
    if standing.verdict == "stop":
        return Need.STOP
    if standing.awaiting:
        return Need.CLEARANCE
    return Need.OVERDUE if overdue else Need.NONE


def _pressing(line: Line) -> tuple[int, int, str, str]:
    """By need, then urgency, then who has waited longest."""
    standing = line.standing
    waiting = standing.last_entry_at.isoformat() if standing.last_entry_at else ""
    return (line.need, -(standing.urgency or 0), waiting, standing.person)
