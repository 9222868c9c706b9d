"""Puts a reading of a file into a journal: new, the same run once more, history, or to be looked at.

Used inside one open unit; nothing is decided here. The rules for being the same run are in `recordings`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from restride.activity.plausible import EARLIEST
from restride.core.activity_entries import ActivityRead, ActivitySettled
from restride.core.events import Author, Corrected, EpisodeOpened, Event, Restored, SessionLogged, Withdrawn
from restride.core.state import Entry, apply
from restride.core.terms import Role
from restride.journal.port import Unit
from restride.usecases.entry import AHEAD, Stamp, derived_id, entry
from restride.usecases.ports import Visitor, here
from restride.usecases.record import read_record
from restride.usecases.recordings import (
    Amounts,
    adds_load,
    amounts_of,
    is_done_with,
    joined,
    latest_version,
    on_foot,
    recordings_of,
    session_as_reading,
    session_of,
)
from restride.usecases.refused import refuse

Outcome = Literal["imported", "duplicate", "review"]
_LOOKED_AT = tuple(
    one.kind for one in (ActivityRead, ActivitySettled, SessionLogged, Corrected, Withdrawn, EpisodeOpened, Restored)
)
SAME_RUN = "same-run"  # the reason of what is settled without asking anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of one activity: its entry (None: nothing known by id), and the logged run that it joined."""

    outcome: Outcome
    activity: str | None
    history: bool = False
    joins: str | None = None


class Placing:
    """Readings on their way into one person's journal. `news` is the newest entry that a decision has to look at.

    `state` holds runs, recordings and injuries only: answers and decisions say nothing about which run is the same.
    """

    def __init__(self, unit: Unit, visitor: Visitor, now: datetime) -> None:
        self.unit = unit
        self.visitor = visitor
        self.now = now
        self.state = read_record(unit.events(kinds=_LOOKED_AT)).state
        self.stored = False
        self.news: Event | None = None

    def known(self, activity: str) -> Entry:
        """A recording of this person. Raises NotPossible when there is none."""
        found = self.state.activities.get(activity)
        if found is None:
            raise refuse("activity", "unknown-activity", "There is no such file in your record.")
        return found

    def is_ahead(self, start: datetime | None) -> bool:
        """Whether a start is still to come: the device's clock was wrong."""
        return start is not None and start > self.now + AHEAD

    def place(self, reading: ActivityRead, id: str) -> Placed:
        """Store a reading where it says something new, and tie it to the run that it belongs to."""
        if id in self.state.activities:
            return Placed(outcome="duplicate", activity=id, history=self.state.activities[id].body.history)
        reading = replace(reading, history=self._is_history(reading))
        same = recordings_of(self.state, reading)
        waiting = [one for one in same if one.body.review and not is_done_with(self.state, one.id)]
        counts = on_foot(reading) and not reading.history
        run = session_of(self.state, same, reading) if counts else None
        heard = [one.body for one in same] + ([session_as_reading(self.state, run, reading)] if run else [])
        mends = bool(waiting) and not reading.review
        if not mends and heard and not adds_load(reading, heard):
            return Placed(
                outcome="duplicate",
                activity=same[0].id if same else None,
                history=reading.history,
                joins=run.id if run else None,
            )
        self._keep_reading(reading, id)
        if reading.review:
            return Placed(outcome="review", activity=id, history=reading.history)
        for one in waiting:
            if not adds_load(one.body, [reading]):
                self.settle(one.id, counts=False)
        if run is not None:
            self.join(run, (id,), amounts_of([reading]))
        return Placed(outcome="imported", activity=id, history=reading.history, joins=run.id if run else None)

    def join(self, run: Entry, activities: tuple[str, ...], amounts: Amounts) -> None:
        """Make recordings part of a logged run, which takes the larger of each amount; they wait no longer."""
        before = latest_version(self.state, run)
        after = joined(before, amounts, activities)
        if after != before:
            body = Corrected(target=run.id, session=after, reason=SAME_RUN)
            stamp = Stamp(id=derived_id(activities[0], "joins", run.id), recorded_at=self.now, episode=run.episode)
            self.keep(entry(self.visitor, body, stamp))
            self.unit.drop_checkpoints()
        for id in activities:
            self.settle(id, counts=True)

    def settle(self, activity: str, *, counts: bool) -> None:
        """Settle a recording without asking: it is the same run as one that is known."""
        self.keep(
            Event(
                id=derived_id(activity, SAME_RUN, "counts" if counts else "left-out"),
                episode=None,
                at=here(self.now, self.visitor.zone),
                recorded_at=self.now,
                author=Author(role=Role.SYSTEM, id="system"),
                source="engine",
                body=ActivitySettled(activity=activity, counts=counts, reason=SAME_RUN),
            )
        )

    def keep(self, event: Event) -> bool:
        """Append an entry that decisions have to look at; False when it was there."""
        fresh = self._append(event)
        self.news = event if fresh else self.news
        return fresh

    def _keep_reading(self, reading: ActivityRead, id: str) -> None:
        """A run that waits for the runner changes what is decided; history and other sports change nothing."""
        start = reading.start
        happened = start if start is not None and EARLIEST <= start <= self.now else None
        event = entry(self.visitor, reading, Stamp(id=id, recorded_at=self.now, at=happened))
        waits = not reading.history and bool(reading.review or reading.run_s)
        if self._append(event) and waits:
            self.news = event

    def _append(self, event: Event) -> bool:
        fresh = self.unit.append(event).fresh
        if fresh:
            self.stored = True
            self.state = apply(self.state, event)
        return fresh

    def _is_history(self, reading: ActivityRead) -> bool:
        """Older than sign-up: the day on which the first injury was entered; today, where none was."""
        if reading.start is None:
            return False
        opened = [entry.at.day for entry in self.state.episodes.values()]
        first = min(opened, default=here(self.now, self.visitor.zone).day)
        return here(reading.start, self.visitor.zone).day < first
