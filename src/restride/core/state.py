"""A runner's state: the journal folded into what rules look at. Any order of the same events gives the same state."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from restride.core import events as ev
from restride.core.answers import cleaned
from restride.core.corrections import Edit
from restride.core.decision import DecisionIssued
from restride.core.events import Event
from restride.core.moment import Moment

FOLD_VERSION = 1  # a stored state of another version is dropped and folded anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event as the state keeps it: who, when, and the body."""

    id: str
    episode: str | None
    at: Moment
    recorded_at: datetime
    author: ev.Author
    body: Any


Entries = Mapping[str, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerState:
    """Entries by kind and id. Only what rules read is kept; notes and files stay in the journal.

    `latest` is the latest instant at which the server recorded anything: the high-water mark of its clock.
    """

    episodes: Entries = field(default_factory=dict)
    episodes_closed: Entries = field(default_factory=dict)
    reports: Entries = field(default_factory=dict)
    sessions: Entries = field(default_factory=dict)
    activities: Entries = field(default_factory=dict)
    activities_settled: Entries = field(default_factory=dict)
    readiness: Entries = field(default_factory=dict)
    foundation: Entries = field(default_factory=dict)
    clearances: Entries = field(default_factory=dict)
    clearances_confirmed: Entries = field(default_factory=dict)
    clearances_withdrawn: Entries = field(default_factory=dict)
    flags: Entries = field(default_factory=dict)
    flags_closed: Entries = field(default_factory=dict)
    flags_disputed: Entries = field(default_factory=dict)
    operations: Entries = field(default_factory=dict)
    waivers: Entries = field(default_factory=dict)
    waivers_withdrawn: Entries = field(default_factory=dict)
    decisions: Entries = field(default_factory=dict)
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    latest: datetime | None = None


_SHELF: dict[type, str] = {
    ev.EpisodeOpened: "episodes",
    ev.EpisodeClosed: "episodes_closed",
    ev.CheckIn: "reports",
    ev.SessionLogged: "sessions",
    ev.ActivityRead: "activities",
    ev.ActivitySettled: "activities_settled",
    ev.ReadinessRecorded: "readiness",
    ev.FoundationDone: "foundation",
    ev.ClearanceGiven: "clearances",
    ev.ClearanceConfirmed: "clearances_confirmed",
    ev.ClearanceWithdrawn: "clearances_withdrawn",
    ev.FlagOpened: "flags",
    ev.FlagClosed: "flags_closed",
    ev.FlagDisputed: "flags_disputed",
    ev.OperationReported: "operations",
    ev.WaiverGiven: "waivers",
    ev.WaiverWithdrawn: "waivers_withdrawn",
    DecisionIssued: "decisions",
}


def fold(events: Iterable[Event], *, known_at: datetime | None = None) -> RunnerState:
    """The state after these events, in any order, each once; with `known_at`, as it was known at that instant."""
    shelves: dict[str, dict[str, Any]] = {}
    latest: datetime | None = None
    for event in events:
        if known_at is not None and event.recorded_at > known_at:
            continue
        latest = event.recorded_at if latest is None else max(latest, event.recorded_at)
        _put(event, lambda name: shelves.setdefault(name, {}))
    return RunnerState(**shelves, latest=latest)


def apply(state: RunnerState, event: Event) -> RunnerState:
    """The state with one more event; the same as folding it with the others."""
    changed: dict[str, Any] = {}

    def shelf(name: str) -> dict[str, Any]:
        kept: dict[str, Any] = changed.setdefault(name, dict(getattr(state, name)))
        return kept

    _put(event, shelf)
    latest = event.recorded_at if state.latest is None else max(state.latest, event.recorded_at)
    return replace(state, **changed, latest=latest)


def _put(event: Event, shelf: Callable[[str], dict[str, Any]]) -> None:
    body = event.body
    if isinstance(body, ev.Corrected | ev.Withdrawn):
        edits = shelf("edits")
        known = edits.get(body.target, ())
        if all(edit.id != event.id for edit in known):
            edits[body.target] = tuple(sorted((*known, _edit(event, body)), key=lambda edit: edit.id))
        return
    name = _SHELF.get(type(body))
    if name is None:
        return
    if isinstance(body, ev.CheckIn):
        body = replace(body, answers=cleaned(body.answers))
    shelf(name)[event.id] = Entry(
        id=event.id,
        episode=event.episode,
        at=event.at,
        recorded_at=event.recorded_at,
        author=event.author,
        body=body,
    )


def _edit(event: Event, body: ev.Corrected | ev.Withdrawn) -> Edit:
    if isinstance(body, ev.Withdrawn):
        settled = body.settled and event.author.role in ev.CLINICAL
        return Edit(id=event.id, day=event.at.day, recorded_at=event.recorded_at, withdrawn=True, settled=settled)
    return Edit(
        id=event.id,
        day=event.at.day,
        recorded_at=event.recorded_at,
        answers=body.answers,
        session=body.session,
    )
