"""What a runner told of the history and of trust in the leg or back, and the good runs that it asks for more.

Who says nothing is treated as everybody is: these are asked once or weekly, and what was told goes on counting.
"""

from datetime import date, timedelta

from restride.core.context import Context
from restride.core.history import CONFIDENCE, told_of
from restride.core.measures.execution import good_runs_at_level
from restride.core.measures.measure import Params, Reading, number, reading, word
from restride.core.state import Entry

_DAY = timedelta(days=1)


def told_cause(context: Context, params: Params) -> Reading:
    """Whether you told us of this when we asked why it happened; not being sure counts as a yes."""
    return _told(told_of(context.state, context.regimen.episode, word(params, "cause"), context.now))


def good_runs_wanting(context: Context, params: Params) -> Reading:
    """How many more good runs the next step wants, because you told us of this when we asked why it happened."""
    told = told_of(context.state, context.regimen.episode, word(params, "cause"), context.now)
    return _wanting(context, number(params, "runs"), told) if told else reading(value=0)


def good_runs_to_trust(context: Context, params: Params) -> Reading:
    """How many more good runs the next step wants, because you trust the leg or back little, or less than before."""
    low = _low_trust(context, below=number(params, "below"), fall=number(params, "fall"), days=number(params, "days"))
    if not low:
        return reading(value=0)
    usual = max((one.bound.value for one in context.asked_good), default=1)
    return _wanting(context, usual * number(params, "times"), low)


def _wanting(context: Context, runs: int, told: tuple[Entry, ...]) -> Reading:
    good = good_runs_at_level(context, {"pain": context.good_pain_tenths, "noise": context.good_noise_tenths})
    evidence = (*(entry.id for entry in told), *good.evidence)
    return reading(value=max(runs - (good.value or 0), 0), evidence=evidence, at=good.at)


def _low_trust(context: Context, *, below: int, fall: int, days: int) -> tuple[Entry, ...]:
    """The newest low answer; none once an answer so many days later was neither low nor falling. Silence ends nothing.

    Of several answers of a day the lowest counts. One of today, or dated ahead, makes low and ends nothing.
    """
    lowest: dict[date, Entry] = {}
    for entry in context.state.self_ratings.values():
        if entry.body.item != CONFIDENCE:
            continue
        known = lowest.get(entry.at.day)
        if known is None or (entry.body.value, entry.id) < (known.body.value, known.id):
            lowest[entry.at.day] = entry
    last: Entry | None = None
    before: int | None = None
    for day in sorted(lowest):
        entry = lowest[day]
        value = entry.body.value
        if value < below or (before is not None and before - value >= fall):
            last = entry
        elif last is not None and day < context.now.day and day - last.at.day >= days * _DAY:
            last = None
        before = value
    return (last,) if last else ()


def _told(told: tuple[Entry, ...]) -> Reading:
    return reading(value=int(bool(told)), evidence=tuple(entry.id for entry in told))
