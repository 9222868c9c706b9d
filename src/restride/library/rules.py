"""Rules and caps as a protocol writes them. A rule can only narrow; not knowing is never looser than a bad answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from restride.core.decision import Quantity
from restride.core.protocol import Cap, CapBase, Condition, Outcome, Rule
from restride.core.terms import Course, Evidence, Urgency
from restride.library.bibliography import Bibliography
from restride.library.bounds import Items, read_condition
from restride.library.build_entry import BuildRead
from restride.library.table import Table

PRESETS = ("cautious", "standard", "literal")
# "rest" narrows no course: it only takes runs away for a time, and the stage is kept.
_COURSES: Mapping[str, Course] = {
    "stop": Course.STOP,
    "step_back": Course.STEP_BACK,
    "hold": Course.HOLD,
    "rest": Course.PROGRESS,
}
_BASES: tuple[CapBase, ...] = get_args(CapBase)
_QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
_LONGEST_REST_H = 24 * 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """What a rule or a phase may refer to: sources, readiness items, flags, tables of build."""

    bibliography: Bibliography
    items: Items
    flags: frozenset[str]
    build: Mapping[str, BuildRead] = field(default_factory=dict)


def read_rule(table: Table, shelves: Shelves) -> Rule:
    """One rule. Raises ProtocolError where it is incomplete, refers to nothing, or is looser when nobody answers."""
    id = table.name("id")
    orelse = _outcome(table, "else", None)
    unknown = _unknown(table, orelse)
    rule = Rule(
        id=id,
        any_of=_conditions(table, shelves.items),
        orelse=orelse,
        unknown=unknown,
        say=table.name("say", id),
        cite=read_cite(table, shelves.bibliography),
        evidence=table.member("evidence", Evidence),
        waivable=table.yes("waivable", False),
        urgency=_urgency(table, stops=Course.STOP in (orelse.course, unknown.course)),
        opens_flag=_flag(table, shelves.flags),
        presets=read_presets(table),
    )
    table.done()
    return rule


def read_cap(table: Table, shelves: Shelves) -> Cap:
    """One limit of the dose. Raises ProtocolError where it would not limit anything."""
    id = table.name("id")
    base = table.one_of("base", _BASES)
    cap = Cap(
        id=id,
        quantity=table.one_of("quantity", _QUANTITIES),
        window_d=table.whole("window_d", most=60),
        base=base,
        base_d=table.whole("base_d", least=1, most=366) if base != "none" else 0,
        percent=table.whole("percent", most=300) if base != "none" else 0,
        plus_s=table.whole("plus_s", 0, most=86_400),
        starter_s=table.whole("starter_s", most=604_800),
        most_s=table.maybe_whole("most_s"),
        say=table.name("say", id),
        cite=read_cite(table, shelves.bibliography),
        evidence=table.member("evidence", Evidence),
        waivable=table.yes("waivable", False),
        presets=read_presets(table),
        phases=table.texts("phases", ()),
    )
    if base == "none" and cap.most_s is None:
        table.fail("most_s", "is missing; a cap without a base needs its fixed limit in seconds")
    table.done()
    return cap


def read_cite(table: Table, bibliography: Bibliography) -> tuple[str, ...]:
    """Sources that the bibliography holds; at least one. What is our own choice cites our own opinion."""
    cited = table.texts("cite")
    if not cited:
        table.fail("cite", 'is empty; name a source, or "restride_expert" where the number is our own choice')
    for id in cited:
        if id not in bibliography:
            table.fail("cite", f'"{id}" is not in the bibliography; add it there or correct the id')
    return cited


def read_presets(table: Table) -> tuple[str, ...]:
    found = table.texts("presets", ())
    for name in found:
        if name not in PRESETS:
            table.fail("presets", f'"{name}" is no preset; allowed: {", ".join(PRESETS)}')
    return found


def _conditions(table: Table, items: Items) -> tuple[Condition, ...]:
    if not table.has("any_of"):
        return (read_condition(table, items),)
    if table.has("measure"):
        table.fail("measure", "stands beside any_of; put every alternative inside any_of")
    alternatives = table.tables("any_of", needed=True)
    if len(alternatives) < 2:
        table.fail("any_of", "needs two alternatives or more; write a single one without any_of")
    conditions = []
    for alternative in alternatives:
        conditions.append(read_condition(alternative, items))
        alternative.done()
    return tuple(conditions)


def _outcome(table: Table, key: str, default: Outcome | None) -> Outcome:
    """What is allowed at most: the course of `else` or `unknown`, and how long no run."""
    prefix = "" if key == "else" else "unknown_"
    word = table.one_of(key, _COURSES)
    rest_h = table.whole(f"{prefix}rest_h", default.rest_h if default else 0, most=_LONGEST_REST_H)
    rest_today = table.yes(f"{prefix}rest_today", default.rest_today if default else False)
    if word == "rest" and not rest_h and not rest_today:
        table.fail(key, 'says "rest" without saying how long; add rest_h = 24 or rest_today = true')
    return Outcome(course=_COURSES[word], rest_h=rest_h, rest_today=rest_today)


def _unknown(table: Table, orelse: Outcome) -> Outcome:
    if not table.has("unknown"):
        for key in ("unknown_rest_h", "unknown_rest_today"):
            if table.has(key):
                table.fail(key, 'needs unknown beside it, such as unknown = "hold"')
        return orelse
    unknown = _outcome(table, "unknown", orelse)
    if looser(unknown, orelse):
        table.fail("unknown", "is looser than else; not knowing must be at least as strict as a bad answer")
    return unknown


def looser(one: Outcome, other: Outcome) -> bool:
    """Whether `one` allows anything that `other` does not."""
    return one.course > other.course or one.rest_h < other.rest_h or (other.rest_today and not one.rest_today)


def _urgency(table: Table, *, stops: bool) -> Urgency | None:
    if table.has("urgency") and not stops:
        table.fail("urgency", 'belongs to a stop only; take it out or write else = "stop"')
    return table.level("urgency", Urgency) if stops else None


def _flag(table: Table, flags: frozenset[str]) -> str:
    found = table.name("opens_flag", "")
    if found and found not in flags:
        table.fail("opens_flag", f'"{found}" is not a flag of red_flags.toml; add it there or correct the id')
    return found
