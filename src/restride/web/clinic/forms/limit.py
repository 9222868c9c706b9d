"""The form of a limit: how much at most, the first day of running, until when, why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.limit import Limit
from restride.web.clinic.forms.fields import Day, EntryId, Minutes, Reason


class Limiting(forms.Form):
    """What a clinician fills in; at least one of the first three."""

    id = EntryId()
    run_s_most = Minutes(label=_("Most running in a session, minutes"), help_text=_("Empty: no such limit."))
    bout_s_most = Minutes(label=_("Longest stretch of running, minutes"), help_text=_("Empty: no such limit."))
    no_run_before = Day(label=_("No run before"), required=False, help_text=_("The surgeon's day, for example."))
    until = Day(label=_("Until, the last day of the limit"))
    reason = Reason()

    def given(self, episode: str) -> Limit:
        """The limit as the use case takes it; only of a valid form."""
        return Limit(episode=episode, **self.cleaned_data)
