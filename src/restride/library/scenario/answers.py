"""Answers as a scenario writes them: by the name of the question, in points, hours and words."""

from dataclasses import dataclass, replace

from restride.core.answers import Answers
from restride.core.terms import PainMoment, PainPattern, PainPlace, Swelling
from restride.library.bounds import tenths
from restride.library.table import Table

QUIET = "quiet"
GIVEN_UP = "given_up"
_NOTHING_ELSE = 'write "quiet" where every question was answered and nothing was wrong, or a table of answers'


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was answered at one moment; given up where it was asked again and not known."""

    answers: Answers
    given_up: bool = False


def read_said(
    table: Table, key: str, moment: PainMoment, groups: tuple[str, ...], *, rest_quiet: bool = False
) -> Said | None:
    """The answers under a key: "quiet", "given_up", a table, or None when the key is missing.

    A table holds what is told. With `otherwise = "quiet"` (or `rest_quiet`) every other question was answered, and
    nothing was wrong; without it, what is not written was not answered.
    """
    if not table.has(key):
        return None
    if isinstance(table.data[key], str):
        word = table.one_of(key, (QUIET, GIVEN_UP))
        return Said(answers=quiet(moment, groups) if word == QUIET else Answers(), given_up=word == GIVEN_UP)
    if not isinstance(table.data[key], dict):
        table.fail(key, _NOTHING_ELSE)
    below = table.table(key)
    if below.has("otherwise"):
        rest_quiet = below.one_of("otherwise", (QUIET,)) == QUIET
    start = quiet(moment, groups) if rest_quiet else Answers()
    answers = _told(below, start, groups)
    below.done()
    return Said(answers=answers)


def quiet(moment: PainMoment, groups: tuple[str, ...]) -> Answers:
    """Every question of a moment answered, and nothing wrong."""
    calm = Answers(pain_tenths=0, sharp=False, limp=False, swelling=Swelling.NONE, painkiller=False)
    if moment is PainMoment.MORNING:
        return replace(
            calm, swelling_h=0, stiffness_min=0, soreness_h=0, woken=False, flag_lines=(), lines_covered=groups
        )
    if moment is PainMoment.DURING_RUN:
        return replace(calm, pattern=PainPattern.NONE)
    return calm


def _told(table: Table, start: Answers, groups: tuple[str, ...]) -> Answers:
    """The answers of a table put over those that stand already."""
    found: dict[str, object] = {}
    if table.has("pain"):
        found["pain_tenths"] = tenths(table, "pain", table.any("pain"))
    if table.has("place"):
        found["place"] = table.member("place", PainPlace)
    if table.has("pattern"):
        found["pattern"] = table.member("pattern", PainPattern)
    if table.has("swelling"):
        found["swelling"] = table.level("swelling", Swelling)
    for name in ("sharp", "limp", "woken", "painkiller"):
        if table.has(name):
            found[name] = table.yes(name)
    for name in ("swelling_h", "stiffness_min", "soreness_h", "rpe", "sleep_h"):
        if table.has(name):
            found[name] = table.whole(name)
    if table.has("flags"):
        found["flag_lines"] = _groups(table, groups)
        found["lines_covered"] = groups
    for name in table.texts("unanswered", ()):
        if name not in Answers.__dataclass_fields__:
            table.fail("unanswered", f'"{name}" is no answer of a check-in')
        found[name] = None
    return replace(start, **found)  # type: ignore[arg-type]


def _groups(table: Table, groups: tuple[str, ...]) -> tuple[str, ...]:
    picked = table.texts("flags")
    for group in picked:
        if group not in groups:
            table.fail("flags", f'"{group}" is no line of this protocol; allowed: {", ".join(groups)}')
    return tuple(sorted(picked))
