"""The states in which a demonstration shows a runner, each acted out day by day up to one evening. Makes no account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from restride.core.decision import Dose
from restride.core.plan import stage_dose
from restride.core.terms import Scope
from restride.usecases.demo_days import EVENING_H, MORNING_H, Days, watch_file
from restride.usecases.ports import Ports

KNEECAP, OPERATED = "patellofemoral_pain", "knee_arthroscopy_debridement"
_OPERATED_D = 90  # days since the operation of those who had one
_SUPERVISED_WEEKS = 2  # of groundwork that was done before, so that a demonstration is not two weeks longer
_HELD_BACK = ("sl_squat_10", "stairs")  # tests that the runner at the gate has still to do


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state: how many days before the demonstration's day it begins, the condition, and what happens."""

    days: int
    condition: str
    shows: str
    act: Callable[[Days], None]


def _day_0(days: Days) -> None:
    """Nothing but the intake."""


def _gate(days: Days) -> None:
    days.to_phase("gate")
    days.next_morning()
    days.morning()
    days.tests(leave_out=_HELD_BACK)


def _first_run(days: Days) -> None:
    days.to_phase("walk-run")


def _morning_after(days: Days) -> None:
    days.run_with_watch(days.to_phase("walk-run"))
    days.next_morning()


def _stopped(days: Days) -> None:
    days.run_with_watch(days.to_phase("walk-run"))
    days.next_morning()
    days.morning()
    flag = "rapid_knee_swelling"
    days.flag(flag, days.ports.words.render(f"flags.{flag}", "confirm"))


def _awaiting(days: Days) -> None:
    days.clear(Scope.IMPACT)
    days.to_phase("gate")
    days.tests()
    days.next_morning()
    days.morning()


STATES: Mapping[str, State] = MappingProxyType(
    {
        "day-0": State(days=0, condition=KNEECAP, shows="signed up today, no check-in yet", act=_day_0),
        "gate": State(days=4, condition=KNEECAP, shows="readiness tests, two of them still to do", act=_gate),
        "first-run": State(days=4, condition=KNEECAP, shows="the first run is for today", act=_first_run),
        "morning-after": State(
            days=5, condition=OPERATED, shows="cleared, ran yesterday, today's questions are open", act=_morning_after
        ),
        "stopped": State(days=5, condition=KNEECAP, shows="a warning sign was said today", act=_stopped),
        "awaiting-clearance": State(
            days=4, condition=OPERATED, shows="all tests passed, a clinician's clearance is missing", act=_awaiting
        ),
    }
)


def evening_of(day: datetime) -> datetime:
    """The time at which a demonstration is opened: after that day's run, so that its file can be uploaded."""
    return day.replace(hour=EVENING_H, minute=45, second=0, microsecond=0)


def act(name: str, days: Days, opened: datetime) -> None:
    """Bring a runner into a state on the day that the demonstration is opened. Raises KeyError for an unknown one."""
    state = STATES[name]
    begins = opened - timedelta(days=state.days)
    days.clock.at = begins.replace(hour=MORNING_H, minute=0, second=0, microsecond=0)
    operated = _OPERATED_D if state.condition == OPERATED else None
    days.enrol(state.condition, operated_days_ago=operated, rehab_weeks=_SUPERVISED_WEEKS)
    days.clock.at += timedelta(minutes=5)
    days.share()
    if state.condition == OPERATED and state.act is not _awaiting:
        days.clear(Scope.RUN)
    days.clock.at += timedelta(minutes=5)
    state.act(days)
    if days.clock.at.date() != opened.date():
        raise RuntimeError(f"the demonstration {name} ends on {days.clock.at.date()}, not on {opened.date()}")


def first_session(ports: Ports) -> Dose:
    """The first session of the walk-run stages of the first condition."""
    protocol = ports.protocols.current(KNEECAP)
    return stage_dose(next(phase for phase in protocol.phases if phase.stages), 1)


def file_of_the_day(ports: Ports, opened: datetime) -> bytes:
    """The watch file of a first session, run on the demonstration's day and done when it is opened."""
    dose = first_session(ports)
    return watch_file(dose, opened - timedelta(seconds=dose.on_feet_s, minutes=5))
