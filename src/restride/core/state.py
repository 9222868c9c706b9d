"""A runner's state: the journal folded into what rules look at. Any order of the same events gives the same state."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any, Literal, Protocol

from restride.core import events as ev
from restride.core import exercise_entries as ex
from restride.core import self_entries as told
from restride.core.activity_entries import ActivityRead, ActivitySettled
from restride.core.answers import cleaned
from restride.core.cadence_entries import CadenceEnded, CadenceMeasured, CueSessionDone
from restride.core.corrections import Edit
from restride.core.decision import DecisionIssued
from restride.core.events import Event
from restride.core.goal_entries import GoalAnswered, GoalSet
from restride.core.moment import Moment
from restride.core.once import altering
from restride.core.terms import Role
from restride.core.values import dataclass
from restride.core.windows import Settled

Morning = Literal["quiet", "rise", "warning", "unknown"]  # how the morning after an exercise was


class Entry(Protocol):
    """What a shelf of the state holds: the event itself, seen as who, when and a body of the shelf's kind."""

    @property
    def id(self) -> str: ...

    @property
    def episode(self) -> str | None: ...

    @property
    def at(self) -> Moment: ...

    @property
    def recorded_at(self) -> datetime: ...

    @property
    def author(self) -> ev.Author: ...

    @property
    def source(self) -> str: ...

    @property
    def body(self) -> Any: ...


Entries = Mapping[str, Entry]
Calendar = dict[date, tuple[Entry, ...]]  # its days in order, however it came to be


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Newest:
    """Which entry was recorded last, and the zone it was made in."""

    recorded_at: datetime
    id: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerState:
    """Entries by kind and id. Only what rules read is kept; notes and files stay in the journal.

    `calendar` holds check-ins, sessions and decisions a second time, by civil day, both in order of time.

    `latest` is the latest instant at which the server recorded anything: the high-water mark of its clock.

    `newest` is the entry recorded last, `newest_own` the last one of the runner's own.

    `since` is None for a whole journal. In a condensed state it is the first day that is whole (see `condensed`), and
    `baselines` by episode and `mornings_after` by exercise entry say what is known of the days before it.

    `kept` is no part of the record: what was read from it last (runs that are over, civil days, the own baseline), to
    save reading it at each decision. Each reader compares what it had read from, so one dict serves all states of a
    runner.
    """

    episodes: Entries = field(default_factory=dict)
    episodes_closed: Entries = field(default_factory=dict)
    intakes: Entries = field(default_factory=dict)
    reports: Entries = field(default_factory=dict)
    sessions: Entries = field(default_factory=dict)
    activities: Entries = field(default_factory=dict)
    activities_settled: Entries = field(default_factory=dict)
    readiness: Entries = field(default_factory=dict)
    foundation: Entries = field(default_factory=dict)
    exercises: Entries = field(default_factory=dict)
    prescriptions: Entries = field(default_factory=dict)
    prescriptions_withdrawn: Entries = field(default_factory=dict)
    own_exercises: Entries = field(default_factory=dict)
    own_exercises_ended: Entries = field(default_factory=dict)
    self_ratings: Entries = field(default_factory=dict)
    cards_put_away: Entries = field(default_factory=dict)
    heart_rates: Entries = field(default_factory=dict)
    cadences: Entries = field(default_factory=dict)
    cue_sessions: Entries = field(default_factory=dict)
    cadences_ended: Entries = field(default_factory=dict)
    clearances: Entries = field(default_factory=dict)
    clearances_confirmed: Entries = field(default_factory=dict)
    clearances_withdrawn: Entries = field(default_factory=dict)
    flags: Entries = field(default_factory=dict)
    flags_closed: Entries = field(default_factory=dict)
    flags_disputed: Entries = field(default_factory=dict)
    operations: Entries = field(default_factory=dict)
    waivers: Entries = field(default_factory=dict)
    waivers_withdrawn: Entries = field(default_factory=dict)
    limits: Entries = field(default_factory=dict)
    limits_withdrawn: Entries = field(default_factory=dict)
    paces: Entries = field(default_factory=dict)
    goals: Entries = field(default_factory=dict)
    goals_answered: Entries = field(default_factory=dict)
    decisions: Entries = field(default_factory=dict)
    restores: Entries = field(default_factory=dict)
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=dict)
    latest: datetime | None = None
    newest: Newest | None = None
    newest_own: Newest | None = None
    since: date | None = None
    baselines: Mapping[str, Settled] = field(default_factory=dict)
    mornings_after: Mapping[str, Morning] = field(default_factory=dict)
    kept: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)


_changed = altering(RunnerState)

