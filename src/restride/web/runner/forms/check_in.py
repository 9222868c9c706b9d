"""The pages of the morning check-in. A normal day is the first page alone; each exception adds a page of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from restride.core.protocol import FlagLine
from restride.core.terms import PainPlace, Swelling
from restride.usecases.ports import Words
from restride.web.runner.forms.asking import AnyOf, Asking, OneOf, PainField, YesNo
from restride.web.runner.forms.contradictions import ask_about_swelling
from restride.web.runner.forms.injuries import Followed, OfInjuries

SOMETHING = "something"
_PLACES = (PainPlace.MUSCLE, PainPlace.JOINT, PainPlace.TENDON, PainPlace.UNKNOWN)
_MOST_H = 24 * 60
_WHOLE = {
    "invalid": _("Write a whole number, such as 2."),
    "min_value": _("This can't be below zero."),
    "max_value": _("This number can't be right. Check it."),
}


def whole_number(label: Any, *, most: int, **options: Any) -> forms.IntegerField:
    """A whole number from zero, typed; left open it is not known."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, required=False, widget=widget, error_messages=_WHOLE, **options
    )


def lines_of(followed: Iterable[Followed]) -> tuple[FlagLine, ...]:
    """The warning signs of all injuries together, each once with every flag behind it; the stricter reading counts."""
    found: dict[str, FlagLine] = {}
    for line in (line for one in followed for line in one.lines):
        known = found.get(line.group, line)
        flags = tuple(dict.fromkeys((*known.flags, *line.flags)))
        urgency = max(known.urgency, line.urgency)
        found[line.group] = replace(known, flags=flags, urgency=urgency, stops=known.stops or line.stops)
    return tuple(found.values())


class Morning(OfInjuries):
    """The first page: pain of each injury, painkiller, warning signs as one question, anything different, sleep."""

    painkiller = YesNo()
    lines = OneOf((), kind="two")
    sleep_h = whole_number("", most=24)

    def __init__(self, data: Any, *, followed: Sequence[Followed], words: Words) -> None:
        super().__init__(data, followed=followed)
        for one in followed:
            name = {"what": one.title}
            pain = _("Pain now: %(what)s") % name
            self.fields[one.field("pain")] = PainField(label=pain if one.title else _("Pain now"))
            asked = _("Is anything else different: %(what)s?") % name
            self.fields[one.field("different")] = YesNo(
                no=_("No, nothing"),
                yes=_("Yes, tell more"),
                kind="two",
                label=asked if one.title else _("Is anything else different?"),
            )
        hours = words.amount("hours", max(one.painkiller_h for one in followed))
        self.fields["painkiller"].label = _("A painkiller in the last %(hours)s?") % {"hours": hours}
        self.fields["lines"].label = words.render("questions.flag_lines", "ask")
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            ("none", words.render("questions.flag_lines", "none")),
            (SOMETHING, words.render("questions.flag_lines", "something")),
        ]
        self.fields["sleep_h"].label = _("Hours of sleep, if you like")

    def pains(self) -> list[BoundField]:
        """The pain question of each injury."""
        return [self[one.field("pain")] for one in self.followed]

    def differents(self) -> list[tuple[BoundField, str]]:
        """Of each injury the question if anything is different, and the name of the page that a yes opens."""
        return [(self[one.field("different")], one.field("different")) for one in self.followed]


class Picked(Asking):
    """Which of the lines it is."""

    picked = AnyOf(())

    def __init__(self, data: Any, *, lines: Iterable[FlagLine], words: Words) -> None:
        super().__init__(data)
        self.fields["picked"].label = words.render("questions.flag_lines", "pick")
        self.fields["picked"].choices = [  # type: ignore[attr-defined]
            (line.group, words.render(f"lines.{line.group}", "ask")) for line in lines
        ]


class Different(Asking):
    """What is different today, each thing by itself; what is left open stays unknown."""

    swelling = OneOf((), kind="two")
    swelling_h = whole_number("", most=_MOST_H)
    stiffness_min = whole_number("", most=_MOST_H * 60)
    sharp = YesNo()
    limp = YesNo()
    place = OneOf((), kind="two", required=False)
    soreness_h = whole_number("", most=_MOST_H)

    def __init__(self, data: Any, *, words: Words, **options: Any) -> None:
        super().__init__(data, **options)
        for name, field in self.fields.items():
            field.label = words.render(f"questions.{name}", "ask")
        for name in ("swelling_h", "stiffness_min", "soreness_h"):
            self.fields[name].help_text = _("0 if not at all. Leave it empty if you don't know.")
        grades = [(str(int(grade)), words.render("terms.swelling", grade.name.lower())) for grade in Swelling]
        self.fields["swelling"].choices = grades  # type: ignore[attr-defined]
        places = [(place, words.render("terms.place", place)) for place in _PLACES]
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The answers; no swelling has no hours, and hours beside none are asked about."""
        cleaned = super().clean()
        ask_about_swelling(self, cleaned)
        if cleaned.get("swelling") == str(int(Swelling.NONE)) and not cleaned.get("swelling_h"):
            cleaned["swelling_h"] = 0
        return cleaned
