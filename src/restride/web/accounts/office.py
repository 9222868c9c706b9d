"""What the operator does with accounts: a link to a new password, a lost second factor, a new clinician."""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from restride.web.accounts.models import Clinician, Role, User

log = logging.getLogger("restride.accounts")


class Refused(ValueError):
    """An act that can't be done; the text says why and the cure."""


def password_link(user: User, origin: str) -> str:
    """An address that lets the holder choose a password for this user: it works once, for three days."""
    uid, key = user_pk_to_url_str(user), default_token_generator.make_token(user)
    return origin + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})


def reset(email: str, *, origin: str) -> str:
    """A link to a new password for the account of this address; Refused where there is none or it is closed."""
    return password_link(_open_account(email), origin)


def reset_second_factor(email: str, *, origin: str) -> str:
    """Remove every second factor and the password of this account, end its sessions, and give a link to a new password.

    With the password still there, whoever learned it would be let in by the very act that helps its owner.

    The log tells that it was done and how many there were, never whose. Refused as with `reset`.
    """
    user = _open_account(email)
    with transaction.atomic():
        kept = Authenticator.objects.filter(user_id=user.pk)
        removed = kept.count()
        kept.delete()
        for session in UserSession.objects.filter(user_id=user.pk):
            session.end()
        user.set_unusable_password()
        user.save(update_fields=["password"])
    log.warning("removed", extra={"event": "second-factor-removed", "count": removed})
    return password_link(user, origin)


def _open_account(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Refused(f"No account has the address {email}. Check its spelling.")
    if not user.is_active:
        raise Refused(f"The account of {email} is closed.")
    return user


def add_clinician(email: str, *, name: str, profession: str, registration: str, origin: str) -> str:
    """A new clinician without a password, and the link to choose one; Refused where the address is taken or empty."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(f"{email} isn't a whole e-mail address.") from error
    stated = {"--name": name, "--profession": profession, "--registration": registration}
    empty = [option for option, text in stated.items() if not text.strip()]
    if empty:
        raise Refused(f"{', '.join(empty)} must say something: the runner reads it beside each act.")
    with transaction.atomic():
        if User.objects.filter(email=address).exists():
            raise Refused(f"{email} has an account already. A clinician needs an address of their own.")
        user = User.objects.create_user(address, name=name.strip(), role=Role.CLINICIAN)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
        Clinician.objects.create(user=user, profession=profession.strip(), registration=registration.strip())
    return password_link(user, origin)
