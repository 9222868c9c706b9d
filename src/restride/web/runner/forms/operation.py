"""A new operation or injury of the region."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.web.runner.forms.asking import Entry, OneOf

_YEARS_BACK = 80  # nobody reports an operation from before; a typing slip is likelier


class NewOperation(Entry):
    """What happened and when: clearances given before it count no longer."""

    kind = OneOf(
        (("operation", _("An operation")), ("injury", _("A new injury, or the old one again"))),
        kind="col",
        label=_("What was it?"),
    )
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day; roughly is fine."), "invalid": _("This isn't a date.")},
    )
    what = forms.CharField(
        label=_("In your words"),
        max_length=500,
        error_messages={"required": _("Write in a few words what happened.")},
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today

    def clean_day(self) -> date:
        """The day, where it has passed and can have been lived."""
        day: date = self.cleaned_data["day"]
        if not today_back(self.today) <= day <= self.today:
            raise forms.ValidationError(_("Give a date that has passed."))
        return day


def today_back(today: date) -> date:
    """The earliest day that is no slip of the finger."""
    return today.replace(year=today.year - _YEARS_BACK, day=1)
