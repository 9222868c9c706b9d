"""Acts a told story out on a storage, by the path that a server takes. The story is read elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol as Port

from restride.core.decide import decide
from restride.core.decision import Decision
from restride.core.events import Event
from restride.core.explain import Sentence, explain
from restride.core.moment import Now
from restride.core.protocol import Protocol, Regimen
from restride.journal.port import Clock
from restride.journal.values import SYSTEM, Purpose
from restride.usecases.issue import current, issue
from restride.usecases.ports import Ports, Visitor
from restride.usecases.record import read_record
from restride.usecases.why import ChangeLine, headline, show_why

_PERSON = "somebody"


class Told(Port):
    """A story up to now: what a scenario file holds."""

    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def now(self) -> Now: ...
    @property
    def regimen(self) -> Regimen: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """What came of it: the decision with its sentences, and what else was stored on the way, such as flags."""

    decision: Decision
    protocol: Protocol
    headline: str
    sentences: tuple[Sentence, ...]
    changes: tuple[ChangeLine, ...]
    stored: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A clock that stands at one instant."""

    at: datetime

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


def stopped_clock(told: Told) -> Clock:
    """The clock of the story's now."""
    return StoppedClock(told.now.at)


def act_out(ports: Ports, told: Told, *, person: str = _PERSON) -> Acted:
    """The decision of the story's now: its entries stored one by one, then decided as after a check-in.

    `ports` are on a storage that knows nothing of this person yet, and whose clock stands at the story's now.
    """
    protocol = told.regimen.protocol
    with ports.units.begin(person, SYSTEM, Purpose.SCHEDULE) as unit:
        unit.put_protocol_text(protocol.hash, ports.protocols.text(told.regimen.own))
        for event in told.events:
            unit.append(event)
        stored = issue(unit, ports, told.events[-1])
        state = read_record(unit.events()).state
    regimen, now, words = told.regimen, told.now, ports.words
    issued = current(state, regimen.episode, now)
    if issued is None:  # a question is open: nothing is issued, and nothing is known of what would change it
        decision = decide(regimen, state, now)
        return Acted(
            decision=decision,
            protocol=protocol,
            headline=headline(decision, words),
            sentences=explain(decision, words),
            changes=(),
            stored=stored,
        )
    visitor = Visitor(actor=SYSTEM, person=person, zone=now.zone, purpose=Purpose.SCHEDULE)
    why = show_why(ports, visitor, issued.id)
    return Acted(
        decision=why.decision,
        protocol=protocol,
        headline=why.headline,
        sentences=why.sentences,
        changes=why.changes,
        stored=stored,
    )
