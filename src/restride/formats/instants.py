"""Times written in XML files to seconds since 1970, many at once; a slow exact way where the fast one doesn't fit."""

import re
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from restride.activity.model import FloatArray
from restride.formats.decimals import IntArray, block

_JUNK = 1000  # so many in a row that are no times, and the rest is not tried
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?")


def read_instants(data: bytes, low: IntArray, high: IntArray) -> tuple[FloatArray, dict[str, int]]:
    """Seconds since 1970 for each of the times in data[low:high]; NaN where one cannot be read.

    With it what is wrong: a problem code and the index of the first time that has it. A time without a zone counts
    as UTC, as GPX and TCX demand.
    """
    fast = _uniform(data, low, high)
    if fast is not None:
        return fast, {}
    seconds = np.full(len(low), np.nan)
    wrong: dict[str, int] = {}
    for index, (begin, end) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        seconds[index], code = _one(data[begin:end].decode("ascii", "replace").strip())
        if code:
            wrong.setdefault(code, index)
        if index + 1 == _JUNK and bool(np.isnan(seconds).all()):  # no column of times, however long
            break
    return seconds, wrong


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


def _uniform(data: bytes, low: IntArray, high: IntArray) -> FloatArray | None:
    """All times at once when each is written in the same plain UTC form; None when one is not."""
    width = int(high[0] - low[0]) if len(low) else 0
    if width not in _FORMS or bool((high - low != width).any()):
        return None
    form, weights = _FORMS[width]
    cells = block(data, low, width)
    digits = cells - np.uint8(ord("0"))  # what comes before "0" wraps round to large numbers
    if bool(((digits > 9) & (form == ord("0"))).any()) or bool(((cells != form) & (form != ord("0"))).any()):
        return None
    return _seconds(*(digits.astype(np.float64) @ weights).T)


def _form(text: str) -> tuple[npt.NDArray[np.uint8], FloatArray]:
    """A plain UTC form as bytes, a 0 for any digit, and the weight of each letter in each of the seven fields."""
    weights = np.zeros((len(text), len(_FIELDS)))
    for column, (first, last) in enumerate(_FIELDS):
        if last <= len(text):
            weights[first:last, column] = 10.0 ** np.arange(last - first - 1, -1, -1)
    return np.frombuffer(text.encode(), dtype=np.uint8), weights


# where year, month, day, hour, minute, second and millisecond stand
_FIELDS = ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19), (20, 23))
_FORMS = {len(text): _form(text) for text in ("0000-00-00T00:00:00Z", "0000-00-00T00:00:00.000Z")}


def _seconds(*fields: FloatArray) -> FloatArray | None:
    """Seconds since 1970 from year, month, day, hour, minute, second, millisecond; None when one is out of range."""
    year, month, day, hour, minute, second = (field.astype(np.int64) for field in fields[:6])
    first = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    bad_day = (month < 1) | (month > 12) | (day < 1) | (day > length)
    bad_hour = (hour > 23) | (minute > 59) | (second > 59)
    if bool((bad_day | bad_hour).any()):
        return None
    days = first.astype("datetime64[D]").astype(np.int64) + day - 1
    return np.asarray(((days * 24 + hour) * 60 + minute) * 60 + second + fields[6] / 1000.0)
