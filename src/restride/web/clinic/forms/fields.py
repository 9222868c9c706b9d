"""Fields that several of the clinic's forms share: the entry's id, a choice of few, a reason, a day."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


def new_id() -> str:
    """A fresh id of an entry, so that a form sent twice has one effect."""
    return str(uuid4())


class EntryId(forms.CharField):
    """The entry's id: made when the form is shown, sent back with it."""

    def __init__(self) -> None:
        super().__init__(max_length=64, widget=forms.HiddenInput, initial=new_id)


class OneOf(forms.ChoiceField):
    """One of few answers, none preselected. `kind` is the shape of the row: empty, `two` or `col`."""

    shape = "seg"

    def __init__(self, *, choices: Any = (), kind: str = "", **options: Any) -> None:
        self.kind = kind
        messages = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
        options["error_messages"] = {**messages, **options.get("error_messages", {})}
        super().__init__(choices=choices, widget=forms.RadioSelect, **options)


class Several(forms.MultipleChoiceField):
    """Several of a list, or none."""

    shape = "seg"
    kind = "col any"

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)


class Day(forms.DateField):
    """A day, from the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": _("Give a day."), "invalid": _("This is no date. Write it like 2027-05-18.")}
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=messages, **options
        )


class Minutes(forms.IntegerField):
    """Whole minutes, given on as seconds; empty is None."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "invalid": _("Write whole minutes, for example 20."),
            "min_value": _("A limit is at least one minute. Leave it empty for none."),
            "max_value": _("This is more than a day. Check it."),
        }
        super().__init__(required=False, min_value=1, max_value=24 * 60, error_messages=messages, **options)
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: Any) -> int | None:
        """Seconds, or None where nothing was written."""
        minutes = super().clean(value)
        return None if minutes is None else int(minutes) * 60


class Reason(forms.CharField):
    """A reason in words, which the runner reads."""

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        options.setdefault("label", _("Reason, as the runner reads it"))
        messages = {"required": _("Write the reason in a few words.")}
        super().__init__(
            max_length=1000,
            required=required,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages=messages,
            **options,
        )
