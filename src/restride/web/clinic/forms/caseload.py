"""What a list is narrowed by: a part of it, and letters of a name. It comes in the address, so that it can be kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.caseload import Show

PARTS = {
    Show.ALL: _("All"),
    Show.WAITING: _("Need a look"),
    Show.STOPPED: _("Stopped"),
    Show.DISPUTED: _("Disputed"),
    Show.CLEARANCE: _("Wait for a clearance"),
    Show.OVERDUE: _("No check-in"),
}


class Narrow(forms.Form):
    """Everybody, unless something else is asked for."""

    show = forms.ChoiceField(
        required=False,
        choices=[(show.name.lower(), word) for show, word in PARTS.items()],
        error_messages={"invalid_choice": _("There is no such part of the list. Everybody is shown.")},
    )
    name = forms.CharField(
        required=False,
        max_length=80,
        label=_("Name"),
        error_messages={"max_length": _("Write fewer letters of the name.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def part(self) -> Show:
        """The part that is asked for; everybody where nothing or nonsense is."""
        wanted = self.cleaned_data.get("show") if self.is_valid() or not self.errors.get("show") else ""
        return Show[wanted.upper()] if wanted else Show.ALL

    def letters(self) -> str:
        """What the name has to hold, in small letters; empty: any name."""
        self.is_valid()
        return str(self.cleaned_data.get("name") or "").strip().casefold()
