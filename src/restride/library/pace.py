"""The adaptive pace as a protocol writes it: composition of bouts, and one table of numbers a preset."""

from dataclasses import dataclass, fields

from restride.core.protocol import Pace, PaceBout, Response, Sourced
from restride.library.bibliography import Bibliography
from restride.library.bounds import tenths
from restride.library.readiness import read_sourced
from restride.library.table import Table

_LONGEST_S = 4 * 3600
_ALL_PCT = 100
_IN_POINTS = ("during_tolerance", "morning_tolerance", "rise_slack", "red_during", "red_morning", "red_rise")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceTables:
    """Bouts from the shortest, a pace for some presets, and where the numbers come from."""

    bouts: tuple[PaceBout, ...]
    paces: tuple[Pace, ...]
    source: Sourced


def read_pace(table: Table, part: str, bibliography: Bibliography) -> PaceTables:
    """A `[pace]` table. Raises ProtocolError where bouts do not rise or a preset has two tables."""
    source = read_sourced(table, f"{part}.pace", bibliography)
    bouts = _bouts(table)
    paces: list[Pace] = []
    for entry in table.tables("preset", needed=True):
        pace = _pace(entry)
        taken = {preset for other in paces for preset in other.presets}
        if taken & set(pace.presets):
            entry.fail("presets", "names a preset that has a table already; keep one")
        paces.append(pace)
    table.done()
    return PaceTables(bouts=bouts, paces=tuple(paces), source=source)


def _bouts(table: Table) -> tuple[PaceBout, ...]:
    found: list[PaceBout] = []
    for entry in table.tables("bouts", needed=True):
        bout = PaceBout(
            run_s=entry.whole("run_s", least=1, most=_LONGEST_S),
            walk_s=entry.whole("walk_s", most=_LONGEST_S),
            from_s=entry.whole("from_s", most=_LONGEST_S),
        )
        if found and (bout.run_s <= found[-1].run_s or bout.from_s < found[-1].from_s):
            entry.fail("run_s", "does not rise; write the shortest bout first")
        if bout.from_s and bout.from_s < bout.run_s:
            entry.fail("from_s", "is below the bout itself; a bout is part of a target that holds it")
        entry.done()
        found.append(bout)
    if found[0].from_s:
        table.fail("bouts", "the first bout must have from_s = 0, or a small target has no session")
    return tuple(found)


def _pace(entry: Table) -> Pace:
    names = [field.name for field in fields(Pace) if field.name not in ("presets", "response")]
    values = {name: entry.whole(name) for name in names}
    pace = Pace(presets=entry.texts("presets"), response=_response(entry.table("response")), **values)
    if not 0 < pace.step_least_pm <= pace.step_first_pm <= pace.step_most_pm:
        entry.fail("step_first_pm", "must lie between step_least_pm and step_most_pm")
    if pace.near_target_pct > _ALL_PCT:
        entry.fail("near_target_pct", "is over 100; no session is more than its target, so no step would ever count")
    if pace.start_least_s > pace.start_most_s or pace.reentry_least_s > pace.reentry_most_s:
        entry.fail("start_least_s", "the least is over the most")
    if pace.amber_down_pm > pace.red_down_pm:
        entry.fail("red_down_pm", "is milder than amber; red goes further down")
    entry.done()
    return pace


def _response(table: Table) -> Response:
    values = {
        field.name: tenths(table, field.name, table.any(field.name))
        if field.name in _IN_POINTS
        else table.whole(field.name)
        for field in fields(Response)
    }
    table.done()
    found = Response(**values)
    if not found.yellow_from <= found.amber_from:
        table.fail("amber_from", "is below yellow_from")
    return found
