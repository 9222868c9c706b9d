"""Runs out of files as the journal holds them: made from what a reader saw, and told apart from one another.

Nothing is written here. One true run may be recorded several times; the larger of each amount counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date

from restride.activity.model import may_be_on_foot
from restride.activity.same import Span, is_same
from restride.core.activity_entries import ActivityRead, Bout
from restride.core.corrections import is_settled, sessions_on
from restride.core.events import SessionLogged
from restride.core.state import Entry, RunnerState
from restride.formats.parsed import ParsedFile, ParsedProblem

UNDATED = frozenset({"no-clock", "implausible-date"})  # what a date from the runner settles
# Where one of these is said, the file's own seconds can't be believed, and the runner's word stands alone.
UNSURE_SECONDS = frozenset(
    {"implausible-speed", "implausible-duration", "implausible-cadence", "no-samples", "points-without-time"}
)
_SURE_WALKS = frozenset({"walking", "hiking"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Whole seconds and metres of one true run: the largest of each over its recordings."""

    run_s: int
    longest_bout_s: int
    walk_s: int
    elapsed_s: int
    distance_m: int | None

    @property
    def load(self) -> tuple[int, int, int, int]:
        """What counts as load: running, longest stretch, time on feet, metres."""
        return (self.run_s, self.longest_bout_s, self.run_s + self.walk_s, self.distance_m or 0)


def reading_of(file: ParsedFile, number: int, *, file_id: str, review: tuple[str, ...]) -> ActivityRead:
    """The facts of one activity of a file. Where nothing tells running, all of it counts as run, for caution."""
    seen = file.activities[number]
    timer_s = _whole(seen.timer_s, seen.elapsed_s)
    unknown = 0 if seen.sport in _SURE_WALKS else timer_s
    run_s = seen.run_s if seen.run_s is not None else unknown
    return ActivityRead(
        digest=file.content_digest or file.digest,
        file_id=file_id,
        reader=file.reader,
        sport=seen.sport,
        start=seen.start.astimezone(UTC) if seen.start else None,
        elapsed_s=_whole(seen.elapsed_s, seen.timer_s),
        timer_s=timer_s,
        run_s=run_s,
        longest_bout_s=seen.longest_bout_s if seen.longest_bout_s is not None else run_s,
        walk_s=seen.walk_s if seen.walk_s is not None else timer_s - run_s,
        distance_m=seen.distance_m,
        avg_hr=seen.avg_hr,
        max_hr=seen.max_hr,
        cadence_spm=seen.cadence_spm,
        run_cadence_spm=seen.run_cadence_spm,
        device=seen.device or "",
        bouts=tuple(Bout(run=b.kind == "run", start_s=b.start_s, seconds=b.duration_s) for b in seen.bouts),
        review=review,
    )


def _whole(*amounts: int | None) -> int:
    """The first that is known and not below zero; 0 when none is."""
    return next((amount for amount in amounts if amount is not None and amount >= 0), 0)


def problems_of(file: ParsedFile, number: int) -> tuple[ParsedProblem, ...]:
    """What is wrong with one activity of a file: its own problems and those of the file as a whole."""
    if len(file.activities) == 1:
        return file.problems
    mine = f"activity {number + 1}"
    return tuple(
        one for one in file.problems if one.place.partition(",")[0] == mine or not one.place.startswith("activity ")
    )


def on_foot(reading: ActivityRead) -> bool:
    """Whether it may have been a run: by its sport, or because running was seen in it."""
    return bool(reading.run_s) or may_be_on_foot(reading.sport, None)


def span_of(id: str, reading: ActivityRead) -> Span | None:
    """When it took place; None while nobody knows."""
    if reading.start is None:
        return None
    length = max(reading.elapsed_s, reading.timer_s)
    return Span(id=id, start=reading.start, elapsed_s=length, run_s=reading.run_s, distance_m=reading.distance_m or 0)


def recordings_of(state: RunnerState, reading: ActivityRead, *, but: str = "") -> tuple[Entry, ...]:
    """Recordings of the same true run, earliest entry first; those that a person has ruled out are left out."""
    mine = span_of(but, reading)
    if mine is None:
        return ()
    out = {entry.body.activity for entry in state.activities_settled.values() if not entry.body.counts}
    found = []
    for id, entry in state.activities.items():
        other = span_of(id, entry.body)
        if id == but or id in out or other is None or on_foot(entry.body) is not on_foot(reading):
            continue
        if is_same(mine, other):
            found.append(entry)
    return tuple(sorted(found, key=lambda entry: (entry.recorded_at, entry.id)))


