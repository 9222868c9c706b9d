"""A goal: the distance, and a race day that may stay open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.web.runner.forms.asking import Choices, Entry, OneOf

NONE = "none"


class Goal(Entry):
    """What the runner wants to run, and when."""

    def __init__(self, data: Any, *, tables: Choices, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["table"] = OneOf(
            (*tables, (NONE, _("No goal for now"))), kind="col", label=_("What do you want to run?")
        )
        self.fields["race_day"] = forms.DateField(
            label=_("Day of the race, if there is one"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("This isn't a date.")},
        )
