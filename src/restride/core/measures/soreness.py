"""Swelling, stiffness, soreness, limp and sharp pain: how long, how much, and how often they came."""

from datetime import timedelta

from restride.core.answers import Answers
from restride.core.context import Context
from restride.core.measures.measure import NOT_YET, Params, Reading, number, of_run, of_today, reading, word
from restride.core.runs import swelling_steps
from restride.core.terms import Swelling


def symptom_now(context: Context, params: Params) -> Reading:
    """Whether you told us of this since your last run, or today."""
    what = word(params, "what")
    if not context.complaints:
        return of_today(context, 0)
    told = [id for says, ids in _since(context) if _amount(says, what) for id in ids]
    return _rests_on(context, int(bool(told)), told)


def symptom_spells(context: Context, params: Params) -> Reading:
    """How often this came up in the last days; days in a row without a new run are one time."""
    what, over, days = word(params, "what"), number(params, "over"), number(params, "days")
    if not context.complaints:
        return of_today(context, 0)
    first = context.now.day - timedelta(days=days - 1)
    spells, last = 0, None
    evidence: list[str] = []
    for day, says, ids in context.complaints:
        if day < first or (_amount(says, what) <= over and not (what == "swelling_h" and _untimed(says))):
            continue
        new_run = any(last is not None and last < run.at.day <= day for run in context.runs)
        if last is None or (day - last).days > 1 or new_run:
            spells += 1
        last = day
        evidence += ids
    return _rests_on(context, spells, evidence)


def swelling_h(context: Context, params: Params) -> Reading:
    """For how many hours new swelling has lasted."""
    return _longest(context, "swelling_h")


def swelling_rise(context: Context, params: Params) -> Reading:
    """By how many grades swelling stands above before your last run."""
    run = context.last_run
    if run is None:
        return NOT_YET
    steps = swelling_steps(run)
    due = run.morning != "not_due"
    return of_run(run, steps) if due or steps else NOT_YET


def stiffness_min(context: Context, params: Params) -> Reading:
    """How many minutes the joint was stiff this morning."""
    return of_today(context, context.today.stiffness_min)


def muscle_soreness_h(context: Context, params: Params) -> Reading:
    """For how many hours the muscles have been sore."""
    return _longest(context, "soreness_h")


def _longest(context: Context, what: str) -> Reading:
    told = _since(context)
    if not told:
        return of_today(context, 0)
    untimed = [id for says, ids in told if what == "swelling_h" and _untimed(says) for id in ids]
    if untimed:
        return _rests_on(context, None, untimed)
    days = [(_amount(says, what), ids) for says, ids in told]
    most = max((amount for amount, _ in days), default=0)
    return _rests_on(context, most, [id for amount, ids in days if amount and amount == most for id in ids])


def _since(context: Context) -> list[tuple[Answers, tuple[str, ...]]]:
    """What was told on each day since the last run, or since the phase was entered, and where."""
    first = context.since
    return [(says, ids) for day, says, ids in context.complaints if day >= first]


def _amount(says: Answers, what: str) -> int:
    """How much of a symptom was told; what nobody told is 0 here, because completeness is asked for elsewhere."""
    if what == "limp":
        return int(bool(says.limp))
    if what == "sharp":
        return int(bool(says.sharp))
    if what == "swelling_h":
        return (says.swelling_h or 0) if (says.swelling or Swelling.NONE) > Swelling.NONE or says.swelling_h else 0
    if what == "soreness_h":
        return says.soreness_h or 0
    return says.stiffness_min or 0


def _untimed(says: Answers) -> bool:
    """Swelling of which nobody said for how long: unknown, not new."""
    return (says.swelling or Swelling.NONE) > Swelling.NONE and says.swelling_h is None


def _rests_on(context: Context, value: int | None, told: list[str]) -> Reading:
    """A reading on the reports that told of it; on today's check-in where none did."""
    if not told:
        return of_today(context, value)
    ids = set(told)
    at = max((entry.at.at for entry in context.reports if entry.id in ids), default=None)
    return reading(value=value, evidence=tuple(sorted(ids)), at=at)
