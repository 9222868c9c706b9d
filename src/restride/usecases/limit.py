"""A clinician narrows what is asked for until a day, with a reason, or takes that back. A limit opens nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from restride.core.events import Event, LimitGiven, LimitWithdrawn
from restride.core.terms import Role
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record
from restride.usecases.refused import NotPossible, Problem, has_words, refuse

_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What the clinician fills in: whole seconds, or the first day of running; at least one of the three."""

    id: str
    episode: str
    until: date
    reason: str
    run_s_most: int | None = None
    bout_s_most: int | None = None
    no_run_before: date | None = None


def add_limit(ports: Ports, visitor: Visitor, given: Limit) -> tuple[Event, ...]:
    """Store a limit and decide anew. Gives what was issued. Raises NotPossible."""
    _by_right(visitor)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        _check(read_record(unit.events()), given, today(now, visitor.zone).day)
        body = LimitGiven(
            until=given.until,
            reason=given.reason.strip(),
            run_s_most=given.run_s_most,
            bout_s_most=given.bout_s_most,
            no_run_before=given.no_run_before,
        )
        event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def end_limit(ports: Ports, visitor: Visitor, limit: str, reason: str, *, id: str) -> tuple[Event, ...]:
    """Take a limit back; what it held back counts from the next decision day. Gives what was issued."""
    _by_right(visitor)
    if not has_words(reason):
        raise refuse("reason", "reason-missing", "Write the reason in a few words.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        given = read_record(unit.events()).state.limits.get(limit)
        if given is None:
            raise refuse("limit", "unknown-waiver", "There is no such limit.")
        stamp = Stamp(id=id, recorded_at=ports.clock.now(), episode=given.episode)
        event = entry(visitor, LimitWithdrawn(limit=limit, reason=reason.strip()), stamp)
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def _by_right(visitor: Visitor) -> None:
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-limit", "Only a clinician who works with this runner can set or end a limit.")
    if not (visitor.name.strip() and visitor.profession.strip()):
        raise refuse("name", "who-is-missing", "Give your name and profession.")


def _check(record: Record, given: Limit, day: date) -> None:
    if given.episode not in {opened.id for opened in record.open_episodes()}:
        raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
    limits = {"run_s_most": given.run_s_most, "bout_s_most": given.bout_s_most}
    problems = [
        Problem(field=field, code="out-of-range", cure="Give a limit above zero, or none.")
        for field, seconds in limits.items()
        if seconds is not None and seconds <= 0
    ]
    if given.no_run_before is None and not any(seconds is not None for seconds in limits.values()):
        problems.append(Problem(field="run_s_most", code="nothing-limited", cure="Give at least one of the limits."))
    if not day <= given.until <= day + _LONGEST:
        cure = f"Give a day from today to {_LONGEST.days} days ahead."
        problems.append(Problem(field="until", code="out-of-range", cure=cure))
    if given.no_run_before is not None and not day < given.no_run_before <= given.until + timedelta(days=1):
        cure = "Give a day after today, and no later than the day after the last day of the limit."
        problems.append(Problem(field="no_run_before", code="out-of-range", cure=cure))
    if not has_words(given.reason):
        problems.append(Problem(field="reason", code="reason-missing", cure="Write the reason in a few words."))
    if problems:
        raise NotPossible(*problems)
