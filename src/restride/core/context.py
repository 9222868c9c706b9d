"""What the rules may look at for one episode at one moment, worked out once and only when asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from restride.core.answers import NOTHING_SAID, Answers, is_answered, join_all, names_symptom
from restride.core.corrections import answers_on, is_settled, is_withdrawn
from restride.core.decision import Decision, DecisionIssued, Position
from restride.core.events import CLINICAL, CheckIn, EpisodeOpened, SessionLogged
from restride.core.moment import Now
from restride.core.neighbour import Table, in_table, table_of
from restride.core.once import once
from restride.core.protocol import Phase, Regimen
from restride.core.restored import is_from_backup
from restride.core.run_reading import Asking, Run, RunReader
from restride.core.state import Entry, RunnerState
from restride.core.terms import PainMoment, Role, Verdict
from restride.core.windows import Settled, baseline_of, settle

Complaint = tuple[date, Answers, tuple[str, ...]]
HORIZON_D = 45  # days; no rule or cap looks further back, which a test holds for every protocol
_NIGHT = "night"  # the line of the daily question about waking with pain


class Context:
    """A read-only view: regimen, state and now, and what follows from them."""

    def __init__(self, regimen: Regimen, state: RunnerState, now: Now) -> None:
        self.regimen = regimen
        self.protocol = regimen.protocol
        self.windows = regimen.protocol.windows
        self.state = state
        self.now = now
        self.readings: dict[int, Any] = {}  # of measures, by the number of the question; filled by `judge`
        self._by_day: dict[date, Answers] = {}
        self.soon = now.at + timedelta(seconds=self.windows.clock_tolerance_s)

    @once
    def episode(self) -> Entry | None:
        """The episode's opening entry; None when the journal has none."""
        return self.state.episodes.get(self.regimen.episode)

    @once
    def clearance_required(self) -> bool:
        """By the episode, or by an operation or serious re-injury reported since (INV-009)."""
        later = (entry for entry in self.state.operations.values() if entry.episode in (None, self.regimen.episode))
        return self.regimen.clearance_required or any(later)

    @once
    def opened(self) -> EpisodeOpened | None:
        return self.episode.body if self.episode else None

    @once
    def _recent(self) -> dict[type, list[Entry]]:
        """Check-ins, sessions and decisions of the days that rules look through, and of days to come, in order."""
        calendar, today = self.state.calendar, self.now.day
        days = [today - timedelta(days=n) for n in range(HORIZON_D, -1, -1)]
        ahead = [*takewhile(lambda day: day > today, reversed(calendar))][::-1]
        found: dict[type, list[Entry]] = {CheckIn: [], SessionLogged: [], DecisionIssued: []}
        for day in (*days, *ahead):
            for entry in calendar.get(day, ()):
                found[type(entry.body)].append(entry)
        return found

    @once
    def reports(self) -> tuple[Entry, ...]:
        """Recent check-ins of this episode that count at all, by the instant they speak of."""
        mine, settled = self.regimen.episode, self._settled
        return tuple(e for e in self._recent[CheckIn] if e.episode == mine and e.id not in settled)

    @once
    def _settled(self) -> frozenset[str]:
        """Ids of entries that a clinician took out for good."""
        return frozenset(id for id, edits in self.state.edits.items() if is_settled(edits))

    def said(self, entry: Entry) -> Answers:
        """What a check-in says today, with its corrections."""
        first: Answers = entry.body.answers
        edits = self.state.edits.get(entry.id)
        return answers_on(first, edits, self.now.day) if edits else first

    def stands(self, entry: Entry) -> bool:
        """Whether the entry may count as good news: not taken back, not from the future, not told long after."""
        in_time = entry.recorded_at <= entry.at.at + timedelta(hours=self.windows.told_within_h)
        return in_time and entry.at.at <= self.soon and not is_withdrawn(self.state.edits.get(entry.id, ()))

    @once
    def mornings(self) -> dict[date, list[Entry]]:
        """Morning check-ins by civil day."""
        by_day: dict[date, list[Entry]] = {}
        for entry in self.reports:
            if entry.body.moment is PainMoment.MORNING:
                by_day.setdefault(entry.at.day, []).append(entry)
        return by_day

    def morning(self, day: date) -> Answers:
        """The day's morning answers joined, withdrawn ones included; nothing said when there are none."""
        if day not in self._by_day:
            self._by_day[day] = self._joined(self.mornings.get(day, []))
        return self._by_day[day]

    @once
    def today(self) -> Answers:
        """Everything told today, at whatever moment, but for what belongs to a run; and for a day to come."""
        return self._joined(self._of_today)

    @once
    def today_ids(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self._of_today)

    @once
    def _of_today(self) -> list[Entry]:
        """A morning is one of today whatever run it names: bad news is not lost for being filed under a run."""
        first = self.now.day
        late = (entry for entry in self.reports if entry.at.day >= first)
        return [e for e in late if e.body.run is None or e.body.moment is PainMoment.MORNING]

    @once
    def missing(self) -> tuple[str, ...]:
        """Required answers that today's standing check-ins do not hold; a void morning answer counts as missing."""
        told = self.mornings.get(self.now.day, [])
        standing = [entry for entry in told if self.stands(entry) and not is_from_backup(entry, self.state)]
        says = self._joined(standing)
        gaps = [name for name in self.protocol.required if not is_answered(says, name)]
        if "pain_tenths" in self.protocol.required and not self._has_clear_pain(standing):
            gaps = [*(name for name in gaps if name != "pain_tenths"), "pain_tenths"]
        wanted = {line.group for line in self.protocol.lines if line.daily}
        if "flag_lines" in self.protocol.required and "flag_lines" not in gaps:
            gaps += ["flag_lines"] if wanted - set(says.lines_covered) - set(says.flag_lines or ()) else []
        return tuple(gaps)

    def _has_clear_pain(self, entries: list[Entry]) -> bool:
        """A pain answer that no painkiller hides: none was told today, or its hours are over."""
        taken = [entry.at.at for entry in entries if self.said(entry).painkiller]
        clear_from = max(taken) + timedelta(hours=self.windows.painkiller_void_h) if taken else None
        counted = (entry for entry in entries if self._counts_as_morning(entry))
        return any(clear_from is None or entry.at.at >= clear_from for entry in counted)

    def _counts_as_morning(self, entry: Entry) -> bool:
        """A morning pain that no painkiller of the last hours hides."""
        says = self.said(entry)
        return says.pain_tenths is not None and says.painkiller is not True

    def _joined(self, entries: list[Entry]) -> Answers:
        return join_all([self.said(entry) for entry in entries]) if entries else NOTHING_SAID

    @once
    def complaints(self) -> tuple[Complaint, ...]:
        """Each recent day on which a symptom was told, about the morning or a run: everything told on it, and where."""
        named = {entry.at.day for entry in self.reports if names_symptom(self.said(entry))}
        days: dict[date, list[Entry]] = {}
        for entry in self.reports if named else ():
            if entry.at.day in named:
                days.setdefault(entry.at.day, []).append(entry)
        return tuple((day, self._joined(told), tuple(entry.id for entry in told)) for day, told in days.items())

    @once
    def decisions(self) -> tuple[Decision, ...]:
        """Recent decisions of this episode; the last one, where all are older.

        As they were issued, but that each position is in the table of today's regimen.
        """
        return tuple(map(self._in_table, self._issued))

    def _in_table(self, made: Decision) -> Decision:
        if self._table is None or self._table.holds(made.position):
            return made
        return replace(made, position=in_table(made.position, self.regimen))

    @once
    def _table(self) -> Table | None:
        return table_of(self.regimen)

    @once
    def pace_changed(self) -> bool:
        """Whether the last decision before today stands in another table: today is the first under this one."""
        earlier = [made for made in self._issued if made.day < self.now.day]
        return bool(earlier) and self._table is not None and not self._table.holds(earlier[-1].position)

    @once
    def _issued(self) -> tuple[Decision, ...]:
        mine = [entry for entry in self._recent[DecisionIssued] if entry.episode == self.regimen.episode]
        if all(entry.body.decision.day >= self.now.day for entry in mine):
            older = (e for e in self.state.decisions.values() if e.episode == self.regimen.episode)
            before = (e for e in older if e.body.decision.day < self.now.day)
            mine += sorted(before, key=in_order_issued)[-1:]
        return tuple(entry.body.decision for entry in sorted(mine, key=in_order_issued))

    @once
    def issued_today(self) -> tuple[Decision, ...]:
        """Decisions of this civil day, or of a later one that a change of zone brought early."""
        return tuple(made for made in self.decisions if made.day >= self.now.day)

    @once
    def binding_today(self) -> tuple[Decision, ...]:
        """Today's earlier decisions that a later one may not exceed; a rest whose hour has come binds no longer."""
        return tuple(made for made in self.issued_today if not self._rested_out(made))

    def _rested_out(self, made: Decision) -> bool:
        ends = made.no_run_before
        return made.verdict is Verdict.REST and not made.limits and ends is not None and ends <= self.now.at

    @once
    def anchor(self) -> Position:
        """The position of the last decision before today; the first phase when there is none."""
        earlier = [made for made in self.decisions if made.day < self.now.day]
        return earlier[-1].position if earlier else self.start

    @once
    def held(self) -> Position:
        """The position that stands now: the one that was run today, by what a watch recorded too, else the anchor."""
        run = self.last_run
        ran_today = run is not None and run.at.day == self.now.day and run.issued is not None
        if ran_today and run and run.issued:
            return run.issued.position
        recorded = [entry.at.at for entry in self.unsettled if entry.at.day == self.now.day]
        asked = [made for made in self.issued_today if recorded and made.issued_at <= min(recorded)]
        return asked[-1].position if asked and asked[-1].runs else self.anchor

    @once
    def unsettled(self) -> tuple[Entry, ...]:
        """Runs that a watch recorded and that the runner has not confirmed or settled yet."""
        settled = {entry.body.activity for entry in self.state.activities_settled.values()}
        used = {id for entry in self.state.sessions.values() for id in entry.body.activities}
        waiting = ((id, entry) for id, entry in sorted(self.state.activities.items()) if id not in settled | used)
        return tuple(entry for _, entry in waiting if entry.body.run_s and not entry.body.history)

    @once
    def unconfirmed(self) -> tuple[Entry, ...]:
        """Those of them that are not set aside for their figures."""
        return tuple(entry for entry in self.unsettled if not entry.body.review)

    @once
    def run_position(self) -> Position:
        """The position under which the last run was done; for a run nobody asked for, the one before it.

        Before any run it is the one that this stay in the phase began with, so that days of a stop do not add up.
        """
        run = self.last_run
        if run is None:
            stay = (made.position for made in self.decisions if self.entered and self.entered <= made.day)
            return next(stay, self.anchor)
        if run.issued:
            return run.issued.position
        before = [made for made in self.decisions if made.issued_at <= run.at.at]
        return before[-1].position if before else self.start

    @once
    def start(self) -> Position:
        first = self.protocol.phases[0]
        return Position(phase=first.id, order=first.order, level=1 if first.stages else 0)

    @once
    def phase(self) -> Phase:
        return self.protocol.phase(self.anchor.phase)

    @once
    def runs(self) -> tuple[Run, ...]:
        """Recent runs of the person that count at all, by their start; the last one, where all are older."""
        reader = RunReader(
            self.state,
            Asking(edits=self.state.edits, windows=self.windows, now=self.now),
            episode=self.regimen.episode,
            reports=self.reports,
            decisions=self.decisions,
        )
        return reader.runs(self._recent[SessionLogged]) or reader.runs(self.state.sessions.values())[-1:]

    @once
    def last_run(self) -> Run | None:
        return self.runs[-1] if self.runs else None

    @once
    def unanswered_runs(self) -> tuple[Run, ...]:
        """The runs that no decision of a later day has weighed yet, and the last one in any case.

        A quiet run after a bad one, with no check-in between, does not make the bad one unsaid.
        """
        weighed = [made for made in self.decisions if made.day < self.now.day]
        if not weighed:
            return self.runs
        last = weighed[-1]
        return tuple(r for r in self.runs if r.at.day >= last.day or r.told_at > last.issued_at) or self.runs[-1:]

    def as_of(self, run: Run) -> "Context":
        """The same view with this run as the last one."""
        if run is self.last_run:
            return self
        earlier = Context(self.regimen, self.state, self.now)
        earlier.__dict__.update(self.__dict__ | {"last_run": run, "runs": self.runs[: self.runs.index(run) + 1]})
        earlier.readings = {}
        earlier.__dict__.pop("since", None)
        return earlier

    @once
    def since(self) -> date:
        """The first civil day whose news counts still: that of the last run, or on which this phase was entered."""
        days = [run.at.day for run in (self.last_run,) if run is not None] + [self.entered or self.now.day]
        return max(days)

    @once
    def entered(self) -> date | None:
        """The civil day on which this stay in the phase began; None when no earlier decision stands in it."""
        began, phase, today = None, self.held.phase, self.now.day
        for made in self.decisions:
            if made.day >= today:
                break
            if made.position.phase != phase:
                began = None
            elif began is None:
                began = made.day
        return began

    def days_back(self, days: int) -> Iterator[date]:
        """The last `days` civil days, today first."""
        return (self.now.day - timedelta(days=n) for n in range(days))

    @once
    def open_flags(self) -> tuple[Entry, ...]:
        """Flags of the person that no clinician has closed with a reason; a dispute leaves them open."""
        return open_flags_of(self.state, self.soon)

    def flag_was_open(self, day: date) -> bool:
        """Whether a flag stood open on a past day."""
        return any(first <= day and (last is None or day <= last) for first, last in self._flag_spans)

    @once
    def _flag_spans(self) -> tuple[tuple[date, date | None], ...]:
        closed = {e.body.flag_event: e.at.day for e in self.state.flags_closed.values() if closes(e, self.state)}
        return tuple((entry.at.day, closed.get(id)) for id, entry in self.state.flags.items())

    @once
    def baseline(self) -> int:
        """The own baseline in tenths; see `settle` and the protocol's windows."""
        return baseline_of(self.settled_before(self.now.day), self.windows.baseline_most_tenths)

    def settled_before(self, day: date) -> Settled:
        """How far the own baseline had settled before this day."""
        state, windows = self.state, self.windows
        days = (one for one in takewhile(lambda one: one < day, state.calendar) if one >= (state.since or date.min))
        pains = (pain for pain in map(self._quiet_pain, days) if pain is not None)
        so_far = state.baselines.get(self.regimen.episode, Settled())
        return settle(so_far, pains, first=windows.baseline_mornings, most=windows.baseline_most_tenths)

    def _quiet_pain(self, day: date) -> int | None:
        """The morning's pain, where it may count for the baseline: no run the day before, no painkiller, no flag."""
        before = self.state.calendar.get(day - timedelta(days=1), ())
        if any(isinstance(entry.body, SessionLogged) and entry.body.run_s for entry in before):
            return None
        mine, settled = self.regimen.episode, self._settled
        entries = [e for e in self.state.calendar[day] if isinstance(e.body, CheckIn) and e.episode == mine]
        mornings = [e for e in entries if e.body.moment is PainMoment.MORNING and e.id not in settled]
        if not mornings or self.flag_was_open(day) or not all(map(self._counts_as_morning, mornings)):
            return None
        return self._joined(mornings).pain_tenths

    def woken(self, day: date) -> bool | None:
        """Whether pain woke the runner in the night to `day`; None when nobody said."""
        says = self.morning(day)
        if says.woken or _NIGHT in (says.flag_lines or ()):
            return True
        if says.woken is None and _NIGHT not in says.lines_covered:
            return None
        return False


