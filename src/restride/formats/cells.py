"""Tables that a spreadsheet opens: what somebody typed is text there, never a formula. Makes no table itself."""

import csv
import io
import re

TABLES = {"csv": ",;\t", "tsv": "\t"}  # the ends of a file's name, and what may stand between its cells
_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?\s*%?")


class NoTable(ValueError):
    """Bytes that are said to be a table and can't be read as one."""


def plain_cell(text: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would work out; a number stays a number."""
    if not text.startswith(_BEGINS_FORMULA) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def plain_table(content: bytes, suffix: str) -> bytes:
    """A table in which no cell is a formula; the same bytes where none was. Raises NoTable for what is no UTF-8 text.

    What stands between the cells is taken from the first line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoTable(f"byte {error.start} is no UTF-8") from error
    between = max(TABLES[suffix], key=(text.partition("\n")[0]).count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    except csv.Error as error:
        raise NoTable(str(error)) from error
    plain = [[plain_cell(cell) for cell in row] for row in rows]
    if plain == rows:
        return content
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=between, lineterminator="\n").writerows(plain)
    return out.getvalue().encode()
