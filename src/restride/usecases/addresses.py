"""E-mail addresses: whether a text is one, and whether two reach the same mailbox. No mail is sent here."""

import re
import unicodedata

_ADDRESS = re.compile(r"[^@\s,;<>()\[\]\\\"]{1,64}@[^@\s,;<>()\[\]\\\"]+\.[^@\s.,;<>()\[\]\\\"]{2,}\.?")
_MOST = 254  # of a whole address, as mail servers take it
_ONE_HOST = {"googlemail.com": "gmail.com", "pm.me": "proton.me", "protonmail.com": "proton.me"}


def is_address(text: str) -> bool:
    """Whether the text has the form of one whole address, in signs that can be seen."""
    address = text.strip()
    return len(address) <= _MOST and _ADDRESS.fullmatch(address) is not None and _seen(address) == address


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses may reach the same person. Capitals, a +tag, dots and unseen signs don't count.

    Dots count at some hosts. An address that differs by them alone is taken for the same: the cost is another address
    to be asked for, and not a person who clears themselves.
    """
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    local, _, host = _seen(address).strip().casefold().rpartition("@")
    host = _plain(host.rstrip("."))
    return local.partition("+")[0].replace(".", ""), _ONE_HOST.get(host, host)


def _seen(text: str) -> str:
    """The text as it is read: signs of one look as one, and without those that nobody sees."""
    read = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in read if sign.isprintable() and unicodedata.category(sign)[0] != "C")


def _plain(host: str) -> str:
    """A host in the letters of its registry, so that both ways to write it are one."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
