"""Exercises, what conditions allow of them, and the rules of dose, read from `exercises/`. Who may do them: core."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from restride.core.exercise.model import (
    EVERYBODY,
    PHASES,
    Exercise,
    Factor,
    GrowthRules,
    JumpRules,
    Policy,
    SessionRules,
    Shelf,
)
from restride.core.terms import Evidence
from restride.library.bibliography import Bibliography, read_bibliography
from restride.library.bounds import tenths
from restride.library.exercise_entry import read_amount, read_exercise
from restride.library.rules import read_cite
from restride.library.source import ProtocolSource, packaged
from restride.library.table import Table, expect_schema, read_table

FOLDER = "exercises"
_CONDITIONS, _DOSING, _FACTORS = (f"{FOLDER}/{name}.toml" for name in ("conditions", "dosing", "factors"))
_WEEK = 7


def read_exercises(source: ProtocolSource) -> Shelf:
    """Everything in `exercises/`. Raises ProtocolError, which names file, key and cure."""
    bibliography = read_bibliography(source)
    paths = [path for path in source.names(FOLDER) if path not in (_CONDITIONS, _DOSING, _FACTORS)]
    dosing = read_table(source.text(_DOSING), file=_DOSING)
    expect_schema(dosing, 1)
    kit = dosing.texts("kit")
    exercises: dict[str, Exercise] = {}
    for path in paths:
        _read_file(source, path, kit, bibliography, into=exercises)
    policies = _policies(source, exercises, bibliography)
    _check_conditions(source, paths, exercises, policies)
    shelf = Shelf(
        exercises=exercises,
        policies=policies,
        factors=_factors(source, exercises, bibliography),
        areas_required=dosing.texts("areas_required"),
        jumps=_jumps(dosing.table("jumps"), bibliography),
        session=_session(dosing, policies, bibliography),
        growth=_growth(dosing.table("growth"), bibliography),
        kit=kit,
        digest=_digest(source),
    )
    _facts(dosing, bibliography)
    dosing.done()
    return shelf


@cache
def exercises() -> Shelf:
    """The exercises that come with Restride, read once."""
    return read_exercises(packaged())


def _read_file(
    source: ProtocolSource, path: str, kit: tuple[str, ...], bibliography: Bibliography, *, into: dict[str, Exercise]
) -> None:
    table = read_table(source.text(path), file=path)
    expect_schema(table, 1)
    for entry in table.tables("exercise", needed=True):
        one = read_exercise(entry, kit, bibliography)
        if one.id in into:
            entry.fail("id", f'"{one.id}" stands here twice; keep one')
        into[one.id] = one
    table.done()


def _policies(
    source: ProtocolSource, exercises: Mapping[str, Exercise], bibliography: Bibliography
) -> dict[str, Policy]:
    table = read_table(source.text(_CONDITIONS), file=_CONDITIONS)
    expect_schema(table, 1)
    found: dict[str, Policy] = {}
    for entry in table.tables("condition", needed=True):
        id = entry.name("id")
        if id in found:
            entry.fail("id", f'"{id}" stands here twice; keep one')
        found[id] = _policy(entry, id, exercises, bibliography)
        entry.done()
    table.done()
    return found


def _policy(table: Table, id: str, exercises: Mapping[str, Exercise], bibliography: Bibliography) -> Policy:
    key = table.texts("key", ())
    _known(table, "key", key, exercises)
    clearance = table.one_of("clearance", ("required", "recommended"))
    listed_only = table.yes("listed_only", False)
    if listed_only and clearance != "required":
        table.fail("clearance", 'must be "required" where exercises are listed one by one')
    left_out = table.table("left_out") if table.has("left_out") else None
    reasons = {area: left_out.name(area) for area in left_out.data} if left_out else {}
    return Policy(
        id=id,
        listed_only=listed_only,
        operation=table.yes("operation", False),
        clearance="required" if clearance == "required" else "recommended",
        pain_most_tenths=tenths(table, "pain_most", table.any("pain_most")),
        key=key,
        left_out=reasons,
        cite=read_cite(table, bibliography),
        evidence=table.member("evidence", Evidence),
    )


def _factors(
    source: ProtocolSource, exercises: Mapping[str, Exercise], bibliography: Bibliography
) -> dict[str, Factor]:
    table = read_table(source.text(_FACTORS), file=_FACTORS)
    expect_schema(table, 1)
    found: dict[str, Factor] = {}
    for entry in table.tables("factor", needed=True):
        one = Factor(id=entry.name("id"), exercises=entry.texts("exercises"), cues=entry.texts("cues"))
        _known(entry, "exercises", one.exercises, exercises)
        _known(entry, "cues", one.cues, exercises)
        _sourced(entry, bibliography)
        entry.done()
        found[one.id] = one
    table.done()
    return found


def _check_conditions(
    source: ProtocolSource, paths: list[str], exercises: Mapping[str, Exercise], policies: Mapping[str, Policy]
) -> None:
    """Every id that an exercise names is one: conditions, and exercises before and after it."""
    for path in paths:
        for entry in read_table(source.text(path), file=path).tables("exercise"):
            one = exercises[entry.name("id")]
            _known(entry, "conditions", tuple(id for id in one.conditions if id != EVERYBODY), policies)
            for key in ("exclude", "progression", "regression"):
                _known(entry, key, getattr(one, key), policies if key == "exclude" else exercises)


def _jumps(table: Table, bibliography: Bibliography) -> JumpRules:
    rules = JumpRules(
        two_leg=_steps(table, "two_leg"),
        one_leg=_steps(table, "one_leg"),
        every_h=table.whole("every_h", least=24, most=24 * _WEEK),
        per_week_most=table.whole("per_week_most", least=1, most=_WEEK),
    )
    _sourced(table, bibliography)
    table.done()
    return rules


def _steps(table: Table, key: str) -> tuple[int, ...]:
    found = table.any(key)
    whole = isinstance(found, list) and found and all(type(one) is int and one > 0 for one in found)
    if not whole or sorted(set(found)) != found:
        table.fail(key, "must be a list of rising whole numbers, such as [40, 60, 80]")
    return tuple(found)


def _session(dosing: Table, policies: Mapping[str, Policy], bibliography: Bibliography) -> SessionRules:
    table, operation = dosing.table("session"), dosing.table("operation")
    policy = operation.name("condition")
    _known(operation, "condition", (policy,), policies)
    per_week = {}
    for entry in dosing.tables("per_week", needed=True):
        per_week[entry.one_of("phase", PHASES)] = read_amount(entry, "sessions", most=_WEEK)
        _sourced(entry, bibliography)
        entry.done()
    if set(per_week) != set(PHASES):
        dosing.fail("per_week", f"must name each phase once: {', '.join(PHASES)}")
    rules = SessionRules(
        most_s=table.whole("most_min", least=5, most=120) * 60,
        daily_most_s=table.whole("daily_most_min", least=1, most=120) * 60,
        rep_s=table.whole("rep_s", least=1, most=30),
        landing_s=table.whole("landing_s", least=1, most=30),
        rest_s=table.whole("rest_s", most=600),
        change_s=table.whole("change_s", most=600),
        per_week=per_week,
        key_items=table.whole("key_items", least=1, most=10),
        daily_from=table.whole("daily_from", least=2, most=_WEEK),
        complete_pct=table.whole("complete_pct", least=1, most=100),
        operation_months=operation.whole("months", least=1, most=1200),
        operation_policy=policy,
    )
    for part in (table, operation):
        _sourced(part, bibliography)
        part.done()
    return rules


def _growth(table: Table, bibliography: Bibliography) -> GrowthRules:
    rules = GrowthRules(
        reps=table.whole("reps", least=1, most=20),
        hold_s=table.whole("hold_s", least=1, most=60),
        pause_d=table.whole("pause_d", least=1, most=60),
        in_reserve=read_amount(table, "in_reserve", most=10),
    )
    _sourced(table, bibliography)
    table.done()
    return rules


def _facts(dosing: Table, bibliography: Bibliography) -> None:
    """Parts that are kept as facts and steer nothing: checked like the others."""
    upkeep = dosing.table("maintenance")
    for key in ("per_week", "sets", "weeks"):
        upkeep.whole(key, least=1)
    _sourced(upkeep, bibliography)
    upkeep.done()
    for entry in dosing.tables("not_used"):
        entry.text("what")
        read_cite(entry, bibliography)
        entry.done()


def _sourced(table: Table, bibliography: Bibliography) -> None:
    read_cite(table, bibliography)
    table.member("evidence", Evidence)


def _known(table: Table, key: str, ids: tuple[str, ...], known: Mapping[str, object]) -> None:
    for id in ids:
        if id not in known:
            table.fail(key, f'"{id}" is not known; add it to {FOLDER}/ or correct the id')


def _digest(source: ProtocolSource) -> str:
    texts = (source.text(path) for path in source.names(FOLDER))
    return sha256("\0".join(texts).encode()).hexdigest()
