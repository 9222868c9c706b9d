"""Phases as a protocol writes them, with the shared sets they take in already in place."""

from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from restride.core.protocol import Phase, Progression, Rule, Sourced
from restride.core.terms import Scope
from restride.library.build import tables_named, with_changes
from restride.library.ladder import (
    Ladder,
    SessionWalks,
    WayBack,
    read_ladder,
    read_session_walks,
    read_way_back,
)
from restride.library.pace import PaceTables
from restride.library.rules import Shelves, read_rule
from restride.library.shared_set import SharedSet, sets_named
from restride.library.table import Table

_T = TypeVar("_T")
_PROGRESSIONS: tuple[Progression, ...] = get_args(Progression)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRead:
    """A phase and where its numbers come from; the phase whose rules it takes over, but for those it goes without."""

    phase: Phase
    sources: tuple[Sourced, ...]
    rules_of: str = ""
    without: tuple[str, ...] = ()


def read_phase(table: Table, order: int, sets: dict[str, SharedSet], shelves: Shelves) -> PhaseRead:
    """One `[[phase]]`. Raises ProtocolError when a ladder has no stages or no way back in."""
    id = table.name("id")
    progression = table.one_of("progression", _PROGRESSIONS)
    used = sets_named(table, "use", sets)
    gates = sets_named(table, "gate_use", sets)
    _only_rules(table, gates)
    ladder = _one(table, "ladder", [one.ladder for one in used if one.ladder], _own_ladder(table, id, shelves))
    way_back = _one(table, "way_back", [one.way_back for one in used if one.way_back], _own_back(table, id, shelves))
    if (progression == "ladder") is not (ladder is not None):
        table.fail("progression", 'a phase has progression = "ladder" exactly when it has a ladder of stages')
    if (progression == "none") is not (way_back is None):
        table.fail("way_back", "a phase of runs needs a [way_back] for days off, and nothing else does")
    build = tables_named(table, "tables", shelves.build)
    if (progression == "rows") is not bool(build):
        table.fail("tables", 'a phase has progression = "rows" exactly when it names tables of build')
    walks = read_session_walks(table.table("session"), id, shelves.bibliography) if table.has("session") else None
    phase = Phase(
        id=id,
        title=table.text("title"),
        order=order,
        progression=progression,
        gate=_rules(table, "gate", gates, shelves),
        rules=_rules(table, "rule", used, shelves),
        stages=ladder.stages if ladder else (),
        tables=tuple(one.table for one in build),
        restart=way_back.steps if way_back else (),
        needs=table.level("needs", Scope) if table.has("needs") else None,
        warmup_s=walks.warmup_s if walks else 0,
        cooldown_s=walks.cooldown_s if walks else 0,
    )
    parts: tuple[Ladder | WayBack | SessionWalks | None, ...] = (ladder, way_back, walks)
    sources = [_of_phase(part.source, id) for part in parts if part]
    sources += [replace(source, part=f"{id}.{source.part}") for one in build for source in one.sources]
    read = PhaseRead(
        phase=phase,
        sources=tuple(dict.fromkeys(sources)),
        rules_of=table.name("rules_of", ""),
        without=table.texts("without", ()),
    )
    read = with_pace(table, read, [one.pace for one in used if one.pace])
    table.done()
    return read


def with_pace(table: Table, read: PhaseRead, paces: list[PaceTables]) -> PhaseRead:
    """The phase with its pace of minutes. Raises ProtocolError where there are two, or no ladder beside it."""
    if not paces:
        return read
    if len(paces) > 1 or read.phase.paces:
        table.fail("use", "the pace comes from two places; keep one")
    if not read.phase.stages:
        table.fail("use", "a pace needs a ladder beside it: the literal preset goes by the stages")
    phase = replace(read.phase, paces=paces[0].paces, bouts=paces[0].bouts)
    return replace(read, phase=phase, sources=(*read.sources, _of_phase(paces[0].source, read.phase.id)))


def with_later_quality(table: Table, read: PhaseRead, shelves: Shelves) -> PhaseRead:
    """The phase with what a condition has later: `[[later]]` names a kind of faster running."""
    changes = table.tables("later")
    if changes and not read.phase.tables:
        table.fail("later", "belongs to a phase with tables of build")
    later, sources = with_changes(read.phase.tables, changes, shelves.bibliography)
    return replace(read, phase=replace(read.phase, tables=later), sources=(*read.sources, *sources))


def with_rules_taken_over(table: Table, reads: tuple[PhaseRead, ...]) -> tuple[PhaseRead, ...]:
    """The phases with the rules of those that they name in `rules_of`. Raises ProtocolError on a name that is none."""
    by_id = {read.phase.id: read.phase for read in reads}
    found = []
    for read in reads:
        if read.rules_of and read.rules_of not in by_id:
            table.fail("rules_of", f'"{read.rules_of}" is no phase here; allowed: {", ".join(by_id)}')
        shared = by_id[read.rules_of].rules if read.rules_of else ()
        taken = tuple(rule for rule in shared if rule.id not in read.without)
        found.append(replace(read, phase=replace(read.phase, rules=(*taken, *read.phase.rules))))
    return tuple(found)


def _rules(table: Table, key: str, used: tuple[SharedSet, ...], shelves: Shelves) -> tuple[Rule, ...]:
    shared = [rule for one in used for rule in one.rules]
    own = [read_rule(entry, shelves) for entry in table.tables(key)]
    return (*shared, *own)


def _only_rules(table: Table, gates: tuple[SharedSet, ...]) -> None:
    for one in gates:
        if not one.holds_rules_only:
            table.fail("gate_use", f'"{one.id}" holds more than rules; a gate takes rules only')


def _own_ladder(table: Table, id: str, shelves: Shelves) -> Ladder | None:
    return read_ladder(table.table("ladder"), id, shelves.bibliography) if table.has("ladder") else None


def _own_back(table: Table, id: str, shelves: Shelves) -> WayBack | None:
    return read_way_back(table.table("way_back"), id, shelves.bibliography) if table.has("way_back") else None


def _one(table: Table, key: str, shared: list[_T], own: _T | None) -> _T | None:
    found = [*shared, own] if own is not None else shared
    if len(found) > 1:
        table.fail(key, "comes from two places; keep one")
    return found[0] if found else None


def _of_phase(source: Sourced, phase: str) -> Sourced:
    """A part that came from a shared set belongs to the phase that took it in."""
    return Sourced(part=f"{phase}.{source.part.rpartition('.')[2]}", cite=source.cite, evidence=source.evidence)
