"""How a runner sees it: questions asked now and then, and their answers over time. Context, but for low confidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from restride.core.self_entries import SelfRated
from restride.core.self_report import Point, Question, due, is_low, series
from restride.core.state import RunnerState
from restride.core.terms import Verdict
from restride.library.self_report import questions
from restride.usecases.entry import Stamp, derived_id, entry
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import read_record
from restride.usecases.refused import NotPossible, Problem, refuse

_SETBACKS = (Verdict.STOP, Verdict.STEP_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question with its answers in order of time, and whether the newest is low."""

    question: Question
    points: tuple[Point, ...]
    low: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfReport:
    """Every question that was ever answered, what is asked now, and the days of a step back or a stop beside them."""

    answered: tuple[Answered, ...]
    due: tuple[Question, ...]
    setbacks: tuple[date, ...]
    day: date

    @property
    def low(self) -> tuple[Answered, ...]:
        """Questions whose newest answer is low."""
        return tuple(one for one in self.answered if one.low)


def show_self_report(ports: Ports, visitor: Visitor) -> SelfReport:
    """The answers of this record, as far as the visitor may see them. Raises AccessDenied."""
    at = ports.clock.now()
    record = read_record(ports.store.read(visitor.scope(at)).events)
    return self_report_of(record.state, today(at, visitor.zone).day)


def self_report_of(state: RunnerState, day: date) -> SelfReport:
    """The same, of a record that was read already."""
    found = ((one, series(one, state.self_ratings)) for one in questions())
    made = (entry.body.decision for entry in state.decisions.values())
    return SelfReport(
        answered=tuple(
            Answered(question=one, points=points, low=is_low(one, points)) for one, points in found if points
        ),
        due=due(questions(), state.self_ratings, day),
        setbacks=tuple(sorted({one.day for one in made if one.verdict in _SETBACKS})),
        day=day,
    )


def record_ratings(ports: Ports, visitor: Visitor, given: Mapping[str, int], *, id: str) -> None:
    """Store one entry a question that was answered; what was skipped is not stored. A re-send changes nothing.

    Raises NotPossible for anybody but the runner, an unknown question or a number off its scale; then nothing is kept.
    """
    if not visitor.is_runner:
        raise refuse("", "not-yours", "Only the runner can answer these.")
    known = {one.id: one for one in questions()}
    problems = [
        Problem(field=item, code="off-the-scale", cure="Choose one of the buttons, or skip.")
        for item, value in given.items()
        if item not in known or value not in known[item].values
    ]
    if problems:
        raise NotPossible(*problems)
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        for item, value in given.items():
            body = SelfRated(item=item, value=value, wording=ports.words.render(f"ratings.{item}", "ask"))
            unit.append(entry(visitor, body, Stamp(id=derived_id(id, item), recorded_at=now)))
