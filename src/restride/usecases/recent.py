"""The record as it stands now, from its checkpoint and what followed; folded anew where there is none that fits.

For screens of today. Whoever needs old entries reads the whole record instead.
"""

import hashlib

from restride.core.condensed import condense, go_on
from restride.core.state import RunnerState
from restride.journal.port import Unit
from restride.journal.state_text import read_state, shape, write_state
from restride.journal.values import Checkpoint
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.withheld import tell

_EVERYTHING = ""  # the checkpoint of a person holds all episodes


def recent_record(ports: Ports, visitor: Visitor) -> Record:
    """The visitor's record now; `events` are only those that followed the checkpoint. Raises AccessDenied."""
    scope = visitor.scope(ports.clock.now())
    kept = ports.store.checkpoint(scope, _EVERYTHING) if visitor.is_runner else None
    state = _read(kept) if kept is not None else None
    if kept is None or state is None:
        return read_record(ports.store.read(scope).events)
    events = ports.store.read(scope, after=kept.seq).events
    going = go_on(state, events, scope.at)
    fits = going is not None and kept.protocol_hash == _pins(going)
    if going is None or not fits:
        return read_record(ports.store.read(scope).events)
    return Record(events=events, state=going)


def record_in(unit: Unit, ports: Ports) -> Record:
    """The record inside an open unit, what it appended included; `events` are only those after the checkpoint."""
    kept = unit.checkpoint(_EVERYTHING)
    state = _read(kept) if kept is not None else None
    if kept is None or state is None:
        return read_record(unit.events())
    events = unit.events(after=kept.seq)
    going = go_on(state, events, ports.clock.now())
    fits = going is not None and kept.protocol_hash == _pins(going)
    return Record(events=events, state=going) if going is not None and fits else read_record(unit.events())


def keep_checkpoint(unit: Unit, ports: Ports, state: RunnerState) -> None:
    """Store the folded state with what led to it; none where the record can't be made shorter now."""
    checkpoint = checkpoint_of(ports, unit.head, state)
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


def _read(kept: Checkpoint) -> RunnerState | None:
    if kept.fold_version != shape():
        return None
    try:
        return read_state(kept.state)
    except ValueError:
        tell("a checkpoint can't be read: the record is folded whole")
        return None


def _pins(state: RunnerState) -> str:
    """A digest of what the episodes followed are pinned to."""
    followed = Record(events=(), state=state).open_episodes()
    pinned = sorted(f"{one.id} {one.body.protocol_hash}" for one in followed)
    return hashlib.sha256("\n".join(pinned).encode()).hexdigest()
