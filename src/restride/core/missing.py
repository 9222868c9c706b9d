"""Which of the answers that a protocol requires are not there today. What their absence leads to is in `decide`."""

from datetime import timedelta

from restride.core.context import Context
from restride.core.restored import is_from_backup
from restride.core.state import Entry


def missing(context: Context) -> tuple[str, ...]:
    """Required answers that today's standing check-ins do not hold; a void morning answer counts as missing."""
    required, told = context.protocol.required, context.mornings_of(context.now.day)
    standing = [entry for entry in told if context.stands(entry) and not is_from_backup(entry, context.state)]
    says = context.joined(standing)
    gaps = [name for name in required if getattr(says, name) is None]
    if "pain_tenths" in required and not _has_clear_pain(context, standing):
        gaps = [*(name for name in gaps if name != "pain_tenths"), "pain_tenths"]
    if "flag_lines" in required and "flag_lines" not in gaps:
        told_of, lines = {*says.lines_covered, *(says.flag_lines or ())}, context.protocol.lines
        gaps += ["flag_lines"] if any(one.daily and one.group not in told_of for one in lines) else []
    return tuple(gaps)


def _has_clear_pain(context: Context, entries: list[Entry]) -> bool:
    """A pain answer that no painkiller hides: none was told today, or its hours are over."""
    taken = [entry.at.at for entry in entries if context.said(entry).painkiller]
    counted = [entry.at.at for entry in entries if _counts_as_morning(context, entry)]
    if not taken:
        return bool(counted)
    clear_from = max(taken) + timedelta(hours=context.windows.painkiller_void_h)
    return any(at >= clear_from for at in counted)


def _counts_as_morning(context: Context, entry: Entry) -> bool:
    """A morning pain that no painkiller of the last hours hides."""
    says = context.said(entry)
    return says.pain_tenths is not None and says.painkiller is not True
