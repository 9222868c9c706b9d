"""What a runner answered at one moment, and how two reports of the same moment join: the more cautious per field."""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any, TypeVar

from restride.core.quantity import PAIN_TENTHS_MAX, amount_or_none
from restride.core.terms import PainPattern, PainPlace, Swelling
from restride.core.values import dataclass

_N = TypeVar("_N", bound=int)
_LONGEST_H = 24 * 60  # hours; a symptom older than sixty days is said in words, not counted
_CAUTION = tuple(PainPattern)
_PLACES = (
    PainPlace.MUSCLE,
    PainPlace.TENDON,
    PainPlace.UNKNOWN,
    PainPlace.JOINT,
    PainPlace.BONE_SPOT,
    PainPlace.NERVE_LEG,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One report. None is "nobody told us", never zero, false or normal (INV-004)."""

    pain_tenths: int | None = None
    place: PainPlace | None = None
    sharp: bool | None = None
    pattern: PainPattern | None = None
    swelling: Swelling | None = None
    swelling_h: int | None = None
    stiffness_min: int | None = None
    soreness_h: int | None = None
    limp: bool | None = None
    woken: bool | None = None
    painkiller: bool | None = None
    rpe: int | None = None
    sleep_h: int | None = None
    flag_lines: tuple[str, ...] | None = None  # groups answered yes; () is "none of these"
    lines_covered: tuple[str, ...] = ()  # groups that the question covered, as worded


NOTHING_SAID = Answers()
_MOST = {
    "pain_tenths": PAIN_TENTHS_MAX,
    "swelling_h": _LONGEST_H,
    "stiffness_min": _LONGEST_H * 60,
    "soreness_h": _LONGEST_H,
    "rpe": 10,
    "sleep_h": 24,
}
_MOST_IN_ORDER = tuple(_MOST.values())
_amounts = attrgetter(*_MOST)


def cleaned(answers: Answers) -> Answers:
    """The report with every value that is out of range or of the wrong kind taken as missing (INV-026)."""
    for amount, most in zip(_amounts(answers), _MOST_IN_ORDER, strict=True):
        if amount is not None and not (type(amount) is int and 0 <= amount <= most):
            break
    else:
        return answers
    said = zip(_MOST.items(), _amounts(answers), strict=True)
    missing: dict[str, Any] = {name: amount_or_none(amount, most) for (name, most), amount in said}
    return replace(answers, **missing)


def join(one: Answers, other: Answers) -> Answers:
    """The more cautious of each answer; order and grouping do not matter (INV-052)."""
    if one is NOTHING_SAID or other is NOTHING_SAID:
        return other if one is NOTHING_SAID else one
    return Answers(
        pain_tenths=_most(one.pain_tenths, other.pain_tenths),
        place=_joined_place(one, other),
        sharp=_either(one.sharp, other.sharp),
        pattern=_joined_pattern(one.pattern, other.pattern),
        swelling=_most(one.swelling, other.swelling),
        swelling_h=_most(one.swelling_h, other.swelling_h),
        stiffness_min=_most(one.stiffness_min, other.stiffness_min),
        soreness_h=_most(one.soreness_h, other.soreness_h),
        limp=_either(one.limp, other.limp),
        woken=_either(one.woken, other.woken),
        painkiller=_either(one.painkiller, other.painkiller),
        rpe=_most(one.rpe, other.rpe),
        sleep_h=_least(one.sleep_h, other.sleep_h),
        flag_lines=_united(one.flag_lines, other.flag_lines),
        lines_covered=tuple(sorted({*one.lines_covered, *other.lines_covered})),
    )


def join_all(reports: Iterable[Answers]) -> Answers:
    """Every report of a moment as one; nothing said when there are none."""
    joined = NOTHING_SAID
    for report in reports:
        joined = join(joined, report)
    return joined


def names_symptom(answers: Answers) -> bool:
    """Whether a limp, sharp pain, swelling, soreness or stiffness was told."""
    return bool(
        answers.limp
        or answers.sharp
        or answers.swelling
        or answers.swelling_h
        or answers.soreness_h
        or answers.stiffness_min
    )


def place_of(answers: Answers) -> PainPlace | None:
    """Where it hurts: pain whose place nobody named counts as UNKNOWN, no pain has no place."""
    if answers.place is None and answers.pain_tenths:
        return PainPlace.UNKNOWN
    return answers.place


def _most(one: _N | None, other: _N | None) -> _N | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def _least(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one is None or other is None:
        return other if one is None else one
    return one or other


def _joined_place(one: Answers, other: Answers) -> PainPlace | None:
    """Muscle is the one mild place; between the others the first in the list of places, so that order is no matter."""
    places = {place for place in (place_of(one), place_of(other)) if place is not None}
    graver = sorted(places - {PainPlace.MUSCLE}, key=_PLACES.index)
    if graver:
        return graver[-1]
    return PainPlace.MUSCLE if places else None


def _joined_pattern(one: PainPattern | None, other: PainPattern | None) -> PainPattern | None:
    said = [pattern for pattern in (one, other) if pattern is not None]
    return max(said, key=_CAUTION.index) if said else None


def _united(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    return tuple(sorted({*one, *other}))
