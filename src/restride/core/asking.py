"""When fewer questions are asked, because weeks in a row went well. What is decided does not depend on it."""

from datetime import timedelta
from typing import Literal

from restride.core.context import Context
from restride.core.setbacks import went_well
from restride.core.terms import Course, Evidence
from restride.core.values import dataclass

LeftOut = Literal["between_runs", "sleep_h"]
_WEEK_D = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingLess:
    """In which phases, after how many green weeks in a row, which questions are left out.

    `between_runs` is the check-in of a day on which nobody wants to run, `sleep_h` the hours of sleep.
    """

    phases: tuple[str, ...]
    green_weeks: int
    leaves_out: tuple[LeftOut, ...]
    cite: tuple[str, ...]
    evidence: Evidence


def asks_less(context: Context, table: AskingLess) -> bool:
    """Whether fewer questions are asked today: each of the last weeks had a run, and every run and day was green.

    Not so with an open warning, after a step back or a stop, after a symptom that was told, and where a run waits for
    its answer: so anything that is not green brings the questions back for as many weeks.
    """
    if context.held.phase not in table.phases or context.open_flags:
        return False
    first = context.now.day - timedelta(days=table.green_weeks * _WEEK_D)
    runs = [run for run in context.runs if run.at.day >= first]
    weeks = {(run.at.day - first).days // _WEEK_D for run in runs if run.at.day < context.now.day}
    if len(weeks) < table.green_weeks or not all(went_well(context, run) for run in runs):
        return False
    bad_days = any(day >= first for day, _, _ in context.complaints)
    bad_courses = any(made.course < Course.HOLD for made in context.decisions if made.day >= first)
    flags = any(entry.at.day >= first for entry in context.state.flags.values())
    return not (bad_days or bad_courses or flags)
