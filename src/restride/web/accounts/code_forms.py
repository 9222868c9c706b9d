"""The forms of the second step: a code, an app set up, a passkey. What is right is the account library's matter."""

from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_second_factor
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from restride.web.accounts import guesses
from restride.web.accounts.devices import device_of

APP_CODE_LIVES_S = 120  # with one step of tolerance either way a code is right for 90 s
BROKEN = (AttributeError, KeyError, TypeError, ValueError)


def _word(form: forms.Form) -> None:
    """One code field in our words, for keyboards with digits."""
    form.fields["code"].label = _("Code")
    form.fields["code"].error_messages = {"required": _("Write the code.")}
    form.fields["code"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code"})


class _Guarded(forms.Form):
    """Counts wrong codes, and takes each right one once."""

    user: Any
    authenticator: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self)

    def clean_code(self) -> str:
        """The code; ValidationError where it is wrong, was used, or there were too many wrong ones."""
        guess = guesses.code_guess(context.request, self.user.email)
        if guess is None:
            raise get_second_factor().validation_error("too_many_codes")
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(self.user, code):
            raise get_second_factor().validation_error("incorrect_code")
        guess.rollback()
        return code


def _first_use(user: Any, code: str) -> bool:
    """Whether this code of an app wasn't used in the time in which it is right."""
    return bool(cache.add(f"code-used:{user.pk}:{normalize_user_code(code)}", 1, timeout=APP_CODE_LIVES_S))


class CodeAtSignIn(_Guarded, AuthenticateForm):
    """The second step of a sign-in."""


class CodeAgain(_Guarded, ReauthenticateForm):
    """The proof before a sensitive act."""


class NewApp(ActivateTOTPForm):
    """The first code of an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self)


def _refused(fault: Exception) -> ValidationError:
    """What a damaged or forged credential does inside the library, as one refusal."""
    refusal = ValidationError(get_second_factor().error_messages["wrong_passkey"], code="wrong_passkey")
    refusal.__cause__ = fault
    return refusal


class _Sound(forms.Form):
    """A passkey shown by the browser; whatever can't be read in it is a wrong one."""

    def clean_credential(self) -> Authenticator:
        """The authenticator of the passkey; ValidationError where it fits none."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (ValidationError, *BROKEN) as fault:
            raise _refused(fault) from fault
        return found


class PasskeyAtSignIn(_Sound, LoginWebAuthnForm):
    """A sign-in by passkey alone."""


class PasskeyAsSecondStep(_Sound, AuthenticateWebAuthnForm):
    """The second step of a sign-in."""


class PasskeyAgain(_Sound, ReauthenticateWebAuthnForm):
    """The proof before a sensitive act."""


class NewPasskey(AddWebAuthnForm):
    """A passkey made by the browser, and a name to know it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless")
        self.fields["name"] = _name_field()
        self.fields["name"].required = False
        self.initial["name"] = device_of(context.request.headers.get("User-Agent", ""))

    def clean(self) -> dict[str, Any]:
        """The passkey and its name. Each of ours asks its holder for a finger, a face or a code, so it does alone."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValidationError, *BROKEN) as fault:
            raise _refused(fault) from fault
        return cleaned


class PasskeyName(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        help_text=_("So that you know it again, for example: my phone."),
        max_length=60,
        error_messages={"required": _("Write a name, a short one is enough.")},
    )
