"""Where a row of a scenario stands on the way: a stage of the ladder, or a target of the pace of minutes."""

from restride.core.build import at_level, build_phase
from restride.core.decision import Position
from restride.core.pace import highest_bout, top_s
from restride.core.protocol import Phase, Protocol
from restride.library.table import Table

_TARGETS = "target_s"
_SESSION = "session"


def says_where(table: Table) -> bool:
    """Whether the row names a stage or a target."""
    return table.has("stage") or table.has(_TARGETS)


def position_of(table: Table, phase: Phase, preset: str, *, ladder: str = "") -> Position:
    """The position that `stage`, or `target_s` (with `bout` and `step_pm`), names; the first one where neither stands.

    Raises ScenarioError where the preset goes by the other of the two.
    """
    pace = phase.pace(preset)
    stages = [stage.id for stage in phase.stages]
    position = Position(phase=phase.id, order=phase.order, level=min(len(stages), 1), ladder=ladder)
    if table.has("stage"):
        if pace is not None:
            table.fail("stage", f'the preset "{preset}" goes by minutes here; write {_TARGETS}, or preset = "literal"')
        level = stages.index(table.one_of("stage", stages)) + 1
        return Position(phase=phase.id, order=phase.order, level=level, ladder=ladder)
    if not table.has(_TARGETS):
        return position
    if pace is None:
        table.fail(_TARGETS, f'the preset "{preset}" goes by stages here; write stage, such as "{stages[0]}"')
    target = table.whole(_TARGETS, least=1, most=top_s(phase))
    level = table.whole("bout", highest_bout(phase, target), least=1, most=highest_bout(phase, target))
    step = table.whole("step_pm", pace.step_first_pm, least=pace.step_least_pm, most=pace.step_most_pm)
    return Position(phase=phase.id, order=phase.order, level=level, target_s=target, step_pm=step)


def in_build(table: Table) -> bool:
    """Whether the row names a session of a table of build."""
    return table.has(_SESSION)


def build_position_of(table: Table, protocol: Protocol) -> Position:
    """The position of `session` in `table`, the first table of the protocol where that is left out.

    One session more than the table has is the even running after it. Raises ScenarioError.
    """
    phase = build_phase(protocol)
    names = [one.id for one in phase.tables] if phase else []
    if not (phase and names):
        table.fail(_SESSION, "is of a table of build, and this protocol has none")
    name = table.one_of("table", names, names[0])
    build = phase.tables[names.index(name)]
    return at_level(protocol, build, table.whole(_SESSION, least=1, most=build.steady))
