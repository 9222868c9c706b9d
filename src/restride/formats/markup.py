"""XML read safely and quickly: expat, one pass, no document tree, every hostile construct refused.

A format says which element makes a row, which leaves inside it are columns, and what to do with the few elements
outside. Prefixes are cut off names, so undeclared or odd namespaces do no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import numpy as np

from restride.activity.model import FloatArray
from restride.activity.problems import Problem, problem

MAX_DEPTH = 64
MAX_ROWS = 500_000  # almost six days at one point a second
_HEAD = 64 * 1024
_CODES = expat.errors.codes

Cells = list[tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What a format cares about. Outside rows `opens` get an element's attributes and how many rows came
    before, `leaves` its text.
    """

    row: str
    columns: frozenset[str]
    opens: dict[str, Callable[[dict[str, str], int], None]]
    leaves: dict[str, Callable[[str], None]]


@dataclass(slots=True)
class Rows:
    """The rows found so far: attributes of each, cells by column, and what stopped the reading."""

    attributes: list[dict[str, str]] = field(default_factory=list)
    cells: dict[str, Cells] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def numbers(self, name: str) -> FloatArray:
        """One column as numbers by row; NaN where missing, not finite or not a number (noted once)."""
        cells = self.cells.get(name, [])
        return self._numbers([row for row, _ in cells], [text for _, text in cells], name)

    def attribute(self, name: str) -> FloatArray:
        """One attribute of the rows as numbers."""
        texts = [attributes.get(name, "nan") for attributes in self.attributes]
        return self._numbers(list(range(len(texts))), texts, name)

    def _numbers(self, rows: list[int], texts: list[str], name: str) -> FloatArray:
        values = np.full(len(self.attributes), np.nan)
        if not rows:
            return values
        try:
            values[rows] = list(map(float, texts))
        except ValueError:
            for row, text in zip(rows, texts, strict=True):
                values[row] = self._number(row, text, name)
        values[~np.isfinite(values)] = np.nan
        return values

    def _number(self, row: int, text: str, name: str) -> float:
        try:
            return float(text)
        except ValueError:
            if text.strip() and not any(known.code == "bad-number" for known in self.problems):
                self.problems.append(problem("bad-number", f"point {row + 1}, {name}"))
            return np.nan


class _Stop(Exception):
    """Reading ends here; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _ByLocalName(dict[str, Any]):
    """A table by local name that learns each prefixed spelling once."""

    def __missing__(self, name: str) -> Any:
        prefix, colon, local = name.rpartition(":")
        found = self[name] = self.get(local) if colon and prefix else None
        return found


def root_of(data: bytes) -> str | None:
    """The local name of the document's first element, or None where no XML can be read."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append(name.rpartition(":")[2])
        raise _Stop("root")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(_from_markup(data[:_HEAD]), False)
    except (expat.ExpatError, _Stop, LookupError):
        pass
    return found[0] if found else None


def read_rows(data: bytes, grammar: Grammar) -> Rows:
    """Read a document by its grammar. Never raises on bad bytes: what stopped the reading is in `problems`."""
    rows = Rows(cells={name: [] for name in grammar.columns})
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    _listen(parser, grammar, rows)
    try:
        parser.Parse(_from_markup(data), True)
    except _Stop as stop:
        rows.problems.append(problem(stop.code, _place(parser)))
    except expat.ExpatError as error:
        if error.code == _CODES[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        unknown = error.code == _CODES[expat.errors.XML_ERROR_UNKNOWN_ENCODING]
        rows.problems.append(problem("encoding" if unknown else "xml-broken", _place(parser)))
    except LookupError:  # an encoding that Python does not know either
        rows.problems.append(problem("encoding", _place(parser)))
    return rows


def _from_markup(data: bytes) -> bytes:
    """Drop white space before the declaration, which some exporters write and expat refuses."""
    if data[:1] in (b" ", b"\t", b"\r", b"\n"):
        return data.lstrip(b" \t\r\n")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].lstrip(b" \t\r\n")
    return data


def _place(parser: expat.XMLParserType) -> str:
    return f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"


def _refuse_doctype(*_declaration: object) -> None:
    raise _Stop("doctype")


def _listen(parser: expat.XMLParserType, grammar: Grammar, rows: Rows) -> None:
    """Hang the handlers on the parser. They are called for every element, hence closures over plain locals."""
    inside = _ByLocalName(rows.cells)
    outside = _ByLocalName(grammar.leaves)
    opens = _ByLocalName({**grammar.opens, grammar.row: grammar.row})
    is_row = _ByLocalName({grammar.row: True})
    attributes_of = rows.attributes
    texts: list[str] = []
    depth = 0
    row = -1
    in_row = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, row, in_row
        depth += 1
        if depth > MAX_DEPTH:
            raise _Stop("too-deep")
        if in_row:
            texts.clear()
        elif is_row[name]:
            in_row = True
            row += 1
            if row >= MAX_ROWS:
                raise _Stop("too-many-points")
            attributes_of.append(attributes)
        else:
            texts.clear()
            opened = opens[name]
            if opened is not None:
                opened(attributes, row + 1)

    def end(name: str) -> None:
        nonlocal depth, in_row
        depth -= 1
        if in_row:
            cells = inside[name]
            if cells is not None:
                cells.append((row, texts[0] if len(texts) == 1 else "".join(texts)))
            elif is_row[name]:
                in_row = False
        else:
            leaf = outside[name]
            if leaf is not None:
                leaf("".join(texts))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
