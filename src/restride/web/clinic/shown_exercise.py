"""Exercises in words at the clinic: the list to choose from, and what was prescribed. It decides nothing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from restride.core.exercise.growth import amounts_of
from restride.core.exercise.model import Exercise
from restride.library.exercises import exercises
from restride.usecases.chart import Prescribed
from restride.usecases.ports import Words
from restride.usecases.prescribe_exercise import Offer, has_dose

_PARTS = {
    "strength": lambda: gettext("Strength"),
    "core": lambda: gettext("Trunk"),
    "balance": lambda: gettext("Balance"),
    "mobility": lambda: gettext("Mobility"),
    "plyometric": lambda: gettext("Landings"),
}


def groups(words: Words, offered: Iterable[Offer]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The exercises on offer by the part of a session, each with its most and what it still waits for."""
    by_part: dict[str, list[tuple[str, str]]] = {part: [] for part in _PARTS}
    for one in offered:
        by_part[one.exercise.category].append((one.exercise.id, _choice(words, one)))
    return [(_PARTS[part](), sorted(choices, key=lambda one: one[1])) for part, choices in by_part.items() if choices]


def exercise_name(words: Words, exercise: str) -> str:
    """What an exercise is called; its id where the catalogue has no name for it any more."""
    key = f"exercises.{exercise}"
    return words.render(key, "name") if key in words else exercise


def in_words(words: Words, prescribed: Prescribed) -> list[str]:
    """Dose, last day and reason of a prescription, line by line."""
    body = prescribed.given.body
    found = exercises().exercises.get(body.exercise)
    until = gettext("until %(day)s") % {"day": body.until.strftime("%-d %b %Y")}
    much = _sets(words, found, body.sets, body.amount) if found and body.sets and body.amount else ""
    first = ", ".join(part for part in (much, until) if part)
    return [first, *([body.reason] if body.reason else [])]


def prescription_lines(words: Words, prescriptions: Iterable[Prescribed]) -> list[dict[str, Any]]:
    """Each prescription with its words, and whether it counts now."""
    return [
        {
            "id": one.given.id,
            "name": exercise_name(words, one.given.body.exercise),
            "words": in_words(words, one),
            "by": one.given.author.name,
            "in_force": one.in_force,
        }
        for one in prescriptions
    ]


def _choice(words: Words, offer: Offer) -> str:
    one = offer.exercise
    most = _sets(words, one, one.dose.sets.most, amounts_of(one).most) if one.dose.sets and has_dose(one) else ""
    parts = [exercise_name(words, one.id), gettext("at most %(dose)s") % {"dose": most} if most else ""]
    return ", ".join(part for part in [*parts, _waits(words, offer)] if part)


def _waits(words: Words, offer: Offer) -> str:
    if offer.waits == "clearance":
        scope = offer.exercise.needs
        what = words.render("terms.scope", scope.name.lower()) if scope else ""
        return (
            gettext("waits for a clearance for %(what)s") % {"what": what} if what else gettext("waits for a clearance")
        )
    if offer.waits == "phase":
        key = f"phases.{offer.exercise.phase}"
        return gettext("waits for: %(phase)s") % {"phase": words.render(key, "title") if key in words else ""}
    return ""


def _sets(words: Words, one: Exercise, sets: int, amount: int) -> str:
    form = "both" if one.dose.reps and one.dose.hold_s else "reps" if one.dose.reps else "hold"
    hold = {"hold": one.dose.hold_s.least} if form == "both" and one.dose.hold_s else {}
    return words.render("doses.sets", form, sets=sets, amount=amount, **hold)
