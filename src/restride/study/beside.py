"""Made-up journals decided twice: each day of a runner under one regimen, and what another says of the same day."""

from restride.core.compare import Difference, difference
from restride.core.decide import decide
from restride.core.events import Event
from restride.core.moment import Now
from restride.core.protocol import Protocol, Regimen
from restride.core.values import dataclass
from restride.study.asked import Asked, Course, Intake
from restride.study.assumptions import assumptions
from restride.study.clock import FIRST_DAY
from restride.study.days import Plan, live
from restride.study.engine_course import EngineCourse
from restride.study.policies import Begin, Policy

_Told = list[tuple[int, Difference | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayApart:
    """A day of a made-up runner on which the two differ; `day` is counted from the first decision, which is day 0."""

    runner: int
    day: int
    found: Difference


class _Beside:
    """The course of the old regimen. What it is told, the new one is asked about too; its answer leads nowhere."""

    on_paper = False

    def __init__(self, old: EngineCourse, new: Regimen, days: _Told) -> None:
        self._old, self._new, self._days = old, new, days

    def tell(self, event: Event) -> None:
        self._old.tell(event)

    def today(self, now: Now) -> Asked:
        before = self._old.state
        asked = self._old.today(now)
        if asked.decision is not None:
            found = difference(decide(self._old.regimen, before, now), decide(self._new, before, now))
            self._days.append(((now.day - FIRST_DAY).days, found))
        return asked


def _beginning(old: Regimen, new: Regimen, told: _Told) -> Begin:
    def begin(protocol: Protocol, intake: Intake, journal: tuple[Event, ...]) -> Course:
        return _Beside(EngineCourse(old, journal), new, told)

    return begin


def days_apart(old: Regimen, new: Regimen, *, runners: int, seed: int, days: int) -> tuple[tuple[DayApart, ...], int]:
    """Each day on which the two differ over so many runners of a seed, and how many days were decided in all.

    The runner follows `old`; the same seed makes the same runners, whoever asks.
    """
    found: list[DayApart] = []
    looked = 0
    plan, world = Plan(seed=seed, days=days), assumptions()
    for number in range(runners):
        told: _Told = []
        policy = Policy(name="beside", kind="engine", preset=old.preset, begin=_beginning(old, new, told))
        live(number, old.protocol, policy, plan, world)
        looked += len(told)
        found += [DayApart(runner=number, day=day, found=one) for day, one in told if one is not None]
    return tuple(found), looked
