"""What several runs say together: red ones, weeks that symptoms held back, pain that climbs from week to week."""

from collections.abc import Callable
from datetime import date, timedelta

from restride.core.context import HORIZON_D, Context
from restride.core.measures.measure import NOT_YET, Params, Reading, number, reading
from restride.core.response import is_red, score
from restride.core.run_reading import Run
from restride.core.runs import in_muscle, morning_rise, rise_over_before, swelling_steps
from restride.core.went_well import how_well

_WEEK_D = 7
_OVER = ("answered", "lapsed")  # the morning after is behind us


def red_runs(context: Context, params: Params) -> Reading:
    """How many of your runs in the last days were clearly too much, or left us without an answer."""
    preset = context.regimen.preset
    pace = next((pace for phase in context.protocol.phases if (pace := phase.pace(preset))), None)
    if pace is None or not context.runs:
        return NOT_YET
    first = context.now.day - timedelta(days=number(params, "days") - 1)
    table, usual = pace.response, context.baseline
    red = [
        run
        for run in context.runs
        if run.at.day >= first
        and (is_red(run, table, usual) or (run.morning in _OVER and score(run, table, usual) is None))
    ]
    return reading(value=len(red), evidence=_ids(red), at=context.runs[-1].ends_at)


def weeks_held_back(context: Context, params: Params) -> Reading:
    """For how many weeks in a row runs brought symptoms, none went well, and no step up was made."""
    if not context.runs:
        return NOT_YET
    limit, weeks, weekly, went_well = context.good_pain_tenths, 0, _by_week(context), _went_well(context)
    climbed = max(context.trail.climbs, default=date.min)
    most = min(HORIZON_D, (context.now.day - climbed).days) // _WEEK_D
    evidence: list[str] = []
    while weeks < most:
        felt = [run for run in weekly.get(weeks, ()) if run.morning in _OVER and _was_felt(context, run, limit)]
        if not felt or any(map(went_well, weekly[weeks])):
            break
        weeks += 1
        evidence += _ids(felt)
    return reading(value=weeks, evidence=tuple(sorted(set(evidence))), at=context.runs[-1].ends_at)


def week_pain_rise(context: Context, params: Params) -> Reading:
    """How far the worst pain in the runs of the last seven days stood above that of the seven days before."""
    weekly = _by_week(context)
    runs, earlier = weekly.get(0), weekly.get(1)
    if not runs or not earlier:
        return NOT_YET
    pains = [run.during.pain_tenths for run in runs]
    known = [pain for pain in pains if pain is not None]
    evidence, at = _ids([*earlier, *runs]), runs[-1].ends_at
    if len(known) < len(pains):
        return reading(value=None, evidence=evidence, at=at)
    # Earlier pain that nobody told counts as none: so leaving it out never makes today's look like no rise.
    before = max(run.during.pain_tenths or 0 for run in earlier)
    return reading(value=max(max(known) - before, 0), evidence=evidence, at=at)


def _by_week(context: Context) -> dict[int, list[Run]]:
    """The runs by how many whole weeks ago they were: 0 are the seven days that end today, and days to come."""
    today = context.now.day
    found: dict[int, list[Run]] = {}
    for run in context.runs:
        ago = (today - run.at.day).days
        week = ago // _WEEK_D if ago > 0 else 0
        if week in found:
            found[week].append(run)
        else:
            found[week] = [run]
    return found


def _went_well(context: Context) -> Callable[[Run], bool]:
    """By what the rules of the phase ask of a good run."""
    return how_well(context, most_tenths=context.good_pain_tenths, noise_tenths=context.good_noise_tenths)


def _was_felt(context: Context, run: Run, limit_tenths: int) -> bool:
    """Whether a run brought more than a good run may. What nobody told counts as felt."""
    key = ("felt", limit_tenths, context.baseline)
    found: bool | None = run.found.get(key)
    if found is None:
        found = run.found[key] = _is_felt(run, limit_tenths, context.baseline)
    return found


def _is_felt(run: Run, limit_tenths: int, baseline_tenths: int) -> bool:
    pain, settled, rise = run.during.pain_tenths, rise_over_before(run), morning_rise(run, baseline_tenths)
    if pain is None or settled is None or rise is None:
        return True
    over = pain > limit_tenths or settled > 0 or (rise > 0 and not in_muscle(run.next_morning))
    told = (run.during, run.after_60, run.next_morning)
    return over or swelling_steps(run) != 0 or any(says.limp or says.sharp for says in told)


def _ids(runs: list[Run]) -> tuple[str, ...]:
    return tuple([id for run in runs for id in run.evidence])
