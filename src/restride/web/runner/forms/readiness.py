"""The forms of readiness: one test with its result a side and whether a painkiller was taken; groundwork done."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.core.protocol import ReadinessItem
from restride.core.terms import Side, Swelling
from restride.usecases.ports import Words
from restride.web.runner.forms.asking import AnyOf, Entry, OneOf, PainField, YesNo
from restride.web.runner.forms.check_in import whole_number
from restride.web.runner.forms.injuries import Followed

_MOST = 10_000
_LEGS = {Side.LEFT: _("Left"), Side.RIGHT: _("Right")}


class Groundwork(Entry):
    """A session of strength and mobility that was done; where several injuries are followed, for which of them."""

    injuries = AnyOf(
        (),
        label=_("What was it for?"),
        error_messages={"required": _("Choose what today's session was for.")},
    )

    def __init__(self, data: Any, *, followed: Sequence[Followed]) -> None:
        super().__init__(data)
        self.followed = followed
        if len(followed) > 1:
            named = [(one.id, one.title) for one in followed]
            self.fields["injuries"].choices = named  # type: ignore[attr-defined]
        else:
            del self.fields["injuries"]

    def done_for(self) -> list[Followed]:
        """The injuries that the session was for."""
        named = self.cleaned_data.get("injuries")
        return [one for one in self.followed if named is None or one.id in named]


class Result(Entry):
    """A result for each side that the item has; the fields are named `value` or `left` and `right`."""

    painkiller = YesNo()

    def __init__(self, data: Any, *, item: ReadinessItem, words: Words, hours: int, **options: Any) -> None:
        super().__init__(data, **options)
        painkiller = self.fields.pop("painkiller")
        asked = words.render(f"items.{item.id}", "record")
        sides = _LEGS if item.sides else {"value": ""}
        for name, leg in sides.items():
            self.fields[str(name)] = result_field(item, f"{leg}: {asked}" if leg else asked, words)
        painkiller.label = _("A painkiller in the last %(hours)s?") % {"hours": words.amount("hours", hours)}
        self.fields["painkiller"] = painkiller

    def results(self) -> dict[Side | None, int]:
        """The result by side; None where the item has no sides. A score that was skipped is no result."""
        sides: dict[str, Side | None] = {"value": None, "left": Side.LEFT, "right": Side.RIGHT}
        found = {side: self.cleaned_data[name] for name, side in sides.items() if name in self.cleaned_data}
        return {side: int(value) for side, value in found.items() if value is not None}


def result_field(item: ReadinessItem, label: str, words: Words) -> forms.Field:
    """The field of a unit: pain, yes or no, a grade, or a whole number."""
    if item.unit == "nrs":
        return PainField(label=label, skip=False)
    if item.unit == "yes_no":
        return YesNo(label=label)
    if item.unit == "grade":
        grades = [(str(int(grade)), words.render("terms.swelling", grade.name.lower())) for grade in Swelling]
        return OneOf(grades, kind="two", label=label)
    field = whole_number(label, most=_MOST)
    field.required = True
    field.error_messages["required"] = _("Write the number, 0 if none went well.")
    return field
