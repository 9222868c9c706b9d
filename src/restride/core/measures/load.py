"""How often you ran, how far apart, and how fast the stages rose."""

from datetime import timedelta

from restride.core.context import Context
from restride.core.measures.measure import NOT_YET, Params, Reading, number, reading
from restride.core.windows import hours_between


def hours_since_run(context: Context, params: Params) -> Reading:
    """Hours since the end of your last run."""
    run = context.last_run
    if run is None:
        return NOT_YET
    return reading(value=hours_between(run.ends_at, context.now.at), evidence=(run.id,), at=run.ends_at)


def days_since_run(context: Context, params: Params) -> Reading:
    """Days since your last run; 0 is today."""
    run = context.last_run
    if run is None:
        return NOT_YET
    return reading(value=(context.now.day - run.at.day).days, evidence=(run.id,), at=run.ends_at)


def hours_since_short_bouts(context: Context, params: Params) -> Reading:
    """Hours since the end of your last run, where each of its runs without a walk was shorter than this."""
    return hours_since_run(context, {}) if _in_short_bouts(context, params) else NOT_YET


def days_since_short_bouts(context: Context, params: Params) -> Reading:
    """Days since your last run, where each of its runs without a walk was shorter than this."""
    return days_since_run(context, {}) if _in_short_bouts(context, params) else NOT_YET


def _in_short_bouts(context: Context, params: Params) -> bool:
    """The lower of asked and done counts; a run that nobody asked for is a short one."""
    run = context.last_run
    return run is not None and run.counts["longest_bout_s"] < number(params, "bout_s")


def runs_in_days(context: Context, params: Params) -> Reading:
    """How many runs you did in the last days."""
    begins = context.now.at - timedelta(days=number(params, "days"))
    runs = [run for run in context.runs if run.at.at > begins]
    return reading(value=len(runs), evidence=tuple(run.id for run in runs))


def levels_up(context: Context, params: Params) -> Reading:
    """How many steps up you made in the last days."""
    first = context.now.day - timedelta(days=number(params, "days") - 1)
    return reading(value=sum([day >= first for day in context.trail.climbs]))


def days_off(context: Context, params: Params) -> Reading:
    """Days since the last run that your body tolerated."""
    newest_first = reversed(context.runs)
    last = next((run for run in newest_first if run.issued and not run.cut_short and run.morning == "answered"), None)
    if last is None:
        return NOT_YET
    return reading(value=(context.now.day - last.at.day).days, evidence=(last.id,))
