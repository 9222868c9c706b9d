"""Whether a clearance of a scope is valid: giver, episode, side, dates, nothing since. Unknown is not valid."""

from restride.core.context import Context, is_clinicians
from restride.core.measures.measure import NOT_YET, Params, Reading, reading, word
from restride.core.state import Entry
from restride.core.terms import Scope, Side


def clearance_given(context: Context, params: Params) -> Reading:
    """Whether a clinician has cleared you for this, for this side, today."""
    if not context.clearance_required:
        return NOT_YET
    wanted = Scope[word(params, "scope").upper()]
    valid = valid_clearances(context, wanted)
    return reading(value=int(bool(valid)), evidence=tuple(entry.id for entry in valid))


def valid_clearances(context: Context, wanted: Scope) -> tuple[Entry, ...]:
    """Clearances of the scope or a wider one of which every part fits (INV-008), newest last."""
    fitting = [entry for entry in context.state.clearances.values() if _fits(context, entry, wanted)]
    return tuple(sorted(fitting, key=lambda entry: (entry.at.at, entry.id)))


def _fits(context: Context, entry: Entry, wanted: Scope) -> bool:
    given, opened = entry.body, context.opened
    if opened is None or entry.episode != context.regimen.episode or not is_clinicians(entry, context.state):
        return False
    confirmed = given.confirmed or entry.id in {e.body.clearance for e in context.state.clearances_confirmed.values()}
    withdrawn = entry.id in {e.body.clearance for e in context.state.clearances_withdrawn.values()}
    if withdrawn or not confirmed or entry.at.at > context.soon:
        return False
    in_time = given.starts <= context.now.day <= given.until
    named = set(opened.screens) <= set(given.names)
    return (
        given.scope >= wanted
        and in_time
        and named
        and _side_fits(given.side, opened.side)
        and not overtaken(context, entry)
    )


def _side_fits(cleared: Side, injured: Side) -> bool:
    return cleared is injured or cleared is Side.BOTH


def overtaken(context: Context, entry: Entry) -> bool:
    """Whether a later operation or serious re-injury voids what a clinician judged before it (INV-009)."""
    later = (e for e in context.state.operations.values() if e.episode in (None, context.regimen.episode))
    return any(e.recorded_at >= entry.recorded_at or e.body.day >= entry.at.day for e in later)
