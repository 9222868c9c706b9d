"""One exercise as its file writes it. Refused: landings without clearance, a dose without amount, a grade too high."""

from typing import get_args

from restride.core.exercise.model import (
    EVERYBODY,
    PHASES,
    Amount,
    Category,
    Dose,
    Enters,
    Exercise,
    Impact,
    InRun,
    Ladder,
    Landings,
    Load,
    Programme,
    Tempo,
    Weeks,
)
from restride.core.terms import Evidence, Scope
from restride.library.bibliography import Bibliography
from restride.library.lint.sources import carried
from restride.library.rules import read_cite
from restride.library.table import Table

_MOST = 600
_LONGEST_REST_S = 900
_WEEK = 7


def read_exercise(table: Table, kit: tuple[str, ...], bibliography: Bibliography) -> Exercise:
    """One exercise. Raises ProtocolError with file, key and cure."""
    impact: Impact = table.one_of("impact", get_args(Impact), "")
    dose = table.table("dose")
    one = Exercise(
        id=table.name("id"),
        category=table.one_of("category", get_args(Category)),
        phase=table.one_of("phase", PHASES),
        needs=table.level("needs", Scope) if table.has("needs") else None,
        targets=table.texts("targets"),
        areas=table.texts("areas"),
        conditions=table.texts("conditions"),
        exclude=table.texts("exclude", ()),
        impact=impact,
        ladder=_ladder(table, "ladder"),
        enters=_enters(table),
        prepared_by=table.name("prepared_by", ""),
        sides=table.yes("sides", False),
        gait=table.yes("gait", False),
        warm_up=table.yes("warm_up", False),
        kit=_kit(table, kit),
        without=table.name("without", ""),
        load=table.one_of("load", get_args(Load), "body"),
        progression=table.texts("progression", ()),
        regression=table.texts("regression", ()),
        harder=table.texts("harder", ()),
        easier=table.texts("easier", ()),
        cite=read_cite(table, bibliography),
        evidence=_grade(table, bibliography),
        dose=_dose(dose, bibliography),
    )
    _check(table, one)
    dose.done()
    table.done()
    return one


def read_amount(table: Table, key: str, *, most: int = _MOST) -> Amount:
    """Two whole numbers, the least and the most."""
    found = table.any(key)
    if not (isinstance(found, list) and len(found) == 2 and all(type(one) is int for one in found)):
        table.fail(key, "must be two whole numbers, the least and the most, such as [8, 12]")
    if not 0 < found[0] <= found[1] <= most:
        table.fail(key, f"must rise, from 1 to {most} at most")
    return Amount(least=found[0], most=found[1])


def _check(table: Table, one: Exercise) -> None:
    if not one.conditions:
        table.fail("conditions", f'is empty; name conditions, or "{EVERYBODY}"')
    if one.impact and (one.needs is None or one.needs < Scope.IMPACT):
        table.fail("needs", 'must be "impact": landings wait for a clearance where one is required')
    if one.impact and one.phase == PHASES[0]:
        table.fail("phase", "is too early for landings; they wait until calm is over")
    if bool(one.ladder) != bool(one.dose.landings):
        table.fail("dose.landings", "must stand where the exercise is on a ladder, and only there")
    if bool(one.impact) != bool(one.ladder) and one.impact != "running":
        table.fail("ladder", "must be named where landings are, and only there")
    if one.category == "plyometric" and not one.prepared_by:
        table.fail("prepared_by", "is missing; name the area whose strength exercise comes first")
    if one.gait and not one.impact and one.needs is not None:
        table.fail("needs", "is not for a cue of running form; it only comes inside phases that are open")


