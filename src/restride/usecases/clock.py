"""The clock that use cases ask for the time: the real one, or one moved for a demonstration. Nothing here waits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class ClockRefused(ValueError):
    """A clock setting that can't be used; the text names the value and the cure."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftedClock:
    """The computer's clock moved by a fixed time, so that it runs on from a chosen instant."""

    shift: timedelta

    def now(self) -> datetime:
        """The present instant of the demonstration, aware, in UTC."""
        return datetime.now(UTC) + self.shift


def read_instant(text: str) -> datetime:
    """The aware instant that an ISO 8601 text names, in UTC; ClockRefused when it has no zone or can't be read."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ClockRefused(f"{text!r} is not a time. Write it like 2026-11-19T07:00:00+01:00.") from error
    if instant.utcoffset() is None:
        raise ClockRefused(f"{text!r} has no time zone. Add one, for example {text.strip()}+01:00 or {text.strip()}Z.")
    return instant.astimezone(UTC)


def write_setting(shown: datetime, real: datetime) -> str:
    """The text of RESTRIDE_CLOCK: the instant shown at the start, and the real instant when that was set."""
    return f"{shown.astimezone(UTC).isoformat()}@{real.astimezone(UTC).isoformat()}"


def clock_from(setting: str | None) -> Clock:
    """The clock that the text of RESTRIDE_CLOCK asks for; None or an empty text is the computer's own."""
    if not setting:
        return SystemClock()
    shown, at, real = setting.partition("@")
    started = read_instant(real) if at else datetime.now(UTC)
    return ShiftedClock(shift=read_instant(shown) - started)
