"""How our accounts differ from the account library's defaults: whose words are used and what a new user becomes."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from restride.web.accounts.models import Role, User


class Adapter(DefaultAccountAdapter):
    """The account library's hooks."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This e-mail and password don't belong together. Check both, or set a new password."
        ),
        "too_many_login_attempts": _("Too many wrong passwords for this account. Wait five minutes and try again."),
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
