"""The form of a new access token: what it is for, what it may do, how long it lives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from restride.web.api.tokens import LIVES_DAYS, Scope

SCOPES = (
    (Scope.READ.value, _("Read my record, without files")),
    (Scope.WRITE.value, _("Write check-ins, runs and tests")),
    (Scope.FILES.value, _("Read and send files of a watch")),
)
LIVES = tuple(zip(LIVES_DAYS, (_("7 days"), _("30 days"), _("90 days"), _("A year")), strict=True))


class NewToken(forms.Form):
    """A name, scopes, days. Nothing is preselected: a program gets what it needs and no more."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("A name that you will know again, such as the watch's sync."),
        error_messages={"required": _("Write what it is for.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=SCOPES,
        error_messages={"required": _("Choose at least one."), "invalid_choice": _("Choose from this list.")},
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        choices=LIVES,
        coerce=int,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
        widget=forms.RadioSelect,
    )

    def scope_set(self) -> frozenset[Scope]:
        """The scopes chosen; only of a valid form."""
        return frozenset(Scope(one) for one in self.cleaned_data["scopes"])

    def shown(self) -> list[dict[str, Any]]:
        """The two choices as the page draws them."""
        return [
            {"name": "scopes", "kind": "col any", **self._choice("scopes")},
            {"name": "days", "kind": "two", **self._choice("days")},
        ]

    def _choice(self, name: str) -> dict[str, Any]:
        bound: Any = self[name]
        error = " ".join(bound.errors)
        return {"legend": bound.label, "choices": bound.field.choices, "value": bound.value(), "error": error}
