"""Checked values that know their unit. Inside Restride: whole seconds, whole metres, tenths of a point of pain."""

import re
from dataclasses import dataclass

_PAIN = re.compile(r"(?P<whole>10|[0-9])(?:[.,](?P<tenth>[0-9]))?")
PAIN_TENTHS_MAX = 100  # the 0-10 numeric pain rating scale (NPRS) in tenths


@dataclass(frozen=True, slots=True, order=True)
class PainScore:
    """A score on the 0-10 numeric pain rating scale, kept in tenths."""

    tenths: int

    def __post_init__(self) -> None:
        if not 0 <= self.tenths <= PAIN_TENTHS_MAX:
            raise ValueError("Pain is a number from 0 to 10.")

    @classmethod
    def parse(cls, text: str) -> "PainScore":
        """Read "3", "2.5" or "2,5". Raises ValueError naming the cure; never rounds what was said."""
        found = _PAIN.fullmatch(text.strip())
        if found is None:
            raise ValueError("Pain is a number from 0 to 10, with one decimal at most, such as 3 or 2.5.")
        return cls(int(found["whole"]) * 10 + int(found["tenth"] or 0))

    def __str__(self) -> str:
        whole, tenth = divmod(self.tenths, 10)
        return f"{whole}.{tenth}" if tenth else str(whole)


def amount_or_none(amount: object, most: int) -> int | None:
    """A whole, non-negative amount of at most `most`, or None for anything else (INV-026)."""
    return amount if type(amount) is int and 0 <= amount <= most else None
