"""One run with everything said about it: the session, what was issued, and the answers around it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from restride.core.answers import Answers, place_of
from restride.core.decision import Decision
from restride.core.moment import Moment
from restride.core.terms import PainPlace, Swelling

Morning = Literal["not_due", "pending", "answered", "lapsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as rules see it. `*_most` is the larger load of all versions, `*_base` the one that may raise a cap."""

    id: str
    at: Moment
    ends_at: datetime
    issued: Decision | None  # the decision that asked for it; None when it was not asked for
    run_s: int
    bout_s: int
    on_feet_s: int
    run_s_base: int
    bout_s_base: int
    on_feet_s_base: int
    told_at: datetime  # when the newest word about it was recorded
    cut_short: bool
    why_less: str
    withdrawn: bool
    before: Answers
    during: Answers
    after_60: Answers
    next_morning: Answers
    morning: Morning
    reports: tuple[str, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the session and of each report about it."""
        return (self.id, *self.reports)

    @property
    def excess_s(self) -> int:
        """Seconds run beyond what was issued; all of them when nothing was."""
        asked = self.issued.dose.run_s if self.issued else 0
        return max(self.run_s - asked, 0)

    @property
    def done_pct(self) -> int:
        """Percent of the issued running that was done, rounded down; 100 when nothing was issued."""
        asked = self.issued.dose.run_s if self.issued else 0
        return min(self.run_s_base * 100 // asked, 100) if asked else 100


def rise_over_before(run: Run) -> int | None:
    """Tenths that the pain an hour after stood above the pain before; None when either is missing."""
    after, before = run.after_60.pain_tenths, run.before.pain_tenths
    if after is None or before is None:
        return None
    return max(after - before, 0)


def morning_rise(run: Run, baseline_tenths: int) -> int | None:
    """Tenths that the next morning stood above the baseline; None when nobody answered."""
    pain = run.next_morning.pain_tenths
    return None if pain is None else max(pain - baseline_tenths, 0)


def in_muscle(answers: Answers) -> bool:
    """Whether the pain was named as muscle; an unknown place counts as joint."""
    return place_of(answers) is PainPlace.MUSCLE


def swelling_steps(run: Run) -> int | None:
    """Grades of swelling above before the run; None when nobody answered after it."""
    after = [s for s in (run.during.swelling, run.after_60.swelling, run.next_morning.swelling) if s is not None]
    if not after:
        return None
    return max(int(max(after)) - int(run.before.swelling or Swelling.NONE), 0)


def was_good(run: Run, *, most_tenths: int, most_excess_s: int, baseline_tenths: int) -> bool:
    """A success: asked for, done, inside the limits during, an hour after and next morning; unknown is no success."""
    during, rise = run.during.pain_tenths, rise_over_before(run)
    done = run.issued is not None and run.excess_s <= most_excess_s and not (run.cut_short or run.withdrawn)
    if not done or run.morning != "answered":
        return False
    if during is None or during > most_tenths or rise is None or rise > 0:
        return False
    said = (run.before, run.during, run.after_60, run.next_morning)
    if any(answers.limp or answers.sharp or answers.painkiller for answers in said):
        return False
    if during and run.during.limp is None:
        return False
    overnight = morning_rise(run, baseline_tenths)
    if overnight is None or (overnight > 0 and not in_muscle(run.next_morning)):
        return False
    return swelling_steps(run) == 0
