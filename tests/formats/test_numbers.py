"""Columns of text to numbers and times: the same as Python's own reading, one by one."""

from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.formats.decimals import read_decimals
from restride.formats.instants import read_instants

Places = npt.NDArray[np.intp]


def spans(texts: list[str]) -> tuple[bytes, Places, Places]:
    """The texts in one document, and where each begins and ends."""
    lengths = np.array([len(text.encode()) for text in texts], dtype=np.intp)
    high = np.cumsum(lengths + 1) - 1
    return "|".join(texts).encode() + b"|", high - lengths, high


def by_hand(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


numbers = st.one_of(
    st.decimals(-200, 200, allow_nan=False, places=7).map(str),
    st.integers(0, 250).map(str),
    st.floats(-200, 200).map(repr),
    st.sampled_from(["", "-", ".", "1.", ".5", "-.5", "1e3", "+4", " 7 ", "1..2", "--1", "1-1", "12a", "0" * 20 + "7"]),
)


@given(st.lists(numbers, min_size=1, max_size=8))
def test_a_column_of_decimals_reads_as_each_one_alone(texts: list[str]) -> None:
    many = texts * 200  # long columns take another way than short ones
    for column in (texts, many):
        values, unread = read_decimals(*spans(column))
        expected = [by_hand(text) for text in column]
        assert np.array_equal(values, np.array(expected), equal_nan=True)
        assert [column[at] for at in unread] == [
            text for text, value in zip(column, expected, strict=True) if np.isnan(value)
        ]


@given(st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2105, 1, 1)), min_size=1, max_size=20))  # noqa: DTZ001
def test_a_column_of_plain_times_reads_as_each_one_alone(moments: list[datetime]) -> None:
    for form in ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.000Z"):
        seconds, wrong = read_instants(*spans([f"{one:{form}}" for one in moments]))
        expected = [one.replace(tzinfo=UTC, microsecond=0).timestamp() for one in moments]
        assert seconds.tolist() == expected
        assert not wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-14T07:00:00.994Z", datetime(2026, 3, 14, 7, 0, 0, 994000, UTC)),
        ("2026-03-14T08:00:00+01:00", datetime(2026, 3, 14, 7, tzinfo=UTC)),
        ("2026-03-14T07:00:00-0530", datetime(2026, 3, 14, 12, 30, tzinfo=UTC)),
        ("2024-02-29T00:00:00Z", datetime(2024, 2, 29, tzinfo=UTC)),
    ],
)
def test_zones_and_fractions_are_honoured(text: str, expected: datetime) -> None:
    seconds, wrong = read_instants(*spans([text, text, "2026-03-14T07:00:00Z"]))
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(seconds[0])) == expected
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30T07:00:00Z",
        "2026-13-01T07:00:00Z",
        "2026-01-01T24:30:00Z",
        "now",
        "today",
        "2026-W01-1",
        "NaT",
        "",
        "2026",
    ],
)
def test_a_time_that_cannot_be_is_unknown_and_noted(text: str) -> None:
    seconds, wrong = read_instants(*spans([text, "2026-03-14T07:00:00Z"]))
    assert np.isnan(seconds[0])
    assert np.isfinite(seconds[1])
    assert wrong == {"bad-time": 0}


def test_a_time_without_a_zone_counts_as_utc_and_is_noted() -> None:
    seconds, wrong = read_instants(*spans(["2026-03-14T07:00:00"]))
    assert seconds[0] == datetime(2026, 3, 14, 7, tzinfo=UTC).timestamp()
    assert wrong == {"no-zone": 0}
