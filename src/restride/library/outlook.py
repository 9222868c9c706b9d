"""The `[outlook]` table of a shared set: how a range of dates is drawn, with where its numbers come from."""

from restride.core.protocol import Outlook, Sourced
from restride.library.bibliography import Bibliography
from restride.library.readiness import read_sourced
from restride.library.table import Table

_ALL_PCT = 100
_PM_IN_PCT = 10
_MOST_D = 730
_MOST_RUNS = 1000
_MOST_SPREAD_PCT = 500


def read_outlook(table: Table, part: str, bibliography: Bibliography) -> tuple[Outlook, Sourced]:
    """The table in percent, as thousandths. Raises ProtocolError where the shares are more than every run."""
    source = read_sourced(table, f"{part}.outlook", bibliography)
    hold, back = table.whole("prior_hold_pct", most=_ALL_PCT), table.whole("prior_step_back_pct", most=_ALL_PCT)
    if hold + back > _ALL_PCT:
        table.fail("prior_hold_pct", "is with prior_step_back_pct more than every run; lower one of them")
    found = Outlook(
        days=table.whole("days", least=1, most=_MOST_D),
        prior_runs=table.whole("prior_runs", least=1, most=_MOST_RUNS),
        prior_hold_pm=hold * _PM_IN_PCT,
        prior_back_pm=back * _PM_IN_PCT,
        spread_pm=table.whole("spread_pct", most=_MOST_SPREAD_PCT) * _PM_IN_PCT,
    )
    table.done()
    return found, source
