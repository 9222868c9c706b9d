"""Takes in a run as it was done, with what was felt before, in and after it; or that it was left out."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from restride.core.answers import Answers, cleaned
from restride.core.events import CheckIn, Corrected, Event, SessionLogged
from restride.core.terms import PainMoment
from restride.journal.port import Unit
from restride.journal.values import IdTaken
from restride.usecases.again import id_again, keep
from restride.usecases.entry import Stamp, derived_id, entry
from restride.usecases.flag_lines import said_with_lines
from restride.usecases.flags import FlagSaid, flag_events
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor
from restride.usecases.recent import Known, known_in
from restride.usecases.record import read_record
from restride.usecases.recordings import latest_version
from restride.usecases.refused import NotPossible, Problem, refuse

SENT_AGAIN = "sent-again"  # the reason of a correction that nobody wrote
_WORST_FIRST = (True, None, False)  # whether a run was cut short; nobody said so is not "no"
_WHY_LESS = {"symptoms": 0, "other": 1, "": 2}  # the worst first
_LONGEST_S = 24 * 3600  # a run of more than a day is a slip of the finger
_WITHIN = timedelta(days=14)  # an older run is history and is not logged by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoFelt:
    """What was felt about another injury around the same run."""

    episode: str
    before: Answers = Answers()
    during: Answers = Answers()
    after_60: Answers = Answers()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionGiven:
    """A run: start (None: it ended just now), whole seconds and metres, and the answers around it.

    `elapsed_s` is from start to end with every pause; None where nobody measured it. `also` are the answers about
    every other injury that is followed: one run, told of once, felt in several places.
    """

    id: str
    episode: str
    started: datetime | None
    run_s: int
    longest_bout_s: int
    walk_s: int
    distance_m: int | None = None
    elapsed_s: int | None = None
    cut_short: bool | None = None
    why_less: str = ""
    activities: tuple[str, ...] = ()
    before: Answers = Answers()
    during: Answers = Answers()
    after_60: Answers = Answers()
    flags: tuple[FlagSaid, ...] = ()
    also: tuple[AlsoFelt, ...] = ()

    @property
    def felt(self) -> tuple[AlsoFelt, ...]:
        """The answers about each injury, the run's own first."""
        own = AlsoFelt(episode=self.episode, before=self.before, during=self.during, after_60=self.after_60)
        return (own, *self.also)


def record_session(ports: Ports, visitor: Visitor, given: SessionGiven) -> tuple[Event, ...]:
    """Store the run and its answers, and decide anew. Gives what was issued; on NotPossible nothing is stored."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        known = known_in(unit, ports)
        news = append_session(unit, ports, visitor, given, known=known)
        return issue(unit, ports, news, known) if news else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a run: what was issued, and whether the run was stored before with other amounts."""

    issued: tuple[Event, ...]
    differs: bool = False


def take_session(ports: Ports, visitor: Visitor, given: SessionGiven) -> Taken:
    """Store the run as `record_session` does. Sent again with other amounts, the larger of each counts (INV-058).

    They are kept as a correction of the run that is stored; what was felt and said is kept beside the first answers.
    Raises NotPossible; IdTaken for an id of anything else.
    """
    try:
        return Taken(issued=record_session(ports, visitor, given))
    except IdTaken:
        check_amounts(given)
        with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
            mine = (event for event in unit.events() if event.id == given.id)
            session = next((event for event in mine if isinstance(event.body, SessionLogged)), None)
            if session is None:
                raise
            news = append_again(unit, ports, visitor, given, session=session)
            return Taken(issued=issue(unit, ports, news) if news else (), differs=True)


def append_again(unit: Unit, ports: Ports, visitor: Visitor, given: SessionGiven, *, session: Event) -> Event | None:
    """Store what a run that is told again says more or worse than the stored one; gives the last new entry."""
    felt = append_answers(unit, ports, visitor, given, session=session)
    now = ports.clock.now()
    told = _session(visitor, given if given.started else replace(given, started=session.at.at), now)
    first: SessionLogged = session.body  # type: ignore[assignment]
    stored = latest_version(read_record(unit.events()).state, session)
    after = worse_of(stored, told, session)
    if after == stored or worse_of(first, told, session) == first:
        return felt
    body = Corrected(target=session.id, session=after, reason=SENT_AGAIN)
    event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=session.episode))
    event = replace(event, id=id_again(event))
    if not unit.append(event).fresh:
        return felt
    unit.drop_checkpoints()
    return event


def worse_of(stored: SessionLogged, told: Event, session: Event) -> SessionLogged:
    """The stored run with each amount that another telling of it has larger, and its end where that was later."""
    other: SessionLogged = told.body  # type: ignore[assignment]
    later_s = int((told.at.at - session.at.at).total_seconds()) + other.elapsed_s
    distances = [metres for metres in (stored.distance_m, other.distance_m) if metres is not None]
    run_s, walk_s = max(stored.run_s, other.run_s), max(stored.walk_s, other.walk_s)
    return replace(
        stored,
        run_s=run_s,
        longest_bout_s=max(stored.longest_bout_s, other.longest_bout_s),
        walk_s=walk_s,
        elapsed_s=max(stored.elapsed_s, run_s + walk_s, later_s if later_s <= _LONGEST_S else 0),
        distance_m=max(distances, default=None),
        cut_short=min((stored.cut_short, other.cut_short), key=_WORST_FIRST.index),
        why_less=min((stored.why_less, other.why_less), key=lambda why: _WHY_LESS.get(why, 1)),
    )


