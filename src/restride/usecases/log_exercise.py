"""Takes in an exercise that was done, stopped by pain or left out; a whole session counts for the foundation."""

from dataclasses import dataclass
from datetime import datetime

from restride.core.events import Event, FoundationDone
from restride.core.exercise.compose import Item, Session, compose
from restride.core.exercise_entries import ExerciseLogged, ExerciseSet
from restride.core.moment import Now
from restride.core.quantity import PAIN_TENTHS_MAX
from restride.core.terms import Side
from restride.journal.port import Unit
from restride.library.exercises import exercises
from restride.usecases.entry import Stamp, derived_id, entry
from restride.usecases.exercise_today import done_today, is_open, item_today, own_exercises, runner_of
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record
from restride.usecases.refused import NotPossible, Problem, refuse

_MOST_REPS, _MOST_S, _MOST_G = 1000, 6 * 3600, 500_000  # beyond these it is a typing slip
_MOST_SETS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseGiven:
    """What was done. No sets is left out; `hurt` that it was stopped because it hurt."""

    id: str
    exercise: str
    sets: tuple[ExerciseSet, ...]
    hurt: bool = False


def log_exercise(ports: Ports, visitor: Visitor, given: ExerciseGiven) -> tuple[Event, ...]:
    """Store an exercise of today. Gives what was issued: something only where a session was completed by it.

    Raises NotPossible for an exercise that is not part of today, and for amounts that can't be; nothing is stored then.
    """
    _check(given)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        at = ports.clock.now()
        now = today(at, visitor.zone)
        event = entry(visitor, _body(ports, read_record(unit.events()), now, given), Stamp(id=given.id, recorded_at=at))
        if not unit.append(event).fresh:
            return ()
        return _completed(unit, ports, visitor, at)


def _body(ports: Ports, record: Record, now: Now, given: ExerciseGiven) -> ExerciseLogged:
    runner = runner_of(ports, record, now)
    session = compose(exercises(), runner)
    body = ExerciseLogged(exercise=given.exercise, sets=given.sets, hurt=given.hurt, library=exercises().digest)
    if is_open(session) and given.exercise in {own.id for own in own_exercises(record)}:
        return body
    item = item_today(exercises(), runner, session, given.exercise)
    if item is None:
        raise refuse("exercise", "unknown-item", "This exercise is not part of today. Go back to today's list.")
    _check_sides(item, given)
    return ExerciseLogged(
        exercise=given.exercise,
        sets=given.sets,
        variant=item.variant,
        contacts=_contacts(item, given),
        whole=session.kind == "full" and session.item(given.exercise) is not None,
        hurt=given.hurt,
        library=body.library,
    )


def _contacts(item: Item, given: ExerciseGiven) -> int:
    """Landings of the sets done, rounded up; of the busier leg."""
    landed = [one for one in given.sets if one.reps or one.seconds]
    done = max((sum(one.side is side for one in landed) for side in (item.sides or (None,))), default=0)
    return -(-item.contacts * done // item.sets)


def _completed(unit: Unit, ports: Ports, visitor: Visitor, at: datetime) -> tuple[Event, ...]:
    """Once a day, when every item of a whole session is done or left out, and enough of them done."""
    record, now = read_record(unit.events()), today(at, visitor.zone)
    if not is_complete(compose(exercises(), runner_of(ports, record, now)), record, now):
        return ()
    issued: tuple[Event, ...] = ()
    for opened in record.open_episodes():
        stamp = Stamp(id=derived_id(opened.id, "foundation", now.day.isoformat()), recorded_at=at, episode=opened.id)
        event = entry(visitor, FoundationDone(), stamp)
        if unit.append(event).fresh:
            issued += issue(unit, ports, event)
    return issued


def is_complete(session: Session, record: Record, now: Now) -> bool:
    """Whether today's session counts: whole, each item settled, and enough of them with sets."""
    if session.kind != "full":
        return False
    done = done_today(record, now)
    ids = [item.exercise.id for item in session.items]
    with_sets = sum(id in done and any(one.reps or one.seconds for one in done[id].body.sets) for id in ids)
    return all(id in done for id in ids) and with_sets * 100 >= len(ids) * exercises().session.complete_pct


def _check_sides(item: Item, given: ExerciseGiven) -> None:
    wanted: set[Side | None] = {Side.LEFT, Side.RIGHT} if item.sides else {None}
    if any(one.side not in wanted for one in given.sets):
        raise refuse("sets", "side-missing", "Say which side each set was on.")


def _check(given: ExerciseGiven) -> None:
    problems = []
    if len(given.sets) > _MOST_SETS:
        problems.append(Problem(field="sets", code="out-of-range", cure="These are too many sets. Check them."))
    for one in given.sets:
        amounts = ((one.reps, _MOST_REPS), (one.seconds, _MOST_S), (one.load_g or 0, _MOST_G))
        if any(not 0 <= amount <= most for amount, most in amounts):
            problems.append(Problem(field="sets", code="out-of-range", cure="This number can't be right. Check it."))
        if one.pain_tenths is not None and not 0 <= one.pain_tenths <= PAIN_TENTHS_MAX:
            problems.append(Problem(field="pain", code="out-of-range", cure="Pain is a number from 0 to 10."))
    if problems:
        raise NotPossible(*dict.fromkeys(problems))
