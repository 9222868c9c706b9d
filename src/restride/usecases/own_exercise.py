"""Exercises that a runner brings along, what there is at hand for exercising, and which side is the weaker one."""

from dataclasses import dataclass

from restride.core.events import Body, IntakeAnswered
from restride.core.exercise_entries import OwnExerciseAdded, OwnExerciseEnded
from restride.core.terms import Side
from restride.library.exercises import exercises
from restride.usecases.entry import Stamp, entry
from restride.usecases.exercise_today import KIT, WEAKER, own_exercises
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import read_record
from restride.usecases.refused import NotPossible, Problem, refuse

_LONGEST = 200  # signs
_MOST = 30  # exercises of one's own


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnExercise:
    """An exercise in the runner's words: its name, how much, and who gave it."""

    id: str
    name: str
    dose: str
    given_by: str = ""


def add_own_exercise(ports: Ports, visitor: Visitor, given: OwnExercise) -> None:
    """Store an exercise of the runner's own. Nothing checks it, and it opens nothing."""
    _only_the_runner(visitor)
    texts = (("name", given.name), ("dose", given.dose))
    problems = [
        Problem(field=field, code="missing", cure="Write it in a few words.")
        for field, text in texts
        if not text.strip()
    ]
    if max(map(len, (given.name, given.dose, given.given_by))) > _LONGEST:
        problems.append(Problem(field="name", code="too-long", cure=f"Write {_LONGEST} letters at most."))
    if problems:
        raise NotPossible(*problems)
    body = OwnExerciseAdded(name=given.name.strip(), dose=given.dose.strip(), given_by=given.given_by.strip())
    _store(ports, visitor, body, given.id)


def end_own_exercise(ports: Ports, visitor: Visitor, exercise: str, *, id: str) -> None:
    """Take one of the own exercises off the list; what was logged of it stays."""
    _only_the_runner(visitor)
    _store(ports, visitor, OwnExerciseEnded(exercise=exercise), id)


def record_kit(ports: Ports, visitor: Visitor, kit: tuple[str, ...], weaker: Side | None, *, id: str) -> None:
    """Store what is at hand and which side is weaker (None: neither, or not known)."""
    _only_the_runner(visitor)
    known = exercises().kit
    if any(one not in known for one in kit) or weaker not in (None, Side.LEFT, Side.RIGHT):
        raise refuse("kit", "unknown", "Choose from the list.")
    answers = {KIT: ",".join(one for one in known if one in kit), WEAKER: weaker or ""}
    _store(ports, visitor, IntakeAnswered(answers=answers), id)


def _store(ports: Ports, visitor: Visitor, body: Body, id: str) -> None:
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        mine = own_exercises(read_record(unit.events()))
        if isinstance(body, OwnExerciseEnded) and body.exercise not in {one.id for one in mine}:
            raise refuse("exercise", "unknown-entry", "There is no such exercise on your list.")
        if isinstance(body, OwnExerciseAdded) and len(mine) >= _MOST and id not in {one.id for one in mine}:
            raise refuse("name", "too-many", f"Your list holds {_MOST} exercises. Take one off before you add another.")
        unit.append(entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now())))


def _only_the_runner(visitor: Visitor) -> None:
    if not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner can change this list.")
