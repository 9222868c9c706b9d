"""The form of a pace: which way of building up, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.choose_pace import Choice
from restride.web.clinic.forms.fields import EntryId, OneOf, Reason
from restride.web.clinic.shown_pace import read_way


class Pacing(forms.Form):
    """What a clinician fills in. No way is preselected."""

    id = EntryId()
    way = OneOf(label=_("How shall the running be built up?"), kind="col")
    reason = Reason()

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["way"].choices = choices  # type: ignore[attr-defined]

    def given(self, episode: str) -> Choice:
        """The choice as the use case takes it; only of a valid form."""
        preset, ladder = read_way(self.cleaned_data["way"])
        said = self.cleaned_data
        return Choice(id=said["id"], episode=episode, preset=preset, ladder=ladder, reason=said["reason"])