def session_of(state: RunnerState, readings: Iterable[Entry], reading: ActivityRead) -> Entry | None:
    """The logged run that these recordings belong to: it names one of them, or took place at the same time."""
    ids = {entry.id for entry in readings}
    kept = [entry for id, entry in sorted(state.sessions.items()) if not is_settled(state.edits.get(id, ()))]
    for entry in kept:
        if ids & set(activities_of(state, entry)):
            return entry
    mine = span_of("", reading)
    for entry in kept:
        newest = latest_version(state, entry)
        there = Span(
            id=entry.id,
            start=entry.at.at,
            elapsed_s=max(newest.elapsed_s, newest.run_s + newest.walk_s),
            run_s=newest.run_s,
            distance_m=newest.distance_m or 0,
        )
        if mine is not None and newest.run_s and is_same(mine, there):
            return entry
    return None


def latest_version(state: RunnerState, session: Entry) -> SessionLogged:
    """A logged run with its corrections, the newest of them."""
    newest, _ = sessions_on(session.body, state.edits.get(session.id, ()), date.max)
    return newest


def activities_of(state: RunnerState, session: Entry) -> tuple[str, ...]:
    """Recordings that a logged run names, in any of its versions."""
    edits = (edit.session for edit in state.edits.get(session.id, ()) if edit.session is not None)
    return tuple(id for version in (session.body, *edits) for id in version.activities)


def is_done_with(state: RunnerState, activity: str) -> bool:
    """Whether a recording is settled or belongs to a logged run."""
    if any(entry.body.activity == activity for entry in state.activities_settled.values()):
        return True
    return any(activity in activities_of(state, entry) for entry in state.sessions.values())


def waiting_of(state: RunnerState) -> tuple[Entry, ...]:
    """Recordings that hold a run back until the runner has said what they are, oldest first; history never does."""
    open_ones = (
        entry
        for id, entry in state.activities.items()
        if (entry.body.run_s or entry.body.review) and not entry.body.history and not is_done_with(state, id)
    )
    return tuple(sorted(open_ones, key=lambda entry: (entry.at.at, entry.recorded_at, entry.id)))


def amounts_of(readings: Sequence[ActivityRead]) -> Amounts:
    """The largest of each amount over recordings of one true run (INV-058)."""
    return Amounts(
        run_s=max(one.run_s for one in readings),
        longest_bout_s=max(one.longest_bout_s for one in readings),
        walk_s=max(one.walk_s for one in readings),
        elapsed_s=max(one.elapsed_s for one in readings),
        distance_m=max((one.distance_m for one in readings if one.distance_m is not None), default=None),
    )


def adds_load(reading: ActivityRead, known: Sequence[ActivityRead]) -> bool:
    """Whether a recording says more of any amount than the others do."""
    if not known:
        return True
    pairs = zip(amounts_of([reading]).load, amounts_of(known).load, strict=True)
    return any(new > old for new, old in pairs)


def session_as_reading(state: RunnerState, session: Entry, like: ActivityRead) -> ActivityRead:
    """A logged run in the shape of a recording, so that the two can be compared."""
    newest = latest_version(state, session)
    return replace(
        like,
        run_s=newest.run_s,
        longest_bout_s=newest.longest_bout_s,
        walk_s=newest.walk_s,
        elapsed_s=newest.elapsed_s,
        distance_m=newest.distance_m,
    )


def joined(session: SessionLogged, amounts: Amounts, activities: tuple[str, ...]) -> SessionLogged:
    """A logged run with the larger of each amount, naming the recordings that it was found in."""
    distances = [metres for metres in (session.distance_m, amounts.distance_m) if metres is not None]
    return replace(
        session,
        run_s=max(session.run_s, amounts.run_s),
        longest_bout_s=max(session.longest_bout_s, amounts.longest_bout_s),
        walk_s=max(session.walk_s, amounts.walk_s),
        elapsed_s=max(session.elapsed_s, amounts.elapsed_s),
        distance_m=max(distances, default=None),
        activities=tuple(dict.fromkeys((*session.activities, *activities))),
    )
