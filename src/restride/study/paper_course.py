"""A runner who follows a paper: the calendar's next session on its next day, judged by the paper's own rule alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from restride.core.answers import Answers
from restride.core.events import CheckIn, Event, SessionLogged
from restride.core.moment import Now
from restride.core.terms import PainMoment, PainPattern
from restride.study.asked import Asked
from restride.study.papers import Paper

_WEEK_D = 7
_DAY_H = 24
_DOWN = frozenset({PainPattern.BUILDS, PainPattern.WARMUP_CONTINUES, PainPattern.WARMUP_FADES_RETURNS})


@dataclass(slots=True, kw_only=True)
class _Ran:
    """The last run as it was told."""

    day: date
    full: bool
    said: dict[PainMoment, Answers] = field(default_factory=dict)
    judged: bool = False

    def pain(self, moment: PainMoment) -> int:
        """Tenths; a paper does not ask again, so what nobody said counts as none."""
        says = self.said.get(moment)
        return (says.pain_tenths or 0) if says else 0


class PaperCourse:
    """One runner on one paper. It remembers the stage, the last run, and the mornings that were told."""

    on_paper = True

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.stage = 0
        self.done = 0  # good sessions at the stage
        self.last: _Ran | None = None
        self.run_days: list[date] = []
        self.risen: list[date] = []
        self.mornings: dict[date, Answers] = {}
        self.rest_until: date | None = None

    def tell(self, event: Event) -> None:
        """Take in a morning, a run, or the answers about it; everything else is no matter to a paper."""
        body, day = event.body, event.at.day
        if isinstance(body, SessionLogged) and body.run_s:
            asked = sum(bout.run_s for bout in self.paper.stages[self.stage].bouts)
            self.last = _Ran(day=day, full=body.run_s >= asked and not body.cut_short)
            self.run_days.append(day)
        elif isinstance(body, CheckIn) and body.run is not None and self.last is not None:
            self.last.said[body.moment] = body.answers
        elif isinstance(body, CheckIn) and body.moment is PainMoment.MORNING:
            self.mornings[day] = body.answers

    def today(self, now: Now) -> Asked:
        """The session of the calendar, where today is a day for one."""
        day = now.day
        self._judge(day)
        self._heed_signs(day)
        if not self._is_run_day(day):
            return Asked()
        bouts = self.paper.stages[self.stage].bouts
        return Asked(bouts=bouts, walk_s=sum(bout.walk_s for bout in bouts))

    def _is_run_day(self, day: date) -> bool:
        if self.rest_until is not None and day <= self.rest_until:
            return False
        if self.last is None:
            return self._calm(day)
        recent = [one for one in self.run_days[-_WEEK_D:] if day - one < timedelta(days=_WEEK_D)]
        return (day - self.last.day).days >= self.paper.days_apart and len(recent) < self.paper.runs_a_week

    def _calm(self, day: date) -> bool:
        """Before the first run: the last mornings were told, and calm."""
        days = [day - timedelta(days=n) for n in range(self.paper.first_mornings)]
        told = [self.mornings[one] for one in days if one in self.mornings]
        return len(told) == len(days) and all((t.pain_tenths or 0) <= self.paper.first_pain_most for t in told)

    def _judge(self, day: date) -> None:
        """Weigh the last run once, on the morning after: on, again, or back; after a long gap from the start."""
        run = self.last
        if run is None:
            return
        if (day - run.day).days >= self.paper.start_again_after_d:
            self.stage, self.done, run.judged = 0, 0, True
        if run.judged:
            return
        run.judged = True
        if self.paper.sore_down_d is not None and self._sore(run, day, self.paper.sore_down_d):
            return
        if run.full and self._stood(run, day):
            self.done += 1
            self._rise(day)

    def _stood(self, run: _Ran, day: date) -> bool:
        """Whether the run met the paper's own rule; one without a rule is always met."""
        paper = self.paper
        before, during, after = (
            run.pain(moment) for moment in (PainMoment.BEFORE_RUN, PainMoment.DURING_RUN, PainMoment.AFTER_60)
        )
        if paper.pain_most is not None and during > paper.pain_most:
            return False
        if paper.added_most is not None and max(during, after) - before > paper.added_most:
            return False
        if paper.rise_most is not None and self._overnight(run, day) > paper.rise_most:
            return False
        swelling = [said.swelling for said in run.said.values() if said.swelling is not None]
        return paper.swelling_most is None or max(swelling, default=0) <= paper.swelling_most

    def _overnight(self, run: _Ran, day: date) -> int:
        """Tenths that this morning stands over the morning of the run."""
        woke, went = self.mornings.get(day), self.mornings.get(run.day)
        return ((woke.pain_tenths or 0) if woke else 0) - ((went.pain_tenths or 0) if went else 0)

    def _sore(self, run: _Ran, day: date, down_d: int) -> bool:
        """The soreness rules: back with days off, or the same again, with days off where the morning is sore."""
        said = run.said.get(PainMoment.DURING_RUN)
        pattern = said.pattern if said else None
        if pattern in _DOWN:
            self.stage, self.done = max(self.stage - 1, 0), 0
            self.rest_until = run.day + timedelta(days=down_d)
            return True
        if self._overnight(run, day) > 0:
            self.rest_until = day + timedelta(days=self.paper.sore_hold_d)
            return True
        return pattern is PainPattern.WARMUP_FADES

    def _rise(self, day: date) -> None:
        week = [one for one in self.risen if day - one < timedelta(days=_WEEK_D)]
        full = self.paper.stages_a_week is not None and len(week) >= self.paper.stages_a_week
        last = self.stage == len(self.paper.stages) - 1
        if self.done >= self.paper.stages[self.stage].sessions and not (full or last):
            self.stage, self.done = self.stage + 1, 0
            self.risen.append(day)

    def _heed_signs(self, day: date) -> None:
        """A limp, sharp pain, or swelling over a day, told this morning or of yesterday's run: rest until gone."""
        if self.paper.signs_rest_d is None:
            return
        told = [self.mornings[day]] if day in self.mornings else []
        if self.last is not None and (day - self.last.day).days == 1:
            told += self.last.said.values()
        if any(says.limp or says.sharp or (says.swelling_h or 0) > _DAY_H for says in told):
            self.rest_until = day + timedelta(days=self.paper.signs_rest_d)
