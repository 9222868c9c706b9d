"""Time since an operation, weeks of groundwork, and whether the clock can be trusted."""

from datetime import date, timedelta

from restride.core.context import Context
from restride.core.measures.measure import NOT_YET, Params, Reading, number, reading


def weeks_since_operation(context: Context, params: Params) -> Reading:
    """Whole weeks since the latest operation. It opens nothing by itself."""
    opened = context.opened
    later = [entry for entry in context.state.operations.values() if entry.episode == context.regimen.episode]
    if opened is None or not (opened.operated or later):
        return NOT_YET
    days = [entry.body.day for entry in later] + ([opened.operation] if opened.operation else [])
    if (opened.operated and opened.operation is None) or not days:
        return reading(value=None)
    evidence = tuple(entry.id for entry in later)
    return reading(value=max((context.now.day - max(days)).days // 7, 0), evidence=evidence)


def weeks_since_onset(context: Context, params: Params) -> Reading:
    """Whole weeks since the injury or the start of the pain; a new injury counts anew. It opens nothing by itself."""
    opened = context.opened
    later = [entry for entry in context.state.operations.values() if entry.episode in (None, context.regimen.episode)]
    if opened is None or opened.onset is None:
        return reading(value=None)
    newest = max([opened.onset, *(entry.body.day for entry in later)])
    evidence = tuple(sorted(entry.id for entry in later))
    return reading(value=max((context.now.day - newest).days // 7, 0), evidence=evidence)


def foundation_weeks(context: Context, params: Params) -> Reading:
    """Whole weeks of strength and mobility work done, with the supervised weeks you told us of."""
    wanted, opened = number(params, "per_week"), context.opened
    mine = [e for e in context.state.foundation.values() if e.episode == context.regimen.episode]
    done = sorted((entry for entry in mine if entry.at.at <= context.soon), key=lambda e: (e.at.at, e.id))
    weeks, evidence = 0, []
    if done:
        first = done[0].at.day
        by_week: dict[int, set[date]] = {}
        for entry in done:
            by_week.setdefault((entry.at.day - first).days // 7, set()).add(entry.at.day)
            evidence.append(entry.id)
        over = (context.now.day - first).days // 7
        weeks = sum(len(days) >= wanted for week, days in by_week.items() if week < over)
    declared = opened.rehab_weeks if opened else 0
    return reading(value=weeks + declared, evidence=tuple(evidence))


def foundation_days(context: Context, params: Params) -> Reading:
    """On how many of the last days you did strength and mobility work."""
    first = context.now.day - timedelta(days=number(params, "days") - 1)
    mine = [e for e in context.state.foundation.values() if e.episode == context.regimen.episode]
    done = [entry for entry in mine if first <= entry.at.day and entry.at.at <= context.soon]
    return reading(value=len({entry.at.day for entry in done}), evidence=tuple(sorted(entry.id for entry in done)))


def clock_behind_s(context: Context, params: Params) -> Reading:
    """How far the server's clock went backwards, in seconds."""
    latest = context.state.latest
    if latest is None or latest <= context.now.at:
        return reading(value=0)
    return reading(value=int((latest - context.now.at) / timedelta(seconds=1)))
