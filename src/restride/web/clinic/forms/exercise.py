"""The form of a prescription: which exercise, how much, until when, why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.prescribe_exercise import Prescription
from restride.web.clinic.forms.fields import Day, EntryId, Reason

_WHOLE = {"invalid": _("Write a whole number."), "min_value": _("Write a number above zero, or leave it empty.")}


class Amount(forms.IntegerField):
    """A whole number, or nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=1, error_messages=_WHOLE, **options)
        self.widget.attrs["inputmode"] = "numeric"


class Exercising(forms.Form):
    """What a clinician fills in. `groups` are the exercises on offer, by the part of a session."""

    id = EntryId()
    exercise = forms.ChoiceField(
        label=_("Which exercise?"),
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose an exercise from the list.")},
    )
    sets = Amount(label=_("Sets"), help_text=_("Empty: as the runner grows."))
    amount = Amount(label=_("Repetitions of each set, or seconds of a hold"), help_text=_("Goes with the sets."))
    until = Day(label=_("Until, the last day included"))
    reason = Reason(required=False)

    def __init__(self, *args: Any, groups: Iterable[tuple[str, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["exercise"]
        field.choices = [("", _("Choose")), *groups]

    def given(self, episode: str) -> Prescription:
        """The prescription as the use case takes it; only of a valid form."""
        return Prescription(episode=episode, **self.cleaned_data)
