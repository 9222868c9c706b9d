"""How a run was answered by the body: a score from the protocol's own coefficients, and its colour. No rule is here."""

from enum import IntEnum

from restride.core.protocol import Response
from restride.core.run_reading import Run
from restride.core.runs import in_muscle, morning_rise, swelling_steps

_POINT = 10  # tenths in a point of pain; weights are thousandths a point


class Colour(IntEnum):
    """The response of one run, from quiet to too much."""

    GREEN = 0
    YELLOW = 1
    AMBER = 2
    RED = 3


def score(run: Run, table: Response, baseline_tenths: int) -> int | None:
    """Thousandths: pain over tolerance, rise over the own morning, morning over tolerance. None when nobody said.

    Soreness of muscle alone does not enter; an unknown place counts as joint.
    """
    kept = run.found.get(("score", baseline_tenths))
    if kept is None or kept[0] is not table:
        kept = run.found["score", baseline_tenths] = (table, _scored(run, table, baseline_tenths))
    found: int | None = kept[1]
    return found


def _scored(run: Run, table: Response, baseline_tenths: int) -> int | None:
    pain, morning = run.during.pain_tenths, run.next_morning.pain_tenths
    rise = morning_rise(run, baseline_tenths)
    if pain is None or morning is None or rise is None:
        return None
    during = 0 if in_muscle(run.during) else max(pain - table.during_tolerance, 0)
    quiet = in_muscle(run.next_morning)
    risen = 0 if quiet else max(rise - table.rise_slack, 0)
    woke = 0 if quiet else max(morning - table.morning_tolerance, 0)
    return (table.pain_weight * during + table.rise_weight * risen + table.morning_weight * woke) // _POINT


def colour(runs: tuple[Run, ...], table: Response, baseline_tenths: int) -> Colour | None:
    """The colour of the last of these runs, smoothed over those before it. None while nothing can be said."""
    run = runs[-1]
    if is_red(run, table, baseline_tenths):
        return Colour.RED
    scores = [score(one, table, baseline_tenths) for one in runs]
    last = scores[-1]
    if last is None:
        return None
    smooth = 0
    for known in (value for value in scores if value is not None):
        smooth = (table.smoothing * known + (1000 - table.smoothing) * smooth) // 1000
    if last >= table.amber_from or smooth > table.smooth_over:
        return Colour.AMBER
    return Colour.YELLOW if last >= table.yellow_from else Colour.GREEN


def is_red(run: Run, table: Response, baseline_tenths: int) -> bool:
    """Far over the limits, new swelling, much cut away, or a morning that nobody answered."""
    kept = run.found.get(("red", baseline_tenths))
    if kept is None or kept[0] is not table:
        kept = run.found["red", baseline_tenths] = (table, _is_red(run, table, baseline_tenths))
    return bool(kept[1])


def _is_red(run: Run, table: Response, baseline_tenths: int) -> bool:
    rise = morning_rise(run, baseline_tenths) or 0
    morning = run.next_morning.pain_tenths or 0
    return (
        run.morning == "lapsed"
        or (run.during.pain_tenths or 0) >= table.red_during
        or (morning >= table.red_morning and rise >= table.red_rise)
        or bool(swelling_steps(run))
        or run.done_pct < table.cut_below_pct
        or bool(run.next_morning.woken and morning >= table.morning_tolerance)
    )
