"""What is left out of today's questions because weeks went well. A read; no decision depends on it."""

from restride.core.asking import LeftOut, asks_less
from restride.core.decide import NEXT_MORNING, RUN_OUTCOME
from restride.library.asking import asking
from restride.usecases.today import Today

_ALWAYS = {NEXT_MORNING, RUN_OUTCOME}


def left_out(now: Today) -> frozenset[LeftOut]:
    """What need not be asked; nothing where any injury, a warning or an unsettled file asks for all of it."""
    table = asking()
    if not now.episodes or now.lost or now.open_flags or not all(asks_less(one.context, table) for one in now.episodes):
        return frozenset()
    return frozenset(table.leaves_out)


def is_free_of_questions(now: Today) -> bool:
    """Whether nothing is asked today, unless the runner wants to run: no run is without its answers."""
    if now.decision is not None or "between_runs" not in left_out(now):
        return False
    return not any(
        one.context.today_ids or _ALWAYS & set(one.questions) or one.context.unsettled for one in now.episodes
    )
