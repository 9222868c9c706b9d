"""Takes in the result of a readiness item, or that a foundation session was done."""

from dataclasses import dataclass

from restride.core.context import Context
from restride.core.events import CLINICAL, Event, FoundationDone, ReadinessRecorded
from restride.core.readiness import may_try
from restride.core.terms import Side
from restride.usecases.entry import Stamp, entry
from restride.usecases.issue import issue
from restride.usecases.ports import Ports, Visitor, today
from restride.usecases.record import Record, read_record, regimen_of
from restride.usecases.refused import refuse

_MOST = 10_000  # no item of any gate counts further


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """One result in the item's unit (pain in tenths, yes as 1); `side` where the item has two."""

    id: str
    episode: str
    item: str
    value: int
    side: Side | None
    painkiller: bool


def record_test(ports: Ports, visitor: Visitor, given: ItemResult) -> tuple[Event, ...]:
    """Store a result and decide anew. A clinician's item, or one with impact too early, is refused."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        now = ports.clock.now()
        context = _context(ports, visitor, read_record(unit.events()), given.episode)
        item = next((item for item in context.protocol.items if item.id == given.item), None)
        if item is None:
            raise refuse("item", "unknown-item", "There is no such test in this course.")
        if item.clinician_only and visitor.actor.role not in CLINICAL:
            raise refuse("item", "clinician-only", "This test needs a clinician with the right equipment.")
        if not may_try(context, item):
            raise refuse("item", "not-yet", "This test is not open yet. Follow the steps before it first.")
        if item.sides and given.side not in (Side.LEFT, Side.RIGHT):
            raise refuse("side", "side-missing", "Say which leg you tested.")
        if not 0 <= given.value <= _MOST:
            raise refuse("value", "out-of-range", "This number cannot be right. Check it and enter it again.")
        body = ReadinessRecorded(
            item=given.item, value=given.value, side=given.side if item.sides else None, painkiller=given.painkiller
        )
        event = entry(visitor, body, Stamp(id=given.id, recorded_at=now, episode=given.episode))
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def record_foundation(ports: Ports, visitor: Visitor, episode: str, *, id: str, note: str = "") -> tuple[Event, ...]:
    """Store that a strength and mobility session was done today, and decide anew."""
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        _context(ports, visitor, read_record(unit.events()), episode)
        stamp = Stamp(id=id, recorded_at=ports.clock.now(), episode=episode)
        event = entry(visitor, FoundationDone(note=note.strip()), stamp)
        return issue(unit, ports, event) if unit.append(event).fresh else ()


def _context(ports: Ports, visitor: Visitor, record: Record, episode: str) -> Context:
    opened = next((entry for entry in record.open_episodes() if entry.id == episode), None)
    if opened is None:
        raise refuse("episode", "unknown-episode", "There is no such injury in this record.")
    return Context(regimen_of(ports, opened, record.state), record.state, today(ports.clock.now(), visitor.zone))