SHELF: dict[type, str] = {
    ev.EpisodeOpened: "episodes",
    ev.EpisodeClosed: "episodes_closed",
    ev.IntakeAnswered: "intakes",
    ev.CheckIn: "reports",
    ev.SessionLogged: "sessions",
    ActivityRead: "activities",
    ActivitySettled: "activities_settled",
    ev.ReadinessRecorded: "readiness",
    ev.FoundationDone: "foundation",
    ex.ExerciseLogged: "exercises",
    ex.ExercisePrescribed: "prescriptions",
    ex.PrescriptionWithdrawn: "prescriptions_withdrawn",
    ex.OwnExerciseAdded: "own_exercises",
    ex.OwnExerciseEnded: "own_exercises_ended",
    told.SelfRated: "self_ratings",
    told.CardPutAway: "cards_put_away",
    told.EasyHeartRate: "heart_rates",
    CadenceMeasured: "cadences",
    CueSessionDone: "cue_sessions",
    CadenceEnded: "cadences_ended",
    ev.ClearanceGiven: "clearances",
    ev.ClearanceConfirmed: "clearances_confirmed",
    ev.ClearanceWithdrawn: "clearances_withdrawn",
    ev.FlagOpened: "flags",
    ev.FlagClosed: "flags_closed",
    ev.FlagDisputed: "flags_disputed",
    ev.OperationReported: "operations",
    ev.WaiverGiven: "waivers",
    ev.WaiverWithdrawn: "waivers_withdrawn",
    ev.LimitGiven: "limits",
    ev.LimitWithdrawn: "limits_withdrawn",
    ev.PaceChosen: "paces",
    GoalSet: "goals",
    GoalAnswered: "goals_answered",
    ev.Restored: "restores",
    DecisionIssued: "decisions",
    ev.Corrected: "edits",
    ev.Withdrawn: "edits",
}
_SHELVES = tuple(dict.fromkeys(SHELF.values()))

_EDITS = (ev.Corrected, ev.Withdrawn)
_RUNNER = Role.RUNNER
DAILY = (ev.CheckIn, ev.SessionLogged, DecisionIssued)  # what the calendar holds


def fold(events: Iterable[Event], *, known_at: datetime | None = None) -> RunnerState:
    """The state after these events, in any order, each once; with `known_at`, as it was known at that instant."""
    shelves: dict[str, Any] = {name: {} for name in _SHELVES}
    days: dict[date, list[Entry]] = {}
    last: Event | None = None
    own: Event | None = None
    for event in events:
        if known_at is not None and event.recorded_at > known_at:
            continue
        if last is None or _is_later(event, last):
            last = event
        if event.author.role is _RUNNER and (own is None or _is_later(event, own)):
            own = event
        kept = _put(event, shelves)
        if kept is not None:
            days.setdefault(kept.at.day, []).append(kept)
    latest = last.recorded_at if last else None
    return RunnerState(**shelves, calendar=in_time(days), latest=latest, newest=_newest(last), newest_own=_newest(own))


def _is_later(event: Event, last: Event) -> bool:
    if event.recorded_at == last.recorded_at:
        return event.id > last.id
    return event.recorded_at > last.recorded_at


def _newest(event: Event | None) -> Newest | None:
    return Newest(recorded_at=event.recorded_at, id=event.id, zone=event.at.zone) if event else None


def in_time(days: Mapping[date, list[Entry]]) -> dict[date, tuple[Entry, ...]]:
    """A calendar of these days, each in order of time."""
    return {day: tuple(sorted(days[day], key=_in_time)) for day in sorted(days)}


def with_day(calendar: Calendar, day: date, entries: Iterable[Entry]) -> dict[date, tuple[Entry, ...]]:
    """The calendar with these entries as those of a day; its days stay in order."""
    changed = {**calendar, day: tuple(sorted(entries, key=_in_time))}
    is_last = day in calendar or not calendar or day > next(reversed(calendar))
    return changed if is_last else {one: changed[one] for one in sorted(changed)}


def apply(state: RunnerState, event: Event) -> RunnerState:
    """The state with one more event; the same as folding it with the others."""
    name = SHELF.get(type(event.body))
    shelves: dict[str, Any] = {name: dict(getattr(state, name))} if name else {}
    kept = _put(event, shelves)
    if kept is not None:
        day = kept.at.day
        shelves["calendar"] = with_day(state.calendar, day, (*state.calendar.get(day, ()), kept))
    here = Newest(recorded_at=event.recorded_at, id=event.id, zone=event.at.zone)
    newest = max(state.newest or here, here)
    own = state.newest_own
    if event.author.role is Role.RUNNER:
        own = max(own or here, here)
    return _changed(state, **shelves, latest=newest.recorded_at, newest=newest, newest_own=own)


def _put(event: Event, shelves: dict[str, dict[Any, Any]]) -> Event | None:
    """Put an event on its shelf. Gives the entry where the calendar has to hold it too."""
    body = event.body
    name = SHELF.get(type(body))
    if name is None:
        return None
    shelf = shelves[name]
    if isinstance(body, _EDITS):
        known = shelf.get(body.target, ())
        if all(edit.id != event.id for edit in known):
            shelf[body.target] = tuple(sorted((*known, _edit(event, body)), key=lambda edit: edit.id))
        return None
    if isinstance(body, ev.CheckIn):
        event = _cleaned(event, body)
    fresh = isinstance(body, DAILY) and event.id not in shelf
    shelf[event.id] = event
    return event if fresh else None


def _in_time(entry: Entry) -> tuple[datetime, datetime, str]:
    return (entry.at.at, entry.recorded_at, entry.id)


def _cleaned(event: Event, body: ev.CheckIn) -> Event:
    answers = cleaned(body.answers)
    return event if answers is body.answers else replace(event, body=replace(body, answers=answers))


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
