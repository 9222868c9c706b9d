"""E-mail addresses: whether a text is one, and whether two reach the same mailbox. No mail is sent here."""

import re

_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}")
_MOST = 254  # of a whole address, as mail servers take it
_WITHOUT_DOTS = {"gmail.com", "googlemail.com"}


def is_address(text: str) -> bool:
    """Whether the text has the form of one whole address."""
    return len(text.strip()) <= _MOST and _ADDRESS.fullmatch(text.strip()) is not None


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses reach the same person; capitals, a +tag, and dots that the host ignores don't count."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    local, _, host = address.strip().casefold().rpartition("@")
    local, host = local.partition("+")[0], host.rstrip(".")
    if host in _WITHOUT_DOTS:
        return local.replace(".", ""), "gmail.com"
    return local, host
