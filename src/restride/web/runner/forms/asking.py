"""The fields of the runner's forms: pain, one of few, several, and the id of the entry. How they look is in `parts`."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from restride.core.quantity import PainScore

Choices = Iterable[tuple[str, Any]]


class PainField(forms.Field):
    """A score in tenths. An empty text is the answer "skip": None. No answer at all is an error."""

    shape = "scale"
    skip = True

    def __init__(self, **options: Any) -> None:
        self.skip = options.pop("skip", True)
        super().__init__(required=False, widget=forms.RadioSelect, **options)

    def clean(self, value: Any) -> int | None:
        """Tenths, or None where the runner skipped. Raises ValidationError for anything that is no score."""
        if value is None:
            raise ValidationError(_("Choose a number, or skip."))
        if value == "" and self.skip:
            return None
        try:
            return PainScore.parse(value).tenths
        except ValueError as error:
            raise ValidationError(_("Pain is a number from 0 to 10. Choose one of the buttons.")) from error


class OneOf(forms.ChoiceField):
    """One of few answers, none preselected. `kind` is the shape of the row: empty, `two` or `col`."""

    shape = "seg"

    def __init__(self, choices: Choices, *, kind: str = "", **options: Any) -> None:
        self.kind = kind
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("required", _("Choose an answer."))
        options["error_messages"].setdefault("invalid_choice", _("Choose one of these answers."))
        super().__init__(choices=list(choices), widget=forms.RadioSelect, **options)


class OneOfGroups(OneOf):
    """One of many answers that stand under headings; the choices are (heading, choices) pairs."""

    shape = "groups"


class YesNo(OneOf):
    """True, False, or None where it may be left open and was."""

    def __init__(self, *, yes: Any = _("Yes"), no: Any = _("No"), **options: Any) -> None:
        super().__init__((("no", no), ("yes", yes)), **options)

    def clean(self, value: Any) -> bool | None:
        """Whether the answer was yes."""
        answer = super().clean(value)
        return answer == "yes" if answer else None


class AnyOf(forms.MultipleChoiceField):
    """Several answers at once."""

    shape = "any"

    def __init__(self, choices: Choices, *, kind: str = "col any long", **options: Any) -> None:
        self.kind = kind
        options.setdefault("error_messages", {})
        options["error_messages"].setdefault("required", _("Choose what is true, or none of these."))
        options["error_messages"].setdefault("invalid_choice", _("Choose from this list."))
        super().__init__(choices=list(choices), widget=forms.CheckboxSelectMultiple, **options)


def new_id() -> str:
    """An id for the entry that a form will make; it stays with the form, so that a second sending changes nothing."""
    return str(uuid4())


class Asking(forms.Form):
    """A form whose single questions are answered once: a repeated key is an error, never the last one's word."""

    def clean(self) -> dict[str, Any]:
        """The answers; an error on each single question that was answered twice."""
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            given = self.data.getlist(self.add_prefix(name)) if hasattr(self.data, "getlist") else []
            if len(given) > 1 and not isinstance(field, forms.MultipleChoiceField):
                self.add_error(name, _("This was answered twice. Give one answer."))
        return cleaned


class Entry(Asking):
    """A form that makes one entry of the journal."""

    id = forms.CharField(max_length=64, min_length=8, widget=forms.HiddenInput, initial=new_id)