def append_session(
    unit: Unit, ports: Ports, visitor: Visitor, given: SessionGiven, *, known: Known | None = None
) -> Event | None:
    """Store the run and its answers in an open unit, without deciding; gives what is new. `known` is its record so far.

    That is the run, or of a run that was stored before the last answer or flag that was not; None where all was.
    """
    check_amounts(given)
    now = ports.clock.now()
    record = (known or known_in(unit, ports)).record
    _check_injuries(given, {opened.id for opened in record.open_episodes()})
    session = _session(visitor, given, now)
    if session.at.at < now - _WITHIN and not given.activities:
        raise refuse("started", "too-old", "This run is more than two weeks ago. Import its file instead.")
    put = unit.append(session)
    if not put.fresh:
        return append_again(unit, ports, visitor, given, session=put.event)
    append_answers(unit, ports, visitor, given, session=session)
    return session


def append_answers(unit: Unit, ports: Ports, visitor: Visitor, given: SessionGiven, *, session: Event) -> Event | None:
    """Store what was felt before, in and after a stored run, and the flags that were said; gives the last new one."""
    now = ports.clock.now()
    record, said = known_in(unit, ports).record, given.flags
    _check_injuries(given, set(record.state.episodes))
    for one in given.felt:
        said = said_with_lines(ports, record, one.episode, (one.before, one.during, one.after_60), said)
    flags = flag_events(ports, visitor, said, given.id, now)
    news = keep(unit, (*_answers(visitor, given, session, now), *flags))
    return news[-1] if news else None


def _session(visitor: Visitor, given: SessionGiven, now: datetime) -> Event:
    elapsed = max(given.run_s + given.walk_s, given.elapsed_s or 0)
    started = given.started if given.started is not None else now - timedelta(seconds=elapsed)
    body = SessionLogged(
        decision=None,
        run_s=given.run_s,
        longest_bout_s=given.longest_bout_s,
        walk_s=given.walk_s,
        elapsed_s=elapsed,
        distance_m=given.distance_m,
        cut_short=given.cut_short,
        why_less=given.why_less,
        activities=given.activities,
    )
    return entry(visitor, body, Stamp(id=given.id, recorded_at=now, at=started, episode=given.episode))


def _answers(visitor: Visitor, given: SessionGiven, session: Event, now: datetime) -> list[Event]:
    """A check-in for each moment and injury of which anything was told."""
    made = []
    for number, one in enumerate(given.felt):
        told = (
            (PainMoment.BEFORE_RUN, one.before, session.at.at),
            (PainMoment.DURING_RUN, one.during, session.at.at),
            (PainMoment.AFTER_60, one.after_60, now),
        )
        for moment, answers, at in told:
            if answers != Answers():
                body = CheckIn(moment=moment, answers=answers, run=session.id)
                id = derived_id(given.id, moment, *([one.episode] if number else []))
                made.append(entry(visitor, body, Stamp(id=id, recorded_at=now, at=at, episode=one.episode)))
    return made


def _check_injuries(given: SessionGiven, known: set[str]) -> None:
    """Whether each injury is one of these, and is told of once. Raises NotPossible."""
    named = [one.episode for one in given.felt]
    if not known.issuperset(named):
        raise refuse("episode", "unknown-episode", "There is no such injury in your record.")
    if len(set(named)) < len(named):
        raise refuse("episode", "told-twice", "One injury was answered twice. Give one answer for each.")


def check_amounts(given: SessionGiven) -> None:
    """Whether these amounts and answers can be of a run. Raises NotPossible."""
    problems = []
    amounts = (
        ("run_s", given.run_s),
        ("longest_bout_s", given.longest_bout_s),
        ("walk_s", given.walk_s),
        ("elapsed_s", given.elapsed_s or 0),
    )
    for field, seconds in amounts:
        if not 0 <= seconds <= _LONGEST_S:
            problems.append(Problem(field=field, code="out-of-range", cure="Give a time between 0 and 24 hours."))
    if given.longest_bout_s > given.run_s:
        problems.append(
            Problem(
                field="longest_bout_s", code="longer-than-run", cure="The longest stretch is longer than the whole run."
            )
        )
    if given.run_s and not given.longest_bout_s:
        problems.append(
            Problem(field="longest_bout_s", code="missing", cure="Say how long the longest stretch of running was.")
        )
    told = [answers for one in given.felt for answers in (one.before, one.during, one.after_60)]
    if any(cleaned(answers) != answers for answers in told):
        problems.append(Problem(field="pain", code="out-of-range", cure="Pain is a number from 0 to 10."))
    if problems:
        raise NotPossible(*problems)
