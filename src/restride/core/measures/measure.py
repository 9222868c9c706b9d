"""What a measure is: a name, a unit, declared parameters and a function from Context to Reading."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from restride.core.context import Context
from restride.core.once import quickly
from restride.core.run_reading import Run
from restride.core.terms import Category
from restride.core.values import dataclass

Unit = Literal["nrs", "yes_no", "grade", "count", "h", "min", "d", "weeks", "s", "pct", "item"]
ParamKind = Literal["nrs", "int", "word", "item"]
Params = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A value in the measure's whole unit (pain in tenths, yes as 1) and the events it rests on.

    `value` None means that nobody told us. `applies` False means that the question does not arise yet.
    `at` is the latest instant of the evidence: rest is counted from it.
    """

    value: int | None
    evidence: tuple[str, ...] = ()
    at: datetime | None = None
    applies: bool = True


reading = quickly(Reading)


def of_run(run: Run, value: int | None) -> Reading:
    """A reading that rests on a run and what was told of it, counted from its end."""
    kept: Reading | None = run.readings.get(value)
    if kept is None:
        kept = run.readings[value] = reading(value=value, evidence=run.evidence, at=run.ends_at)
    return kept


def of_today(context: Context, value: int | None) -> Reading:
    """A reading that rests on what was told today."""
    kept: Reading | None = context.today_readings.get(value)
    if kept is None:
        kept = context.today_readings[value] = reading(value=value, evidence=context.today_ids)
    return kept


NOT_YET = Reading(value=None, applies=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One question. `words` lists the allowed values of each word parameter; `needs_run` that only a run answers it."""

    name: str
    unit: Unit
    category: Category
    read: Callable[[Context, Params], Reading]
    params: Mapping[str, ParamKind] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_run: bool = False

    @property
    def meaning(self) -> str:
        """What it answers, in the words of its docstring."""
        return (self.read.__doc__ or "").strip()


def number(params: Params, name: str) -> int:
    """A declared whole-number parameter. Raises ValueError when the protocol left it out."""
    value = params.get(name)
    if not isinstance(value, int):
        raise ValueError(f"The parameter {name} needs a whole number.")
    return value


def word(params: Params, name: str) -> str:
    """A declared word parameter. Raises ValueError when the protocol left it out."""
    value = params.get(name)
    if not isinstance(value, str):
        raise ValueError(f"The parameter {name} needs a word.")
    return value
