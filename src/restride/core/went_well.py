"""Whether a run went well for the next step, noise of a score told from a trend. The limits come from the rule."""

from collections.abc import Callable
from datetime import timedelta

from restride.core.context import Context
from restride.core.run_reading import Run
from restride.core.runs import in_muscle, morning_rise, was_good

_SECOND_MORNING = timedelta(days=2)


def how_well(context: Context, *, most_tenths: int, noise_tenths: int) -> Callable[[Run], bool]:
    """Tells of a run whether it was good. A rise within the noise of a score counts as none, once the second morning
    is usual.

    A second morning that nobody told in its time, that was taken back, or under a painkiller, is not usual.
    """
    excess_s, usual = context.windows.run_excess_s, context.baseline
    limits = ("well", most_tenths, excess_s, usual, noise_tenths)

    def went_well(run: Run) -> bool:
        kept: tuple[bool, bool] | None = run.found.get(limits)
        if kept is None:
            good = was_good(
                run,
                most_tenths=most_tenths,
                most_excess_s=excess_s,
                baseline_tenths=usual,
                noise_tenths=noise_tenths,
            )
            kept = run.found[limits] = (good, good and _rose(run, usual))
        good, rose = kept
        return good and not (rose and not _back_again(context, run))

    return went_well


def _rose(run: Run, baseline_tenths: int) -> bool:
    return bool(morning_rise(run, baseline_tenths)) and not in_muscle(run.next_morning)


def _back_again(context: Context, run: Run) -> bool:
    day = run.at.day + _SECOND_MORNING
    says, standing = context.morning(day), filter(context.stands, context.mornings_of(day))
    if all(context.said(entry).pain_tenths is None for entry in standing):
        return False
    return says.pain_tenths is not None and says.pain_tenths <= context.baseline and says.painkiller is not True
