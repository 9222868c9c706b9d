"""How an exercise grows while it stays quiet, and steps back when it hurts. Jumping has ladders of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from restride.core.exercise.log import Done
from restride.core.exercise.model import Amount, Exercise, GrowthRules
from restride.core.values import dataclass

_ONE_SET = Amount(least=1, most=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Where a runner is with an exercise.

    `rung` 0 is the exercise as it is, below it are its easier variants, above it the harder ones. `amount` is
    repetitions or seconds a set. `topped` means that nothing harder of it is left; `paused_until` is the last day on
    which it rests because its easiest form hurt.
    """

    rung: int
    sets: int
    amount: int
    topped: bool = False
    paused_until: date | None = None
    done: int = 0  # tolerated sessions


def level_of(exercise: Exercise, log: Iterable[Done], rules: GrowthRules, most_tenths: int) -> Level:
    """The level after this log, oldest first. `most_tenths` is the limit of pain while exercising."""
    level = _start(exercise)
    weeks: set[int] = set()
    first: date | None = None
    for done in log:
        first = first or done.day
        if done.hurt(most_tenths):
            level = _back(exercise, level, done.day, rules)
        elif done.tolerated(most_tenths):
            weeks.add((done.day - first).days // 7)
            level = replace(level, done=level.done + 1, paused_until=None)
            if done.morning == "quiet" and done.reached(level.sets, level.amount, exercise.sides):
                level = _on(exercise, level, rules)
    return _scheduled(exercise, level, len(weeks)) if exercise.dose.schedule else level


def variant_of(exercise: Exercise, level: Level) -> str:
    """The variant of this level; empty for the exercise as it is."""
    if level.rung < 0:
        return exercise.easier[-level.rung - 1]
    return exercise.harder[level.rung - 1] if level.rung else ""


def amounts_of(exercise: Exercise) -> Amount:
    """Repetitions, or the seconds of a hold where it has no repetitions; one where it has neither."""
    return exercise.dose.reps or exercise.dose.hold_s or _ONE_SET


def _start(exercise: Exercise) -> Level:
    return Level(rung=0, sets=(exercise.dose.sets or _ONE_SET).least, amount=amounts_of(exercise).least)


def _back(exercise: Exercise, level: Level, day: date, rules: GrowthRules) -> Level:
    """A variant down, from its start; where there is none, a pause after which it begins again."""
    start = _start(exercise)
    if level.rung > -len(exercise.easier):
        return replace(start, rung=level.rung - 1, done=level.done)
    pause = day + timedelta(days=rules.pause_d)
    return replace(start, rung=-len(exercise.easier), done=level.done, paused_until=pause)


def _on(exercise: Exercise, level: Level, rules: GrowthRules) -> Level:
    """A little more in each set, then a set more, then the next harder variant."""
    amounts, sets = amounts_of(exercise), exercise.dose.sets or _ONE_SET
    step = rules.reps if exercise.dose.reps else rules.hold_s
    if level.amount < amounts.most:
        return replace(level, amount=min(level.amount + step, amounts.most))
    if level.sets < sets.most:
        return replace(level, sets=level.sets + 1, amount=amounts.least)
    if level.rung < len(exercise.harder):
        return replace(level, rung=level.rung + 1, sets=sets.least, amount=amounts.least)
    return replace(level, topped=True)


def _scheduled(exercise: Exercise, level: Level, weeks: int) -> Level:
    """A published schedule goes by weeks that were tolerated; pain takes its variant back, never its count."""
    left = max(weeks - 1, 0)
    part = exercise.dose.schedule[-1]
    for one in exercise.dose.schedule:
        if left < one.weeks:
            part = one
            break
        left -= one.weeks
    topped = weeks > sum(one.weeks for one in exercise.dose.schedule)
    return replace(level, rung=min(level.rung, 0), sets=part.sets, amount=part.reps, topped=topped)
