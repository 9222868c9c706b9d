"""Counts tries in a span of time, so that nobody guesses codes. It holds a counter, never what was typed."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def too_often(what: str, who: str, *, most: int, within_s: int) -> bool:
    """Count one try of somebody, and say whether it was one too many of the last `within_s` seconds."""
    key = f"throttle:{what}:{who}"
    cache.add(key, 0, timeout=within_s)
    try:
        return cache.incr(key) > most
    except ValueError:  # the span ended between the two calls
        return False


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from, behind as many proxies as the operator trusts."""
    return str(get_adapter(request).get_client_ip(request))
