"""Columns of a FIT part: one array a field, scaled, NaN where the file says "invalid" or nothing.

Each column is read straight from the file's bytes through a strided view; no message is ever built as an object.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from restride.activity.model import FloatArray
from restride.formats.fit.profile import MESSAGE_NUMBERS, Field, field_of, message_name
from restride.formats.fit.structure import FieldSpec, Group, Part

TIMESTAMP = 253
_FIELD_DESCRIPTION = 206
_STRING = 7
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class BaseType:
    """One of the protocol's number types: numpy code without byte order, size, and the value meaning "none"."""

    code: str
    size: int
    invalid: float | None


# By the low five bits of the base type byte; z types hold 0 for "none", floats NaN, a byte field all ones.
_BASE_TYPES = {
    0: BaseType("u1", 1, 0xFF),
    1: BaseType("i1", 1, 0x7F),
    2: BaseType("u1", 1, 0xFF),
    3: BaseType("i2", 2, 0x7FFF),
    4: BaseType("u2", 2, 0xFFFF),
    5: BaseType("i4", 4, 0x7FFFFFFF),
    6: BaseType("u4", 4, 0xFFFFFFFF),
    8: BaseType("f4", 4, None),
    9: BaseType("f8", 8, None),
    10: BaseType("u1", 1, 0),
    11: BaseType("u2", 2, 0),
    12: BaseType("u4", 4, 0),
    13: BaseType("u1", 1, 0xFF),
    14: BaseType("i8", 8, 0x7FFFFFFFFFFFFFFF),
    15: BaseType("u8", 8, 0xFFFFFFFFFFFFFFFF),
    16: BaseType("u8", 8, 0),
}
_BYTE_TYPE = 13
_BYTE = _BASE_TYPES[_BYTE_TYPE]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one column comes from: the group's index, the field in it, its meaning and its base type number."""

    group: int
    spec: FieldSpec
    field: Field
    base: int


