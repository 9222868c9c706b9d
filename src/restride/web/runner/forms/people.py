"""The forms of sharing: what a clinician may see, and the one act of a clinician without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.core.terms import Category
from restride.usecases.external import Act, ActKind
from restride.web.runner.forms.asking import AnyOf, OneOf

PARTS = (
    (Category.DECISIONS.value, _("Decisions, clearances and the plan")),
    (Category.SYMPTOMS.value, _("Check-ins, runs, tests and warnings")),
    (Category.NOTES.value, _("Notes and what I answered at the start")),
    (Category.FILES.value, _("Files of my watch")),
)
CONSENT = _("I agree that the clinician who enters this code sees these parts until I end it.")


class Share(forms.Form):
    """Which parts a clinician sees, and the consent to it. Nothing is ticked in advance."""

    categories = AnyOf(PARTS, label=_("What may they see?"))
    agreed = forms.BooleanField(label=CONSENT, error_messages={"required": _("Tick that you agree, or go back.")})

    def parts(self) -> frozenset[Category]:
        """The parts that were ticked; only of a valid form."""
        return frozenset(Category(one) for one in self.cleaned_data["categories"])


class OneAct(forms.Form):
    """What the link for a clinician without an account is good for."""

    act = OneOf((), label=_("What shall they sign?"), kind="col")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["act"]
        field.choices = choices

    def act_wanted(self) -> Act:
        """The act that was chosen; only of a valid form."""
        kind, _colon, target = self.cleaned_data["act"].partition(":")
        return Act(kind=ActKind(kind), target=target)


class LastWord(forms.Form):
    """The password and the typed words, before everything is erased."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Write your password.")},
    )
    typed = forms.CharField(
        label=_("Type: erase everything"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Type the words, or go back.")},
    )
