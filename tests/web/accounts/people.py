"""People with accounts and second factors, and what they do at the door. For tests only."""

import re
import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client

from restride.web.accounts.models import Clinician, Role, User

PASSWORD = "four calm quiet rivers"
EMAIL = "kim@example.org"


def a_user(email: str = EMAIL, *, role: str = Role.RUNNER) -> User:
    """An account that can sign in with PASSWORD."""
    user = User.objects.create_user(email, PASSWORD, name="Kim", role=role)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    if role == Role.CLINICIAN:
        Clinician.objects.create(user=user, profession="physiotherapist", registration="PT 1")
    return user


def sign_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **headers: str) -> Any:
    """E-mail and password, written into the sign-in form."""
    return client.post("/sign-in", {"login": email, "password": password}, follow=True, headers=headers or None)


def signed_in(email: str = EMAIL) -> Client:
    """A browser in which this user signed in with the password."""
    client = Client()
    sign_in(client, email)
    return client


def code_of(secret: str, *, steps: int = 0) -> str:
    """The six digits that an app shows now, or so many steps of 30 s later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def secret_of(user: User) -> str:
    """The key of the app that this user set up."""
    return decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])


def set_up_app(client: Client) -> list[str]:
    """Set up an app, and give the recovery codes that are shown after it."""
    page = client.get("/me/security/app")
    code = code_of(page.context["form"].secret)
    shown = client.post("/me/security/app", {"code": code}, follow=True).content.decode()
    return re.findall(r"<li>(\d{4} \d{4})</li>", shown)


def age_proof(client: Client, *, minutes: int) -> None:
    """Let so many minutes go by since this browser's last proof."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= minutes * 60
    session.save()
