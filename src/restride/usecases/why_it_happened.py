"""Why it happened: what the runner says about causes and history, and what that changes in the plan by name.

It adds: exercises that come first, reminders beside the runs, cards; a few make rules stricter, and then it is decided
anew. It opens, speeds up and loosens nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from restride.core.events import IntakeAnswered
from restride.core.exercise.model import Exercise, Shelf
from restride.library.causes import NO_WORRY, Cause, causes
from restride.library.exercises import exercises
from restride.usecases.entry import Stamp, entry
from restride.usecases.exercise_today import answers_of
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import Record, read_record
from restride.usecases.refused import NotPossible, Problem, refuse

WORRY = "worry_most"
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = (YES, NO, UNSURE)
_LONGEST = 500  # signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a cause that was answered yes changes: exercises and cues that come first, reminders, a card, what holds."""

    cause: Cause
    exercises: tuple[Exercise, ...]
    cues: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the runner said: the answer of each cause that was asked, the worry that weighs most, and what follows."""

    answers: Mapping[str, str]
    worry: str
    changes: tuple[Change, ...]

    @property
    def asked(self) -> bool:
        """Whether anything was answered at all."""
        return bool(self.answers or self.worry)

    @property
    def reminders(self) -> tuple[str, ...]:
        """Keys of the reminders beside a run, each once."""
        return tuple(dict.fromkeys(one for change in self.changes for one in change.cause.reminders))


def show_causes(ports: Ports, visitor: Visitor) -> Said:
    """What was said about causes, as far as the visitor may see it. Raises AccessDenied."""
    return said_in(read_record(ports.store.read(visitor.scope(ports.clock.now())).events))


def said_in(record: Record) -> Said:
    """The same, of a record that was read already."""
    given, shelf, known = answers_of(record), exercises(), causes()
    answers = {id: given[id] for id in known.causes if given.get(id)}
    return Said(
        answers=answers,
        worry=given.get(WORRY, "") if given.get(WORRY) in known.worries else "",
        changes=tuple(
            _change(known.causes[id], shelf) for id, said in answers.items() if _counts(known.causes[id], said)
        ),
    )


def _counts(cause: Cause, said: str) -> bool:
    """Whether an answer changes something: a yes, and not being sure where rules look at it."""
    return said == YES or (said == UNSURE and bool(cause.changes))


def record_causes(ports: Ports, visitor: Visitor, given: Mapping[str, str], *, id: str) -> None:
    """Store the answers, and decide anew where one makes a rule stricter; what was left open keeps its earlier answer.

    A re-send changes nothing.

    Raises NotPossible for anybody but the runner, an unknown question or answer; nothing is stored then.
    """
    if not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner can answer these.")
    problems = [
        Problem(field=name, code="unknown", cure="Choose one of the answers, or write fewer words.")
        for name, answer in given.items()
        if not _fits(name, answer)
    ]
    if problems:
        raise NotPossible(*problems)
    known = causes()
    asked = {name: said for name, said in given.items() if name in known.causes}
    body = IntakeAnswered(answers={name: answer.strip() for name, answer in given.items()})
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        event = entry(visitor, body, Stamp(id=id, recorded_at=ports.clock.now()))
        narrows = any(known.causes[name].changes and _counts(known.causes[name], said) for name, said in asked.items())
        if unit.append(event).fresh and narrows:
            issue(unit, ports, event)


def _fits(name: str, answer: str) -> bool:
    known = causes()
    if name == WORRY:
        return answer in (*known.worries, NO_WORRY)
    cause = known.causes.get(name)
    if cause is None:
        return False
    return len(answer) <= _LONGEST if cause.ask == "words" else answer in ANSWERS


def _change(cause: Cause, shelf: Shelf) -> Change:
    factor = shelf.factors.get(cause.id)
    return Change(
        cause=cause,
        exercises=tuple(shelf.exercises[id] for id in factor.exercises) if factor else (),
        cues=tuple(shelf.exercises[id] for id in factor.cues) if factor else (),
    )
