"""Forms beside the course: causes and history, questions of the week. Every question may be left open."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from restride.core.self_report import Question
from restride.library.causes import NO_WORRY, Causes
from restride.usecases.ports import Words
from restride.usecases.why_it_happened import NO, UNSURE, WORRY, YES
from restride.web.runner.forms.asking import Entry, OneOf

_LONGEST = 500
_ANSWERS = ((NO, _("No")), (YES, _("Yes")), (UNSURE, _("Not sure")))


class Rating(forms.Field):
    """A number on the question's scale. Skipped or left open is None."""

    shape = "scale"
    skip = True

    def __init__(self, *, values: tuple[int, ...], ends: tuple[str, str], **options: Any) -> None:
        super().__init__(required=False, widget=forms.RadioSelect, **options)
        self.values, self.ends = values, ends

    def clean(self, value: Any) -> int | None:
        """The number. Raises ValidationError for anything that is no button of it."""
        if value in (None, ""):
            return None
        if value not in {str(one) for one in self.values}:
            raise ValidationError(_("Choose one of the buttons, or skip."))
        return int(value)


class Ratings(Entry):
    """The questions that are due."""

    def __init__(self, data: Any, *, due: Iterable[Question], words: Words) -> None:
        super().__init__(data)
        for one in due:
            said = words.forms(f"ratings.{one.id}")
            self.fields[one.id] = Rating(values=one.values, ends=(said["least"], said["most"]), label=said["ask"])

    def values(self) -> dict[str, int]:
        """What was answered, by question."""
        return {name: value for name, value in self.cleaned_data.items() if name != "id" and value is not None}


class CausesAsked(Entry):
    """Each cause with yes, no or not sure; then the worry that weighs most, and words of one's own."""

    def __init__(self, data: Any, *, causes: Causes, words: Words, **options: Any) -> None:
        super().__init__(data, **options)
        for one in causes.causes.values():
            label = words.render(f"causes.{one.id}", "ask")
            self.fields[one.id] = _free(label) if one.ask == "words" else OneOf(_ANSWERS, label=label, required=False)
        worries = [(id, words.render(f"worries.{id}", "ask")) for id in causes.worries]
        self.fields[WORRY] = OneOf(
            (*worries, (NO_WORRY, _("None of these"))), kind="col", label=_("Which worry weighs most?"), required=False
        )

    def answers(self) -> dict[str, str]:
        """What was answered, by question."""
        return {name: value for name, value in self.cleaned_data.items() if name != "id" and value}


def _free(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST,
        required=False,
        help_text=_("In your own words. Your physio reads it, if you share your notes."),
        error_messages={"max_length": _("Write %(limit_value)d letters at most.")},
    )
