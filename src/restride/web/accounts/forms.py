"""The forms of sign-up, sign-in and a new password. What a runner tells about their health is asked in the intake."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm, SignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from restride.usecases.zones import is_zone
from restride.web.accounts.passwords import SHORT_SAYING


class SignUp(SignupForm):
    """Name to call you, e-mail, password. The browser adds its time zone; without script it stays the server's."""

    field_order = ("name", "email", "password1", "zone")
    name = forms.CharField(
        label=_("Name to call you"),
        max_length=80,
        error_messages={"required": _("Write a name, a short one is enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-own-zone": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].error_messages = {
            "required": _("Write your e-mail address."),
            "invalid": _("This isn't a whole e-mail address. It needs the form name@example.org."),
        }
        self.fields["password1"].help_text = SHORT_SAYING
        self.fields["password1"].error_messages = {"required": _("Choose a password.")}

    def clean_zone(self) -> str:
        """The browser's time zone where it is a known place, otherwise the server's."""
        zone = self.cleaned_data["zone"]
        return zone if is_zone(zone) else settings.TIME_ZONE


class SignIn(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["login"].error_messages = {
            "required": _("Write your e-mail address."),
            "invalid": _("This isn't a whole e-mail address. It needs the form name@example.org."),
        }
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages = {"required": _("Write your password.")}


class NewPassword(ResetPasswordKeyForm):
    """A new password, written once: a slip is mended by another link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_once(self)


class ChangedPassword(ChangePasswordForm):
    """The password of now and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].error_messages = {"required": _("Write the password you have now.")}
        _ask_once(self)


def _ask_once(form: forms.Form) -> None:
    """One field for a new password, in our words."""
    form.fields.pop("password2", None)
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = SHORT_SAYING
    form.fields["password1"].error_messages = {"required": _("Choose a password.")}
