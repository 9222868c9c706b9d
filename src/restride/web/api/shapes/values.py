"""The values that shapes are made of: pain, ids, instants, amounts, and a strict object."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from restride.core.quantity import PainScore

_PAIN = "Pain is a number from 0 to 10 with one decimal at most, such as 3 or 2.5."
_INSTANT = "Give a time with its zone, such as 2026-11-19T07:12:00+01:00."
_LONGEST_S = 24 * 3600
_INSTANT_LONGEST = 40


class Strict(BaseModel):
    """An object of a request: every key is known, every value of its own kind, nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Shown(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def pain_tenths(value: Any) -> int:
    """Tenths of a point out of a JSON number. Raises ValueError; never rounds what was said."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(_PAIN)
    if isinstance(value, Decimal) and (not value.is_finite() or value.is_signed() or abs(value.adjusted()) > 20):
        raise ValueError(_PAIN)
    plain = f"{value:f}" if isinstance(value, Decimal) else str(value)
    whole, _, part = plain.partition(".")
    try:
        return PainScore.parse(f"{whole}.{part.rstrip('0') or '0'}").tenths
    except ValueError as error:
        raise ValueError(_PAIN) from error


def pain_points(tenths: int) -> int | float:
    """Tenths as the number that travels: 30 is 3, 25 is 2.5."""
    return tenths // 10 if tenths % 10 == 0 else tenths / 10


def _instant(value: Any) -> datetime:
    if not isinstance(value, str) or len(value) > _INSTANT_LONGEST:
        raise ValueError(_INSTANT)
    try:
        instant = datetime.fromisoformat(value)
        if instant.utcoffset() is None:
            raise ValueError(_INSTANT)
        return instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(_INSTANT) from error


PainIn = Annotated[
    int,
    BeforeValidator(pain_tenths),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10, "multipleOf": 0.1, "title": "Pain, NPRS 0-10"}),
]
PainOut = Annotated[
    int | float, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10, "title": "Pain, NPRS 0-10"})
]
Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Seconds = Annotated[int, Field(ge=0, le=_LONGEST_S, description="Whole seconds, a day at most.")]
Metres = Annotated[int, Field(ge=0, le=1_000_000, description="Whole metres.")]
Words = Annotated[str, Field(max_length=1000)]
Reason = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]
