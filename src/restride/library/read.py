"""Protocol files into flat, frozen protocols: shared sets, items, flag lines and citations all in place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

from restride.core.answers import Answers
from restride.core.ladder import PublishedLadder
from restride.core.protocol import Cap, Kind, Outlook, Protocol, ReadinessItem, Review, Rule, Sourced, Windows
from restride.core.terms import Scope
from restride.library.bibliography import Bibliography, read_bibliography
from restride.library.build import read_build
from restride.library.build_entry import BuildRead
from restride.library.ladder import read_windows
from restride.library.outline import Outline, read_outlines, with_additions
from restride.library.phases import PhaseRead, read_phase, with_rules_taken_over
from restride.library.published import ladders_named, read_ladders
from restride.library.readiness import Readiness, read_readiness
from restride.library.red_flags import RedFlags, read_red_flags
from restride.library.resolved import sealed
from restride.library.rules import Shelves, read_cap, read_rule
from restride.library.shared_set import SharedSet, read_shared_sets, sets_named
from restride.library.source import ProtocolSource
from restride.library.statements import read_statements
from restride.library.table import Table, expect_schema, read_table

_ANSWERS = tuple(field.name for field in fields(Answers))
_STATUSES = ("draft", "reviewed", "retired")
_CLEARANCES = ("required", "recommended")
_KINDS: tuple[Kind, ...] = get_args(Kind)
_POLICIES = ("default", "listed_only")
_OF_ITEMS = ("readiness", "test_result")
CONDITIONS = "conditions"  # the folder of protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that protocols of one source refer to."""

    source: ProtocolSource
    bibliography: Bibliography
    readiness: Readiness
    red_flags: RedFlags
    sets: dict[str, SharedSet]
    outlines: dict[str, Outline]
    ladders: dict[str, PublishedLadder]
    build: dict[str, BuildRead]

    @property
    def shelves(self) -> Shelves:
        """What a rule or a phase may name."""
        return Shelves(
            bibliography=self.bibliography,
            items=self.readiness.items,
            flags=self.red_flags.ids,
            build=self.build,
        )


def read_library(source: ProtocolSource) -> Library:
    """The bibliography, items, flags and shared sets of a source. Raises ProtocolError on the first mistake."""
    bibliography = read_bibliography(source)
    readiness = read_readiness(source, bibliography)
    red_flags = read_red_flags(source, bibliography)
    build = read_build(source, bibliography)
    shelves = Shelves(bibliography=bibliography, items=readiness.items, flags=red_flags.ids, build=build)
    sets = read_shared_sets(source, shelves)
    return Library(
        source=source,
        bibliography=bibliography,
        readiness=readiness,
        red_flags=red_flags,
        sets=sets,
        outlines=read_outlines(source, sets, shelves),
        ladders=read_ladders(source, bibliography),
        build=build,
    )


def read_protocol(library: Library, path: str) -> Protocol:
    """The protocol of a file such as `conditions/patellofemoral-pain.toml`, resolved and hashed.

    Raises ProtocolError, which names the file, the key and the cure.
    """
    table = read_table(library.source.text(path), file=path)
    expect_schema(table, 1)
    protocol = _protocol(table, library)
    table.done()
    if path != f"{CONDITIONS}/{protocol.id}.toml":
        table.fail("id", f'is "{protocol.id}"; it must be the name of the file')
    return sealed(protocol, library.bibliography)


def _protocol(table: Table, library: Library) -> Protocol:
    outline = _outline(table, library)
    used = (*(outline.used if outline else ()), *sets_named(table, "use", library.sets))
    own_rules = tuple(read_rule(rule, library.shelves) for rule in table.tables("rule"))
    rules = (*(rule for one in used for rule in one.rules), *own_rules)
    caps = (*(cap for one in used for cap in one.caps), *(read_cap(c, library.shelves) for c in table.tables("cap")))
    phases = _phases(table, library, outline)
    _refuse_repeats(table, rules, caps, phases)
    windows, window_sources = _windows(table, used, library.bibliography)
    conditions = table.texts("conditions")
    own_speed = (read_rule(rule, library.shelves) for rule in table.tables("before_speed"))
    before_speed = (*(outline.before_speed if outline else ()), *own_speed)
    policy = table.one_of("exercise_policy", _POLICIES, "default")
    items, item_sources = _items(table, library, (*_all_rules(rules, phases), *before_speed))
    lines = library.red_flags.lines_for(conditions)
    sources = (
        *window_sources,
        *(one for read in phases for one in read.sources),
        *item_sources,
        *library.red_flags.sources_of(lines),
        *(one.outlook[1] for one in used if one.outlook),
        *(outline.cause_sources if outline else ()),
    )
    return Protocol(
        id=table.name("id"),
        version=table.text("version"),
        status=table.one_of("status", _STATUSES),  # type: ignore[arg-type]
        title=table.text("title"),
        summary=table.text("summary"),
        conditions=conditions,
        excludes=table.texts("excludes", ()),
        clearance=table.one_of("clearance", _CLEARANCES),  # type: ignore[arg-type]
        review=_review(table.table("review")),
        rules=rules,
        caps=caps,
        phases=tuple(read.phase for read in phases),
        items=tuple(map(_behind_strength, items)) if policy == "listed_only" else items,
        lines=lines,
        required=_answers(table, "required", outline.required if outline else None),
        required_after_run=_answers(table, "required_after_run", outline.required_after_run if outline else None),
        windows=windows,
        sources=sources,
        citations=(),
        exercise_policy=policy,  # type: ignore[arg-type]
        clearance_causes=outline.clearance_causes if outline else (),
        before_speed=before_speed,
        outlook=_outlook(table, used),
        tells_dates=table.yes("tells_dates", True),
        **_background(table, library, conditions),
    )


