"""Counts tries in a span of time, so that nobody guesses codes. It holds times, never what was typed.

The counts lie in the cache that all processes share, and a lock keeps two of them from counting one try for two.
"""

from hashlib import sha256
from typing import Protocol

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest


class Counted(Protocol):
    """A try that was counted."""

    def rollback(self) -> None:
        """Take it out of the count: it was no guess."""


def counted(what: str, who: str, *, most: int, within_s: int) -> Counted | None:
    """Count one try of somebody; None where the last `within_s` seconds had `most` of them already."""
    limit = {what: f"{most}/{within_s}s/key"}
    return ratelimit.consume(None, app="restride", action=what, config=limit, key=who, limit_get=True)


def too_often(what: str, who: str, *, most: int, within_s: int) -> bool:
    """Count one try of somebody, and say whether it was one too many of the last `within_s` seconds."""
    return counted(what, who, most=most, within_s=within_s) is None


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from, behind as many proxies as the operator trusts."""
    return str(get_adapter(request).get_client_ip(request))


def network_of(request: HttpRequest) -> str:
    """The network of that address: with IPv6 the part that one household or firm is given as a whole."""
    return str(ratelimit.get_ip(request))


def hidden(text: str) -> str:
    """A name for the count of something that shall not stand there in clear, such as an address of mail."""
    return sha256(text.strip().lower().encode()).hexdigest()
