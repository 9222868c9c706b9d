"""Easy days after a race."""

from restride.core.context import Context
from restride.core.measures.measure import Params, Reading
from restride.core.race import easy_days_left, last_race


def easy_days_after_race(context: Context, params: Params) -> Reading:
    """How many days of easy running alone are still to come after your race."""
    race = last_race(context)
    if race is None:
        return Reading(value=0)
    return Reading(value=easy_days_left(context, race), evidence=(race.entry.id,))
