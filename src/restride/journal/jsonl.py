"""The portable form of a journal: a header line, then one event a line. Files are the caller's."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from restride.core.events import Event
from restride.journal.codec import Unreadable, canonical, from_dict, to_dict

FORMAT = "restride-journal"
VERSION = 1
_LINE_MOST = 4 * 1024 * 1024  # bytes; the longest decision takes a hundredth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Portable:
    """A journal to carry away: its events in order, and the protocol texts they are pinned to, by hash."""

    events: tuple[Event, ...]
    protocols: Mapping[str, str] = field(default_factory=dict)


def write_jsonl(portable: Portable) -> Iterator[bytes]:
    """The lines, each with its end. Raises Unreadable for an event that cannot be written."""
    header = _Header(format=FORMAT, version=VERSION, events=len(portable.events), protocols=dict(portable.protocols))
    yield canonical(header) + b"\n"
    for event in portable.events:
        yield canonical(to_dict(event)) + b"\n"


def read_jsonl(lines: Iterable[bytes]) -> Portable:
    """The journal in these lines, whole or not at all. Raises Unreadable with the number of the first bad
    line.

    Refused: another format, a newer version, a line that is cut off, fewer or more lines than the header
    promises, an id seen before, and whatever `from_dict` refuses.
    """
    numbered = enumerate(lines, start=1)
    header = _read_header(next(numbered, (1, b""))[1])
    events: dict[str, Event] = {}
    for number, line in numbered:
        event = _read_event(number, line)
        if event.id in events:
            raise Unreadable(f"line {number}: the id {event.id!r} was there before: each entry stands once.")
        events[event.id] = event
    if len(events) != header.events:
        raise Unreadable(
            f"line {len(events) + 1}: the header promises {header.events} entries and {len(events)} are there: "
            "fetch the whole file again."
        )
    return Portable(events=tuple(events.values()), protocols=header.protocols)


class _Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    events: int
    protocols: dict[str, str]


def _read_header(line: bytes) -> _Header:
    data = _read_object(1, line)
    if data.get("format") != FORMAT:
        raise Unreadable(f'line 1: no journal of Restride: one begins with {{"format": "{FORMAT}", …}}.')
    if data.get("version") != VERSION:
        raise Unreadable(f"line 1: version {data.get('version')!r} is not known here: use a newer Restride.")
    try:
        return msgspec.convert(data, type=_Header)
    except msgspec.MsgspecError as error:
        raise Unreadable(f"line 1: {error}.") from error


def _read_event(number: int, line: bytes) -> Event:
    data = _read_object(number, line)
    try:
        return from_dict(data)
    except Unreadable as error:
        raise Unreadable(f"line {number}: {error}") from error


def _read_object(number: int, line: bytes) -> dict[str, Any]:
    if not line.endswith(b"\n"):
        raise Unreadable(f"line {number}: the line is cut off: fetch the whole file again.")
    if len(line) > _LINE_MOST:
        raise Unreadable(f"line {number}: longer than {_LINE_MOST} bytes: no entry of ours is.")
    try:
        data = json.loads(line, object_pairs_hook=_once_each, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"line {number}: {error}.") from error
    if not isinstance(data, dict):
        raise Unreadable(f"line {number}: an object in curly brackets belongs here.")
    return data


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice: keep one of them")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of ours: leave the value out")
