"""Made-up runners for tests: days on a clock moved by hand, and one true run in every format. For tests only."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from restride.core.decide import decide
from restride.core.state import Entry
from restride.core.terms import Role, Side
from restride.formats.fit.write import Leg, write_activity
from restride.journal.memory import in_memory
from restride.journal.values import Actor, Purpose
from restride.usecases.demo_days import Days, HandClock
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.import_activity import Upload, read_upload
from restride.usecases.log_session import SessionGiven
from restride.usecases.ports import Ports, Visitor
from restride.usecases.refused import NotPossible
from restride.wiring import ports_of
from tests.storage import person

FIRST = datetime(2026, 3, 2, 7, 10, tzinfo=UTC)
WALK_RUN = (("walk", 300), *((("run", 60), ("walk", 120)) * 8), ("walk", 300))
LONGER = (("walk", 300), *((("run", 75), ("walk", 120)) * 8), ("walk", 300))
_SPEED = {"run": (2.7, 166.0), "walk": (1.4, 110.0)}

Legs = Sequence[tuple[str, int]]


def days(at: datetime = FIRST, house: Any = None, clock: HandClock | None = None) -> Days:
    """A runner and a clinician who see each other's names for the first time."""
    moved = clock or HandClock(at)
    runner, clinician = person(), person()
    return Days(
        ports=ports_of(house or in_memory(moved), moved),
        clock=moved,
        runner=Visitor(actor=Actor(id=runner, role=Role.RUNNER), person=runner, name="Sam"),
        clinician=Visitor(
            actor=Actor(id=clinician, role=Role.CLINICIAN),
            person=runner,
            name="Therapist 1",
            profession="physiotherapist",
            registration="PT 1",
            purpose=Purpose.CARE,
        ),
    )


def kneecap(at: datetime = FIRST) -> Days:
    """A runner with pain at the front of the knee, on the first day."""
    story = days(at)
    story.enrol("patellofemoral_pain", rehab_weeks=2)
    return story


def enrol_again(ports: Ports, runner: Visitor, id: str, condition: str = "achilles_tendinopathy") -> str:
    """Begin a second injury, on the right side, without an operation; its id."""
    given = Enrolment(
        id=id,
        condition=condition,
        side=Side.RIGHT,
        age_years=40,
        onset=None,
        operated=False,
        consent="use-1",
    )
    enrol(ports, runner, given)
    return given.id


def send(story: Days, content: bytes, name: str = "run.fit") -> Upload:
    """Upload a file now."""
    return read_upload(story.ports, story.runner, content, name)


def ago(story: Days, **by: float) -> datetime:
    """A moment before now."""
    return story.clock.now() - timedelta(**by)


def fit(start: datetime, legs: Legs = WALK_RUN) -> bytes:
    """One true run as a FIT file."""
    return write_activity(
        [Leg(kind=kind, seconds=s, speed_mps=_SPEED[kind][0], cadence_spm=_SPEED[kind][1]) for kind, s in legs],  # type: ignore[arg-type]
        start,
    )


def tcx(start: datetime, legs: Legs = WALK_RUN, *, sport: str = "Running") -> bytes:
    """The same run as a TCX file; running cadence counts one foot there."""
    points, at, way = [], start, 0.0
    for kind, seconds in legs:
        speed, steps = _SPEED[kind]
        for _ in range(seconds):
            points.append(
                f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%S}Z</Time><DistanceMeters>{way:.1f}</DistanceMeters>"
                f"<Cadence>{round(steps / 2)}</Cadence></Trackpoint>"
            )
            at, way = at + timedelta(seconds=1), way + speed
    total = sum(seconds for _, seconds in legs)
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f'<Activities><Activity Sport="{sport}"><Id>{start:%Y-%m-%dT%H:%M:%S}Z</Id>'
        f'<Lap StartTime="{start:%Y-%m-%dT%H:%M:%S}Z"><TotalTimeSeconds>{total}</TotalTimeSeconds>'
        f"<DistanceMeters>{way:.1f}</DistanceMeters><Track>{''.join(points)}</Track></Lap></Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()


def gpx(start: datetime, legs: Legs = WALK_RUN, *, dated: bool = True, owner: str = "") -> bytes:
    """The same run as a GPX file, northwards along a meridian."""
    points, at, way = [], start, 0.0
    for kind, seconds in legs:
        for _ in range(seconds):
            time = f"<time>{at:%Y-%m-%dT%H:%M:%S}Z</time>" if dated else ""
            points.append(f'<trkpt lat="{50 + way / 111_194.93:.7f}" lon="8">{time}</trkpt>')
            at, way = at + timedelta(seconds=1), way + _SPEED[kind][0]
    head = f"<metadata><author><name>{owner}</name></author></metadata>" if owner else ""
    return (
        '<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"{head}"
        f"<trk><type>running</type><trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


def zipped(content: bytes) -> bytes:
    """The same bytes, packed."""
    return gzip.compress(content)


def evening(story: Days) -> Days:
    """Two hours after the run of the day after sign-up."""
    story.next_morning()
    story.to_hour(20)
    return story


def activities(story: Days) -> dict[str, Entry]:
    return dict(story.record().state.activities)


def runs(story: Days) -> list[tuple[int, int]]:
    """Running seconds and longest stretch of each run that counts."""
    return [(run.run_s, run.bout_s) for run in story.context().runs]


def rule(story: Days, id: str) -> str:
    """How a rule stands in what would be decided now."""
    look = story.context()
    decision = decide(look.regimen, look.state, look.now)
    return next(reason.status for reason in decision.reasons if reason.rule == id)


def by_hand(story: Days, **changed: object) -> SessionGiven:
    given = SessionGiven(id=story.id(), episode=story.episode, started=None, run_s=480, longest_bout_s=60, walk_s=1560)
    return replace(given, **changed)  # type: ignore[arg-type]


def code(refusal: pytest.ExceptionInfo[NotPossible]) -> str:
    return refusal.value.problems[0].code