def in_order_issued(entry: Entry) -> tuple[int, datetime, datetime, str]:
    """Decisions in the order in which they were made: by their number, then by the clock."""
    return (entry.body.number, entry.body.decision.issued_at, entry.recorded_at, entry.id)


def open_flags_of(state: RunnerState, until: datetime | None = None) -> tuple[Entry, ...]:
    """Flags of the person that no clinician has closed with a reason (`until` that instant), in order of their ids."""
    closings = (e for e in state.flags_closed.values() if until is None or e.at.at <= until)
    closed = {entry.body.flag_event for entry in closings if closes(entry, state)}
    return tuple(entry for id, entry in sorted(state.flags.items()) if id not in closed)


def closes(entry: Entry, state: RunnerState) -> bool:
    """Whether this closing of a flag counts: by a clinician, with a reason that can be read."""
    return is_clinicians(entry, state) and is_readable(entry.body.reason)


def is_clinicians(entry: Entry, state: RunnerState) -> bool:
    """Whether somebody wrote it in a clinician's role who is not the runner: nobody clears themselves (INV-008)."""
    if entry.author.role not in CLINICAL:
        return False
    enrolled = (opened.author for opened in state.episodes.values())
    return all(author.role is not Role.RUNNER or author.id != entry.author.id for author in enrolled)


def is_readable(reason: str) -> bool:
    """Whether a reason has a letter or a digit; signs that nobody sees are none."""
    return any(map(str.isalnum, reason))
