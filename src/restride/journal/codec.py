"""Turns events into canonical JSON and back, strictly. Where the text is kept is no matter of this module.

Canonical means: keys sorted, no spaces, UTF-8, instants in UTC. The same event always gives the same bytes,
so that digests can be compared. What cannot be read back equal is never written.
"""

import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, get_args

import msgspec

from restride.core.events import Author, Body, Event
from restride.core.moment import Moment
from restride.journal.mirror import mirror

SCHEMA = 1
KINDS: dict[str, type] = {body.kind: body for body in get_args(Body)}
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {}  # (kind, schema) -> the body one schema later
_PLAIN = frozenset({str, int, bool, type(None)})
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


class Unreadable(ValueError):
    """A text that is no event of ours; the message says where it is wrong and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An event as the columns of a journal keep it."""

    body: str
    author: str
    schema: int = SCHEMA


def canonical(value: object) -> bytes:
    """The canonical JSON of a value made of dataclasses, dicts, lists and plain values. Raises Unreadable."""
    try:
        plain = msgspec.to_builtins(value, builtin_types=(datetime,))
        return msgspec.json.encode(_in_utc(plain), order="sorted")
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        raise Unreadable(f"This cannot be written as JSON: {error}.") from error


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def write_event(event: Event) -> Written:
    """The event as columns keep it. Raises Unreadable for whatever would not be read back equal."""
    written = Written(body=canonical(event.body).decode(), author=canonical(event.author).decode())
    _check_ids(event)
    again = (read_body(event.kind, SCHEMA, written.body), read_author(written.author))
    if again != (event.body, event.author):
        raise Unreadable(f"The entry {event.id!r} does not read back as it is: look for NaN or a wrong type.")
    return written


def read_body(kind: str, schema: int, text: str | bytes) -> Body:
    """The body of a stored event, brought to today's schema. Raises Unreadable with place and cure."""
    if schema == SCHEMA:
        strict = _strict(_body_type(kind))
        try:
            body: Body = strict(text)
        except msgspec.MsgspecError as error:
            raise Unreadable(f"{kind}: {error}.") from error
        return body
    try:
        raw = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise Unreadable(f"{kind}: {error}.") from error
    return read_body(kind, SCHEMA, canonical(upcast(kind, schema, raw)))


def upcast(kind: str, schema: int, body: dict[str, Any]) -> dict[str, Any]:
    """A body of an older schema in the shape of today's. Raises Unreadable for a schema from the future."""
    if schema > SCHEMA or schema < 1:
        raise Unreadable(
            f"schema {schema} is not known here (this Restride reads 1 to {SCHEMA}): use a newer Restride."
        )
    for number in range(schema, SCHEMA):
        body = UPCASTERS.get((kind, number), dict)(body)
    return body


def read_author(text: str | bytes) -> Author:
    """The author of a stored event. Raises Unreadable with place and cure."""
    try:
        author: Author = _strict(Author)(text)
    except msgspec.MsgspecError as error:
        raise Unreadable(f"author: {error}.") from error
    return author


def to_dict(event: Event) -> dict[str, Any]:
    """The portable form of an event. Raises Unreadable as `write_event` does."""
    written = write_event(event)
    return {
        "schema": written.schema,
        "id": event.id,
        "kind": event.kind,
        "episode": event.episode,
        "at": msgspec.json.decode(canonical(event.at)),
        "recorded_at": msgspec.json.decode(canonical(event.recorded_at)),
        "author": msgspec.json.decode(written.author),
        "source": event.source,
        "body": msgspec.json.decode(written.body),
    }


def from_dict(data: object) -> Event:
    """The event of a portable form. Raises Unreadable: unknown kind or key, naive instant, wrong type."""
    try:
        frame = msgspec.convert(data, type=_Frame)
        at = msgspec.convert(frame.at, type=mirror(Moment))
    except msgspec.MsgspecError as error:
        raise Unreadable(f"{error}.") from error
    event = Event(
        id=frame.id,
        episode=frame.episode,
        at=Moment(at=at.at.astimezone(UTC), day=at.day, zone=at.zone),
        recorded_at=frame.recorded_at.astimezone(UTC),
        author=read_author(canonical(frame.author)),
        source=frame.source,
        body=read_body(frame.kind, frame.schema, canonical(frame.body)),
    )
    _check_ids(event)
    return event


def event_digest(event: Event) -> str:
    """SHA-256 of all that an event says, in hex: for manifests and anchors."""
    return digest(to_dict(event))


def same_entry(stored: Event, sent: Event) -> bool:
    """Whether `sent` is the stored entry once more. Instants and source are left out: a server stamps them
    anew.
    """
    return _identity(stored) == _identity(sent)


def _identity(event: Event) -> tuple[object, ...]:
    author = (event.author.role, event.author.id)
    return (event.id, event.kind, event.episode, event.at.day, event.at.zone, author, event.body)


class _Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: int
    id: str
    kind: str
    episode: str | None
    at: dict[str, Any]
    recorded_at: mirror(datetime)  # type: ignore[valid-type]  # an aware instant
    author: dict[str, Any]
    source: str
    body: dict[str, Any]


def _body_type(kind: str) -> type:
    try:
        return KINDS[kind]
    except KeyError:
        raise Unreadable(f"{kind!r} is no kind of entry: write one of {', '.join(sorted(KINDS))}.") from None


@cache
def _strict(wanted: type) -> Callable[[str | bytes], Any]:
    """Reads through a mirror, which refuses the unknown keys and naive instants that dataclasses let pass."""
    decode = msgspec.json.Decoder(mirror(wanted)).decode

    def read(text: str | bytes) -> Any:
        return msgspec.convert(decode(text), type=wanted, from_attributes=True)

    return read


def _check_ids(event: Event) -> None:
    for name, value in (("id", event.id), ("episode", event.episode)):
        if value is not None and not _ID.fullmatch(value):
            raise Unreadable(f"{name} {value!r}: use 1 to 64 letters, digits, dots, colons, dashes.")
    if not event.at.zone or len(event.at.zone) > 64 or not event.at.zone.isprintable():
        raise Unreadable(f"at.zone {event.at.zone!r}: use the name of a time zone, such as Europe/Berlin.")
    if len(event.source) > 64 or not event.source.isprintable():
        raise Unreadable(f"source {event.source!r}: use at most 64 printable characters.")
    for name, instant in (("at", event.at.at), ("recorded_at", event.recorded_at)):
        if instant.utcoffset() is None:
            raise Unreadable(f"{name}: a time needs its zone, such as 2026-11-19T07:12:00+01:00.")


def _in_utc(value: Any) -> Any:
    """The value with its instants in UTC. The thousand texts and numbers of a decision are passed over at once."""
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError("a time needs its zone, such as 2026-11-19T07:12:00+01:00")
        return value.astimezone(UTC)
    if isinstance(value, dict):
        return {key: one if type(one) in _PLAIN else _in_utc(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [one if type(one) in _PLAIN else _in_utc(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("NaN and infinity are no numbers of ours")
    return value
