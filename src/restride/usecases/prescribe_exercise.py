"""A clinician prescribes an exercise by name, or takes that back. It opens no phase and takes no clearance's place."""

from dataclasses import dataclass
from datetime import date, timedelta

from restride.core.events import CLINICAL, Event
from restride.core.exercise_entries import ExercisePrescribed, PrescriptionWithdrawn
from restride.core.terms import Role
from restride.library.exercises import exercises
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import read_record
from restride.usecases.refused import NotPossible, Problem, has_words, refuse

_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """What the clinician fills in: one exercise of the library, the last day, and perhaps a reason."""

    id: str
    episode: str
    exercise: str
    until: date
    reason: str = ""


def prescribe_exercise(ports: Ports, visitor: Visitor, given: Prescription) -> tuple[Event, ...]:
    """Store a prescription. Gives what was issued. Raises NotPossible for whoever is no clinician with an account."""
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-give", "Only a clinician who works with this runner can prescribe an exercise.")
    if not (visitor.name.strip() and visitor.profession.strip()):
        raise refuse("name", "who-is-missing", "Give your name and profession.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        if given.episode not in {opened.id for opened in read_record(unit.events()).open_episodes()}:
            raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
        _check(given, today(now, visitor.zone).day)
        body = ExercisePrescribed(exercise=given.exercise, until=given.until, reason=given.reason.strip())
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


def _check(given: Prescription, day: date) -> None:
    problems = []
    if given.exercise not in exercises().exercises:
        problems.append(Problem(field="exercise", code="unknown-item", cure="Choose an exercise from the list."))
    if not day <= given.until <= day + _LONGEST:
        cure = f"Give a day from today to {_LONGEST.days} days ahead."
        problems.append(Problem(field="until", code="out-of-range", cure=cure))
    if problems:
        raise NotPossible(*problems)
