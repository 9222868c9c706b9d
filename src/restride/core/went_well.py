"""Whether a run went well for the next step, noise of a score told from a trend. The limits come from the rule."""

from datetime import timedelta

from restride.core.context import Context
from restride.core.run_reading import Run
from restride.core.runs import in_muscle, morning_rise, was_good

_SECOND_MORNING = timedelta(days=2)


def went_well(context: Context, run: Run, *, most_tenths: int, noise_tenths: int) -> bool:
    """Whether the run was good. A rise within the noise of a score counts as none, once the second morning is usual.

    A second morning that nobody told, or under a painkiller, is not usual.
    """
    good = was_good(
        run,
        most_tenths=most_tenths,
        most_excess_s=context.windows.run_excess_s,
        baseline_tenths=context.baseline,
        noise_tenths=noise_tenths,
    )
    return good and (not _rose(context, run) or _back_again(context, run))


def _rose(context: Context, run: Run) -> bool:
    return bool(morning_rise(run, context.baseline)) and not in_muscle(run.next_morning)


def _back_again(context: Context, run: Run) -> bool:
    says = context.morning(run.at.day + _SECOND_MORNING)
    return says.pain_tenths is not None and says.pain_tenths <= context.baseline and says.painkiller is not True
