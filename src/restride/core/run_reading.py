"""Puts a run together from the journal: the session with its corrections, what was issued, the answers around it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from restride.core.answers import Answers, join_all
from restride.core.corrections import answers_on, is_settled, is_withdrawn, sessions_on
from restride.core.decision import Decision
from restride.core.moment import Now
from restride.core.protocol import Windows
from restride.core.runs import Morning, Run
from restride.core.state import Entry, RunnerState
from restride.core.terms import PainMoment

_SYMPTOMS = "symptoms"  # why less was done than asked


class RunReader:
    """Reads every run of the person for one episode at one moment."""

    def __init__(
        self,
        state: RunnerState,
        reports: tuple[Entry, ...],
        decisions: tuple[Decision, ...],
        windows: Windows,
        now: Now,
    ) -> None:
        self.state = state
        self.windows = windows
        self.now = now
        self.by_run: dict[str, list[Entry]] = {}
        self.by_day: dict[date, list[Entry]] = {}
        for entry in reports:
            if entry.body.run is not None:
                self.by_run.setdefault(entry.body.run, []).append(entry)
            elif entry.body.moment is PainMoment.MORNING:
                self.by_day.setdefault(entry.at.day, []).append(entry)
        self.decided: dict[date, list[Decision]] = {}
        for made in decisions:
            self.decided.setdefault(made.day, []).append(made)

    def runs(self, sessions: Iterable[Entry]) -> tuple[Run, ...]:
        """The runs among these sessions, by their start. One of no running was left out, unless it was felt."""
        found = [self._read(entry) for entry in sessions if not self._gone(entry)]
        felt = (run for run in found if run.run_s or run.why_less == _SYMPTOMS or self.by_run.get(run.id))
        return tuple(sorted(felt, key=lambda run: (run.at.at, run.id)))

    def _gone(self, entry: Entry) -> bool:
        return is_settled(self.state.edits.get(entry.id, ()))

    def _read(self, entry: Entry) -> Run:
        edits = self.state.edits.get(entry.id, ())
        newest, most = sessions_on(entry.body, edits, self.now.day)
        about = self.by_run.get(entry.id, [])
        ends_at = entry.at.at + timedelta(seconds=max(most.elapsed_s, most.run_s + most.walk_s))
        mornings = self.by_day.get(entry.at.day + timedelta(days=1), []) + _at(about, PainMoment.NEXT_MORNING)
        taken_back = is_withdrawn(edits)
        return Run(
            id=entry.id,
            at=entry.at,
            ends_at=ends_at,
            issued=self._issued_for(entry),
            run_s=most.run_s,
            bout_s=most.longest_bout_s,
            on_feet_s=most.run_s + most.walk_s,
            run_s_base=0 if taken_back else min(most.run_s, newest.run_s),
            bout_s_base=0 if taken_back else min(most.longest_bout_s, newest.longest_bout_s),
            on_feet_s_base=0 if taken_back else min(most.run_s + most.walk_s, newest.run_s + newest.walk_s),
            told_at=self._told_at(entry, *about, *mornings),
            # Not answered is not "no": what nobody knows counts as the worse (INV-004, INV-016).
            cut_short=newest.cut_short is not False or most.cut_short is not False or not most.run_s,
            why_less=newest.why_less or most.why_less,
            withdrawn=taken_back,
            before=self._joined(_at(about, PainMoment.BEFORE_RUN)),
            during=self._joined(_at(about, PainMoment.DURING_RUN)),
            after_60=self._joined(_at(about, PainMoment.AFTER_60)),
            next_morning=self._joined(mornings),
            morning=self._morning(entry, ends_at, mornings),
            reports=tuple(sorted({report.id for report in (*about, *mornings)})),
        )

    def _told_at(self, *entries: Entry) -> datetime:
        """When the newest word on these entries was recorded, their edits included."""
        edits = (edit.recorded_at for entry in entries for edit in self.state.edits.get(entry.id, ()))
        return max((*(entry.recorded_at for entry in entries), *edits))

    def _issued_for(self, entry: Entry) -> Decision | None:
        """The decision in force when the run began, where it asked for a run; None for a run nobody asked for."""
        slack = timedelta(seconds=self.windows.clock_tolerance_s)
        in_force = [made for made in self.decided.get(entry.at.day, []) if made.issued_at <= entry.at.at + slack]
        return in_force[-1] if in_force and in_force[-1].runs else None

    def _morning(self, entry: Entry, ends_at: datetime, mornings: list[Entry]) -> Morning:
        closes = ends_at + timedelta(hours=self.windows.morning_window_h)
        in_time = (r for r in mornings if entry.at.day < r.at.day and r.at.at <= closes and r.recorded_at <= closes)
        if any(self._counts(report) for report in in_time):
            return "answered"
        if self.now.day <= entry.at.day:
            return "not_due"
        given_up = any(report.body.given_up for report in mornings)
        return "lapsed" if given_up or self.now.at > closes else "pending"

    def _counts(self, report: Entry) -> bool:
        """A pain answer that stands, that no painkiller hides, and that does not come from the future."""
        says = self._said(report)
        stands = not is_withdrawn(self.state.edits.get(report.id, ()))
        on_time = report.at.at <= self.now.at + timedelta(seconds=self.windows.clock_tolerance_s)
        return stands and on_time and says.pain_tenths is not None and says.painkiller is not True

    def _said(self, report: Entry) -> Answers:
        return answers_on(report.body.answers, self.state.edits.get(report.id, ()), self.now.day)

    def _joined(self, entries: list[Entry]) -> Answers:
        return join_all(self._said(entry) for entry in entries)


def _at(entries: list[Entry], moment: PainMoment) -> list[Entry]:
    return [entry for entry in entries if entry.body.moment is moment]
