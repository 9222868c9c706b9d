"""Which exercises may be shown to a runner now. It narrows only: whatever is not known keeps an exercise away."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from restride.core.exercise.model import EVERYBODY, Exercise, Policy, Shelf, order_of
from restride.core.terms import Scope, Side
from restride.core.values import dataclass

Bar = Literal["", "stopped", "condition", "excluded", "phase", "clearance", "unprescribed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How much of an exercise a clinician asks for: sets, and repetitions or seconds of each."""

    sets: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What decides about exercises for one episode, as it is at this moment.

    `conditions` are the chosen one and, after a recent operation, that of operations besides. `scope` is the widest
    clearance that is valid now. `checked_in` is whether today's answers are complete, `irritated` whether they tell of
    pain over the limit, sharp pain, a limp or swelling, `quiet` whether they tell of none and no rise.
    """

    episode: str
    conditions: tuple[str, ...]
    phase: str
    day: date
    side: Side
    clearance_required: bool = True
    scope: Scope | None = None
    prescribed: frozenset[str] = frozenset()
    asked: Mapping[str, Asked] = field(default_factory=dict)  # by exercise, where a clinician set the dose
    stopped: bool = False
    checked_in: bool = True
    irritated: bool = False
    quiet: bool = True
    runs_today: bool = False
    quiet_long_runs: int = 0  # runs without a break of the length that `Enters` names, with a quiet morning after

    @property
    def phase_today(self) -> str:
        """The phase that exercises go by: on an irritated day that of calm."""
        return "calm" if self.irritated else self.phase


def may_do(shelf: Shelf, exercise: Exercise, situations: tuple[Situation, ...]) -> bool:
    """Whether the exercise may be shown now, to somebody with these episodes: each has to allow it."""
    return bool(situations) and all(not bar(shelf, exercise, one) for one in situations)


def bar(shelf: Shelf, exercise: Exercise, situation: Situation) -> Bar:
    """What stands in the way of an exercise in one episode; empty when nothing does."""
    if situation.stopped or not situation.checked_in:
        return "stopped"
    for condition in situation.conditions:
        found = _barred_by(shelf.policies.get(condition), exercise, situation)
        if found:
            return found
    if order_of(exercise.phase) > order_of(situation.phase_today):
        return "phase"
    if situation.clearance_required and not _cleared(exercise.needs, situation):
        return "clearance"
    return ""


def _barred_by(policy: Policy | None, exercise: Exercise, situation: Situation) -> Bar:
    if policy is None:
        return "condition"
    if policy.id in exercise.exclude:
        return "excluded"
    if not policy.listed_only:
        return "" if {EVERYBODY, policy.id} & set(exercise.conditions) else "condition"
    return _listed(policy, exercise, situation)


def _listed(policy: Policy, exercise: Exercise, situation: Situation) -> Bar:
    """In these conditions nothing comes by itself: a clearance first, then what is named; impact by prescription."""
    prescribed = exercise.id in situation.prescribed
    if not _cleared(Scope.STRENGTH, situation):
        return "clearance"
    if exercise.impact and not prescribed:
        return "unprescribed"
    if exercise.impact and not _cleared(Scope.IMPACT, situation):
        return "clearance"
    if exercise.gait and order_of(situation.phase_today) < order_of("walk-run"):
        return "phase"
    return "" if prescribed or policy.id in exercise.conditions else "condition"


def _cleared(needs: Scope | None, situation: Situation) -> bool:
    return needs is None or (situation.scope is not None and situation.scope >= needs)
