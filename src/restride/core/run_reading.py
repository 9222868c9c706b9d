"""Puts a run together from the journal: the session with its corrections, what was issued, the answers around it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Literal

from restride.core.answers import NOTHING_SAID, Answers, join_all
from restride.core.corrections import Edit, answers_on, is_settled, is_withdrawn, sessions_on
from restride.core.decision import NO_RUN, Decision, Quantity
from restride.core.moment import Now
from restride.core.once import once, quickly
from restride.core.protocol import Windows
from restride.core.state import Entry, RunnerState
from restride.core.terms import PainMoment
from restride.core.told import Rank, ToldDay
from restride.core.values import dataclass

Morning = Literal["not_due", "pending", "answered", "lapsed"]
# What stands around a run: reports about it, those of the morning after, and the decisions of its day.
Around = tuple[list[Entry], list[Entry], list[Decision]]
Days = tuple[ToldDay | None, ToldDay | None]  # that of a run, and the one after
_NO_DAYS: Days = (None, None)
_DAY = timedelta(days=1)
_SYMPTOMS = "symptoms"  # why less was done than asked
_NONE: list[Any] = []
_by_start = attrgetter("start")


class RunReader:
    """Reads every run of the person for one episode at one moment."""

    def __init__(
        self,
        state: RunnerState,
        asking: "Asking",
        told: Mapping[date, ToldDay],
        *,
        episode: str,
        decisions: tuple[Decision, ...] | None,
    ) -> None:
        """`decisions` are None where those of each day are the ones that its told day holds."""
        self.asking = asking
        self.kept = _kept(state, asking, episode)
        self.told = told
        self.decisions = decisions
        self.by_run = _by_run(told)

    def runs(self, sessions: Iterable[Entry]) -> tuple["Run", ...]:
        """The runs among these sessions, by their start. One of no running was left out, unless it was felt."""
        edits, by_run = self.asking.edits, self.by_run
        standing = [entry for entry in sessions if not (edits and is_settled(edits.get(entry.id, ())))]
        found = [self._run(entry) for entry in standing]
        felt = [run for run in found if run.run_s or run.why_less == _SYMPTOMS or by_run.get(run.id)]
        felt.sort(key=_by_start)
        return tuple(felt)

    def _run(self, entry: Entry) -> "Run":
        """The run as it was read before, where nothing was told of it since; else read anew, and kept once it is over.

        Whatever a run is read from is compared, so that what is kept may be shared by all states of one runner: where
        its day and the day after are the same as then, only the reports that name it.
        """
        kept, about = self.kept.get(entry.id), self.by_run.get(entry.id, _NONE)
        days = (self.told.get(entry.at.day), self.told.get(entry.at.day + _DAY)) if self.decisions is None else _NO_DAYS
        if kept is not None and kept.run.entry is entry and self._is_unedited(kept.run):
            if days[0] and kept.days == days and kept.run.around[0] == about:
                return kept.run
            if kept.run.around == self._around(entry, about):
                self.kept[entry.id] = _kept_run(run=kept.run, days=days)
                return kept.run
        run = Run(entry, self._around(entry, about), self.asking)
        if run.is_over:
            self.kept[entry.id] = _kept_run(run=run, days=days)
        return run

    def _is_unedited(self, run: "Run") -> bool:
        edits = self.asking.edits
        return not edits or edits.keys().isdisjoint(run.evidence)

    def _around(self, entry: Entry, about: list[Entry]) -> Around:
        day, morning = self.told.get(entry.at.day), self.told.get(entry.at.day + _DAY)
        as_told = self.decisions is None
        decided = (day.decided if day else _NONE) if as_told else self._by_day.get(entry.at.day, _NONE)
        return (about, morning.by_day if morning else _NONE, decided)

    @once
    def _by_day(self) -> dict[date, list[Decision]]:
        found: dict[date, list[Decision]] = {}
        for made in self.decisions or ():
            found.setdefault(made.day, []).append(made)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptRun:
    """A run that is over, and the days that it was read from; none where the decisions were not those of its day."""

    run: "Run"
    days: Days


_kept_run = quickly(_KeptRun)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Runs that are over, as they were read with these windows, at this moment or before."""

    windows: Windows
    now: Now
    runs: dict[str, _KeptRun]


