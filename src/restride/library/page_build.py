"""A phase of build on the readable page: each table with its rows, and the faster running that they hold."""

from collections.abc import Iterator

from restride.core.build_table import BuildRow, BuildSession, BuildTable
from restride.core.protocol import Phase


def build_lines(phase: Phase) -> Iterator[str]:
    """The tables of a phase, a line a row; nothing where it has none."""
    for table in phase.tables:
        yield f"  Table {table.id}: a kilometre counts as {table.km_s} s of easy running"
        for number, row in enumerate(table.rows, 1):
            mine = [session for session in table.sessions if session.row == number]
            yield f"    {number:2}  {', '.join(map(_session, mine))}{_marks(row)}"
        yield f"    then {_clock(table.keep_s)} each, from row {table.keep_row}; realistic: {_realistic(table)}"


def _session(session: BuildSession) -> str:
    fast = session.quality
    most = f" at {fast.most_pct} percent of the best at most" if fast and fast.most_pct else ""
    inside = f" with {fast.kind} {fast.repeats} x {fast.on_s} s{most}" if fast else ""
    return f"{_clock(session.run_s)}{inside}"


def _marks(row: BuildRow) -> str:
    marks = [word for word, here in (("lighter", row.lighter), ("taper", row.taper), ("race", row.race)) if here]
    return f"; {', '.join(marks)}" if marks else ""


def _realistic(table: BuildTable) -> str:
    asked = table.realistic
    weeks = f", {asked.weeks} weeks of {asked.week_m} m" if asked.week_m else ""
    return f"{asked.times} x {asked.longest_m} m{weeks}"


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
