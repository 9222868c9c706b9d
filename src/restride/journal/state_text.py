"""Turns a folded state into bytes and back, for checkpoints. They are disposable: another shape is simply not read."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import msgspec

from restride.core.corrections import Edit
from restride.core.events import Author, Event
from restride.core.moment import Moment
from restride.core.state import DAILY, SHELF, Entry, Morning, Newest, RunnerState, in_time
from restride.core.windows import Settled
from restride.journal.mirror import mirror

_VERSION = 1  # of what a condensed state means; one more makes every older checkpoint void
_DAILY = tuple(SHELF[kind] for kind in DAILY)
_DAY = timedelta(days=1)
_ENDS = ("latest", "newest", "newest_own", "since")
_WHOLE_FOR = timedelta(days=2)  # of an older decision nobody asks for its reasons any more


def write_state(state: RunnerState) -> bytes:
    """The state as bytes; decisions of earlier days lose their reasons, which nothing that is decided later reads."""
    shelves = {name: [_row(entry) for _, entry in sorted(getattr(state, name).items())] for name in _bodies()}
    if state.latest is not None:
        shelves["decisions"] = [_lean(row, state.latest.date() - _WHOLE_FOR) for row in shelves["decisions"]]
    rest = {name: dict(sorted(getattr(state, name).items())) for name in ("edits", "baselines", "mornings_after")}
    return msgspec.msgpack.encode({**shelves, **rest, **{name: getattr(state, name) for name in _ENDS}})


def read_state(content: bytes) -> RunnerState:
    """The state of these bytes. Raises ValueError where they are damaged."""
    try:
        kept = _decoder().decode(content)
    except msgspec.MsgspecError as error:
        raise ValueError(f"a folded state can't be read: {error}") from error
    shelves: dict[str, Any] = {name: {row.id: _entry(row) for row in getattr(kept, name)} for name in _bodies()}
    days: dict[date, list[Entry]] = {}
    for name in _DAILY:
        for entry in shelves[name].values():
            if kept.since is None or entry.at.day >= kept.since - _DAY:
                days.setdefault(entry.at.day, []).append(entry)
    return RunnerState(
        **shelves,
        edits=kept.edits,
        calendar=in_time(days),
        **{name: getattr(kept, name) for name in _ENDS},
        baselines=kept.baselines,
        mornings_after=kept.mornings_after,
    )


@cache
def shape() -> str:
    """A digest of how states are written: a checkpoint of another shape is folded anew."""
    named = {name: repr(msgspec.json.schema(mirror(body))) for name, body in _bodies().items()}
    return hashlib.sha256(repr((_VERSION, sorted(named.items()))).encode()).hexdigest()[:32]


def _row(entry: Entry) -> "_Row":
    return _Row(entry.id, entry.episode, entry.at, entry.recorded_at, entry.author, entry.source, entry.body)


def _lean(row: "_Row", before: date) -> "_Row":
    decision = row.body.decision
    if decision.day >= before or not (decision.reasons or decision.limits):
        return row
    body = replace(row.body, decision=replace(decision, reasons=(), limits=()))
    return msgspec.structs.replace(row, body=body)


def _entry(row: "_Row") -> Event:
    return Event(
        id=row.id,
        episode=row.episode,
        at=row.at,
        recorded_at=row.recorded_at,
        author=row.author,
        source=row.source,
        body=row.body,
    )


class _Row(msgspec.Struct, array_like=True, frozen=True):
    id: str
    episode: str | None
    at: Moment
    recorded_at: datetime
    author: Author
    source: str
    body: Any


@cache
def _bodies() -> dict[str, type]:
    """The kind of body that each shelf holds; edits have no entries of their own."""
    return {name: body for body, name in SHELF.items() if name != "edits"}


@cache
def _decoder() -> msgspec.msgpack.Decoder[Any]:
    rows = [
        (name, list[msgspec.defstruct(f"Row_{name}", [("body", body)], bases=(_Row,), array_like=True, frozen=True)])  # type: ignore[misc]  # built at run time
        for name, body in _bodies().items()
    ]
    rest: list[tuple[str, Any]] = [
        ("edits", dict[str, tuple[Edit, ...]]),
        ("baselines", dict[str, Settled]),
        ("mornings_after", dict[str, Morning]),
        ("latest", datetime | None),
        ("newest", Newest | None),
        ("newest_own", Newest | None),
        ("since", date | None),
    ]
    return msgspec.msgpack.Decoder(msgspec.defstruct("State", [*rows, *rest]))