def _kept(state: RunnerState, asking: "Asking", episode: str) -> dict[str, _KeptRun]:
    """The runs that read the same at this moment, if what they are read from does: none once the clock went back."""
    kept: _Kept | None = state.kept.get(("runs", episode))
    now = asking.now
    if kept is not None and kept.windows is asking.windows and kept.now.at <= now.at and kept.now.day <= now.day:
        runs = kept.runs
    else:
        runs = {}
    if kept is None or kept.runs is not runs or kept.now is not now:
        state.kept["runs", episode] = _Kept(windows=asking.windows, now=now, runs=runs)
    return runs


def _by_run(told: Mapping[date, ToldDay]) -> dict[str, list[Entry]]:
    """The reports that name a run, by that run, in order of time."""
    found: dict[str, list[Entry]] = {}
    for about in [day.about for day in told.values() if day.about]:
        for run, entries in about.items():
            found[run] = [*found[run], *entries] if run in found else entries
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """With which edits, windows and clock runs are read."""

    edits: Mapping[str, tuple[Edit, ...]]
    windows: Windows
    now: Now

    def said(self, report: Entry) -> Answers:
        """What a report says today, with its corrections."""
        first: Answers = report.body.answers
        edits = self.edits.get(report.id)
        return answers_on(first, edits, self.now.day) if edits else first

    def joined(self, entries: list[Entry]) -> Answers:
        """What these reports say together."""
        return join_all([self.said(entry) for entry in entries]) if entries else NOTHING_SAID

    def counts(self, report: Entry) -> bool:
        """A pain answer that stands, that no painkiller hides, and that does not come from the future."""
        says = self.said(report)
        stands = not is_withdrawn(self.edits.get(report.id, ()))
        return stands and not self.is_ahead(report) and says.pain_tenths is not None and says.painkiller is not True

    def is_ahead(self, report: Entry) -> bool:
        """Whether the report speaks of an instant that has not come yet."""
        return report.at.at > self.now.at + timedelta(seconds=self.windows.clock_tolerance_s)


