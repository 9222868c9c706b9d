"""Readiness ready to show: each step with its mark, and the test that may be done for it, with its last result."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from restride.core.quantity import PainScore
from restride.core.state import Entry
from restride.core.terms import Swelling
from restride.usecases.ports import Words
from restride.usecases.readiness import Gate, Readiness, Step, Trial
from restride.web.runner.shown.check_in import title_of

_MARKS = {"met": "met", "unmet": "missing"}
_UNITS = {"reps": "reps", "s": "duration", "pct": "percent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """A test: its name, its last result, and its address where it may be done by the runner now."""

    title: str
    result: str
    day: date | None
    url: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A rule of a gate: its mark and sentence, and its tests."""

    mark: str
    text: str
    waived_by: str
    tests: tuple[TrialLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateCard:
    """What opens a phase. `later` says that its tests have their turn once the steps before are done.

    `injury` is the name of the injury, where several are followed.
    """

    title: str
    later: bool
    done: int
    of: int
    steps: tuple[StepLine, ...]
    injury: str = ""


def gate_cards(readiness: Readiness, words: Words, *, named: bool = False) -> tuple[GateCard, ...]:
    """The gates ahead, the nearest first; a rule that does not apply to this runner is left out."""
    one = readiness.episode
    injury = title_of(one.opened, one.regimen.protocol, words) if named else ""
    return tuple(replace(_gate_card(gate, words), injury=injury) for gate in readiness.gates)


def _gate_card(gate: Gate, words: Words) -> GateCard:
    asked = [step for step in gate.steps if step.sentence.status != "not_yet"]
    return GateCard(
        title=words.render(f"phases.{gate.phase.id}", "title"),
        later=any(not trial.in_turn for step in asked for trial in step.trials),
        done=sum(step.sentence.status == "met" or bool(step.sentence.waived_by) for step in asked),
        of=len(asked),
        steps=tuple(_step_line(step, words) for step in asked),
    )


def _step_line(step: Step, words: Words) -> StepLine:
    return StepLine(
        mark=_MARKS.get(step.sentence.status, "unknown"),
        text=step.sentence.text,
        waived_by=step.sentence.waived_by,
        tests=tuple(line(trial, words) for trial in step.trials if trial.in_turn or trial.results),
    )


def line(trial: Trial, words: Words) -> TrialLine:
    """One test as a row."""
    item = trial.item
    return TrialLine(
        title=words.render(f"items.{item.id}", "title"),
        result=", ".join(_result(entry, item.unit, words) for entry in trial.results),
        day=max((entry.at.day for entry in trial.results), default=None),
        url=reverse("readiness_test", args=[item.id]) if is_offered(trial) else "",
        note=_note(trial),
    )


def is_offered(trial: Trial) -> bool:
    """Whether the runner may do this test now: it is its turn, nothing holds it back, no clinician is needed."""
    return trial.may_try and trial.in_turn and not trial.item.clinician_only


def first_open(cards: tuple[GateCard, ...]) -> TrialLine | None:
    """The first test that is still missing and may be done now."""
    tests = (test for card in cards for step in card.steps if step.mark != "met" for test in step.tests if test.url)
    return next(tests, None)


def _note(trial: Trial) -> str:
    if trial.item.clinician_only:
        return _("A clinician records this one.")
    return "" if is_offered(trial) else _("Not open yet: the steps before it come first.")


def _result(entry: Entry, unit: str, words: Words) -> str:
    side = f"{words.render('terms.side', entry.body.side)} " if entry.body.side else ""
    return side + _amount(entry.body.value, unit, words)


def _amount(value: int, unit: str, words: Words) -> str:
    if unit == "nrs":
        return _("pain %(pain)s of 10") % {"pain": PainScore(value)}
    if unit == "yes_no":
        return _("yes") if value else _("no")
    if unit == "grade":
        return words.render("terms.swelling", Swelling(value).name.lower())
    return words.amount(_UNITS[unit], value) if unit in _UNITS else str(value)
