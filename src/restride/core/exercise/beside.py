"""What stands beside the session: a warm-up before running, work without running, one cue while running."""

from restride.core.exercise.compose import Item, Runner, item_of, open_exercises
from restride.core.exercise.model import Exercise, Shelf, order_of

_WEEK_D = 7


def warm_up(shelf: Shelf, runner: Runner) -> tuple[Item, ...]:
    """Loosening before a run, in the order of the data."""
    mine = (one for one in open_exercises(shelf, runner) if one.warm_up)
    return tuple(item for one in mine if (item := item_of(shelf, runner, one)) is not None)


def without_running(shelf: Shelf, runner: Runner) -> tuple[Exercise, ...]:
    """Cycling, swimming, walking and the like, as far as they are open and at hand."""
    return tuple(one for one in open_exercises(shelf, runner) if one.category == "cross-training")


def cue_of_week(shelf: Shelf, runner: Runner) -> Exercise | None:
    """One thing to think of while running, a week each: those of a named cause or key to the condition first."""
    if not runner.situations or any(order_of(one.phase_today) < order_of("walk-run") for one in runner.situations):
        return None
    cues = [one for one in open_exercises(shelf, runner) if one.gait and not one.impact]
    causes = [id for name in runner.factors if name in shelf.factors for id in shelf.factors[name].cues]
    conditions = [one for each in runner.situations for one in each.conditions if one in shelf.policies]
    wanted = {*causes, *(id for one in conditions for id in shelf.policies[one].key)}
    first = [one for one in cues if one.id in wanted] or cues
    week = (runner.day.toordinal() - 1) // _WEEK_D  # weeks begin on Mondays
    return first[week % len(first)] if first else None
