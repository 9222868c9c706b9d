"""The record as it stands now, from its checkpoint and what followed; folded anew where there is none that fits.

For screens of today. Whoever needs old entries reads the whole record instead.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from restride.core.condensed import condense, go_on
from restride.core.events import Event
from restride.core.state import RunnerState, apply
from restride.journal.port import Unit
from restride.journal.state_text import read_state, shape, write_state
from restride.journal.values import Checkpoint
from restride.usecases.moved_in import is_mark
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.withheld import tell

_EVERYTHING = ""  # the checkpoint of a person holds all episodes
_BEHIND = 8  # entries that a checkpoint may lack: reading them costs less than writing it anew each time
_KEPT = 16  # states of those who were here last, as they were read


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The record inside a unit up to entry `seq`, and the entry that its checkpoint goes up to: 0 without one."""

    record: Record
    seq: int
    checkpoint: int


def recent_record(ports: Ports, visitor: Visitor) -> Record:
    """The visitor's record now; `events` are only those that followed the checkpoint. Raises AccessDenied."""
    scope = visitor.scope(ports.clock.now())
    kept = ports.store.checkpoint(scope, _EVERYTHING) if visitor.is_runner else None
    state = _read(kept) if kept is not None else None
    if kept is None or state is None:
        return read_record(ports.store.read(scope).events)
    events = ports.store.read(scope, after=kept.seq).events
    return _gone_on(kept, state, events, scope.at) or read_record(ports.store.read(scope).events)


def known_in(unit: Unit, ports: Ports, before: Known | None = None) -> Known:
    """The record inside an open unit, what it appended included; `events` are only those after the checkpoint.

    `before` is what was known in this unit earlier, so that only what was appended since is added.
    """
    if before is not None:
        return _and_since(unit, ports, before)
    kept = unit.checkpoint(_EVERYTHING)
    state = _read(kept) if kept is not None else None
    if kept is None or state is None:
        return whole_in(unit)
    record = _gone_on(kept, state, unit.events(after=kept.seq), ports.clock.now())
    return Known(record=record, seq=unit.head, checkpoint=kept.seq) if record is not None else whole_in(unit)


def keep_checkpoint(unit: Unit, ports: Ports, known: Known) -> None:
    """Store the folded state with what led to it; none where the record can't be made shorter now.

    The one that is there stays while only a few entries followed it.
    """
    if known.checkpoint and unit.head - known.checkpoint <= _BEHIND:
        return
    checkpoint = checkpoint_of(ports, unit.head, known.record.state)
    if checkpoint is None:
        unit.drop_checkpoints()
    else:
        unit.save_checkpoint(checkpoint)


def checkpoint_of(ports: Ports, seq: int, state: RunnerState) -> Checkpoint | None:
    """The checkpoint of a folded state up to entry `seq`. None where there is none, or a protocol is lost."""
    try:
        followed = Record(events=(), state=state).open_episodes()
        regimens = tuple(regimen_of(ports, opened, state) for opened in followed)
        short = condense(state, regimens)
    except Exception:  # noqa: BLE001 - a state that can't be made shorter is folded whole: nothing is lost by it
        tell("a record could not be made shorter: it is folded whole")
        return None
    if short is None:
        return None
    return Checkpoint(
        episode=_EVERYTHING,
        seq=seq,
        fold_version=shape(),
        protocol_hash=_pins(state),
        state=write_state(short),
    )


def whole_in(unit: Unit) -> Known:
    """The record inside an open unit with everything that is old, folded anew."""
    return Known(record=read_record(unit.events()), seq=unit.head, checkpoint=0)


def _and_since(unit: Unit, ports: Ports, before: Known) -> Known:
    if unit.head == before.seq:
        return before
    news, state = unit.events(after=before.seq), before.record.state
    if state.since is None and not any(is_mark(event) for event in news):
        for event in news:
            state = apply(state, event)
        going: RunnerState | None = state
    else:
        going = go_on(state, news, ports.clock.now())
    if going is None:
        return whole_in(unit)
    record = Record(events=(*before.record.events, *news), state=going)
    return Known(record=record, seq=unit.head, checkpoint=before.checkpoint)


def _gone_on(kept: Checkpoint, state: RunnerState, events: tuple[Event, ...], now: datetime) -> Record | None:
    """The record of a checkpoint and what followed it; None where it has to be folded anew."""
    going = go_on(state, events, now)
    if going is None or kept.protocol_hash != _pins(going):
        return None
    return Record(events=events, state=going)


def _read(kept: Checkpoint) -> RunnerState | None:
    if kept.fold_version != shape():
        return None
    try:
        return _state_of(kept.state)
    except ValueError:
        tell("a checkpoint can't be read: the record is folded whole")
        return None


@lru_cache(maxsize=_KEPT)
def _state_of(content: bytes) -> RunnerState:
    """The state of these bytes. A state is never changed, so that the same bytes need be read once only."""
    return read_state(content)


def _pins(state: RunnerState) -> str:
    """A digest of what the episodes followed are pinned to."""
    followed = Record(events=(), state=state).open_episodes()
    pinned = sorted(f"{one.id} {one.body.protocol_hash}" for one in followed)
    return hashlib.sha256("\n".join(pinned).encode()).hexdigest()
