"""Whether the exercises hang together: each condition and body part covered, each name said, each way back shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from restride.core.exercise.model import EVERYBODY, Exercise, Policy, Shelf
from restride.library.words import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A condition and a body part or technique: the exercises for it, or the key of the written reason for none."""

    condition: str
    area: str
    exercises: tuple[str, ...]
    reason: str

    @property
    def covered(self) -> bool:
        return bool(self.exercises) != bool(self.reason)


def coverage(shelf: Shelf) -> tuple[Cell, ...]:
    """Every required area for every condition, in the order of the data."""
    return tuple(
        Cell(
            condition=policy.id,
            area=area,
            exercises=tuple(one.id for one in shelf.exercises.values() if area in one.areas and is_for(policy, one)),
            reason=policy.left_out.get(area, ""),
        )
        for policy in shelf.policies.values()
        for area in shelf.areas_required
    )


def is_for(policy: Policy, exercise: Exercise) -> bool:
    """Whether the data lists the exercise for this condition, whatever phase and clearance say."""
    wanted = {policy.id} if policy.listed_only else {policy.id, EVERYBODY}
    return bool(wanted & set(exercise.conditions)) and policy.id not in exercise.exclude


def findings(shelf: Shelf, phrases: Phrases | None = None) -> tuple[str, ...]:
    """What is wrong, one line each with its cure; with phrases, what is not said as well."""
    return (
        *_gaps(shelf),
        *(line for one in shelf.exercises.values() for line in _exercise(shelf, one)),
        *(line for policy in shelf.policies.values() for line in _policy(shelf, policy)),
        *(_unsaid(shelf, phrases) if phrases else ()),
    )


def _gaps(shelf: Shelf) -> Iterator[str]:
    for cell in coverage(shelf):
        if not cell.covered:
            both = "has exercises and a reason for none" if cell.exercises else "has neither exercise nor reason"
            yield f"{cell.condition}, {cell.area}: {both}; keep one of the two"


def _exercise(shelf: Shelf, one: Exercise) -> Iterator[str]:
    for id in one.regression:
        after = shelf.exercises[id]
        if (after.needs or 0) > (one.needs or 0):
            yield f"{one.id}: is made easier by {id}, which needs a wider clearance; name another one"
    if one.prepared_by and not any(
        each.category == "strength" and one.prepared_by in each.areas for each in shelf.exercises.values()
    ):
        yield f"{one.id}: is prepared by {one.prepared_by}, for which there is no strength exercise"
    if one.without and not one.kit:
        yield f"{one.id}: names a way without kit, and needs none; take one of the two out"


def _policy(shelf: Shelf, policy: Policy) -> Iterator[str]:
    for id in policy.key:
        if not is_for(policy, shelf.exercises[id]):
            yield f"{policy.id}: {id} is a key exercise and not for this condition; correct one of the two"


def _unsaid(shelf: Shelf, phrases: Phrases) -> Iterator[str]:
    wanted = {
        **{f"exercises.{id}": ("name", "how", "cue_1") for id in shelf.exercises},
        **{f"variants.{id}": ("text",) for one in shelf.exercises.values() for id in variants_of(one)},
        **{f"areas.{area}": ("name",) for one in shelf.exercises.values() for area in one.areas},
        **{f"kit.{one}": ("name",) for one in shelf.kit},
        **{f"left_out.{why}": ("text",) for policy in shelf.policies.values() for why in policy.left_out.values()},
    }
    for key, forms in wanted.items():
        for form in forms:
            if key not in phrases or form not in phrases.forms(key):
                yield f'{key}: has no sentence "{form}" in words/{phrases.language}; write one'


def variants_of(exercise: Exercise) -> tuple[str, ...]:
    """Every variant of an exercise that has a sentence."""
    named = (*exercise.easier, *exercise.harder, exercise.without, *(one.variant for one in exercise.dose.landings))
    return tuple(dict.fromkeys(one for one in named if one))