class Messages:
    """All messages of one kind in a part, in file order, as columns by field name."""

    def __init__(self, part: Part, groups: tuple[Group, ...], developer: dict[tuple[int, int], "Developer"]) -> None:
        self._part = part
        self._groups = groups
        self._sizes = [len(group.offsets) for group in groups]
        self._sources = _sources(groups, developer)

    def __len__(self) -> int:
        return sum(self._sizes)

    @property
    def names(self) -> tuple[str, ...]:
        """Every field that the file defines for this kind of message, developer fields by their own name."""
        return tuple(self._sources)

    @cached_property
    def _offsets(self) -> list[npt.NDArray[np.uint32]]:
        return [np.frombuffer(group.offsets, dtype=np.uint32) for group in self._groups]

    @cached_property
    def _order(self) -> npt.NDArray[np.intp] | None:
        """The permutation from "group after group" to file order; None where one group is all there is."""
        return np.argsort(np.concatenate(self._offsets), kind="stable") if len(self._groups) > 1 else None

    @property
    def offsets(self) -> npt.NDArray[np.uint32]:
        """The place of each message in the file, ascending."""
        return self._in_order(self._offsets)

    def _in_order(self, columns: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        if self._order is None:
            return columns[0]
        return np.concatenate(columns)[self._order]

    def is_text(self, name: str) -> bool:
        """True where the file defines this field as a string."""
        return any(source.base & 0x1F == _STRING for source in self._sources.get(name, ()))

    def values(self, name: str) -> FloatArray:
        """One number a message, scaled; NaN where absent or invalid. The first element of an array field."""
        columns = [np.full(size, np.nan) for size in self._sizes]
        read = set[int]()
        for source in self._sources.get(name, ()):
            if source.group not in read and source.base & 0x1F != _STRING:
                columns[source.group] = self._first(source)
                read.add(source.group)
        return self._in_order(columns) if columns else np.empty(0)

    def table(self, name: str) -> FloatArray:
        """As `values`, but an array field keeps its second dimension, padded with NaN."""
        columns: list[FloatArray | None] = [None] * len(self._groups)
        for source in self._sources.get(name, ()):
            if columns[source.group] is None and source.base & 0x1F != _STRING:
                columns[source.group] = self._read(source)
        width = max((column.shape[1] for column in columns if column is not None and column.ndim == 2), default=0)
        filled = [_widen(column, size, width) for column, size in zip(columns, self._sizes, strict=True)]
        return self._in_order(filled) if filled else np.empty(0)

    def first(self, name: str) -> float | None:
        """The first message's number, or None."""
        values = self.values(name)
        return float(values[0]) if len(values) and np.isfinite(values[0]) else None

    def texts(self, name: str) -> list[str | None]:
        """One string a message; None where absent or empty. A missing terminating zero is tolerated."""
        columns: list[list[str | None]] = [[None] * size for size in self._sizes]
        for source in self._sources.get(name, ()):
            if source.base & 0x1F == _STRING:
                raws = self._view(source, f"S{source.spec.size}", 1)
                columns[source.group] = [_text(raw) for raw in raws.tolist()]
        found = [text for column in columns for text in column]
        return found if self._order is None else [found[place] for place in self._order.tolist()]

    def _view(
        self, source: _Source, code: str, count: int, which: npt.NDArray[np.intp] | None = None
    ) -> npt.NDArray[Any]:
        """The field's raw values, through a view of the file that has one row at every byte; `which`: of these rows."""
        data, spec = self._part.data, source.spec
        kind = np.dtype(code)
        rows = len(data) - spec.offset - kind.itemsize * count + 1
        shape, strides = ((rows,), (1,)) if count == 1 else ((rows, count), (1, kind.itemsize))
        every = np.ndarray(shape, kind, data, spec.offset, strides)
        offsets = self._offsets[source.group]
        found: npt.NDArray[Any] = every[offsets if which is None else offsets[which]]
        return found

    def _first(self, source: _Source) -> FloatArray:
        """The first element of each message's field; arrays may be wide, and nobody asks for the rest."""
        base, code = self._type(source)
        raw = self._view(source, code, 1)
        values = raw.astype(np.float64)
        if base.invalid is not None:
            unknown = raw == base.invalid
            if base is _BYTE and source.spec.size > 1:  # a string of bytes is unknown as a whole or not at all
                unknown = self._all_invalid(source, np.flatnonzero(unknown))
            values[unknown] = np.nan
        return _scaled(values, source.field)

    def _all_invalid(self, source: _Source, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Those of the rows in which each byte of the field says "none", some at a time."""
        found = []
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE]
            found.append(some[(self._view(source, _BYTE.code, source.spec.size, some) == _BYTE.invalid).all(axis=1)])
        return np.concatenate(found) if found else rows

    def _type(self, source: _Source) -> tuple[BaseType, str]:
        """The type of a field's elements, and numpy's word for it."""
        base = _BASE_TYPES.get(source.base & 0x1F, _BYTE)
        if source.spec.size % base.size:
            base = _BYTE  # a size that does not fit the type: the protocol says to treat it as bytes
        order = ">" if self._groups[source.group].layout.big_endian else "<"
        return base, order + base.code

    def _read(self, source: _Source) -> FloatArray:
        base, code = self._type(source)
        raw = self._view(source, code, source.spec.size // base.size)
        values = raw.astype(np.float64)
        if base.invalid is not None:
            unknown = raw == base.invalid
            if base is _BYTE and raw.ndim > 1:  # a string of bytes is unknown as a whole or not at all
                unknown &= unknown.all(axis=1, keepdims=True)
            values[unknown] = np.nan
        return _scaled(values, source.field)


def _scaled(values: FloatArray, field: Field) -> FloatArray:
    if field.scale != 1.0:
        values /= field.scale
    if field.offset:
        values -= field.offset
    return values


@dataclass(frozen=True, slots=True)
class Developer:
    """A developer field as its file describes it."""

    name: str
    base: int
    scale: float
    offset: float


def _sources(groups: tuple[Group, ...], developer: dict[tuple[int, int], Developer]) -> dict[str, list[_Source]]:
    found: dict[str, list[_Source]] = {}
    for index, group in enumerate(groups):
        for spec in group.layout.fields:
            if spec.size:
                source = _source(index, spec, group.layout.message, developer)
                found.setdefault(source.field.name, []).append(source)
    return found


def _source(index: int, spec: FieldSpec, message: int, developer: dict[tuple[int, int], Developer]) -> _Source:
    if spec.developer is None:
        return _Source(index, spec, field_of(message, spec.number), spec.base)
    own = developer.get((spec.developer, spec.number))
    if own is None:
        name = f"developer_{spec.developer}_{spec.number}"
        return _Source(index, spec, Field(name=name, number=spec.number), _BYTE_TYPE)
    field = Field(name=own.name, number=spec.number, scale=own.scale, offset=own.offset)
    return _Source(index, spec, field, own.base)


def _widen(column: FloatArray | None, size: int, width: int) -> FloatArray:
    """Bring a group's column to the common width; a group without the field is all NaN."""
    if column is not None and (column.ndim == 2 or not width) and (not width or column.shape[1] == width):
        return column
    full = np.full((size, width) if width else size, np.nan)
    if column is not None:
        full[:, : column.shape[1] if column.ndim == 2 else 1] = column if column.ndim == 2 else column[:, None]
    return full


def _text(raw: bytes) -> str | None:
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace") or None


class Columns:
    """One FIT part by kind of message: `columns["record"].values("distance")`."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._by_message: dict[int, list[Group]] = {}
        for group in part.groups:
            self._by_message.setdefault(group.layout.message, []).append(group)
        self._developer: dict[tuple[int, int], Developer] = {}
        self._developer = _developer_fields(self["field_description"])

    def __getitem__(self, name: str) -> Messages:
        """The messages of a kind by name; none at all is an empty set, not an error."""
        return self.messages(MESSAGE_NUMBERS[name])

    def messages(self, number: int) -> Messages:
        """The messages with this global number."""
        return Messages(self._part, tuple(self._by_message.get(number, ())), self._developer)

    def kinds(self) -> Iterator[tuple[str, Messages]]:
        """Every kind of message in the part, listed ones by name."""
        for number in self._by_message:
            yield message_name(number), self.messages(number)


def _developer_fields(described: Messages) -> dict[tuple[int, int], Developer]:
    """Developer fields by (developer index, field number). A later description replaces an earlier one."""
    if not len(described):
        return {}
    columns = [
        np.nan_to_num(described.values(name), nan=missing).tolist()
        for name, missing in (
            ("developer_data_index", -1),
            ("field_definition_number", -1),
            ("fit_base_type_id", _BYTE_TYPE),
            ("scale", 1),
            ("offset", 0),
        )
    ]
    found = {}
    for index, number, base, scale, offset, name in zip(*columns, described.texts("field_name"), strict=True):
        found[int(index), int(number)] = Developer(
            name=name or f"developer_{int(index)}_{int(number)}", base=int(base), scale=scale or 1.0, offset=offset
        )
    return found
