"""A runner's line in a list: the lowest of the decisions in force, open flags, and the dates a list sorts by."""

from datetime import datetime

from restride.core.decision import Decision
from restride.core.moment import Now
from restride.core.terms import Scope
from restride.journal.values import Standing
from restride.usecases.record import Record

_ORDER = ("stop", "pending", "rest", "step_back", "hold", "progress")


def standing_of(person: str, seq: int, record: Record, now: Now) -> Standing:
    """The line of this person after their newest entry. Lists never read more than this."""
    state = record.state
    closed = {entry.body.flag_event for entry in state.flags_closed.values()}
    open_flags = [entry for id, entry in state.flags.items() if id not in closed]
    newest = _lowest(record)
    runs = [entry.at.day for entry in state.sessions.values() if entry.body.run_s]
    untils = [e.body.until for e in state.clearances.values() if e.body.scope >= Scope.RUN]
    entries = [event.recorded_at for event in record.events]
    return Standing(
        person=person,
        seq=seq,
        episode=newest[0] if newest else "",
        verdict=newest[1].verdict if newest else "pending",
        phase=newest[1].position.phase if newest else "",
        level=newest[1].position.level if newest else 0,
        urgency=max((entry.body.urgency for entry in open_flags), default=None),
        open_flags=len(open_flags),
        issued_at=newest[1].issued_at if newest else None,
        expires_at=newest[1].expires_at if newest else None,
        no_run_before=newest[1].no_run_before if newest else None,
        check_in_due=_next_day(newest[1] if newest else None, now),
        last_entry_at=max(entries, default=None),
        last_run_day=max(runs, default=None),
        clearance_until=max(untils, default=None),
    )


def _lowest(record: Record) -> tuple[str, Decision] | None:
    newest = {}
    for entry in sorted(record.state.decisions.values(), key=lambda e: (e.body.decision.issued_at, e.recorded_at)):
        if entry.episode is not None:
            newest[entry.episode] = entry.body.decision
    followed = {entry.id for entry in record.open_episodes()}
    mine = [(episode, made) for episode, made in newest.items() if episode in followed]
    return min(mine, key=lambda pair: (_ORDER.index(pair[1].verdict), pair[0]), default=None)


def _next_day(decision: Decision | None, now: Now) -> datetime:
    """When the next check-in is due: at the end of the day that has been answered, else now."""
    return decision.expires_at if decision else now.at
