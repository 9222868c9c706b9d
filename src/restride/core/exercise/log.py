"""What was done of the exercises, read from the log: the better news of an entry never counts when it is in doubt."""

from datetime import date

from restride.core.exercise_entries import ExerciseLogged, ExerciseSet
from restride.core.state import Morning
from restride.core.terms import Side
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One exercise on one day. `morning` is how the next one was; `doubtful` that the runner took the entry back."""

    day: date
    body: ExerciseLogged
    morning: Morning
    doubtful: bool = False

    @property
    def exercise(self) -> str:
        return self.body.exercise

    @property
    def did(self) -> bool:
        """Whether anything was done at all; a set of nothing only says how much it hurt."""
        return any(_amount(one) for one in self.body.sets)

    @property
    def worst_tenths(self) -> int | None:
        """The worst pain of any set; None when a set has no answer."""
        said = [one.pain_tenths for one in self.body.sets]
        known = [pain for pain in said if pain is not None]
        if len(known) < len(said) or not said:
            return None
        return max(known)

    def hurt(self, most_tenths: int) -> bool:
        """Whether it hurt over the limit, on either side; a set without an answer does not say so."""
        return self.body.hurt or any((one.pain_tenths or 0) > most_tenths for one in self.body.sets)

    def tolerated(self, most_tenths: int) -> bool:
        """Whether sets were done, each with pain within the limit, and nothing hurt. Not known is not tolerated."""
        worst = self.worst_tenths
        return not self.doubtful and not self.body.hurt and worst is not None and worst <= most_tenths and self.did

    def reached(self, sets: int, amount: int, sides: bool) -> bool:
        """Whether each side did so many sets of so much; the weaker side decides."""
        wanted = (Side.LEFT, Side.RIGHT) if sides else (None,)
        return all(sum(_amount(one) >= amount for one in self._of(side)) >= sets for side in wanted)

    def _of(self, side: Side | None) -> list[ExerciseSet]:
        return [one for one in self.body.sets if side is None or one.side is side]


def _amount(one: ExerciseSet) -> int:
    """Repetitions or seconds, whichever the set was counted in."""
    return max(one.reps, one.seconds)
