"""Cells that a spreadsheet would work out are text; everything else is left as it is."""

import csv
import io

import pytest

from restride.formats.cells import NoTable, plain_cell, plain_table

FORMULAS = (
    "=1+1",
    "+1-2",
    "-cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "=",
    "-",
    "+a",
    "-5 days",
)
HARMLESS = ("", "kim", "-3", "+3", "-3.5", "-3,5", "1e-3", "-12 %", "a=b", "3 = 4", "2026-11-20", "'=1", "7 @ 8")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_would_be_worked_out_is_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text


@pytest.mark.parametrize(("suffix", "between"), [("csv", ","), ("csv", ";"), ("csv", "\t"), ("tsv", "\t")])
def test_each_cell_of_a_table_is_looked_at(suffix: str, between: str) -> None:
    out = io.StringIO(newline="")
    rows = [["day", "said", "pain"], ["2026-11-20", "=1+1", "-3"], ["2026-11-21", f'a{between}"b"\n=c', "@x"]]
    csv.writer(out, delimiter=between).writerows(rows)
    plain = plain_table(out.getvalue().encode(), suffix)
    found = list(csv.reader(io.StringIO(plain.decode(), newline=""), delimiter=between))
    assert found[1:] == [["2026-11-20", "'=1+1", "-3"], ["2026-11-21", f'a{between}"b"\n=c', "'@x"]]


def test_a_table_without_a_formula_keeps_its_bytes() -> None:
    content = "\ufeffday;pain\r\n2026-11-20;-3\r\n".encode()
    assert plain_table(content, "csv") == content
    assert plain_table(b"", "csv") == b""


def test_what_is_no_table_is_told() -> None:
    with pytest.raises(NoTable):
        plain_table(b"\xff\xfe=\x001", "csv")
