"""The week of a race and the days after it, in words. A race is never issued, and nothing here opens a run."""

from datetime import timedelta

from restride.core.build import build_phase
from restride.core.context import Context
from restride.core.goal import goal_check
from restride.core.race import easy_days_left, last_race, next_race
from restride.usecases.goal import name_of
from restride.usecases.ports import Words
from restride.usecases.today import Today

_WEEK = timedelta(days=7)


def race_note(now: Today, words: Words) -> str:
    """What is said in the week before a race, and while easy running follows it; empty on any other day.

    Of several injuries the one that speaks most against it counts. Silent beside a stop, a warning, a lost plan.
    """
    stopped = now.open_flags or now.lost or (now.decision is not None and now.decision.verdict == "stop")
    contexts = [one.context for one in now.episodes if build_phase(one.regimen.protocol) is not None]
    if stopped or len(contexts) < len(now.episodes) or not contexts:
        return ""
    return _after(contexts, words) or _before(contexts, words)


def _before(contexts: list[Context], words: Words) -> str:
    races = [(context, next_race(context)) for context in contexts]
    near = [(context, race) for context, race in races if race and race.day - context.now.day < _WEEK]
    if len(near) < len(contexts):
        return ""
    race = near[0][1]
    realistic = all(goal_check(context, race.table.id, race.day).realistic for context, _ in near)
    return words.render("goals.race", "go" if realistic else "not_yet", goal=name_of(race.table, words), day=race.day)


def _after(contexts: list[Context], words: Words) -> str:
    past = [(race, easy_days_left(context, race)) for context in contexts if (race := last_race(context))]
    race, left = max(past, key=lambda pair: pair[1], default=(None, 0))
    started = race is not None and any(race.day < context.now.day for context in contexts)
    return words.render("goals.race", "after", day=race.day, left=left) if race and left and started else ""
