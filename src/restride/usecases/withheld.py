"""Where thinking about a runner fails: the news stays stored, nobody gets a run, and the operator can see it.

A fault of the database is no such failure: it undoes everything, as it must.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from restride.core.check import check
from restride.core.context import open_flags_of
from restride.core.decision import NO_RUN, Decision
from restride.core.moment import Now
from restride.core.protocol import FlagLine, Regimen
from restride.core.state import Entry, RunnerState
from restride.core.terms import Course, Verdict
from restride.core.told import in_order_issued
from restride.journal.values import Refused
from restride.usecases.ports import Ports
from restride.usecases.record import Record, regimen_of

CHECKER_FAILED = "checker-failed"
PROTOCOL_LOST = "protocol-lost"
WITHHELD = frozenset({CHECKER_FAILED, PROTOCOL_LOST})  # objections that no rule made
_log = logging.getLogger("restride.decisions")


def second_opinion(decision: Decision, regimen: Regimen, state: RunnerState, now: Now) -> tuple[str, ...]:
    """What speaks against a decision; a check that itself fails does (INV-035)."""
    try:
        return check(decision, regimen, state, now)
    except Exception:  # noqa: BLE001 - fail closed: the entry that led here has to stay stored (INV-025)
        tell("the second opinion failed: a run was withheld")
        return (CHECKER_FAILED,)


def loaded(ports: Ports, opened: Iterable[Entry], state: RunnerState) -> Iterator[tuple[Entry, Regimen | None]]:
    """Each episode with its regimen; None where the pinned protocol is lost or damaged."""
    for entry in opened:
        try:
            yield entry, regimen_of(ports, entry, state)
        except Refused:
            raise
        except Exception:  # noqa: BLE001 - fail closed: bad news is not lost because a text is (INV-025)
            tell("a pinned protocol can't be read: nothing is decided from it")
            yield entry, None


def lines_without_plan(ports: Ports, opened: Entry) -> tuple[FlagLine, ...]:
    """The lines that stand in where a plan can't be read: those of its condition, then every other there is.

    They are for asking and for opening flags, where more is safer; nothing is ever opened by them.
    """
    mine = ports.protocols.lines((opened.body.condition,))
    known = {line.group for line in mine}
    return (*mine, *(line for line in ports.protocols.lines() if line.group not in known))


def withdrawn(decision: Decision, now: Now) -> Decision:
    """The decision without its run: what is issued when the second opinion objects (INV-035)."""
    return replace(
        decision,
        verdict=Verdict.REST,
        course=min(decision.course, Course.HOLD),
        dose=NO_RUN,
        no_run_before=now.day_ends,
        trouble=decision.trouble or "second-opinion",
    )


def without_protocol(state: RunnerState, before: Decision | None, now: Now) -> Decision | None:
    """What takes the place of the decision in force where its protocol can't be read; None where nothing must go.

    An open red flag is a stop without any protocol.
    """
    if before is None:
        return None
    flags = open_flags_of(state)
    if not before.runs and not (flags and before.verdict is not Verdict.STOP):
        return None
    closed = replace(
        withdrawn(before, now),
        day=now.day,
        issued_at=now.at,
        expires_at=now.day_ends,
        reasons=(),
        limits=(),
        questions=(),
        trouble=PROTOCOL_LOST,
    )
    if not flags:
        return closed
    return replace(closed, verdict=Verdict.STOP, course=Course.STOP, urgency=max(entry.body.urgency for entry in flags))


def withheld_now(record: Record) -> bool:
    """Whether the newest decision of an episode that is followed was made without thinking."""
    newest: dict[str | None, Entry] = {}
    for entry in sorted(record.state.decisions.values(), key=in_order_issued):
        newest[entry.episode] = entry
    followed = {opened.id for opened in record.open_episodes()}
    return any(WITHHELD & set(entry.body.objections) for id, entry in newest.items() if id in followed)


def tell(what: str) -> None:
    """A line for the operator: what failed and where, with the request's number, never a value of the record."""
    _log.error(what, exc_info=True, extra={"event": what})
