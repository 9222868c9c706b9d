"""The form of a clearance: scope, side, last day, limits, screens, reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.core.terms import Scope, Side
from restride.usecases.chart import EpisodeChart
from restride.usecases.clearance import ClearanceForm
from restride.usecases.ports import Words
from restride.web.clinic.forms.fields import Day, EntryId, Minutes, OneOf, Reason, Several

SIDES = (Side.LEFT, Side.RIGHT, Side.BOTH)


class Clearance(forms.Form):
    """What a clinician fills in. No side and no scope is preselected: both are looked up at the person."""

    id = EntryId()
    side = OneOf(label=_("Which side did you examine?"))
    scope = OneOf(label=_("What do you clear? Each opens those before it."), kind="col")
    starts = Day(
        label=_("Not before"),
        required=False,
        help_text=_("The earliest day that the surgeon allows. Empty: from today."),
    )
    until = Day(label=_("Until, the last day included"))
    run_s_most = Minutes(label=_("Most running in a session, minutes"), help_text=_("Empty: no limit of yours."))
    bout_s_most = Minutes(label=_("Longest stretch of running, minutes"), help_text=_("Empty: no limit of yours."))
    names = Several(label=_("The runner said yes to this. Tick what your clearance takes into account."))
    reason = Reason(required=False)

    def __init__(self, *args: Any, words: Words, episode: EpisodeChart, **options: Any) -> None:
        super().__init__(*args, **options)
        self.episode = episode
        self._choices("side", [(side.value, words.render("terms.side", side)) for side in SIDES])
        self._choices("scope", [(one.name, words.render("clearance.scope", one.name.lower())) for one in Scope])
        screens = episode.opened.body.screens
        if screens:
            self._choices("names", [(screen, words.render(f"screens.{screen}", "ask")) for screen in screens])
        else:
            del self.fields["names"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def given(self) -> ClearanceForm:
        """The clearance as the use case takes it; only of a valid form."""
        said = self.cleaned_data
        return ClearanceForm(
            id=said["id"],
            episode=self.episode.opened.id,
            scope=Scope[said["scope"]],
            side=Side(said["side"]),
            starts=said["starts"],
            until=said["until"],
            run_s_most=said["run_s_most"],
            bout_s_most=said["bout_s_most"],
            names=tuple(said.get("names", ())),
            reason=said["reason"],
        )
