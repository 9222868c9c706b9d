"""The telephone numbers that the operator sets for a stop: emergency, and urgent care on the day; none is built in.

It knows nothing of Django, as settings read it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from restride.web.environment import SettingRefused

EMERGENCY = "RESTRIDE_EMERGENCY_NUMBER"
URGENT = "RESTRIDE_URGENT_NUMBER"
_NUMBER = re.compile(r"\+?[0-9][0-9 ./()-]{1,28}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number as people read it, and the address that a telephone dials."""

    text: str
    url: str


def phone(variables: Mapping[str, str], name: str) -> Phone | None:
    """The number that a variable sets; None where it is not set. Raises SettingRefused for what is no number."""
    text = " ".join((variables.get(name) or "").split())
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise SettingRefused(f"{name} is {text!r}. It needs a telephone number, such as 112 or +351 21 000 00 00.")
    return Phone(text=text, url=f"tel:{re.sub('[^0-9+]', '', text)}")
