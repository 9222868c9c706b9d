"""What a clinician without an account fills in beside the act: who they are. Nobody checks it before it is stored."""

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.usecases.external import Signed

_MISSING = _("Fill this in. The runner reads it beside what you sign.")


class Signing(forms.Form):
    """Name, profession, registration and address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        error_messages={"required": _MISSING},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    profession = forms.CharField(
        label=_("Your profession"),
        max_length=80,
        error_messages={"required": _MISSING},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    registration = forms.CharField(
        label=_("Registration"),
        max_length=80,
        help_text=_("Your number at the professional register, or the practice you work at."),
        error_messages={"required": _MISSING},
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("It is kept in the runner's record of who signed."),
        error_messages={
            "required": _MISSING,
            "invalid": _("This isn't a whole e-mail address. It needs the form name@example.org."),
        },
    )

    def signed(self) -> Signed:
        """What was said; only of a valid form."""
        return Signed(**self.cleaned_data)


class Paper(forms.Form):
    """The code printed on the runner's paper."""

    code = forms.CharField(
        label=_("The code on the paper"),
        max_length=80,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
