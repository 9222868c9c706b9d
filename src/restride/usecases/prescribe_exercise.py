"""A clinician prescribes an exercise by name, or takes that back. It opens no phase and takes no clearance's place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from restride.core.context import Context
from restride.core.events import CLINICAL, Event
from restride.core.exercise.allowed import Bar, Situation, bar
from restride.core.exercise.compose import WORK
from restride.core.exercise.growth import amounts_of
from restride.core.exercise.model import Exercise, Shelf
from restride.core.exercise.situation import situation_of
from restride.core.exercise_entries import ExercisePrescribed, PrescriptionWithdrawn
from restride.core.terms import Role
from restride.library.exercises import exercises
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import current, issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.refused import NotPossible, Problem, has_words, is_blank, refuse

_LONGEST = timedelta(days=366)
_NEVER: tuple[Bar, ...] = ("condition", "excluded")  # no prescription changes these


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """What the clinician fills in: one exercise of the library, the last day, and perhaps a dose and a reason.

    `sets` of `amount` repetitions or seconds go together; None leaves the dose to how the runner grows.
    """

    id: str
    episode: str
    exercise: str
    until: date
    reason: str = ""
    sets: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An exercise that may be prescribed; `waits`: what it still waits for, a `phase`, a `clearance`, or nothing."""

    exercise: Exercise
    waits: Bar


def offers(context: Context) -> tuple[Offer, ...]:
    """What may be prescribed for this injury, in the order of the data. What the condition rules out is not in it."""
    shelf = exercises()
    found = ((one, _bar(shelf, one, context)) for one in shelf.exercises.values() if is_work(one))
    return tuple(Offer(exercise=one, waits=found_bar) for one, found_bar in found if found_bar not in _NEVER)


def is_work(exercise: Exercise) -> bool:
    """Whether it belongs to a session of exercises: no run, no cue, no work beside."""
    return exercise.category in WORK and exercise.impact != "running"


def has_dose(exercise: Exercise) -> bool:
    """Whether a clinician may set its dose: landings go by their ladder alone."""
    return exercise.dose.sets is not None and exercise.ladder is None


def prescribe_exercise(ports: Ports, visitor: Visitor, given: Prescription) -> tuple[Event, ...]:
    """Store a prescription. Gives what was issued. Raises NotPossible for whoever is no clinician with an account."""
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-give", "Only a clinician who works with this runner can prescribe an exercise.")
    if is_blank(visitor.name) or is_blank(visitor.profession):
        raise refuse("name", "who-is-missing", "Give your name and profession.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        _check(given, _context(ports, visitor, read_record(unit.events()), given.episode))
        body = ExercisePrescribed(
            exercise=given.exercise,
            until=given.until,
            reason=given.reason.strip(),
            sets=given.sets,
            amount=given.amount,
        )
        event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def withdraw_prescription(
    ports: Ports, visitor: Visitor, prescription: str, reason: str, *, id: str
) -> tuple[Event, ...]:
    """Take a prescription back at once. The runner may, too."""
    if visitor.actor.role not in CLINICAL and not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner or a clinician can take an exercise back.")
    if not has_words(reason):
        raise refuse("reason", "reason-missing", "Write the reason in a few words.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        given = read_record(unit.events()).state.prescriptions.get(prescription)
        if given is None:
            raise refuse("prescription", "unknown-entry", "There is no such prescription.")
        body = PrescriptionWithdrawn(prescription=prescription, reason=reason.strip())
        event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now(), episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def _context(ports: Ports, visitor: Visitor, record: Record, episode: str) -> Context:
    opened = next((one for one in record.open_episodes() if one.id == episode), None)
    if opened is None:
        raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
    return Context(regimen_of(ports, opened, record.state), record.state, today(ports.clock.now(), visitor.zone))


def _bar(shelf: Shelf, exercise: Exercise, context: Context) -> Bar:
    """What would stand in its way on a quiet day, were it prescribed."""
    issued = current(context.state, context.regimen.episode, context.now)
    now = situation_of(shelf, context, issued.body.decision if issued else None)
    asked: Situation = replace(
        now, stopped=False, checked_in=True, irritated=False, prescribed=now.prescribed | {exercise.id}
    )
    return bar(shelf, exercise, asked)


def _check(given: Prescription, context: Context) -> None:
    shelf, day = exercises(), context.now.day
    found, problems = shelf.exercises.get(given.exercise), []
    if found is None or not is_work(found):
        problems.append(Problem(field="exercise", code="unknown-item", cure="Choose an exercise from the list."))
    elif _bar(shelf, found, context) in _NEVER:
        cure = "This exercise is ruled out for this injury, and a prescription can't change that. Choose another one."
        problems.append(Problem(field="exercise", code="ruled-out", cure=cure))
    else:
        problems += _wrong_dose(given, found)
    if not day <= given.until <= day + _LONGEST:
        cure = f"Give a day from today to {_LONGEST.days} days ahead."
        problems.append(Problem(field="until", code="out-of-range", cure=cure))
    if problems:
        raise NotPossible(*problems)


def _wrong_dose(given: Prescription, exercise: Exercise) -> Iterator[Problem]:
    """A dose has both parts, and is no more than the exercise's source has tried."""
    if given.sets is None and given.amount is None:
        return
    if not has_dose(exercise) or exercise.dose.sets is None:
        cure = "The dose of this exercise goes by its own steps. Leave sets and amount empty."
        yield Problem(field="sets", code="no-dose", cure=cure)
        return
    parts = (("sets", given.sets, exercise.dose.sets.most), ("amount", given.amount, amounts_of(exercise).most))
    for field, value, most in parts:
        if value is None:
            yield Problem(field=field, code="missing", cure="Give sets and amount together, or neither.")
        elif not 1 <= value <= most:
            yield Problem(field=field, code="out-of-range", cure=f"For this exercise give 1 to {most}.")
