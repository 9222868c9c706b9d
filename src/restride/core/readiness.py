"""Which readiness items may be tried now: nothing with impact before calm is over, nothing a clearance has to open."""

from restride.core.context import Context
from restride.core.measures.clearance import valid_clearances
from restride.core.protocol import ReadinessItem
from restride.core.terms import Scope


def may_try(context: Context, item: ReadinessItem) -> bool:
    """Whether the item is open: no red flag, calm left behind for impact, the clearance it needs where required."""
    if context.open_flags:
        return False
    first = min(phase.order for phase in context.protocol.phases)
    if item.impact and context.held.order == first:
        return False
    needed = item.needs or (Scope.IMPACT if item.impact else None)
    if needed is None or not context.clearance_required:
        return True
    return bool(valid_clearances(context, needed))


def open_items(context: Context) -> tuple[ReadinessItem, ...]:
    """The items that may be shown and tried now, in the protocol's order."""
    return tuple(item for item in context.protocol.items if may_try(context, item))
