"""A state made short, to go on from: recent days whole, of older ones only what later decisions look at.

Law: what is decided from a condensed state and what followed is what is decided from the whole journal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from restride.core import events as ev
from restride.core.activity_entries import ActivityRead, ActivitySettled
from restride.core.context import HORIZON_D, Context
from restride.core.corrections import is_settled, sessions_on
from restride.core.events import Event
from restride.core.exercise.situation import morning_of
from restride.core.moment import Now
from restride.core.protocol import Regimen
from restride.core.state import Entries, Entry, Morning, RunnerState, apply
from restride.core.told import in_order_issued

KEEP_D = HORIZON_D + 15  # days kept whole: the horizon of the rules, and room for a runner who crosses the date line
_REFOLD = (ev.Corrected, ev.Withdrawn, ev.EpisodeOpened, ev.EpisodeClosed, ev.Restored)
_DAY = timedelta(days=1)
_SYMPTOMS = "symptoms"


def condense(state: RunnerState, regimens: tuple[Regimen, ...]) -> RunnerState | None:
    """The state with little of what is older than `KEEP_D` days. `regimens` are those of the episodes followed.

    None where there is nothing yet, or where an old answer was corrected so lately that both versions still count.
    """
    if state.latest is None:
        return None
    surely_today = state.latest.date() - _DAY  # the earliest civil day of that instant, wherever the runner is
    since = surely_today - timedelta(days=KEEP_D)
    if _is_moving(state, since, surely_today):
        return None
    now = _now(surely_today, state.latest)
    decisions = _decisions(state, since)
    activities = _activities(state)
    sessions = _sessions(state, since, surely_today, decisions=decisions, activities=activities)
    return replace(
        state,
        since=since,
        baselines={one.episode: Context(one, state, now).settled_before(since) for one in regimens},
        mornings_after=_mornings_after(state, since, now.day, tuple(one.episode for one in regimens)),
        reports={id: entry for id, entry in state.reports.items() if entry.at.day >= since - _DAY},
        sessions=sessions,
        decisions=decisions,
        activities=activities,
        activities_settled={
            id: entry for id, entry in state.activities_settled.items() if entry.body.activity in activities
        },
        calendar={day: entries for day, entries in state.calendar.items() if day >= since - _DAY},
    )


def go_on(state: RunnerState, events: Iterable[Event], now: datetime) -> RunnerState | None:
    """The condensed state with what followed. None where the whole journal has to be folded anew.

    That is so after a correction or late news of a day that was left out, and while the clock is behind.
    """
    if state.latest is not None and now < state.latest:
        return None
    for event in events:
        if not _follows(state, event):
            return None
        state = apply(state, event)
    return state


def _follows(state: RunnerState, event: Event) -> bool:
    body = event.body
    if isinstance(body, ActivityRead) and body.history:
        return True  # a run of before sign-up: nothing that is decided looks at it, whatever its day
    if isinstance(body, _REFOLD) or state.since is None or event.at.day <= state.since:
        return False
    if isinstance(body, ev.CheckIn):
        return body.run is None or body.run in state.sessions
    if isinstance(body, ActivitySettled):
        return body.activity in state.activities
    closed_again = isinstance(body, ev.FlagClosed) and any(
        one.body.flag_event == body.flag_event for one in state.flags_closed.values()
    )
    return not closed_again


def _is_moving(state: RunnerState, since: date, surely_today: date) -> bool:
    """Whether an entry that would be left out was edited so lately that its older version still counts."""
    shelves = (state.reports, state.sessions, state.exercises)
    for target, edits in state.edits.items():
        entry = next((shelf[target] for shelf in shelves if target in shelf), None)
        old = entry is None or entry.at.day <= since
        if old and any(edit.day >= surely_today for edit in edits):
            return True
    return False


def _decisions(state: RunnerState, since: date) -> dict[str, Entry]:
    """The recent ones, and of each episode the last before them."""
    kept: dict[str, Entry] = {}
    older: dict[str | None, list[Entry]] = {}
    for id, entry in state.decisions.items():
        if entry.at.day >= since - _DAY or entry.body.decision.day >= since - _DAY:
            kept[id] = entry
        else:
            older.setdefault(entry.episode, []).append(entry)
    for entries in older.values():
        last, latest = max(entries, key=in_order_issued), max(entries, key=_issued_at)
        kept |= {last.id: last, latest.id: latest}
    return kept


def _issued_at(entry: Entry) -> datetime:
    at: datetime = entry.body.decision.issued_at
    return at


def _activities(state: RunnerState) -> dict[str, Entry]:
    """Recordings that somebody has still to settle or confirm, or that hold something back."""
    settled = {entry.body.activity for entry in state.activities_settled.values()}
    used = {id for entry in state.sessions.values() for id in entry.body.activities}
    return {
        id: entry
        for id, entry in state.activities.items()
        if id not in settled and not entry.body.history and (id not in used or entry.body.review)
    }


def _sessions(
    state: RunnerState, since: date, today: date, *, decisions: Entries, activities: Entries
) -> dict[str, Entry]:
    """The recent ones, those that something kept refers to, and the last run before them."""
    told_of = {entry.body.run for entry in state.reports.values() if entry.at.day >= since - _DAY}
    asked_on = {entry.body.decision.day for entry in decisions.values()}
    kept: dict[str, Entry] = {}
    older: list[Entry] = []
    for id, entry in state.sessions.items():
        tied = id in told_of or entry.at.day in asked_on or not activities.keys().isdisjoint(entry.body.activities)
        if entry.at.day >= since - _DAY or tied:
            kept[id] = entry
        elif _was_run(state, entry, today):
            older.append(entry)
    ran = [entry for id, entry in state.sessions.items() if id not in kept and entry.body.run_s]
    lasts = [max(older, key=_in_time, default=None), max(ran, key=lambda one: (one.at.day, one.id), default=None)]
    return kept | {last.id: last for last in lasts if last is not None}


def _in_time(entry: Entry) -> tuple[datetime, str]:
    return (entry.at.at, entry.id)


def _was_run(state: RunnerState, entry: Entry, today: date) -> bool:
    edits = state.edits.get(entry.id, ())
    newest, most = sessions_on(entry.body, edits, today)
    return not is_settled(edits) and bool(most.run_s or (newest.why_less or most.why_less) == _SYMPTOMS)


def _mornings_after(state: RunnerState, since: date, today: date, episodes: tuple[str, ...]) -> Mapping[str, Morning]:
    """How the morning after each older exercise was; known for good, as news of it folds the journal anew."""
    older = {id: entry for id, entry in state.exercises.items() if entry.at.day < since}
    return {id: morning_of(state, entry, today, episodes) for id, entry in older.items()}


def _now(day: date, at: datetime) -> Now:
    """A moment of that day, for reading what is older than it."""
    return Now(at=at, day=day, zone="UTC", day_starts=at, day_ends=at + _DAY)
