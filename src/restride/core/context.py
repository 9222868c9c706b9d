"""What the rules may look at for one episode at one moment, worked out once and only when asked for."""

from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from restride.core.answers import NOTHING_SAID, Answers, join_all
from restride.core.baseline import QuietMornings
from restride.core.corrections import answers_on, is_withdrawn
from restride.core.decision import Decision, Position
from restride.core.events import CLINICAL, EpisodeOpened
from restride.core.moment import Now
from restride.core.neighbour import Table, in_table, table_of
from restride.core.once import altering, once
from restride.core.protocol import Condition, Phase, Regimen
from restride.core.run_reading import Asking, Run, RunReader
from restride.core.state import Entry, RunnerState
from restride.core.terms import PainMoment, Role, Verdict
from restride.core.told import Complaint, Issued, Rank, ToldDay, in_order_issued, issued_as, told_since
from restride.core.trail import Trail
from restride.core.windows import Settled, baseline_of

HORIZON_D = 45  # days; no rule or cap looks further back, which a test holds for every protocol
_HORIZON = timedelta(days=HORIZON_D)
_GOOD_RUNS = "good_runs_at_level"  # the measure that tells how many good runs open the next step
_MORNING = PainMoment.MORNING
_REST = Verdict.REST
_moved = altering(Decision)


