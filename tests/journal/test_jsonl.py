"""The portable form: whole or not at all, with the line that is wrong."""

import json
from collections.abc import Callable

import pytest

from restride.journal.codec import Unreadable
from restride.journal.jsonl import Portable, read_jsonl, write_jsonl
from tests.journal.builders import check_in, decided, note

_KEPT = Portable(events=(check_in("r"), note("r"), decided("r", on=("e",))), protocols={"h": "text"})


def test_a_journal_carried_away_is_read_back_equal() -> None:
    assert read_jsonl(write_jsonl(_KEPT)) == _KEPT


def test_lines_are_the_same_each_time() -> None:
    lines = list(write_jsonl(_KEPT))
    assert list(write_jsonl(read_jsonl(lines))) == lines


def _edit(number: int, **change: object) -> Callable[[list[bytes]], list[bytes]]:
    def edited(lines: list[bytes]) -> list[bytes]:
        lines[number] = json.dumps(json.loads(lines[number]) | change).encode() + b"\n"
        return lines

    return edited


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda lines: [], "line 1"),
        (lambda lines: lines[:-1], "line 3: the header promises 3"),
        (lambda lines: [*lines[:-1], lines[-1][:-9]], "line 4: the line is cut off"),
        (lambda lines: [*lines, lines[1]], "line 5: the id"),
        (lambda lines: [lines[0], b"[]\n", *lines[2:]], "line 2: an object"),
        (lambda lines: [lines[0], b"\xff\n", *lines[2:]], "line 2"),
        (lambda lines: [lines[0], b'{"id": 1, "id": 2}\n', *lines[2:]], "line 2: the key 'id' stands twice"),
        (lambda lines: [lines[0], b'{"id": NaN}\n', *lines[2:]], "line 2: NaN"),
        (lambda lines: [lines[0], b"[" * 100_000 + b"\n", *lines[2:]], "line 2"),
        (lambda lines: [lines[0], b" " * 5_000_000 + b"\n", *lines[2:]], "line 2: longer"),
        (_edit(0, version=2), "line 1: version 2"),
        (_edit(0, format="other"), "line 1"),
        (_edit(0, colour="red"), "line 1"),
        (_edit(2, colour="red"), "line 3"),
        (_edit(3, kind="decree"), "line 4: 'decree' is no kind of entry"),
    ],
)
def test_a_spoilt_file_is_refused_with_the_line(spoil: Callable[[list[bytes]], list[bytes]], said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_jsonl(spoil(list(write_jsonl(_KEPT))))
    assert said in str(refused.value)
