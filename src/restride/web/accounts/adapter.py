"""How our accounts differ from the account library's defaults: words, limits on guessing, proofs, new users."""

import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from restride.web.accounts import guesses
from restride.web.accounts.known import make_known
from restride.web.accounts.models import Role, User
from restride.web.accounts.proof import count_sign_in_as_proof
from restride.web.accounts.second_factor import factors_of, passkeys_work

log = logging.getLogger("restride.accounts")


class Adapter(DefaultAccountAdapter):
    """The account library's hooks."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This e-mail and password don't belong together. Check both, or set a new password."
        ),
        "too_many_login_attempts": _("Too many wrong passwords. Wait five minutes and try again."),
        "email_taken": _("This address can't be used for a new account. If it is yours, sign in instead."),
        "account_inactive": _("This account is closed. Ask the person who runs this server."),
        "incorrect_password": _("This isn't your password."),
        "enter_current_password": _("This isn't the password you have now."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Fill a new user from the sign-up form. Sign-up makes runners, whatever was sent along."""
        user.name = form.cleaned_data["name"]
        user.zone = form.cleaned_data["zone"]
        user.role = Role.RUNNER
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def clean_email(self, email: str) -> str:
        """One address is one account, whatever its capitals."""
        return email.strip().lower()

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say nothing beside the page: each of our screens says itself what happened."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where a changed password leads."""
        return reverse("password_changed")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a password before it is checked; ValidationError where there were too many wrong ones."""
        guess = guesses.password_guess(request, credentials.get("email") or "")
        if guess is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = guess  # the library takes it back after a right password

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Where a sign-in leads. The browser is known from now on, and nobody is asked at once who they are."""
        response: HttpResponse = super().post_login(request, user, **facts)
        count_sign_in_as_proof(request)
        make_known(request, response, user.email)
        return response

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """How this user can prove themselves, the strongest first. With a second factor a password isn't enough."""
        if not user.is_authenticated:
            return []
        kinds = set(factors_of(user).values_list("type", flat=True))
        if not kinds:
            return [_way("account_reauthenticate", _("Use your password"))] if user.has_usable_password() else []
        ways = [_way("mfa_reauthenticate", _("Use a code"))]
        if "webauthn" in kinds and passkeys_work(context.request):
            ways.insert(0, _way("mfa_reauthenticate_webauthn", _("Use a passkey")))
        return ways

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell somebody by mail that their sign-in was changed. The change holds even if the mail can't be sent."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except (OSError, SMTPException):
            log.exception("unsent", extra={"event": "account-notice-unsent"})


def _way(route: str, words: Any) -> dict[str, Any]:
    return {"id": route, "description": words, "url": reverse(route)}
