"""Phases as a protocol writes them, with the shared sets they take in already in place."""

from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from restride.core.protocol import Phase, Rule, Sourced
from restride.core.terms import Scope
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
_PROGRESSIONS: tuple[Literal["none", "ladder"], ...] = ("none", "ladder")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRead:
    """A phase and where its numbers come from."""

    phase: Phase
    sources: tuple[Sourced, ...]


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
    if (ladder is None) is not (way_back is None):
        table.fail("way_back", "a ladder needs a [way_back] for days off, and nothing else does")
    walks = read_session_walks(table.table("session"), id, shelves.bibliography) if table.has("session") else None
    phase = Phase(
        id=id,
        title=table.text("title"),
        order=order,
        progression=progression,
        gate=_rules(table, "gate", gates, shelves),
        rules=_rules(table, "rule", used, shelves),
        stages=ladder.stages if ladder else (),
        restart=way_back.steps if way_back else (),
        needs=table.level("needs", Scope) if table.has("needs") else None,
        warmup_s=walks.warmup_s if walks else 0,
        cooldown_s=walks.cooldown_s if walks else 0,
    )
    parts: tuple[Ladder | WayBack | SessionWalks | None, ...] = (ladder, way_back, walks)
    read = PhaseRead(phase=phase, sources=tuple(_of_phase(part.source, id) for part in parts if part))
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
    return PhaseRead(phase=phase, sources=(*read.sources, _of_phase(paces[0].source, read.phase.id)))


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
