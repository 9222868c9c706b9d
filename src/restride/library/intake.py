"""What the answers of the intake change, read from `intake.toml`: recent operations, ages, screens. Asks nothing."""

from dataclasses import dataclass

from restride.core.protocol import Sourced
from restride.library.read import Library
from restride.library.readiness import read_sourced
from restride.library.table import Table, expect_schema, read_table

_FILE = "intake.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Months, years and weeks as whole numbers; `clearance_screens` are those of `screens` that need a clearance."""

    operation_months: int
    age_least: int
    rehab_weeks_least: int
    screens: tuple[str, ...]
    clearance_screens: tuple[str, ...]
    sources: tuple[Sourced, ...]


def read_intake(library: Library) -> Intake:
    """The numbers of the intake. Raises ProtocolError, which names the file, the key and the cure."""
    table = read_table(library.source.text(_FILE), file=_FILE)
    expect_schema(table, 1)
    parts = {name: table.table(name) for name in ("clearance", "age", "rehab", "screens")}
    asked, clearance = _screens(parts["screens"], library)
    found = Intake(
        operation_months=parts["clearance"].whole("operation_months", least=1, most=1200),
        age_least=parts["age"].whole("least", least=1, most=120),
        rehab_weeks_least=parts["rehab"].whole("weeks_least", least=1, most=520),
        screens=asked,
        clearance_screens=clearance,
        sources=tuple(read_sourced(part, f"intake.{name}", library.bibliography) for name, part in parts.items()),
    )
    for part in parts.values():
        part.done()
    table.done()
    return found


def _screens(table: Table, library: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked, clearance = table.texts("asked"), table.texts("clearance")
    known = library.red_flags.screens
    for screen in asked:
        if screen not in known:
            table.fail("asked", f'"{screen}" is no screen of warning_signs.toml; add it there or correct the name')
    for screen in clearance:
        if screen not in asked:
            table.fail("clearance", f'"{screen}" is not asked; add it to asked or take it out here')
    return asked, clearance
