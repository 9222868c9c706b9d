"""Open red flags of the person."""

from restride.core.context import Context
from restride.core.measures.measure import Params, Reading, reading


def open_red_flags(context: Context, params: Params) -> Reading:
    """How many warnings are open that a clinician has not closed."""
    flags = context.open_flags
    return reading(value=len(flags), evidence=tuple(entry.id for entry in flags))
