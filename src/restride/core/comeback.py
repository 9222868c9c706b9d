"""How much is run after days off: a share of what was run before them, for as long again as they lasted.

Which row or stage it begins at again is in `progression`; this only makes sessions smaller.
"""

from collections.abc import Iterator
from datetime import date

from restride.core.context import Context
from restride.core.decision import Dose, LimitReason
from restride.core.protocol import Phase, Restart
from restride.core.run_reading import Run

COMEBACK = "comeback"
_ALL_PCT = 100


def comeback(context: Context, stood: tuple[Run, ...], dose: Dose, phase: Phase) -> list[LimitReason]:
    """The limit of each spell of days off that is not made up for yet; none where the phase asks for none.

    `stood` are the tolerated runs. Why somebody did not run is not asked: after pain other rules narrow as well.
    """
    if not any(step.first_half_pct for step in phase.restart):
        return []
    found = []
    for last, back, step in _spells(context, phase):
        off, since = (back - last).days - 1, (context.now.day - back).days
        before = [run for run in stood if run.at.day <= last]
        if since >= off or not before:
            continue
        percent = step.first_half_pct if 2 * since < off else step.second_half_pct
        base = max(run.counts["run_s"] for run in before)
        allowed = base * (percent or _ALL_PCT) // _ALL_PCT
        source = next(one for one in context.protocol.sources if one.part == f"{phase.id}.restart")
        found.append(
            LimitReason(
                cap=COMEBACK,
                say=COMEBACK,
                quantity="run_s",
                allowed=allowed,
                before=dose.run_s,
                base=base,
                binding=allowed < dose.run_s,
                evidence=tuple(run.id for run in before),
                cite=source.cite,
                grade=source.evidence,
            )
        )
    return found


def _spells(context: Context, phase: Phase) -> Iterator[tuple[date, date, Restart]]:
    """Days off with a share of their own: the day of the last run before them, that of the first after, or today."""
    days = sorted({run.at.day for run in context.runs if run.run_s})
    ends = [*days[1:], context.now.day]
    for last, back in zip(days, ends, strict=False):
        gap = (back - last).days
        step = next((one for one in phase.restart if one.days_off_most is None or gap <= one.days_off_most), None)
        if step is not None and step.first_half_pct:
            yield last, back, step
