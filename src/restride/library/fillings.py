"""How a value becomes words: pain, durations, dates, amounts with their plural. Sentences are not here."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from restride.core.quantity import PainScore
from restride.core.terms import Swelling

Filling = Callable[[Any], str]
Sentences = Mapping[str, Mapping[str, str]]


def filling_of(kind: str, sentences: Sentences) -> Filling:
    """What turns a value of this kind into words. Raises ValueError when there is no such kind."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "grade":
        return lambda value: _grade(value, sentences)
    if kind == "duration":
        return lambda value: _duration(value, sentences)
    if kind == "date":
        return lambda value: _date(value, sentences)
    if f"units.{kind}" in sentences:
        return lambda value: _counted(_whole(value), sentences[f"units.{kind}"])
    raise ValueError(f"there is no unit {kind}")


def _whole(value: Any) -> int:
    if type(value) is not int and not (isinstance(value, int) and not isinstance(value, bool)):
        raise TypeError("a whole number is needed")
    return int(value)


def _counted(n: int, forms: Mapping[str, str]) -> str:
    """English has two forms, and a word for none where a unit has one; other languages get their rule here."""
    form = "zero" if n == 0 and "zero" in forms else "one" if n == 1 else "other"
    return forms[form].replace("{n:n}", str(n))


def _pain(value: Any) -> str:
    return str(PainScore(_whole(value)))


def _grade(value: Any, sentences: Sentences) -> str:
    return sentences["terms.swelling"][Swelling(_whole(value)).name.lower()]


def _duration(value: Any, sentences: Sentences) -> str:
    """Seconds as minutes and seconds: "1 minute 30 seconds"."""
    seconds = _whole(value)
    if seconds < 0:
        raise ValueError("a duration is not negative")
    minutes, rest = divmod(seconds, 60)
    parts = [_counted(minutes, sentences["units.minutes"])] if minutes or not rest else []
    if rest:
        parts.append(_counted(rest, sentences["units.seconds"]))
    return " ".join(parts)


def _date(value: Any, sentences: Sentences) -> str:
    if not isinstance(value, date):
        raise TypeError("a date is needed")
    month = sentences["terms.month"][f"m{value.month}"]
    return f"{value.day} {month} {value.year}"


def _clock(value: Any) -> str:
    if not isinstance(value, time):
        raise TypeError("a time of day is needed")
    return value.strftime("%H:%M")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value


_PLAIN: Mapping[str, Filling] = {"pain": _pain, "clock": _clock, "text": _text}
