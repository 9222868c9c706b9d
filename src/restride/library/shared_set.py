"""A shared set: rules, caps, a ladder or windows under one name, which protocols take in by `use`."""

from dataclasses import dataclass

from restride.core.protocol import Cap, Outlook, Rule, Sourced, Windows
from restride.library.ladder import Ladder, WayBack, read_ladder, read_way_back, read_windows
from restride.library.outlook import read_outlook
from restride.library.pace import PaceTables, read_pace
from restride.library.rules import Shelves, read_cap, read_rule
from restride.library.source import ProtocolSource
from restride.library.table import Table, expect_schema, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSet:
    """What one file of `shared/` holds."""

    id: str
    title: str
    rules: tuple[Rule, ...] = ()
    caps: tuple[Cap, ...] = ()
    ladder: Ladder | None = None
    way_back: WayBack | None = None
    pace: PaceTables | None = None
    windows: tuple[Windows, tuple[Sourced, ...]] | None = None
    outlook: tuple[Outlook, Sourced] | None = None

    @property
    def holds_rules_only(self) -> bool:
        """Whether it can be taken in where only rules belong."""
        return not (self.caps or self.ladder or self.way_back or self.pace or self.windows or self.outlook)


def read_shared_sets(source: ProtocolSource, shelves: Shelves) -> dict[str, SharedSet]:
    """Every shared set by its id. Raises ProtocolError on the first mistake."""
    found: dict[str, SharedSet] = {}
    for path in source.names("shared"):
        table = read_table(source.text(path), file=path)
        one = _read(table, shelves)
        if path != f"shared/{one.id}.toml":
            table.fail("id", f'is "{one.id}"; it must be the name of the file')
        found[one.id] = one
    return found


def _read(table: Table, shelves: Shelves) -> SharedSet:
    expect_schema(table, 1)
    shelf = shelves.bibliography
    one = SharedSet(
        id=table.name("id"),
        title=table.text("title"),
        rules=tuple(read_rule(rule, shelves) for rule in table.tables("rule")),
        caps=tuple(read_cap(cap, shelves) for cap in table.tables("cap")),
        ladder=read_ladder(table.table("ladder"), table.name("id"), shelf) if table.has("ladder") else None,
        way_back=(read_way_back(table.table("way_back"), table.name("id"), shelf) if table.has("way_back") else None),
        pace=read_pace(table.table("pace"), table.name("id"), shelf) if table.has("pace") else None,
        windows=read_windows(table.table("windows"), shelf) if table.has("windows") else None,
        outlook=read_outlook(table.table("outlook"), table.name("id"), shelf) if table.has("outlook") else None,
    )
    table.done()
    return one


def sets_named(table: Table, key: str, sets: dict[str, SharedSet]) -> tuple[SharedSet, ...]:
    """The sets that a `use` list names. Raises ProtocolError on a name that no file has."""
    names = table.texts(key, ())
    for name in names:
        if name not in sets:
            table.fail(key, f'"{name}" is not a shared set; allowed: {", ".join(sorted(sets))}')
    return tuple(sets[name] for name in names)
