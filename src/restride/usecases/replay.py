"""Derives every stored decision anew from what stood in the journal before it, and says what differs. A read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from restride.core.decide import decide
from restride.core.decision import Decision, DecisionIssued, LimitReason, Reason
from restride.core.events import EpisodeOpened, Event
from restride.core.moment import Now
from restride.core.protocol import Protocol, Regimen
from restride.core.regimen import regimen_for
from restride.core.state import RunnerState, apply, fold
from restride.library.errors import ProtocolError
from restride.library.resolved import read_resolved
from restride.usecases.moved_in import believed, is_mark
from restride.usecases.ports import today
from restride.usecases.withheld import WITHHELD, second_opinion, withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point in which a stored decision is not what its journal leads to. `seq` counts entries from 1."""

    seq: int
    event: str
    part: str
    stored: str
    derived: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many decisions were derived anew, and every difference; none is how it should be."""

    decisions: int
    differences: tuple[Difference, ...]


def replay(events: tuple[Event, ...], protocols: Mapping[str, str]) -> Replayed:
    """Every decision of a journal, in the order of its entries. `protocols` are the pinned texts by hash.

    A decision whose protocol is missing or damaged is a difference: it can't be shown to be right.
    """
    state, found, count = fold(()), list[Difference](), 0
    shelf = _Shelf(protocols)
    for seq, event in enumerate(events, start=1):
        if isinstance(event.body, DecisionIssued):
            count += 1
            found += [
                Difference(seq=seq, event=event.id, part=part, stored=stored, derived=derived)
                for part, stored, derived in _compared(event, event.body, state, shelf)
                if stored != derived
            ]
        state = fold(believed(events[:seq])) if is_mark(event) else apply(state, event)
    return Replayed(decisions=count, differences=tuple(found))


def _compared(
    event: Event, stored: DecisionIssued, state: RunnerState, shelf: "_Shelf"
) -> Iterator[tuple[str, str, str]]:
    """Each part of a decision as it is stored and as it is derived now, as text."""
    opened = state.episodes.get(event.episode or "")
    if opened is None:
        yield "episode", str(event.episode), "no such injury before this entry"
        return
    body: EpisodeOpened = opened.body
    yield "protocol", stored.protocol_hash, body.protocol_hash
    most = 1 + sum(entry.episode == event.episode for entry in state.decisions.values())
    yield "number", str(stored.number), str(min(stored.number, most))
    protocol, trouble = shelf.find(body.protocol_hash)
    if protocol is None:
        yield "protocol text", body.protocol_hash, trouble
        return
    regimen = regimen_for(protocol, opened, state)
    try:
        now = today(stored.decision.issued_at, event.at.zone)
    except (ValueError, OSError, LookupError):
        yield "zone", event.at.zone, "there is no such time zone"
        return
    if WITHHELD & set(stored.objections):  # made because thinking failed: nothing leads to it but that it has no run
        yield "withheld", repr(stored.decision.runs), repr(False)
        return
    derived, objections = _derived(regimen, state, now)
    yield from _differing("", stored.decision, derived)
    yield "objections", repr(stored.objections), repr(objections)
    if stored.supersedes is not None and stored.supersedes not in state.decisions:
        yield "supersedes", stored.supersedes, "no such decision before this entry"


def _derived(regimen: Regimen, state: RunnerState, now: Now) -> tuple[Decision, tuple[str, ...]]:
    """The decision of that moment, with the second opinion, as it is issued."""
    decision = decide(regimen, state, now)
    objections = second_opinion(decision, regimen, state, now)
    return (withdrawn(decision, now) if objections else decision), objections


def _differing(part: str, stored: Any, derived: Any) -> Iterator[tuple[str, str, str]]:
    """The parts of two decisions, reasons and limits one by one, so that a difference is short to read."""
    for field in fields(stored):
        name = f"{part}{field.name}"
        one, other = getattr(stored, field.name), getattr(derived, field.name)
        if field.name not in ("reasons", "limits"):
            yield name, repr(one), repr(other)
            continue
        yield f"{name}, which", repr([_name(entry) for entry in one]), repr([_name(entry) for entry in other])
        again = {_name(entry): entry for entry in other}
        for entry in one:
            if _name(entry) in again:
                yield from _differing(f"{_name(entry)}: ", entry, again[_name(entry)])


def _name(entry: Reason | LimitReason) -> str:
    return entry.rule if isinstance(entry, Reason) else f"{entry.cap} of {entry.quantity}"


class _Shelf:
    """Pinned protocols by hash, each parsed once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.read: dict[str, tuple[Protocol | None, str]] = {}

    def find(self, digest: str) -> tuple[Protocol | None, str]:
        """The protocol, or None and what is wrong with its text."""
        if digest not in self.read:
            self.read[digest] = self._parsed(digest)
        return self.read[digest]

    def _parsed(self, digest: str) -> tuple[Protocol | None, str]:
        if digest not in self.texts:
            return None, "the export holds no such text"
        try:
            protocol = read_resolved(self.texts[digest])
        except ProtocolError as wrong:
            return None, str(wrong)
        return (protocol, "") if protocol.hash == digest else (None, f"the text has the hash {protocol.hash}")
