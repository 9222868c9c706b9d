"""Times written in XML files to seconds since 1970, many at once; a slow exact way where the fast one doesn't fit."""

import re
from datetime import UTC, datetime, timedelta

import numpy as np

from restride.activity.model import FloatArray
from restride.activity.problems import Problem, problem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?")
# 2017-05-27T08:13:01Z, and the same with milliseconds: places of the digits of each field
_WIDTH, _WIDTH_MS = 20, 24
_SEPARATORS = {4: "-", 7: "-", 10: "T", 13: ":", 16: ":"}


def read_instants(cells: list[tuple[int, str]], rows: int) -> tuple[FloatArray, list[Problem]]:
    """Seconds since 1970 by row, NaN where no time stands or it cannot be read.

    cells: (row, text). A time without a zone counts as UTC, as GPX and TCX demand, and is noted.
    """
    seconds = np.full(rows, np.nan)
    if not cells:
        return seconds, []
    texts = [text for _, text in cells]
    places = np.fromiter((row for row, _ in cells), dtype=np.intp, count=len(cells))
    fast = _uniform(texts)
    if fast is not None:
        seconds[places] = fast
        return seconds, []
    problems: dict[str, Problem] = {}
    for row, text in cells:
        value, code = _one(text.strip())
        seconds[row] = value
        if code:
            problems.setdefault(code, problem(code, f"point {row + 1}"))
    return seconds, list(problems.values())


def read_instant(text: str | None) -> float | None:
    """One time in seconds since 1970, or None."""
    value, _ = _one((text or "").strip())
    return None if np.isnan(value) else value


def instant_of(seconds: float | None) -> datetime | None:
    """The aware instant, or None for none."""
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)


def _one(text: str) -> tuple[float, str | None]:
    if not _PLAIN.fullmatch(text):
        return np.nan, "bad-time"
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return np.nan, "bad-time"
    if read.tzinfo is None:
        return (read.replace(tzinfo=UTC) - _EPOCH).total_seconds(), "no-zone"
    return (read - _EPOCH).total_seconds(), None


def _uniform(texts: list[str]) -> FloatArray | None:
    """All times at once when each is written in the same plain UTC form; None when one is not."""
    width = len(texts[0])
    joined = "".join(texts).encode("ascii", "replace")
    if width not in (_WIDTH, _WIDTH_MS) or len(joined) != width * len(texts):
        return None
    if any(len(text) != width for text in texts):
        return None
    cells = np.frombuffer(joined, dtype=np.uint8).reshape(len(texts), width)
    separators = dict(_SEPARATORS) | {width - 1: "Z"} | ({19: "."} if width == _WIDTH_MS else {})
    digits = [at for at in range(width) if at not in separators]
    if any((cells[:, at] != ord(sign)).any() for at, sign in separators.items()):
        return None
    values = cells.astype(np.int64) - ord("0")
    if (values[:, digits] > 9).any() or (values[:, digits] < 0).any():
        return None
    return _seconds(values, width)


def _seconds(digits: "np.ndarray[tuple[int, int], np.dtype[np.int64]]", width: int) -> FloatArray | None:
    """Seconds since 1970 from rows of digits; None when a field is out of range."""

    def number(first: int, last: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        weights = 10 ** np.arange(last - first - 1, -1, -1)
        return np.asarray(digits[:, first:last] @ weights)

    year, month, day = number(0, 4), number(5, 7), number(8, 10)
    hour, minute, second = number(11, 13), number(14, 16), number(17, 19)
    first = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    if (
        ((month < 1) | (month > 12) | (day < 1) | (day > length)).any()
        or ((hour > 23) | (minute > 59) | (second > 59)).any()
    ):
        return None
    days = first.astype("datetime64[D]").astype(np.int64) + day - 1
    whole = ((days * 24 + hour) * 60 + minute) * 60 + second
    return whole + (number(20, 23) / 1000.0 if width == _WIDTH_MS else 0.0)
