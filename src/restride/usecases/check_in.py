"""Takes in a check-in: answers of a fixed moment, warnings that were said, and the decision that follows."""

from dataclasses import dataclass, replace
from datetime import datetime

from restride.core.answers import Answers, cleaned
from restride.core.events import CheckIn, Event
from restride.core.terms import PainMoment, Swelling
from restride.journal.port import Unit
from restride.journal.values import IdTaken
from restride.usecases.again import id_again, keep
from restride.usecases.entry import Stamp, entry
from restride.usecases.flag_lines import said_with_lines
from restride.usecases.flags import FlagSaid, flag_events
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor
from restride.usecases.recent import Known, known_in, whole_in
from restride.usecases.record import read_record
from restride.usecases.refused import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInGiven:
    """What the form or the client sends. `run` is the session that the answers follow; `at` None is now."""

    id: str
    episode: str
    moment: PainMoment
    answers: Answers
    run: str | None = None
    given_up: bool = False
    flags: tuple[FlagSaid, ...] = ()
    at: datetime | None = None


def record_check_in(ports: Ports, visitor: Visitor, given: CheckInGiven) -> tuple[Event, ...]:
    """Store the answers and decide. Gives what was issued: flags that rules opened, then decisions.

    Raises NotPossible when the episode, the run, a value or a time cannot be; nothing is stored then.
    """
    if cleaned(given.answers) != given.answers:
        raise refuse("answers", "out-of-range", "One of the answers is outside its scale. Pain goes from 0 to 10.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        known = _known(unit, ports, given)
        now = ports.clock.now()
        body = CheckIn(moment=given.moment, answers=given.answers, run=given.run, given_up=given.given_up)
        event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, at=given.at, episode=given.episode))
        fresh = unit.append(event).fresh
        said = said_with_lines(ports, known.record, given.episode, (given.answers,), given.flags)
        flags = keep(unit, flag_events(ports, visitor, said, given.id, now))
        news = [event] if fresh else flags
        return issue(unit, ports, news[-1], known) if news else ()


def take_check_in(ports: Ports, visitor: Visitor, given: CheckInGiven) -> str:
    """Store the answers as `record_check_in` does; gives the entry's id.

    Sent again with other answers they are a second report of the same moment, under an id of their own: the worse
    of each counts. Raises NotPossible; IdTaken for an id of anything else.
    """
    try:
        record_check_in(ports, visitor, given)
        return given.id
    except IdTaken:
        record = read_record(ports.store.read(visitor.scope(ports.clock.now())).events)
        first = record.state.reports.get(given.id)
        if first is None or not isinstance(first.body, CheckIn):
            raise
    body = replace(first.body, answers=given.answers, given_up=given.given_up)
    if body == first.body:
        record_check_in(ports, visitor, replace(given, at=first.at.at))
        return given.id
    stamp = Stamp(id=given.id, recorded_at=ports.clock.now(), at=first.at.at, episode=first.episode)
    other = replace(given, id=id_again(entry(visitor, body, stamp)), at=first.at.at, moment=body.moment, run=body.run)
    record_check_in(ports, visitor, other)
    return other.id


def _known(unit: Unit, ports: Ports, given: CheckInGiven) -> Known:
    known = known_in(unit, ports)
    if given.episode not in {opened.id for opened in known.record.open_episodes()}:
        raise refuse("episode", "unknown-episode", "There is no such injury in your record.")
    if given.run is not None and given.run not in known.record.state.sessions:
        known = whole_in(unit)  # a run of long ago
    if given.run is not None and given.run not in known.record.state.sessions:
        raise refuse("run", "unknown-run", "There is no such run in your record.")
    return known


def normal_day(answers: Answers) -> Answers:
    """The answers of somebody who said that nothing is different: each symptom is told to be absent."""
    return replace(
        answers, sharp=False, swelling=Swelling.NONE, swelling_h=0, stiffness_min=0, soreness_h=0, limp=False
    )
