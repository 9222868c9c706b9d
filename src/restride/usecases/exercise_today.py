"""Today's exercises of a runner: the session, what was done of it, what stands beside. A read; it decides nothing."""

from dataclasses import dataclass

from restride.core.context import Context
from restride.core.exercise.beside import cue_of_week, warm_up, without_running
from restride.core.exercise.compose import Item, Runner, Session, compose, item_of
from restride.core.exercise.model import Exercise, Shelf
from restride.core.exercise.situation import log_of, prescriptions_in_force, situation_of
from restride.core.moment import Now
from restride.core.state import Entry
from restride.core.terms import Side
from restride.library.exercises import exercises
from restride.usecases.issue import current
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import Record, regimen_of
from restride.usecases.today import Today, show_today

KIT, WEAKER = "kit", "weaker_side"  # keys of answers of the intake
_YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisesToday:
    """Everything for the screens of exercises. `done` is the newest entry of today by exercise."""

    today: Today
    shelf: Shelf
    runner: Runner
    session: Session
    warm_up: tuple[Item, ...]
    without_running: tuple[Exercise, ...]
    cue: Exercise | None
    own: tuple[Entry, ...]
    done: dict[str, Entry]

    def item(self, exercise: str) -> Item | None:
        """How an exercise is done today; None unless it is part of today."""
        return item_today(self.shelf, self.runner, self.session, exercise)

    @property
    def next(self) -> Item | None:
        """The first of the session that is still open."""
        return next((item for item in self.session.items if item.exercise.id not in self.done), None)


def show_exercises(ports: Ports, visitor: Visitor) -> ExercisesToday:
    """The exercises of this moment. Raises AccessDenied; StorageDown rather than an older answer."""
    return exercises_of(ports, show_today(ports, visitor))


def exercises_of(ports: Ports, now: Today) -> ExercisesToday:
    """The exercises beside a screen of today that was read already."""
    shelf = exercises()
    runner = runner_of(ports, now.record, now.now)
    session = compose(shelf, runner)
    return ExercisesToday(
        today=now,
        shelf=shelf,
        runner=runner,
        session=session,
        warm_up=warm_up(shelf, runner),
        without_running=without_running(shelf, runner),
        cue=cue_of_week(shelf, runner),
        own=own_exercises(now.record) if is_open(session) else (),
        done=done_today(now.record, now.now),
    )


def runner_of(ports: Ports, record: Record, now: Now) -> Runner:
    """What a session is made for, from a record at a moment."""
    shelf, situations = exercises(), []
    for opened in record.open_episodes():
        issued = current(record.state, opened.id, now)
        context = Context(regimen_of(ports, opened, record.state), record.state, now)
        situations.append(situation_of(shelf, context, issued.body.decision if issued else None))
    said = answers_of(record)
    return Runner(
        situations=tuple(situations),
        log=log_of(record.state, now.day, tuple(one.episode for one in situations)),
        kit=frozenset(said.get(KIT, "").split(",")) & set(shelf.kit),
        factors=tuple(id for id in shelf.factors if said.get(id) == _YES),
        weaker=Side(said[WEAKER]) if said.get(WEAKER) in (Side.LEFT, Side.RIGHT) else None,
    )


def answers_of(record: Record) -> dict[str, str]:
    """Every answer of the intake, the newest of each question."""
    said: dict[str, str] = {}
    for entry in sorted(record.state.intakes.values(), key=lambda entry: (entry.recorded_at, entry.id)):
        said.update(entry.body.answers)
    return said


def item_today(shelf: Shelf, runner: Runner, session: Session, exercise: str) -> Item | None:
    """An exercise of the session, the warm-up or the cue of the week, or work without running; None for any other."""
    found = session.item(exercise) or next((i for i in warm_up(shelf, runner) if i.exercise.id == exercise), None)
    if found is not None:
        return found
    cue = cue_of_week(shelf, runner)
    beside = (*without_running(shelf, runner), *([cue] if cue else []))
    one = next((one for one in beside if one.id == exercise), None)
    return item_of(shelf, runner, one) if one is not None else None


def own_exercises(record: Record) -> tuple[Entry, ...]:
    """Exercises that the runner brought along and has not ended, in the order of adding."""
    ended = {entry.body.exercise for entry in record.state.own_exercises_ended.values()}
    mine = [entry for id, entry in record.state.own_exercises.items() if id not in ended]
    return tuple(sorted(mine, key=lambda entry: (entry.recorded_at, entry.id)))


def done_today(record: Record, now: Now) -> dict[str, Entry]:
    """The newest entry of each exercise today."""
    mine = [entry for entry in record.state.exercises.values() if entry.at.day == now.day]
    return {entry.body.exercise: entry for entry in sorted(mine, key=lambda entry: (entry.recorded_at, entry.id))}


def prescriptions(ports: Ports, record: Record, now: Now) -> tuple[Entry, ...]:
    """Exercises that clinicians prescribe by name and that count now."""
    regimens = [regimen_of(ports, opened, record.state) for opened in record.open_episodes()]
    return tuple(entry for regimen in regimens for entry in prescriptions_in_force(Context(regimen, record.state, now)))


def is_open(session: Session) -> bool:
    """Whether exercises may be shown at all: not stopped, and checked in."""
    return session.kind not in ("stopped", "check_in")
