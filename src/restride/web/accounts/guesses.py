"""How many wrong passwords and codes are borne: by network and account, the same for accounts that don't exist.

A stranger's guesses are counted for the stranger's network, and for the account over all networks that it doesn't
know. A browser that the owner used before has a count of its own, so that no stranger can shut the owner out.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from restride.web.accounts.known import browser_of
from restride.web.shared.throttle import Counted, counted, hidden, network_of

MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many wrong tries in a span."""

    most: int
    within_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A try that was let through; `rollback` when it was right."""

    counts: tuple[Counted, ...]

    def rollback(self) -> None:
        """A right answer was no guess. The wrong ones before it stay counted."""
        for count in self.counts:
            count.rollback()


BY_KNOWN_BROWSER = Limit(most=10, within_s=5 * MINUTE_S)
BY_NETWORK = Limit(most=30, within_s=5 * MINUTE_S)
BY_ACCOUNT_AND_NETWORK = Limit(most=5, within_s=5 * MINUTE_S)
PASSWORDS_BY_ACCOUNT = Limit(most=30, within_s=5 * MINUTE_S)
CODES_BY_ACCOUNT = Limit(most=20, within_s=60 * MINUTE_S)  # six digits are soon guessed by whoever has the password


def password_guess(request: HttpRequest, email: str) -> Guess | None:
    """A password for this address is about to be checked; None where there were too many wrong ones."""
    return _guess(request, "password", email, PASSWORDS_BY_ACCOUNT)


def code_guess(request: HttpRequest, email: str) -> Guess | None:
    """A code for this account is about to be checked; None where there were too many wrong ones."""
    return _guess(request, "code", email, CODES_BY_ACCOUNT)


def _guess(request: HttpRequest, what: str, email: str, by_account: Limit) -> Guess | None:
    account, network = hidden(email), network_of(request)
    browser = browser_of(request, email)
    limits = (
        {f"{account}#{browser}": BY_KNOWN_BROWSER}
        if browser
        else {
            f"{network}": BY_NETWORK,
            f"{account}@{network}": BY_ACCOUNT_AND_NETWORK,
            account: by_account,
        }
    )
    counts = []
    for who, limit in limits.items():
        count = counted(what, who, most=limit.most, within_s=limit.within_s)
        if count is None:
            return None
        counts.append(count)
    return Guess(counts=tuple(counts))