class Context:
    """A read-only view: regimen, state and now, and what follows from them."""

    def __init__(self, regimen: Regimen, state: RunnerState, now: Now) -> None:
        self.regimen = regimen
        self.protocol = regimen.protocol
        self.windows = regimen.protocol.windows
        self.state = state
        self.now = now
        self.readings: dict[int, Any] = {}  # of measures, by the number of the question; filled by `judge`
        self.today_readings: dict[int | None, Any] = {}  # of those that rest on what was told today, by value
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
    def told(self) -> dict[date, ToldDay]:
        """The days that rules look through, and days to come, in order; those on which nothing was told left out."""
        return told_since(self.now.day - _HORIZON, self.regimen.episode, self.state, today=self.now.day)

    @once
    def reports(self) -> tuple[Entry, ...]:
        """Recent check-ins of this episode that count at all, by the instant they speak of."""
        return tuple(entry for day in self.told.values() for entry in day.reports)

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
        return {day: told.mornings for day, told in self.told.items() if told.mornings}

    def mornings_of(self, day: date) -> list[Entry]:
        """The morning check-ins of a recent day."""
        told = self.told.get(day)
        return told.mornings if told else []

    def morning(self, day: date) -> Answers:
        """The day's morning answers joined, withdrawn ones included; nothing said when there are none."""
        told = self.told.get(day)
        return told.joined if told else NOTHING_SAID

    @once
    def today(self) -> Answers:
        """Everything told today, at whatever moment, but for what belongs to a run; and for a day to come."""
        return self.joined(self._of_today)

    @once
    def today_ids(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self._of_today)

    @once
    def _of_today(self) -> list[Entry]:
        """A morning is one of today whatever run it names: bad news is not lost for being filed under a run."""
        late = takewhile(lambda told: told.day >= self.now.day, reversed(self.told.values()))
        told = (entry for day in reversed([*late]) for entry in day.reports)
        return [entry for entry in told if entry.body.run is None or entry.body.moment is _MORNING]

    def joined(self, entries: list[Entry]) -> Answers:
        """What these reports say together, with their corrections."""
        return join_all([self.said(entry) for entry in entries]) if entries else NOTHING_SAID

    @once
    def complaints(self) -> tuple[Complaint, ...]:
        """Each recent day on which a symptom was told, about the morning or a run: everything told on it, and where."""
        return tuple(told.complaint for told in self.told.values() if told.complaint is not None)

    @once
    def decisions(self) -> tuple[Decision, ...]:
        """Recent decisions of this episode; the last one, where all are older.

        As they were issued, but that each position is in the table of today's regimen.
        """
        return tuple([made for _, made, _ in self._in_table])

    @once
    def ranks(self) -> tuple[Rank, ...]:
        """The ranks of the positions of these decisions, in the same order."""
        return tuple([rank for _, _, rank in self._in_table])

    @once
    def before_today(self) -> tuple[Decision, ...]:
        """Those of earlier days."""
        today = self.now.day
        return tuple([made for made in self.decisions if made.day < today])

    @once
    def _in_table(self) -> list[Issued]:
        table, regimen = self._table, self.regimen
        if table is None or table.holds_all([made.position for _, made, _ in self._issued]):
            return self._issued
        found = []
        for key, made, rank in self._issued:
            if table.holds(made.position):
                found.append((key, made, rank))
            else:
                position = in_table(made.position, regimen)
                found.append((key, _moved(made, position=position), position.rank))
        return found

    @once
    def _table(self) -> Table | None:
        return table_of(self.regimen)

    @once
    def pace_changed(self) -> bool:
        """Whether the last decision before today stands in another table: today is the first under this one."""
        if self._table is None or not self.before_today:
            return False
        last = [made for _, made, _ in self._issued if made.day < self.now.day][-1]
        return not self._table.holds(last.position)

    @once
    def _issued(self) -> list[Issued]:
        """In the order in which they were made."""
        today, state, episode = self.now.day, self.state, self.regimen.episode
        mine = [one for told in self.told.values() for one in told.issued]
        if not any(made.day < today for _, made, _ in mine):
            older = (e for e in state.decisions.values() if e.episode == episode and e.body.decision.day < today)
            last = max(older, key=in_order_issued, default=None)
            mine += [issued_as(last)] if last else []
        return sorted(mine)

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
        return made.verdict is _REST and not made.limits and ends is not None and ends <= self.now.at

    @once
    def anchor(self) -> Position:
        """The position of the last decision before today; the first phase when there is none."""
        return self.before_today[-1].position if self.before_today else self.start

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
        if not self.state.activities:
            return ()
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
        asking = Asking(edits=self.state.edits, windows=self.windows, now=self.now)
        moved = None if self._decided_as_told else self.decisions
        reader = RunReader(self.state, asking, self.told, episode=self.regimen.episode, decisions=moved)
        recent = [entry for told in self.told.values() for entry in told.sessions]
        return reader.runs(recent) or reader.runs(self.state.sessions.values())[-1:]

    @property
    def _decided_as_told(self) -> bool:
        """Whether the decisions of each day are those that its told day holds, in today's table as they stand."""
        as_told = sum([len(told.decided) for told in self.told.values()])
        return self._in_table is self._issued and len(self._issued) == as_told

    @once
    def last_run(self) -> Run | None:
        return self.runs[-1] if self.runs else None

    @once
    def unanswered_runs(self) -> tuple[Run, ...]:
        """The runs that no decision of a later day has weighed yet, and the last one in any case.

        A quiet run after a bad one, with no check-in between, does not make the bad one unsaid.
        """
        if not self.before_today:
            return self.runs
        last = self.before_today[-1]
        day, at = last.day, last.issued_at
        return tuple([r for r in self.runs if r.told_at > at or r.at.day >= day]) or self.runs[-1:]

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
    def trail(self) -> Trail:
        """Where the runner stood before today."""
        if len(self.before_today) == len(self.decisions):
            return Trail(self.decisions, self.ranks)
        today = self.now.day
        first = next(number for number, made in enumerate(self.decisions) if made.day >= today)
        return Trail(self.decisions[:first], self.ranks[:first])

    @once
    def entered(self) -> date | None:
        """The civil day on which this stay in the phase began; None when no earlier decision stands in it."""
        return self.trail.entered(self.held.phase)

    @once
    def asked_good(self) -> tuple[Condition, ...]:
        """What the rules of the phase held ask of a good run under this preset."""
        rules, preset = self.protocol.phase(self.held.phase).rules, self.regimen.preset
        asked = [(rule, one) for rule in rules for one in rule.any_of if one.measure == _GOOD_RUNS]
        return tuple([one for rule, one in asked if not rule.presets or preset in rule.presets])

    @once
    def good_pain_tenths(self) -> int:
        """The most pain that they leave a good run; none at all where they do not say."""
        return min((int(dict(one.params)["pain"] or 0) for one in self.asked_good), default=0)

    @once
    def good_noise_tenths(self) -> int:
        """The most that a score of a good run may stand higher by chance."""
        return min((int(dict(one.params).get("noise") or 0) for one in self.asked_good), default=0)

    @once
    def open_flags(self) -> tuple[Entry, ...]:
        """Flags of the person that no clinician has closed with a reason; a dispute leaves them open."""
        return open_flags_of(self.state, self.soon)

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
        mornings = QuietMornings(
            self.state, self.windows, episode=self.regimen.episode, today=self.now.day, flags=self._flag_spans
        )
        return mornings.settled_before(day)

    def woken(self, day: date) -> bool | None:
        """Whether pain woke the runner in the night to `day`; None when nobody said."""
        told = self.told.get(day)
        return told.woken if told else None


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
