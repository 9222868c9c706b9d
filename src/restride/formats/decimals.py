"""Decimal numbers in a document to floats, a whole column at once, equal to what `float` makes of each."""

import numpy as np
import numpy.typing as npt

from restride.activity.model import FloatArray

# So many digits still fit a float's 53 bits exactly, so one division rounds as `float` does.
_EXACT_DIGITS = 15
_WIDEST = _EXACT_DIGITS + 2  # with a sign and a point
_JUNK = 1000  # so many in a row that are no numbers, and the rest is not tried
_WORTHWHILE = 60  # rows a letter of width from which arrays beat `float`
_POWERS = 10.0 ** np.arange(_EXACT_DIGITS + 1)

IntArray = npt.NDArray[np.intp]


def block(data: bytes, low: IntArray, width: int) -> npt.NDArray[np.uint8]:
    """`width` bytes from each place on, one row a place; places too near the end are moved back from it."""
    every = np.ndarray((max(len(data) - width + 1, 0),), np.dtype(f"V{width}"), data, 0, (1,))
    rows = every[np.minimum(low, len(every) - 1)]
    return rows.view(np.uint8).reshape(len(low), width)


def read_decimals(data: bytes, low: IntArray, high: IntArray) -> tuple[FloatArray, IntArray]:
    """The numbers in data[low:high], and which of them could not be read (those are NaN).

    Long columns of plain decimals are read as arrays; the rest, such as an exponent, many digits or white space, by
    `float`.
    """
    length = high - low
    width = int(np.clip(length.max(initial=1), 1, min(_WIDEST, max(len(data), 1))))
    plain = np.flatnonzero((length > 0) & (length <= width) & (low <= len(data) - width))
    values = np.full(len(low), np.nan)
    if len(plain) > _WORTHWHILE * width:
        values[plain] = _plain(block(data, low[plain], width), length[plain])
    rest = np.flatnonzero(np.isnan(values))
    texts = [data[begin:end] for begin, end in zip(low[rest].tolist(), high[rest].tolist(), strict=True)]
    try:
        values[rest] = list(map(float, texts))
    except ValueError:
        if all(_float(text) is None for text in texts[:_JUNK]):  # no column of numbers, however long
            return values, rest
        read = [_float(text) for text in texts]
        values[rest] = [np.nan if value is None else value for value in read]
        return values, rest[[value is None for value in read]]
    return values, rest[:0]


def _float(text: bytes) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _plain(cells: npt.NDArray[np.uint8], length: IntArray) -> FloatArray:
    """Rows of letters as numbers; NaN for a row that is not an optional minus, digits and at most one point.

    Works letter by letter on all rows at once, as one would with a pencil.
    """
    letters = np.ascontiguousarray(cells.T)
    minus = letters[0] == ord("-")
    whole = np.zeros(len(length))
    digits = minus.astype(np.int8)  # letters understood, the minus first
    points, after = np.zeros_like(digits), np.zeros_like(digits)
    for at, letter in enumerate(letters):
        inside = length > at
        digit = letter - np.uint8(ord("0"))  # what comes before "0" wraps round to large numbers
        is_digit = (digit < 10) & inside
        whole = np.where(is_digit, whole * 10 + digit, whole)
        digits += is_digit
        after += is_digit & (points > 0)
        points += (letter == ord(".")) & inside
    good = (digits + points == length) & (points <= 1) & (digits > minus) & (digits <= _EXACT_DIGITS + minus)
    values = whole / _POWERS[np.minimum(after, _EXACT_DIGITS)]
    return np.where(good, np.where(minus, -values, values), np.nan)