def _background(table: Table, library: Library, conditions: tuple[str, ...]) -> dict[str, Any]:
    """What a protocol says about its condition that no rule reads."""
    return {
        "kind": table.one_of("kind", _KINDS) if table.has("kind") else None,
        "regions": table.texts("regions", ()),
        "sites": table.texts("sites", ()),
        "two_greens_per_step": table.yes("two_greens_per_step", False),
        "may_continue": table.yes("may_continue", False),
        "ladders": ladders_named(table, library.ladders, conditions),
        "cautions": read_statements(table, "caution", library.bibliography),
        "facts": read_statements(table, "fact", library.bibliography),
    }


def _outline(table: Table, library: Library) -> Outline | None:
    if not table.has("outline"):
        return None
    return library.outlines[table.one_of("outline", library.outlines)]


def _phases(table: Table, library: Library, outline: Outline | None) -> tuple[PhaseRead, ...]:
    if outline is not None:
        if table.has("phase"):
            table.fail("phase", "stands beside an outline; write what is added under [at.<phase>]")
        return with_rules_taken_over(table, with_additions(outline, table, library.sets, library.shelves))
    entries = table.tables("phase", needed=True)
    if not entries:
        table.fail("phase", "is empty; a protocol needs a phase at least")
    phases = tuple(read_phase(entry, n, library.sets, library.shelves) for n, entry in enumerate(entries))
    return with_rules_taken_over(table, phases)


def _all_rules(rules: tuple[Rule, ...], phases: tuple[PhaseRead, ...]) -> Iterator[Rule]:
    yield from rules
    for read in phases:
        yield from read.phase.gate
        yield from read.phase.rules


def _refuse_repeats(
    table: Table, rules: tuple[Rule, ...], caps: tuple[Cap, ...], phases: tuple[PhaseRead, ...]
) -> None:
    """An id stands once where it is in force; another phase may hold the very same rule, never another of its name."""
    everywhere = [*(rule.id for rule in rules), *(cap.id for cap in caps)]
    first: dict[str, Rule] = {}
    for read in phases or (None,):
        here = (*read.phase.gate, *read.phase.rules) if read else ()
        ids = [*everywhere, *(rule.id for rule in here)]
        other = [rule.id for rule in here if first.setdefault(rule.id, rule) != rule]
        for id in (*(id for id in ids if ids.count(id) > 1), *other):
            table.fail("use", f'rule "{id}" comes in twice; take one out or give it an id of its own')


def _windows(
    table: Table, used: tuple[SharedSet, ...], bibliography: Bibliography
) -> tuple[Windows, tuple[Sourced, ...]]:
    found = [one.windows for one in used if one.windows]
    if table.has("windows"):
        found.append(read_windows(table.table("windows"), bibliography))
    if len(found) != 1:
        table.fail("windows", "must come from exactly one place: a shared set in use, or a [windows] table here")
    return found[0]


def _outlook(table: Table, used: tuple[SharedSet, ...]) -> Outlook | None:
    found = [one.outlook[0] for one in used if one.outlook]
    if len(found) > 1:
        table.fail("use", "holds two sets with an outlook; keep one")
    return found[0] if found else None


def _items(
    table: Table, library: Library, rules: tuple[Rule, ...]
) -> tuple[tuple[ReadinessItem, ...], tuple[Sourced, ...]]:
    """Items that any rule reads, in the order of the gates, then those that are asked for besides."""
    named = [
        str(dict(condition.params)["item"])
        for rule in rules
        for condition in rule.any_of
        if condition.measure in _OF_ITEMS
    ]
    more = table.texts("more_items", ())
    for id in more:
        if id not in library.readiness.items:
            table.fail("more_items", f'"{id}" is not an item of readiness/; add it there or correct the id')
    ids = tuple(dict.fromkeys([*named, *more]))
    return (
        tuple(library.readiness.items[id] for id in ids),
        tuple(library.readiness.sources[id] for id in ids),
    )


def _behind_strength(item: ReadinessItem) -> ReadinessItem:
    """Where only listed exercises are allowed, no test is tried before strength work is cleared."""
    needs = max(item.needs or Scope.STRENGTH, Scope.STRENGTH)
    return item if item.clinician_only else replace(item, needs=needs)


def _answers(table: Table, key: str, usual: tuple[str, ...] | None) -> tuple[str, ...]:
    found = table.texts(key) if usual is None else table.texts(key, usual)
    for name in found:
        if name not in _ANSWERS:
            table.fail(key, f'"{name}" is no answer of a check-in; allowed: {", ".join(_ANSWERS)}')
    return found


def _review(table: Table) -> Review:
    review = Review(by=table.text("by"), on=table.day("on"), due=table.day("due"))
    if review.due <= review.on:
        table.fail("due", "must be a day after the review")
    table.done()
    return review
