"""The settings that a runner makes about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.zones import offered
from restride.web.accounts.models import User
from restride.web.runner.forms.asking import Asking


def _zones(own: str = "") -> list[tuple[str, str]]:
    """The zones to choose from; one's own stays a choice, under whatever name it was chosen."""
    there = offered()
    more = [own] if own and own not in there else []
    return [(zone, zone.replace("_", " ")) for zone in (*more, *there)]


class Settings(Asking):
    """The name to call you and the time zone of your days."""

    name = forms.CharField(
        label=_("Name to call you"),
        max_length=80,
        error_messages={"required": _("Write a name, a short one is enough.")},
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Your day begins and ends at midnight there."),
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )

    def __init__(self, data: Any, *, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        self.fields["zone"].choices = _zones(initial["zone"])  # type: ignore[attr-defined]

    def keep(self, user: User) -> None:
        """Store the settings."""
        user.name, user.zone = self.cleaned_data["name"].strip(), self.cleaned_data["zone"]
        user.save(update_fields=["name", "zone"])
