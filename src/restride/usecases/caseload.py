"""A clinician's list: who needs somebody first, and why. A read of stored lines; no journal is opened for it."""

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
    CLEARANCE = 3
    OVERDUE = 4
    NONE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One runner of the list. `silent_since` is the last entry of somebody whose check-in is overdue."""

    standing: Standing
    need: Need
    silent_since: datetime | None = None


def show_caseload(ports: Ports, clinician: Actor) -> tuple[Line, ...]:
    """The runners whom this clinician may see, the most pressing first. Raises AccessDenied for anybody else."""
    at = ports.clock.now()
    lines = (_line(standing, at) for standing in ports.store.caseload(clinician, at))
    return tuple(sorted(lines, key=_pressing))


def _line(standing: Standing, at: datetime) -> Line:
    due = standing.check_in_due
    overdue = due is not None and at >= due + _OVERDUE
    return Line(
        standing=standing, need=_need(standing, overdue), silent_since=standing.last_entry_at if overdue else None
    )


def _need(standing: Standing, overdue: bool) -> Need:
    if standing.open_flags:
        return Need.FLAG
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