class Run:
    """A run as rules see it, each part worked out when it is asked for.

    `run_s`, `bout_s` and `on_feet_s` are the larger load of all versions, those with `_base` the one that may raise a
    cap. A run is equal to itself only.
    """

    def __init__(self, entry: Entry, around: Around, asking: Asking) -> None:
        edits = asking.edits.get(entry.id, ())
        self.entry = entry
        self.around = around
        self._about, self._by_day, self._decided = around
        self._asking = asking
        self.found: dict[object, Any] = {}  # what was worked out of the run, by question and limits
        self.readings: dict[int | None, Any] = {}  # of measures that rest on the run alone, by value
        self._newest, self._most = sessions_on(entry.body, edits, asking.now.day)
        self.id = entry.id
        self.at = entry.at
        self.start = (entry.at.at, entry.id)
        self.run_s: int = self._most.run_s
        self.bout_s: int = self._most.longest_bout_s
        self.why_less: str = self._newest.why_less or self._most.why_less
        self.withdrawn = is_withdrawn(edits)

    @property
    def is_over(self) -> bool:
        """Whether nothing but news can change how it reads: the morning after is over, and nobody edited anything."""
        reports = (*self._about, *self._by_day)
        if self.morning not in ("answered", "lapsed") or any(map(self._asking.is_ahead, reports)):
            return False
        edits = self._asking.edits
        return not edits or edits.keys().isdisjoint(self.evidence)

    @once
    def ends_at(self) -> datetime:
        return self.at.at + timedelta(seconds=max(self._most.elapsed_s, self.on_feet_s))

    @property
    def on_feet_s(self) -> int:
        return self._most.run_s + self._most.walk_s

    @property
    def run_s_base(self) -> int:
        return 0 if self.withdrawn else min(self.run_s, self._newest.run_s)

    @property
    def bout_s_base(self) -> int:
        return 0 if self.withdrawn else min(self.bout_s, self._newest.longest_bout_s)

    @property
    def on_feet_s_base(self) -> int:
        return 0 if self.withdrawn else min(self.on_feet_s, self._newest.run_s + self._newest.walk_s)

    @property
    def cut_short(self) -> bool:
        # Not answered is not "no": what nobody knows counts as the worse (INV-004, INV-016).
        return self._newest.cut_short is not False or self._most.cut_short is not False or not self.run_s

    @once
    def issued(self) -> Decision | None:
        """The decision in force when the run began, where it asked for a run; None for a run nobody asked for."""
        begun = self.at.at + timedelta(seconds=self._asking.windows.clock_tolerance_s)
        in_force = [made for made in self._decided if made.issued_at <= begun]
        return in_force[-1] if in_force and in_force[-1].runs else None

    @once
    def before(self) -> Answers:
        return self._asking.joined(self._told_of(PainMoment.BEFORE_RUN))

    @once
    def during(self) -> Answers:
        return self._asking.joined(self._told_of(PainMoment.DURING_RUN))

    @once
    def after_60(self) -> Answers:
        return self._asking.joined(self._told_of(PainMoment.AFTER_60))

    @once
    def next_morning(self) -> Answers:
        return self._asking.joined(self._mornings)

    @once
    def morning(self) -> Morning:
        """How it stands with the answer of the morning after."""
        asking = self._asking
        closes = self.ends_at + timedelta(hours=asking.windows.morning_window_h)
        for report in self._mornings:
            in_time = self.at.day < report.at.day and report.at.at <= closes and report.recorded_at <= closes
            if in_time and asking.counts(report):
                return "answered"
        if asking.now.day <= self.at.day:
            return "not_due"
        given_up = any(report.body.given_up for report in self._mornings)
        return "lapsed" if given_up or asking.now.at > closes else "pending"

    @once
    def told_at(self) -> datetime:
        """When the newest word about the run was recorded, edits included."""
        entries, edits = (self.entry, *self._about, *self._mornings), self._asking.edits
        told = [entry.recorded_at for entry in entries]
        if edits:
            told += [edit.recorded_at for entry in entries for edit in edits.get(entry.id, ())]
        return max(told)

    @once
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports about the run and of the morning after."""
        return tuple(sorted({report.id for report in (*self._about, *self._mornings)}))

    @once
    def evidence(self) -> tuple[str, ...]:
        """Ids of the session and of each report about it."""
        return (self.id, *self.reports)

    @once
    def rank(self) -> Rank | None:
        """The rank of the position that asked for it; None for a run nobody asked for."""
        return self.issued.position.rank if self.issued else None

    @once
    def counts(self) -> dict[Quantity, int]:
        """The lower of issued and done: what a cap may grow from. 0 for a run nobody asked for."""
        asked = self.issued.dose if self.issued else NO_RUN
        return {
            "run_s": min(self.run_s_base, asked.run_s),
            "longest_bout_s": min(self.bout_s_base, asked.longest_bout_s),
            "on_feet_s": min(self.on_feet_s_base, asked.on_feet_s),
        }

    @once
    def was_done_as_asked(self) -> bool:
        """Whether it was asked for, not cut short, and answered the next morning."""
        return not (self.issued is None or self.morning != "answered" or self.cut_short or self.withdrawn)

    @property
    def excess_s(self) -> int:
        """Seconds run beyond what was issued; all of them when nothing was."""
        return max(self.run_s - (self.issued.dose.run_s if self.issued else 0), 0)

    @property
    def done_pct(self) -> int:
        """Percent of the issued running that was done, rounded down; 100 when nothing was issued."""
        asked = self.issued.dose.run_s if self.issued else 0
        return min(self.run_s_base * 100 // asked, 100) if asked else 100

    @once
    def _mornings(self) -> list[Entry]:
        return self._by_day + self._told_of(PainMoment.NEXT_MORNING)

    def _told_of(self, moment: PainMoment) -> list[Entry]:
        return [entry for entry in self._about if entry.body.moment is moment]
