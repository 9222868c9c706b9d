"""The ladders of landings: how many are due, on one leg or two, and whether any are today."""

from collections.abc import Iterable
from datetime import date

from restride.core.exercise.allowed import Situation
from restride.core.exercise.log import Done
from restride.core.exercise.model import Exercise, JumpRules, Ladder, Shelf
from restride.core.values import dataclass

_DAY_H = 24
_WEEK_D = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What a ladder allows next: contacts a session, and the most that stayed quiet so far (0: none yet)."""

    contacts: int
    quiet: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """Both ladders, whether landings are due today, and how many days with landings there were."""

    two_leg: Rung
    one_leg: Rung
    one_leg_open: bool
    due: bool
    days: int

    def rung(self, ladder: Ladder) -> Rung:
        return self.two_leg if ladder == "two_leg" else self.one_leg


def jumps_of(shelf: Shelf, log: tuple[Done, ...], situations: tuple[Situation, ...]) -> Jumps:
    """Where the runner stands on both ladders. The whole log, oldest first; what is done today is in it."""
    most = shelf.pain_most_tenths(tuple(one for each in situations for one in each.conditions))
    landed = [done for done in log if _impact(shelf, done) and (done.did or done.body.hurt)]
    days = sorted({done.day for done in landed})
    two, one = (_climb(shelf, landed, ladder, most) for ladder in ("two_leg", "one_leg"))
    return Jumps(
        two_leg=two,
        one_leg=one,
        one_leg_open=two.quiet >= shelf.jumps.two_leg[-1],
        due=all(each.quiet for each in situations) and _rested(days, situations, shelf.jumps),
        days=len(days),
    )


def entered(exercise: Exercise, jumps: Jumps, situations: tuple[Situation, ...]) -> bool:
    """Whether an exercise with landings has its turn: its ladder is open, and what has to come before it was quiet."""
    if exercise.ladder == "one_leg" and not jumps.one_leg_open:
        return False
    enters = exercise.enters
    if enters is None:
        return True
    if enters.ladder and jumps.rung(enters.ladder).contacts < enters.contacts:
        return False
    return all(one.quiet_long_runs >= enters.runs for one in situations)


def prepared(shelf: Shelf, exercise: Exercise, log: Iterable[Done], most_tenths: int) -> bool:
    """Whether a strength exercise of the region it loads was done and tolerated before."""
    if not exercise.prepared_by:
        return True
    before = (shelf.exercises.get(done.exercise) for done in log if done.tolerated(most_tenths))
    return any(one and one.category == "strength" and exercise.prepared_by in one.areas for one in before)


def _impact(shelf: Shelf, done: Done) -> bool:
    exercise = shelf.exercises.get(done.exercise)
    return exercise is not None and exercise.ladder is not None


def _rested(days: list[date], situations: tuple[Situation, ...], rules: JumpRules) -> bool:
    """Enough whole days since the last landings, counted from the end of that day's, and not too many this week."""
    if not days or not situations:
        return bool(situations)
    today = max(one.day for one in situations)
    gap = -(-rules.every_h // _DAY_H)
    lately = [day for day in days if (today - day).days < _WEEK_D]
    return (today - days[-1]).days >= gap and len(lately) < rules.per_week_most


def _climb(shelf: Shelf, landed: list[Done], ladder: Ladder, most_tenths: int) -> Rung:
    steps, at, quiet = shelf.jumps.steps(ladder), 0, 0
    days: dict[date, list[Done]] = {}
    for done in landed:
        if shelf.exercises[done.exercise].ladder == ladder:
            days.setdefault(done.day, []).append(done)
    for mine in (days[day] for day in sorted(days)):
        if any(done.hurt(most_tenths) or done.morning == "warning" for done in mine):
            at = max(at - 1, 0)
        elif all(done.tolerated(most_tenths) and done.morning == "quiet" for done in mine):
            contacts = sum(done.body.contacts for done in mine)
            if contacts >= steps[at]:
                quiet = max(quiet, steps[at])
                at = min(at + 1, len(steps) - 1)
    return Rung(contacts=steps[at], quiet=quiet)
