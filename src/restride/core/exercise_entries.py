"""What the journal keeps of exercises: done, prescribed by a clinician, brought along by the runner."""

from datetime import date
from typing import ClassVar

from restride.core.terms import Category, Side
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSet:
    """One set of an exercise on one side (None: it has no sides). Whole repetitions, seconds and grams; pain in tenths.

    Pain None was not answered, which is not zero.
    """

    side: Side | None = None
    reps: int = 0
    seconds: int = 0
    load_g: int | None = None
    pain_tenths: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseLogged:
    """An exercise as it was done on its day; no sets is one that was left out. `contacts` are landings, a leg each.

    An exercise of the runner's own is named by its entry. `library` is the digest of the exercises it was shown from.
    """

    kind: ClassVar[str] = "exercise_logged"
    category: ClassVar[Category] = Category.SYMPTOMS
    exercise: str
    sets: tuple[ExerciseSet, ...]
    variant: str = ""
    contacts: int = 0
    hurt: bool = False  # the runner stopped because it hurt
    whole: bool = False  # part of a whole session, not of the few exercises of the days between
    library: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisePrescribed:
    """A clinician prescribes one exercise by name, for this episode, until a day.

    `sets` of `amount` repetitions or seconds are done instead of what the runner grew to; None leaves both to that.
    """

    kind: ClassVar[str] = "exercise_prescribed"
    category: ClassVar[Category] = Category.DECISIONS
    exercise: str
    until: date
    reason: str = ""
    sets: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionWithdrawn:
    """A prescribed exercise is taken back, by a clinician or by the runner."""

    kind: ClassVar[str] = "prescription_withdrawn"
    category: ClassVar[Category] = Category.DECISIONS
    prescription: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnExerciseAdded:
    """An exercise that the runner has from somebody, in the runner's own words. Nothing here checks it."""

    kind: ClassVar[str] = "own_exercise_added"
    category: ClassVar[Category] = Category.NOTES
    name: str
    dose: str
    given_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnExerciseEnded:
    kind: ClassVar[str] = "own_exercise_ended"
    category: ClassVar[Category] = Category.NOTES
    exercise: str
