"""What to mind on a day of running, beside the session. Which line stands there today; it decides nothing."""

from collections.abc import Iterable
from datetime import date

from restride.core.protocol import Statement
from restride.core.values import dataclass

_APART_D = 2  # runs are every other day at most: so each line has its turn


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One line of advice with its source. `each` stands beside every run; no conditions is for everybody."""

    said: Statement
    phases: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    each: bool = False


def lines_today(lines: Iterable[RunLine], phase: str, conditions: Iterable[str], day: date) -> tuple[Statement, ...]:
    """The lines of every run of this phase, and one of the others, which take turns from day to day."""
    mine = set(conditions)
    fitting = [one for one in lines if phase in one.phases and (not one.conditions or mine & set(one.conditions))]
    turns = [one.said for one in fitting if not one.each]
    turn = (turns[day.toordinal() // _APART_D % len(turns)],) if turns else ()
    return (*(one.said for one in fitting if one.each), *turn)
