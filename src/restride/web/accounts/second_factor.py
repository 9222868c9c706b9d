"""The second factor: passkeys, codes of an app, recovery codes. Who must have one, how it is kept, what it is called.

The account library checks codes and passkeys; this tells it our names and keeps its secrets encrypted.
"""

import base64
import hashlib
import ipaddress
import logging
import secrets
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from restride.web.accounts.models import User
from restride.web.accounts.proof import used_second_factor

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
log = logging.getLogger("restride.accounts")


class SecondFactor(DefaultMFAAdapter):
    """The library's hooks for the second factor."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code isn't right, or it was used already. Wait for the next one and write that."),
        "too_many_codes": _("Too many wrong codes. Wait, or use a passkey or a device that you signed in with before."),
        "wrong_passkey": _("This passkey doesn't fit. Try again, or use another way."),
        "cannot_delete_authenticator": _("Clinicians need a second step here. Set up another one first."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept: the database alone is no use to a thief without the server's key file."""
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. After the key file was lost a random one, which no code fits, and a line in the log."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.warning("unreadable", extra={"event": "second-factor-unreadable"})
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether this one may go: where a second factor is obligatory, the last one stays."""
        if not is_obligatory(authenticator.user):
            return True
        return factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that a passkey is bound to."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Restride"}


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"restride.second-factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def factors_of(user: User | AnonymousUser) -> Any:
    """The second factors of a user, without the recovery codes: those only stand in for a lost one."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS)


def is_obligatory(user: User | AnonymousUser) -> bool:
    """Whether this user must have a second factor: clinicians, unless the operator said it is optional."""
    return bool(settings.RESTRIDE_CLINICIAN_SECOND_FACTOR_REQUIRED and getattr(user, "is_clinician", False))


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this session must show a second factor before it may see any runner."""
    return is_obligatory(request.user) and not used_second_factor(request)


def passkeys_work(request: HttpRequest) -> bool:
    """Whether a browser offers passkeys at this address: a name by https, or localhost; never a bare number."""
    host = _host(request)
    return host == "localhost" or (request.is_secure() and not _is_number(host))


def is_this_computer(request: HttpRequest) -> bool:
    """Whether the address is this computer's number, so that the name localhost would do."""
    host = _host(request)
    return _is_number(host) and ipaddress.ip_address(host).is_loopback


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    return host[1 : host.index("]")] if host.startswith("[") else host.partition(":")[0]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
