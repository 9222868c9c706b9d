"""Whether tables of build hang together: sessions and weeks inside the limits, and what comes after the last one."""

from collections.abc import Iterator

from restride.core.build_table import BuildTable
from restride.core.protocol import Cap, Phase, Protocol
from restride.library.lint.finding import Finding, note, refused, run_phases


def findings(protocol: Protocol) -> Iterator[Finding]:
    for phase in protocol.phases:
        if phase.progression == "steady" and not any(one.tables for one in protocol.phases):
            yield refused(protocol, phase.id, "comes after tables of build, and there are none; name them in a phase")
        for table in phase.tables:
            yield from _table(protocol, phase, table)


def _table(protocol: Protocol, phase: Phase, table: BuildTable) -> Iterator[Finding]:
    place = f"{phase.id}.{table.id}"
    reached = max((bout.run_s for one in run_phases(protocol) for s in one.stages for bout in s.bouts), default=0)
    if table.run_s(1) > reached:
        yield refused(protocol, place, f"begins with {table.run_s(1)} s, and walk-run ends with {reached} s")
    caps = [cap for cap in protocol.caps if cap.holds(phase.id, "") or (phase.id in cap.phases)]
    for level, session in enumerate(table.sessions, 1):
        for cap in (cap for cap in caps if not cap.window_d and cap.quantity != "on_feet_s"):
            most = _most(cap, reached)
            if session.run_s > most:
                cure = (
                    f"session {level} asks {session.run_s} s, and {cap.id} allows {most} s; write a smaller row before"
                )
                yield refused(protocol, place, cure)
        reached = max(reached, session.run_s)
    hard = [cap for cap in caps if cap.window_d and cap.base == "none" and cap.quantity == "run_s"]
    for number, row in enumerate(table.rows, 1):
        for cap in hard:
            if cap.most_s is not None and row.week_s > cap.most_s:
                yield refused(protocol, place, f"row {number} asks {row.week_s} s, and {cap.id} ends at {cap.most_s} s")
    if table.keep_s < table.least[-2]:
        yield refused(
            protocol, place, "the even running after the table is shorter than its last session; move keep_row"
        )
    yield note(protocol, place, f"{len(table.rows)} rows, {len(table.sessions)} runs, {table.keep_s} s each afterwards")


def _most(cap: Cap, base_s: int) -> int:
    """What a cap leaves in seconds when this much was tolerated."""
    if cap.base == "none":
        return cap.most_s or 0
    grown = max(cap.starter_s, base_s * cap.percent // 100 + cap.plus_s)
    return grown if cap.most_s is None else min(grown, cap.most_s)
