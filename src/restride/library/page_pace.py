"""The part of a protocol's page about its pace: the table of each preset, its bouts, and how dates are drawn."""

from collections.abc import Iterator

from restride.core.protocol import Outlook, Pace, PaceBout, Phase, Protocol
from restride.core.quantity import PainScore

_PM_IN_PCT = 10
_COLOURS = ("quiet", "a little", "clearly", "too much")


def pace_lines(phase: Phase) -> Iterator[str]:
    """How the minutes of a phase answer to the runner, and what its sessions are made of; nothing for a ladder."""
    for pace in phase.paces:
        yield f"  Minutes that answer to the runner: {' and '.join(pace.presets)}"
        yield from _pace(pace)
    if phase.bouts:
        yield "  Its sessions are made of"
        yield from (f"    {_bout(bout)}" for bout in phase.bouts)


def outlook_lines(protocol: Protocol) -> list[str]:
    """How a range of dates is drawn, or that none is."""
    if not protocol.tells_dates:
        return ["    No date is told: healing and a clinician open the way."]
    return _outlook(protocol.outlook) if protocol.outlook else ["    No range is drawn."]


def _outlook(outlook: Outlook) -> list[str]:
    return [
        f"    up to {outlook.days} days ahead; {outlook.prior_runs} cautious runs stand beside the record, of which",
        f"    {_pct(outlook.prior_hold_pm)} led to a hold and {_pct(outlook.prior_back_pm)} to a step back",
    ]


def _pace(pace: Pace) -> Iterator[str]:
    how = pace.response
    first = f"{_clock(pace.start_least_s)} to {_clock(pace.start_most_s)}"
    steps = f"{_pct(pace.step_first_pm)} at first, {_pct(pace.step_least_pm)} to {_pct(pace.step_most_pm)}"
    back = f"{_clock(pace.reentry_least_s)} to {_clock(pace.reentry_most_s)}"
    during, morning = PainScore(how.during_tolerance), PainScore(how.morning_tolerance)
    red, woke, rise = (PainScore(tenths) for tenths in (how.red_during, how.red_morning, how.red_rise))
    yield f"    begins with {first}: {pace.start_share_pct}% of a usual session, less with the days off"
    yield f"    the first {pace.first_sessions} sessions: {_clock(pace.first_most_s)} at most"
    yield f"    a step up: {steps}; it grows by {pace.step_grow_pct}% of itself each time"
    yield f"      and counts once {pace.near_target_pct}% of the target was run; a limit of the day may have left less"
    yield f"    a step back: {_pct(pace.amber_down_pm)} down, {_pct(pace.red_down_pm)} where a run was too much"
    yield f"    after a break: {back}, {pace.reentry_share_pct}% of the last target, less with the days off"
    yield f"    nothing speaks against a run: pain of {during} during it and {morning} next morning, or less"
    yield f"    a run was too much: pain of {red} during it, {woke} next morning with a rise of {rise},"
    yield f"      or less than {how.cut_below_pct}% of it done"


def _bout(bout: PaceBout) -> str:
    return f"{_clock(bout.run_s)} run {_clock(bout.walk_s)} walk, from a target of {_clock(bout.from_s)}"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"


def _pct(thousandths: int) -> str:
    return f"{thousandths / _PM_IN_PCT:g}%"