def _dose(table: Table, bibliography: Bibliography) -> Dose:
    dose = Dose(
        sets=_maybe(table, "sets"),
        reps=_maybe(table, "reps"),
        hold_s=_maybe(table, "hold_s"),
        minutes=_maybe(table, "minutes"),
        per_week=read_amount(table, "per_week", most=_WEEK),
        per_day=table.whole("per_day", 1, least=1, most=10),
        landings=_landings(table),
        rest_s=table.whole("rest_s", most=_LONGEST_REST_S) if table.has("rest_s") else None,
        tempo=_tempo(table),
        schedule=tuple(_weeks(one) for one in table.tables("schedule")),
        in_run=_in_run(table),
        programme=_programme(table),
        recalled=table.yes("recalled", False),
        cite=read_cite(table, bibliography),
        evidence=_grade(table, bibliography),
    )
    if dose.sets and not (dose.reps or dose.hold_s):
        table.fail("reps", "is missing; a set has repetitions (reps) or seconds (hold_s)")
    if dose.recalled and dose.evidence is not Evidence.EXPERT:
        table.fail("evidence", 'must be "expert": figures from memory are never shown as established')
    return dose


def _grade(table: Table, bibliography: Bibliography) -> Evidence:
    grade = table.member("evidence", Evidence)
    if not carried(grade, [bibliography[id] for id in table.texts("cite")]):
        table.fail("evidence", f'is "{grade.value}", and no found source of that kind is cited; write "expert"')
    return grade


def _maybe(table: Table, key: str) -> Amount | None:
    return read_amount(table, key) if table.has(key) else None


def _ladder(table: Table, key: str) -> Ladder | None:
    ladders: tuple[Ladder, ...] = get_args(Ladder)
    return table.one_of(key, ladders) if table.has(key) else None


def _kit(table: Table, known: tuple[str, ...]) -> tuple[str, ...]:
    found = table.texts("kit", ())
    for one in found:
        if one not in known:
            table.fail("kit", f'"{one}" is not known; allowed: {", ".join(sorted(known))}')
    return found


def _enters(table: Table) -> Enters | None:
    if not table.has("enters"):
        return None
    part = table.table("enters")
    found = Enters(
        ladder=_ladder(part, "ladder"),
        contacts=part.whole("contacts", 0, most=_MOST),
        run_s=part.whole("run_s", 0, most=86_400),
        runs=part.whole("runs", 0, most=100),
    )
    if bool(found.ladder) != bool(found.contacts) or bool(found.run_s) != bool(found.runs):
        part.fail("", "must name a ladder with its contacts, or runs with their seconds")
    part.done()
    return found


def _tempo(table: Table) -> Tempo | None:
    if not table.has("tempo"):
        return None
    part = table.table("tempo")
    found = {key: part.maybe_whole(key, least=1) for key in ("up_s", "stay_s", "down_s")}
    part.done()
    return Tempo(**found)


def _landings(table: Table) -> tuple[Landings, ...]:
    found: list[Landings] = []
    for part in table.tables("landings"):
        one = Landings(
            contacts=part.whole("contacts", least=1, most=_MOST),
            sets=part.whole("sets", least=1, most=20),
            amount=part.whole("amount", least=1, most=100),
            variant=part.name("variant", ""),
        )
        if found and found[-1].contacts >= one.contacts:
            part.fail("contacts", "must rise from one step to the next")
        part.done()
        found.append(one)
    return tuple(found)


def _weeks(part: Table) -> Weeks:
    found = Weeks(
        weeks=part.whole("weeks", least=1, most=52),
        sets=part.whole("sets", least=1, most=20),
        reps=part.whole("reps", least=1, most=100),
        recalled=part.yes("recalled", False),
    )
    part.done()
    return found


def _in_run(table: Table) -> InRun | None:
    if not table.has("in_run"):
        return None
    part = table.table("in_run")
    found = InRun(seconds=part.whole("seconds", least=1, most=600), every_min=part.whole("every_min", least=1, most=60))
    part.done()
    return found


def _programme(table: Table) -> Programme | None:
    if not table.has("programme"):
        return None
    part = table.table("programme")
    found = Programme(
        sessions=part.whole("sessions", least=1, most=100),
        fades_after=part.whole("fades_after", least=1, most=100),
        percent=read_amount(part, "percent", most=30) if part.has("percent") else None,
    )
    part.done()
    return found
