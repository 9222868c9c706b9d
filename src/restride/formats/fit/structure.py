"""The frame of a FIT file: chained parts, headers, checksums, and where each message lies. Decodes no value."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from fastcrc import crc16

from restride.activity.problems import Problem, problem

MAX_MESSAGES = 2_000_000  # a day at one message a second of twenty kinds; more is an attack on memory
MAX_DEFINITIONS = 30_000  # a device that defines anew at every stop writes some hundred a day
MAX_PARTS = 64
_STRIDE = 1 << 16  # bytes walked between two looks at the message budget
_NEWEST_PROTOCOL = 2


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """Where a field lies in its message: offset in bytes from the record header."""

    number: int
    size: int
    base: int
    offset: int
    developer: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """One definition message: which fields, in which order and byte order, make a message of `length` bytes."""

    message: int
    big_endian: bool
    fields: tuple[FieldSpec, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Group:
    """All messages of one layout: the offsets of their record headers in the file, ascending."""

    layout: Layout
    offsets: "array[int]" = field(default_factory=lambda: array("I"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the FIT files chained in a file. groups hold every whole message up to the first damage."""

    data: bytes
    start: int
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    crc_ok: bool


class _Damage(Exception):
    """The walk met bytes that no FIT file may hold at `place`."""

    def __init__(self, code: str, place: int) -> None:
        super().__init__(code, place)
        self.code = code
        self.place = place


def looks_like_fit(data: bytes, start: int = 0) -> bool:
    """True where a FIT header begins."""
    return len(data) >= start + 12 and data[start] >= 12 and data[start + 8 : start + 12] == b".FIT"


def read_parts(data: bytes) -> tuple[Part, ...]:
    """The chained parts of a file that begins with a FIT header, in order. Never raises on damaged bytes."""
    parts: list[Part] = []
    start = 0
    while looks_like_fit(data, start) and len(parts) < MAX_PARTS:
        part, start = _read_part(data, start)
        parts.append(part)
    if parts and start < len(data):
        note = problem("fit-trailing", f"byte {start}")
        parts[-1] = replace(parts[-1], problems=(*parts[-1].problems, note))
    return tuple(parts)


def _read_part(data: bytes, start: int) -> tuple[Part, int]:
    """One part and where the next would begin."""
    header_size = data[start]
    begin = start + header_size
    end = begin + int.from_bytes(data[start + 4 : start + 8], "little")
    problems = _check_header(data, start)
    crc_ok = False
    if end + 2 > len(data):
        problems.append(problem("fit-cut", f"byte {len(data)} of {end + 2}"))
    else:
        crc_ok = crc16.arc(memoryview(data)[start:end]) == int.from_bytes(data[end : end + 2], "little")
        if not crc_ok:
            problems.append(problem("fit-crc", f"byte {end}"))
    tables = _Tables()
    try:
        _walk(data, begin, min(end, len(data)), tables)
    except _Damage as damage:
        if damage.code not in {known.code for known in problems}:
            problems.append(problem(damage.code, f"byte {damage.place}"))
    found = tuple(group for group in tables.groups.values() if group.offsets)
    return Part(data=data, start=start, groups=found, problems=tuple(problems), crc_ok=crc_ok), end + 2


def _check_header(data: bytes, start: int) -> list[Problem]:
    problems = []
    if data[start] >= 14 and len(data) >= start + 14:
        stated = int.from_bytes(data[start + 12 : start + 14], "little")
        # 0 means "not computed", which the protocol allows and many older devices write
        if stated and stated != crc16.arc(data[start : start + 12]):
            problems.append(problem("fit-header", f"byte {start + 12}"))
    if data[start + 1] >> 4 > _NEWEST_PROTOCOL:
        problems.append(problem("fit-newer", f"byte {start + 1}"))
    return problems


@dataclass(slots=True)
class _Tables:
    """What the walk knows, by header byte: the length of a message and the list that notes its offset."""

    groups: dict[bytes, Group] = field(default_factory=dict)
    definitions: int = 0
    lengths: list[int] = field(default_factory=lambda: [0] * 256)
    notes: list[Callable[[int], None] | None] = field(default_factory=lambda: [None] * 256)


def _walk(data: bytes, begin: int, end: int, tables: _Tables) -> None:
    """Note where each message lies. The inner loop is the whole cost of it, hence tables instead of bit tests."""
    lengths, notes = tables.lengths, tables.notes
    position = begin
    while position < end:
        stop = min(end, position + _STRIDE)
        length = 1
        while position < stop:
            header = data[position]
            length = lengths[header]
            if not length:
                break
            notes[header](position)  # type: ignore[misc]  # a length is never set without its list
            position += length
        if position > end:
            _drop_last(tables.groups, end)
        if not length:
            position = _define(data, position, end, tables)
        elif sum(len(group.offsets) for group in tables.groups.values()) > MAX_MESSAGES:
            raise _Damage("too-many-points", position)


def _drop_last(groups: dict[bytes, Group], end: int) -> None:
    """The message that runs past the end is not whole: forget it and say so."""
    newest = max((group for group in groups.values() if group.offsets), key=lambda group: group.offsets[-1])
    newest.offsets.pop()
    raise _Damage("fit-cut", end)


def _define(data: bytes, position: int, end: int, tables: _Tables) -> int:
    """Take in the definition message at `position`; returns where the next message begins."""
    header = data[position]
    if header & 0xC0 != 0x40:
        raise _Damage("fit-broken", position)  # a data message of a kind that was never defined
    fields_end = position + 6
    if fields_end <= end:
        fields_end += 3 * data[position + 5]
    if header & 0x20:
        fields_end += 1 + (3 * data[fields_end] if fields_end < end else 0)
    if fields_end > end:
        raise _Damage("fit-cut", end)
    tables.definitions += 1
    if tables.definitions > MAX_DEFINITIONS:
        raise _Damage("too-many-points", position)
    key = data[position + 1 : fields_end] + bytes([header & 0x20])
    group = tables.groups.get(key)
    if group is None:
        group = tables.groups[key] = Group(layout=_layout(key))
    local = header & 0x0F
    headers = [local] + ([0x80 | local << 5 | tick for tick in range(32)] if local < 4 else [])
    for byte in headers:  # compressed timestamps: local kinds 0 to 3 own 32 more header bytes
        tables.lengths[byte] = group.layout.length
        tables.notes[byte] = group.offsets.append
    return fields_end


def _layout(key: bytes) -> Layout:
    """The layout that a definition's bytes describe: reserved, byte order, message number, fields."""
    big_endian = key[1] == 1
    count = key[4]
    specs: list[FieldSpec] = []
    offset = 1
    for at in range(5, 5 + 3 * count, 3):
        specs.append(FieldSpec(key[at], key[at + 1], key[at + 2], offset, None))
        offset += key[at + 1]
    if key[-1]:
        for at in range(6 + 3 * count, len(key) - 1, 3):
            specs.append(FieldSpec(key[at], key[at + 1], -1, offset, key[at + 2]))
            offset += key[at + 1]
    message = int.from_bytes(key[2:4], "big" if big_endian else "little")
    return Layout(message=message, big_endian=big_endian, fields=tuple(specs), length=offset)
