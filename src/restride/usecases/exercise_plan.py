"""The runner's exercises as a plan to keep and print: what is open in this phase, how much and how often. A read."""

from dataclasses import dataclass

from restride.core.exercise.compose import WORK, Item, grown, item_of, open_exercises
from restride.core.exercise.jumping import Jumps, jumps_of
from restride.core.exercise.model import Amount, Category, Exercise, order_of
from restride.core.state import Entry
from restride.usecases.exercise_today import ExercisesToday, is_open, prescriptions, show_exercises
from restride.usecases.ports import Ports, Visitor

_BESIDE: tuple[Category, ...] = ("drill", "cross-training")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The exercises of a category with today's amounts."""

    category: Category
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that is open now. `jumps` is None while no landings are; `per_week` how many whole sessions."""

    now: ExercisesToday
    parts: tuple[Part, ...]
    beside: tuple[Exercise, ...]
    per_week: Amount | None
    jumps: Jumps | None
    prescribed: tuple[Entry, ...]


def show_plan(ports: Ports, visitor: Visitor) -> Plan:
    """The plan of this moment: what the runner is at. Empty while a stop or an open check-in keeps exercises away."""
    now = show_exercises(ports, visitor)
    open_now = tuple(open_exercises(now.shelf, now.runner)) if is_open(now.session) else ()
    at_now = tuple(grown(now.shelf, now.runner, list(open_now)))
    landings = any(one.impact for one in open_now)
    return Plan(
        now=now,
        parts=tuple(part for category in WORK if (part := _part(now, at_now, category)).items),
        beside=tuple(one for one in open_now if one.category in _BESIDE and not one.impact),
        per_week=_per_week(now) if open_now else None,
        jumps=jumps_of(now.shelf, now.runner.before_today, now.runner.situations) if landings else None,
        prescribed=prescriptions(ports, now.today.record, now.today.now),
    )


def _part(now: ExercisesToday, open_now: tuple[Exercise, ...], category: Category) -> Part:
    mine = (item_of(now.shelf, now.runner, one) for one in open_now if one.category == category)
    return Part(category=category, items=tuple(item for item in mine if item is not None))


def _per_week(now: ExercisesToday) -> Amount | None:
    phase = min((one.phase_today for one in now.runner.situations), key=order_of)
    return now.shelf.session.per_week.get(phase)
