"""The form of the runner's own easy heart rate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.library.heart_rate import easy_limit
from restride.usecases.heart_rate import OwnLimit
from restride.usecases.ports import Words
from restride.web.runner.forms.asking import Entry, OneOf

_WRONG = {"invalid": _("Write a whole number, such as 145.")}


class EasyBeats(Entry):
    """The top of the easy zone, and the test it is from; left empty it is taken back."""

    beats = forms.IntegerField(
        label=_("Top of my easy zone, beats a minute"),
        help_text=_("Empty: none, and talking alone says what is easy."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=_WRONG,
    )
    test = OneOf((), kind="col", required=False, label=_("Which test is it from?"))

    def __init__(self, data: Any, *, words: Words, **options: Any) -> None:
        super().__init__(data, **options)
        tests = [(one, words.render("heart_rate.tests", one)) for one in easy_limit().tests]
        self.fields["test"].choices = tests  # type: ignore[attr-defined]

    def given(self) -> OwnLimit:
        """As the use case takes it; only of a valid form."""
        said = self.cleaned_data
        return OwnLimit(id=said["id"], beats=said["beats"], test=said["test"] or "")
