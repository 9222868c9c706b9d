"""The form of a clinician's word about the runner's goal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.agree_goal import LONGEST, GoalWord
from restride.web.clinic.forms.fields import EntryId, OneOf, Reason


class GoalAnswer(forms.Form):
    """Agreed or not, and words that the runner reads."""

    id = EntryId()
    agreed = OneOf(
        label=_("Is this a realistic goal for this runner?"),
        choices=(("yes", _("Yes, agreed")), ("no", _("Not this one, or not yet"))),
        kind="col",
    )
    words = Reason(required=False, label=_("In your words, as the runner reads them"))

    def given(self, goal: str) -> GoalWord:
        """The word as the use case takes it; only of a valid form."""
        said = self.cleaned_data
        return GoalWord(id=said["id"], goal=goal, agreed=said["agreed"] == "yes", words=said["words"][: LONGEST + 1])
