"""Where a runner stands on the way, in words and as a share of it: minutes of running, a stage, or a run of a table."""

from dataclasses import dataclass

from restride.core.build import table_named
from restride.core.decision import Position
from restride.core.on_ladder import on_ladder, stage_phase
from restride.core.pace import session_dose, top_s
from restride.core.protocol import Regimen
from restride.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the way: `text` says it, `reached` of `top` is how far it is, `far` says that. `short` fits a line."""

    text: str
    short: str
    reached: int
    top: int
    far: str


def place_of(position: Position, regimen: Regimen, words: Words) -> Place | None:
    """The place of a position in its own table; None where there is no running yet."""
    if position.table:
        return _in_build(position, regimen, words)
    own = regimen.own
    phase = stage_phase(on_ladder(own, position.ladder) if position.ladder else own)
    if phase is None or position.phase != phase.id or not position.level:
        return None
    if not position.target_s:
        level, stages = min(position.level, len(phase.stages)), len(phase.stages)
        said = words.render("session.stage", "title", level=level, stages=stages)
        if position.ladder:
            title = words.render(f"ladders.{position.ladder}", "title")
            long = words.render("session.stage", "on_ladder", level=level, stages=stages, ladder=title)
            return Place(text=long, short=said, reached=level, top=stages, far=said)
        return Place(text=said, short=said, reached=level, top=stages, far=said)
    dose, top = session_dose(phase, position), top_s(phase)
    form = "title" if len(dose.bouts) > 1 else "whole"
    return Place(
        text=words.render("session.minutes", form, run=dose.run_s, bout=dose.longest_bout_s),
        short=words.render("session.minutes", "short", run=dose.run_s),
        reached=dose.run_s,
        top=top,
        far=words.render("session.minutes", "far", run=dose.run_s, top=top),
    )


def _in_build(position: Position, regimen: Regimen, words: Words) -> Place:
    """The week and the run of a table; a row is a week of good runs, and not one of the calendar."""
    table = table_named(regimen.protocol, position.table)
    goal = words.render(f"goals.{table.id}", "name")
    if position.level >= table.steady:
        said = words.render("session.row", "done", goal=goal)
        return Place(text=said, short=said, reached=len(table.rows), top=len(table.rows), far=said)
    row = table.row_of(position.level)
    first = table.first_of(row)
    runs = sum(session.row == row for session in table.sessions)
    values = {"row": row, "rows": len(table.rows), "run": position.level - first + 1, "runs": runs}
    return Place(
        text=words.render("session.row", "title", goal=goal, **values),
        short=words.render("session.row", "short", **values),
        reached=row,
        top=len(table.rows),
        far=words.render("session.row", "far", row=row, rows=len(table.rows), goal=goal),
    )
