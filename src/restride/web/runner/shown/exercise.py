"""Exercises ready to show: rows of a list, one exercise with its amounts and cues, the plan. It decides nothing."""

from dataclasses import dataclass, replace
from itertools import pairwise

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from restride.core.exercise.compose import Item
from restride.core.exercise.model import Amount, Exercise
from restride.core.state import Entry
from restride.usecases.exercise_plan import Plan
from restride.usecases.exercise_today import ExercisesToday, is_open
from restride.usecases.ports import Words
from restride.web.runner.drawings import drawing

_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a list: what it is, how much, where it leads, whether it is done today or was left out."""

    title: str
    note: str
    url: str = ""
    done: str = ""
    sign: str = "strength"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One exercise: its drawing, what to do and what to mind, how much, easier and harder ways, and its source."""

    id: str
    title: str
    drawing: SafeString
    how: str
    cues: tuple[str, ...]
    caution: str
    variant: str
    dose: str
    much: str
    rest: str
    easier: str
    harder: str
    per_week: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A part of the plan with its exercises."""

    title: str
    cards: tuple[Card, ...]


def rows(items: tuple[Item, ...], now: ExercisesToday, words: Words) -> tuple[Row, ...]:
    """Exercises of a list with their amounts, and whether they are done today."""
    return tuple(
        Row(
            title=name(item.exercise, words),
            note=", ".join(part for part in (dose_of(item, words), _way(item, words), _asked_for(item)) if part),
            url=reverse("exercise", args=[item.exercise.id]),
            done=_done(now.done.get(item.exercise.id)),
        )
        for item in items
    )


def _asked_for(item: Item) -> str:
    return _("asked for by your clinician") if item.why == "prescribed" else ""


def other_rows(found: tuple[Exercise, ...], words: Words, sign: str) -> tuple[Row, ...]:
    """Work without running, or a cue: what it is and how much."""
    return tuple(
        Row(
            title=name(one, words),
            note=_plain_dose(one, words),
            url=reverse("exercise", args=[one.id]),
            sign="bike" if one.id == "cycling" else sign,
        )
        for one in found
    )


def own_rows(now: ExercisesToday) -> tuple[Row, ...]:
    """The runner's own exercises in the runner's own words."""
    return tuple(
        Row(
            title=one.body.name,
            note=one.body.dose,
            url=reverse("exercise_own_one", args=[one.id]),
            done=_done(now.done.get(one.id)),
        )
        for one in now.own
    )


def row_of_today(now: ExercisesToday, words: Words) -> Row | None:
    """The line on Today; None where there is nothing to do."""
    if not is_open(now.session) or not now.session.items:
        return None
    names = ", ".join(name(item.exercise, words) for item in now.session.items)
    title = _("Strength, %(minutes)s") if now.session.kind == "full" else _("A few exercises, %(minutes)s")
    done = _("Done") if now.next is None else ""
    return Row(
        title=title % {"minutes": minutes(now.session.takes_s, words)}, note=names, url=reverse("exercises"), done=done
    )


def card(item: Item, words: Words) -> Card:
    """One exercise as it is done today."""
    one = item.exercise
    key = f"exercises.{one.id}"
    forms = words.forms(key)
    how = words.render(key, "how")
    return Card(
        id=one.id,
        title=name(one, words),
        drawing=drawing(one.id, how),
        how=how,
        cues=tuple(words.render(key, form) for form in sorted(forms) if form.startswith("cue_")),
        caution=words.render(key, "caution") if "caution" in forms else "",
        variant=_way(item, words),
        dose=dose_of(item, words),
        much=_much(item, words),
        rest=words.amount("duration", item.rest_s) if one.dose.sets and one.dose.sets.most > 1 else "",
        easier=_next_way(one.easier, item.variant, words),
        harder=_next_way(one.harder, item.variant, words),
        per_week=_often(one, words),
        source=source_of(one, words),
    )


def plain_card(one: Exercise, item: Item, words: Words) -> Card:
    """Work without running, or a cue, as a card: its amount is minutes or stretches of a run."""
    if one.dose.sets:
        return card(item, words)
    return replace(card(item, words), dose="", rest="")


def sheets(plan: Plan, words: Words) -> tuple[Sheet, ...]:
    """The plan part by part."""
    titles = {
        "mobility": _("Mobility"),
        "plyometric": _("Small jumps"),
        "balance": _("Balance"),
        "strength": _("Strength"),
        "core": _("Trunk"),
    }
    return tuple(
        Sheet(title=titles[part.category], cards=tuple(card(item, words) for item in part.items)) for part in plan.parts
    )


def name(exercise: Exercise, words: Words) -> str:
    return words.render(f"exercises.{exercise.id}", "name")


def minutes(seconds: int, words: Words) -> str:
    """Whole minutes, rounded up."""
    return words.amount("minutes", -(-seconds // _MINUTE))


def times_a_week(amount: Amount | None, words: Words) -> str:
    """How often, such as "2 to 3 times a week"; empty where nobody says."""
    if amount is None:
        return ""
    if amount.least == amount.most:
        return words.render("doses.one", "per_week", most=amount.most)
    return words.render("doses.range", "per_week", least=amount.least, most=amount.most)


def dose_of(item: Item, words: Words) -> str:
    """Sets, amounts, sides and landings in one line."""
    dose = item.exercise.dose
    if not dose.sets:
        return _plain_dose(item.exercise, words)
    form = "both" if dose.reps and dose.hold_s else "reps" if dose.reps else "hold"
    values = {"sets": item.sets, "amount": item.amount}
    if form == "both" and dose.hold_s:
        values["hold"] = dose.hold_s.least
    parts = [words.render("doses.sets", form, **values)]
    if item.sides:
        parts[0] = f"{parts[0]} {words.render('doses.side', 'each')}"
    if item.contacts:
        parts.append(words.render("doses.side", "contacts_each" if item.sides else "contacts", contacts=item.contacts))
    return ", ".join(parts)


def source_of(one: Exercise, words: Words) -> str:
    """How well the dose is supported, in words; figures from memory say so."""
    if one.dose.recalled:
        return words.render("terms.source", "recalled")
    return words.render("terms.evidence", one.dose.evidence.value)


def _plain_dose(one: Exercise, words: Words) -> str:
    dose = one.dose
    if dose.programme:
        values = {"sessions": dose.programme.sessions, "fades": dose.programme.fades_after}
        if dose.programme.percent:
            more = {"least": dose.programme.percent.least, "most": dose.programme.percent.most}
            return words.render("doses.programme", "percent", **values, **more)
        return words.render("doses.programme", "text", **values)
    if dose.in_run:
        return words.render("doses.in_run", "text", length=dose.in_run.seconds, every=dose.in_run.every_min)
    if dose.minutes is None:
        return _("a little, while you run") if one.gait else ""
    if dose.minutes.least == dose.minutes.most:
        return words.render("doses.one", "minutes", most=dose.minutes.most)
    return words.render("doses.range", "minutes", least=dose.minutes.least, most=dose.minutes.most)


def _much(item: Item, words: Words) -> str:
    if not item.exercise.dose.sets:
        return _plain_dose(item.exercise, words)
    return str(item.amount) if item.exercise.dose.reps else words.amount("seconds", item.amount)


def _way(item: Item, words: Words) -> str:
    return words.render(f"variants.{item.variant}", "text") if item.variant else ""


def _next_way(ways: tuple[str, ...], present: str, words: Words) -> str:
    """The way after the present one in its direction; empty where there is none."""
    following = dict(pairwise(("", *ways))) if present in ("", *ways) else {"": ways[0]} if ways else {}
    found = following.get(present if present in ways else "")
    return words.render(f"variants.{found}", "text") if found else ""


def _often(one: Exercise, words: Words) -> str:
    week = times_a_week(one.dose.per_week, words)
    if one.dose.per_day > 1:
        return f"{words.render('doses.one', 'per_day', most=one.dose.per_day)}, {week}"
    return week


def _done(entry: Entry | None) -> str:
    if entry is None:
        return ""
    if entry.body.hurt:
        return _("It hurt")
    return _("Done") if any(one.reps or one.seconds for one in entry.body.sets) else _("Left out")
