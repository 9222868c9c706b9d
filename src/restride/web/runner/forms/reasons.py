"""Forms with a reason in words: a mistaken yes, an entry taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.web.runner.forms.asking import AnyOf, Asking, Entry
from restride.web.runner.forms.intake import NONE

_LONGEST = 500


class Mistake(Entry):
    """Why a yes was a mistake."""

    reason = forms.CharField(
        label=_("What happened?"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words: somebody will read them beside your first answer.")},
    )


class TakenBack(Entry):
    """An entry taken back, with a reason if the runner likes."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("If you like."),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Wrong(Asking):
    """Something is wrong: every warning sign in force, several at once."""

    id = Entry.base_fields["id"]
    flags = AnyOf((), label=_("What is it?"), error_messages={"required": _("Choose what is wrong, or go back.")})

    def offer(self, choices: list[tuple[str, Any]]) -> None:
        """Give the warning signs in force; none of these is the way back, so it is no choice here."""
        self.fields["flags"].choices = [one for one in choices if one[0] != NONE]  # type: ignore[attr-defined]
