"""The small forms of the clinic: a reason for closing or taking back, a waiver, a test's result, a runner's code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from restride.core.protocol import ReadinessItem
from restride.core.quantity import PainScore
from restride.core.terms import Side
from restride.usecases.ports import Words
from restride.usecases.record_test import ItemResult
from restride.web.clinic.forms.fields import Day, EntryId, OneOf, Reason

YES_NO = (("yes", _("Yes")), ("no", _("No")))
UNITS = {
    "s": _("Seconds"),
    "reps": _("Repetitions"),
    "pct": _("Percent of the other side"),
    "cm": _("Centimetres"),
    "grade": _("Grade, 0 none to 4 severe"),
}


class Because(forms.Form):
    """An act that needs nothing but a reason."""

    id = EntryId()
    reason = Reason()


class RuleWaiver(forms.Form):
    """A rule set aside until a day."""

    id = EntryId()
    rule = OneOf(label=_("Which rule? Each is met when its line is true of this runner."), kind="col")
    until = Day(label=_("Until, the last day included"))
    reason = Reason()

    def __init__(self, *args: Any, rules: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["rule"]
        field.choices = rules


class Link(forms.Form):
    """The runner's code."""

    id = EntryId()
    code = forms.CharField(
        label=_("The runner's code"),
        max_length=80,
        help_text=_("Ten letters and digits. The runner makes it under Me, People."),
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class Result(forms.Form):
    """The result of one test; its unit says how it is asked."""

    id = EntryId()

    def __init__(self, *args: Any, item: ReadinessItem, words: Words, **options: Any) -> None:
        super().__init__(*args, **options)
        self.item = item
        if item.sides:
            sides = [(side.value, words.render("terms.side", side)) for side in (Side.LEFT, Side.RIGHT)]
            self.fields["side"] = OneOf(label=_("Which leg?"), choices=sides)
        asked = words.render(f"items.{item.id}", "record")
        self.fields["value"] = _field(item, asked)
        self.fields["painkiller"] = OneOf(label=_("A painkiller in the hours before?"), choices=YES_NO)

    def clean_value(self) -> int:
        """The result in the item's whole unit."""
        value = self.cleaned_data["value"]
        if self.item.unit == "yes_no":
            return int(value == "yes")
        if self.item.unit != "nrs":
            return int(value)
        try:
            return PainScore.parse(value).tenths
        except ValueError as error:
            raise ValidationError(_("Pain is a number from 0 to 10.")) from error

    def given(self, episode: str) -> ItemResult:
        """The result as the use case takes it; only of a valid form."""
        said = self.cleaned_data
        return ItemResult(
            id=said["id"],
            episode=episode,
            item=self.item.id,
            value=said["value"],
            side=Side(said["side"]) if self.item.sides else None,
            painkiller=said["painkiller"] == "yes",
        )


def _field(item: ReadinessItem, asked: str) -> forms.Field:
    if item.unit == "yes_no":
        return OneOf(label=asked, choices=YES_NO)
    if item.unit == "nrs":
        return forms.CharField(label=asked, max_length=4, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    return forms.IntegerField(label=asked, help_text=UNITS[item.unit], min_value=0, max_value=10_000)
