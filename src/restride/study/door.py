"""The journal with which a runner comes to a course: enrolled, cleared, and at the door of the first run, or calm."""

from datetime import timedelta
from typing import Literal

from restride.core.decision import NO_RUN, Decision, DecisionIssued, Position
from restride.core.events import Author, Body, ClearanceGiven, EpisodeOpened, Event, ReadinessRecorded
from restride.core.moment import Moment
from restride.core.protocol import Protocol, ReadinessItem, Regimen
from restride.core.terms import Course, Role, Scope, Side, Verdict
from restride.study.asked import Intake
from restride.study.clock import Dates, dates

Start = Literal["door", "calm"]
EPISODE = "episode"
ENGINE = "study"
RUNNER = Author(role=Role.RUNNER, id="runner")
CLINICIAN = Author(role=Role.CLINICIAN, id="clinician", name="Clinician", profession="physiotherapist")
SYSTEM = Author(role=Role.SYSTEM, id="system")
_BEST = {"nrs": 0, "grade": 0, "yes_no": 1, "cm": 0}  # the calm end of each unit; of the others, plenty
_PLENTY = 100
_LONG_D = 1000  # a clearance outlasts every course, and an operation lies far enough back for every gate


def entry(id: str, body: Body, at: Moment, *, author: Author = RUNNER, person: bool = False) -> Event:
    """One entry of a made-up journal, recorded when it happened."""
    return Event(
        id=id,
        episode=None if person else EPISODE,
        at=at,
        recorded_at=at.at,
        author=author,
        source=ENGINE,
        body=body,
    )


def regimen(protocol: Protocol, preset: str) -> Regimen:
    """The protocol as it is pinned; a clearance is obligatory where the condition says so."""
    return Regimen(
        protocol=protocol, episode=EPISODE, preset=preset, clearance_required=protocol.clearance == "required"
    )


def enrolled(protocol: Protocol, intake: Intake, preset: str, first: Dates) -> tuple[Event, ...]:
    """What the runner tells at the intake, and the clearance of a clinician."""
    required, day = protocol.clearance == "required", first.now.day
    operation = day - timedelta(days=_LONG_D) if protocol.kind == "surgery" else None
    opened = EpisodeOpened(
        condition=protocol.conditions[0],
        side=Side.LEFT,
        onset=day - timedelta(days=intake.days_off),
        operation=operation,
        operated=operation is not None,
        protocol=protocol.id,
        protocol_hash=protocol.hash,
        clearance_required=required,
        usual_session_s=int(intake.usual_min) * 60,
        last_run=day - timedelta(days=intake.days_off),
        preset=preset,
    )
    cleared = ClearanceGiven(scope=Scope.SPEED, side=Side.LEFT, starts=day, until=day + timedelta(days=_LONG_D))
    return (
        entry(EPISODE, opened, first.morning),
        entry("clearance", cleared, first.morning, author=CLINICIAN),
    )


def at_the_door(protocol: Protocol) -> tuple[Event, ...]:
    """Every readiness test passed and the position right before the first phase of runs, on the day before day 0."""
    day = dates(-1)
    ahead = next(phase for phase in protocol.phases if phase.has_runs)
    before = max((p for p in protocol.phases if p.order < ahead.order), key=lambda p: p.order)
    decision = Decision(
        verdict=Verdict.HOLD,
        course=Course.HOLD,
        position=Position(phase=before.id, order=before.order),
        dose=NO_RUN,
        day=day.now.day,
        issued_at=day.now.at,
        expires_at=day.now.day_ends,
        no_run_before=None,
        urgency=None,
        reasons=(),
        limits=(),
        questions=(),
    )
    return (*passed(protocol, -1), issued("door", decision, protocol, 1, day.morning))


def issued(id: str, decision: Decision, protocol: Protocol, number: int, at: Moment) -> Event:
    """A decision as it is stored."""
    body = DecisionIssued(
        decision=decision, protocol_hash=protocol.hash, engine=ENGINE, language="en", words="", number=number
    )
    return entry(id, body, at, author=SYSTEM)


def passed(protocol: Protocol, number: int) -> tuple[Event, ...]:
    """Every readiness test with its best result, on day `number`."""
    at = dates(number).morning
    return tuple(
        entry(f"{number}-{item.id}-{side or ''}", _result(item, side), at, author=_tester(item))
        for item in protocol.items
        for side in ((Side.LEFT, Side.RIGHT) if item.sides else (None,))
    )


def _result(item: ReadinessItem, side: Side | None) -> ReadinessRecorded:
    return ReadinessRecorded(item=item.id, value=_BEST.get(item.unit, _PLENTY), side=side, painkiller=False)


def _tester(item: ReadinessItem) -> Author:
    return CLINICIAN if item.clinician_only else RUNNER
