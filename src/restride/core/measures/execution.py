"""What was done against what was asked: excess, shortfall, successes, failures, painkillers, files not settled."""

from collections.abc import Callable
from itertools import takewhile

from restride.core.context import Context
from restride.core.measures.measure import NOT_YET, Params, Reading, number, of_run, reading
from restride.core.response import colour
from restride.core.run_reading import Run
from restride.core.runs import was_too_much
from restride.core.went_well import how_well


def last_run_over_issued_s(context: Context, params: Params) -> Reading:
    """How many seconds you ran beyond what your session asked for."""
    run = context.last_run
    return of_run(run, run.excess_s) if run else NOT_YET


def last_run_done_pct(context: Context, params: Params) -> Reading:
    """How much of the session's running you did, in percent."""
    run = context.last_run
    return of_run(run, run.done_pct) if run else NOT_YET


def painkiller_last_run(context: Context, params: Params) -> Reading:
    """Whether you had taken a painkiller before your last run."""
    run = context.last_run
    if run is None:
        return NOT_YET
    said = [says for says in (run.before.painkiller, run.during.painkiller) if says is not None]
    return of_run(run, int(any(said)) if said else None)


def run_colour(context: Context, params: Params) -> Reading:
    """How your body answered the last run: 0 quiet, 1 a little, 2 clearly, 3 too much."""
    run = context.last_run
    pace = context.protocol.pace_at(context.held.phase, context.regimen.preset)
    if pace is None or run is None or run.morning in ("not_due", "pending"):
        return NOT_YET
    found = colour(context.runs, pace.response, context.baseline)
    return of_run(run, None if found is None else int(found))


def too_much_in_a_row(context: Context, params: Params) -> Reading:
    """How many of your last runs were too much, with no good run between them."""
    judged, good = [run for run in reversed(context.runs) if run.morning != "not_due"], _good(context, params)
    since_good = takewhile(lambda run: not good(run), judged)
    failed = [run for run in since_good if _too_much(context, run, params)]
    return reading(value=len(failed), evidence=_ids(failed), at=judged[0].ends_at if judged else None)


def good_runs_at_level(context: Context, params: Params) -> Reading:
    """How many runs at this stage went well since you reached it."""
    good = list(filter(_good(context, params), runs_at_level(context)))
    return reading(value=len({run.at.day for run in good}), evidence=_ids(good))


def long_good_runs(context: Context, params: Params) -> Reading:
    """How many of your runs without a break were this long and went well."""
    wanted, is_good = number(params, "bout_s"), _good(context, {"pain": context.good_pain_tenths})
    good = [run for run in context.runs if run.counts["longest_bout_s"] >= wanted and is_good(run)]
    return reading(value=len({run.at.day for run in good}), evidence=_ids(good))


def runs_at_level(context: Context) -> list[Run]:
    """Runs asked for at the anchor's level, since that level was last reached; a step back counts them anew."""
    rank = context.anchor.rank
    reached = context.trail.level_since(rank)
    if reached is None:
        return []
    asked = [run for run in context.runs if run.rank == rank]
    return [run for run in asked if run.issued and run.issued.issued_at >= reached]


def activities_in_review(context: Context, params: Params) -> Reading:
    """How many watch files were set aside because their figures cannot be true."""
    settled = {entry.body.activity for entry in context.state.activities_settled.values()}
    waiting = [
        id
        for id, entry in sorted(context.state.activities.items())
        if entry.body.review and not entry.body.history and id not in settled
    ]
    return reading(value=len(waiting), evidence=tuple(waiting))


def unconfirmed_activities(context: Context, params: Params) -> Reading:
    """How many runs from files you have not confirmed yet."""
    return reading(value=len(context.unconfirmed), evidence=tuple(entry.id for entry in context.unconfirmed))


def _good(context: Context, params: Params) -> Callable[[Run], bool]:
    """Whether a run went well by these limits."""
    noise = number(params, "noise") if "noise" in params else 0
    return how_well(context, most_tenths=number(params, "pain"), noise_tenths=noise)


def _too_much(context: Context, run: Run, params: Params) -> bool:
    return was_too_much(
        run,
        most_tenths=number(params, "pain"),
        rise_tenths=number(params, "rise"),
        baseline_tenths=context.baseline,
    )


def _ids(runs: list[Run]) -> tuple[str, ...]:
    return tuple([id for run in runs for id in run.evidence])
