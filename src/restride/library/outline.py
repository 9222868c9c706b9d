"""An outline: the phases that many protocols share, and what one protocol adds to each. The rules stand in sets."""

from dataclasses import dataclass, replace

from restride.core.measures.registry import CAUSES
from restride.core.protocol import Rule, Sourced
from restride.library.phases import PhaseRead, read_phase, with_later_quality, with_pace
from restride.library.readiness import read_sourced
from restride.library.rules import Shelves, read_rule
from restride.library.shared_set import SharedSet, sets_named
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What one file of `outlines/` holds: sets in force everywhere, the questions of a check-in, and the phases."""

    id: str
    used: tuple[SharedSet, ...]
    required: tuple[str, ...]
    required_after_run: tuple[str, ...]
    phases: tuple[PhaseRead, ...]
    before_speed: tuple[Rule, ...] = ()
    clearance_causes: tuple[str, ...] = ()
    cause_sources: tuple[Sourced, ...] = ()


def read_outlines(source: ProtocolSource, sets: dict[str, SharedSet], shelves: Shelves) -> dict[str, Outline]:
    """Every outline by its id. Raises ProtocolError on the first mistake."""
    found: dict[str, Outline] = {}
    for path in source.names("outlines"):
        table = read_table(source.text(path), file=path)
        expect_schema(table, 1)
        causes, cause_sources = _clearance_causes(table, shelves)
        one = Outline(
            id=table.name("id"),
            used=sets_named(table, "use", sets),
            required=table.texts("required"),
            required_after_run=table.texts("required_after_run"),
            phases=tuple(
                read_phase(entry, n, sets, shelves) for n, entry in enumerate(table.tables("phase", needed=True))
            ),
            before_speed=tuple(read_rule(rule, shelves) for rule in table.tables("before_speed")),
            clearance_causes=causes,
            cause_sources=cause_sources,
        )
        table.done()
        if path != f"outlines/{one.id}.toml":
            table.fail("id", f'is "{one.id}"; it must be the name of the file')
        found[one.id] = one
    return found


def _clearance_causes(table: Table, shelves: Shelves) -> tuple[tuple[str, ...], tuple[Sourced, ...]]:
    """Causes that make a clearance obligatory once they are told, and the sources of that."""
    causes, sources = [], []
    for entry in table.tables("clearance_after"):
        cause = entry.one_of("cause", CAUSES)
        causes.append(cause)
        sources.append(read_sourced(entry, f"clearance_after.{cause}", shelves.bibliography))
        entry.done()
    return tuple(causes), tuple(sources)


def with_additions(
    outline: Outline, table: Table, sets: dict[str, SharedSet], shelves: Shelves
) -> tuple[PhaseRead, ...]:
    """The outline's phases with what the `[at.<phase>]` tables of a protocol add: rules and gate rules, never less."""
    if not table.has("at"):
        return outline.phases
    at = table.table("at")
    phases = tuple(
        _added(read, at.table(read.phase.id), sets, shelves) if at.has(read.phase.id) else read
        for read in outline.phases
    )
    at.done()
    return phases


def _added(read: PhaseRead, table: Table, sets: dict[str, SharedSet], shelves: Shelves) -> PhaseRead:
    phase = read.phase
    used, gates = sets_named(table, "use", sets), sets_named(table, "gate_use", sets)
    paced = [one for one in used if one.pace]
    for one in (*used, *gates):
        if not one.holds_rules_only and one not in paced:
            table.fail("use", f'"{one.id}" holds more than rules; what is added to a phase is rules and one pace')
    gate = [rule for one in gates for rule in one.rules] + [read_rule(entry, shelves) for entry in table.tables("gate")]
    rules = [rule for one in used for rule in one.rules] + [read_rule(entry, shelves) for entry in table.tables("rule")]
    added = with_pace(table, read, [one.pace for one in paced if one.pace])
    added = with_later_quality(table, added, shelves)
    table.done()
    return replace(added, phase=replace(added.phase, gate=(*phase.gate, *gate), rules=(*phase.rules, *rules)))
