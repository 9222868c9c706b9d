"""One made-up run in the shapes that tests need: as legs, and as the same run in FIT, GPX and TCX."""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from restride.formats.fit.write import Leg

START = datetime(2026, 3, 14, 7, 0, tzinfo=UTC)
_METRES_A_DEGREE = math.pi * 6_371_000 / 180


def run(seconds: int, speed_mps: float = 2.6, cadence_spm: float = 164.0) -> Leg:
    return Leg(kind="run", seconds=seconds, speed_mps=speed_mps, cadence_spm=cadence_spm, heart_rate=150)


def walk(seconds: int, speed_mps: float = 1.4, cadence_spm: float = 112.0) -> Leg:
    return Leg(kind="walk", seconds=seconds, speed_mps=speed_mps, cadence_spm=cadence_spm, heart_rate=110)


def pause(seconds: int) -> Leg:
    return Leg(kind="pause", seconds=seconds)


def walk_run(repeats: int = 8, run_s: int = 60, walk_s: int = 120) -> list[Leg]:
    """A warm-up walk, then runs and walks."""
    return [walk(300), *(leg for _ in range(repeats) for leg in (run(run_s), walk(walk_s)))]


def points(legs: Sequence[Leg], start: datetime = START) -> Iterator[tuple[datetime, float, Leg]]:
    """Each second's instant, metres covered and leg; none within a pause."""
    at, way = start, 0.0
    for leg in legs:
        if leg.kind != "pause":
            for second in range(leg.seconds):
                yield at + timedelta(seconds=second), way + second * leg.speed_mps, leg
        at, way = at + timedelta(seconds=leg.seconds), way + leg.seconds * leg.speed_mps
    yield at, way, legs[-1]


def gpx(legs: Sequence[Leg], *, start: datetime = START, cadence: bool = True, sport: str = "running") -> bytes:
    """The run as GPX 1.1 along the equator, one foot's cadence in the usual extension."""
    rows = []
    for at, way, leg in points(legs, start):
        steps = f"<gpxtpx:cad>{leg.cadence_spm / 2:.0f}</gpxtpx:cad>" if cadence else ""
        rows.append(
            f'<trkpt lat="0.0" lon="{way / _METRES_A_DEGREE:.9f}"><time>{at:%Y-%m-%dT%H:%M:%SZ}</time><extensions>'
            f"<gpxtpx:TrackPointExtension><gpxtpx:hr>{leg.heart_rate}</gpxtpx:hr>{steps}"
            "</gpxtpx:TrackPointExtension></extensions></trkpt>"
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx creator="Made up" version="1.1" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">'  # noqa: E501
    kind = f"<type>{sport}</type>" if sport else ""
    return f"{head}<trk>{kind}<trkseg>{''.join(rows)}</trkseg></trk></gpx>".encode()


def tcx(legs: Sequence[Leg], *, start: datetime = START, sport: str = "Running") -> bytes:
    """The run as TCX, a lap a leg."""
    seen = list(points(legs, start))
    laps, at = [], start
    for leg in legs:
        end = at + timedelta(seconds=leg.seconds)
        if leg.kind != "pause":
            rows = "".join(
                _trackpoint(*point) for point in seen if at <= point[0] < end or point[0] == end == seen[-1][0]
            )
            laps.append(
                f'<Lap StartTime="{at:%Y-%m-%dT%H:%M:%SZ}"><TotalTimeSeconds>{leg.seconds}</TotalTimeSeconds>'
                f"<DistanceMeters>{leg.seconds * leg.speed_mps:.2f}</DistanceMeters><Track>{rows}</Track></Lap>"
            )
        at = end
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase xmlns="x" xmlns:ns3="y"><Activities>'
        f'<Activity Sport="{sport}"><Id>{start:%Y-%m-%dT%H:%M:%SZ}</Id>{"".join(laps)}'
        "<Creator><Name>Made up</Name></Creator></Activity></Activities></TrainingCenterDatabase>"
    ).encode()


def _trackpoint(at: datetime, way: float, leg: Leg) -> str:
    return (
        f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%SZ}</Time><DistanceMeters>{way:.2f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{leg.heart_rate}</Value></HeartRateBpm><Extensions><ns3:TPX>"
        f"<ns3:Speed>{leg.speed_mps}</ns3:Speed><ns3:RunCadence>{leg.cadence_spm / 2:.0f}</ns3:RunCadence>"
        "</ns3:TPX></Extensions></Trackpoint>"
    )
