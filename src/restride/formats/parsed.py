"""What a parsed file sends out of the child process and into the journal: plain values, no arrays, no positions.

Seconds, metres, beats and steps are whole here, rounded to the nearest: these are facts of record. What a decision
counts is the session that the runner confirms. `measured` keeps the unrounded totals for comparison with other
readers.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from restride.activity.bouts import RunWalk, find_bouts
from restride.activity.model import Activity
from restride.activity.problems import Problem, Weight
from restride.formats.importer import Importer
from restride.formats.read import ReadResult, Status, read_activities, status_of


class ParsedProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem as in `activity.problems`: weight is refuse, review or note."""

    code: str
    place: str
    cure: str
    weight: Weight


class ParsedBout(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of running or walking; start_s counts from the activity's start."""

    kind: str
    start_s: int
    duration_s: int
    distance_m: int | None
    cadence_spm: int | None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Totals as the file says or as computed from its points, unrounded."""

    elapsed_s: float | None
    timer_s: float | None
    distance_m: float | None
    avg_hr: float | None
    max_hr: float | None
    cadence_spm: float | None


class ParsedActivity(msgspec.Struct, frozen=True, kw_only=True):
    """One activity. start is None without an absolute clock; run_s and its kin are None where nothing tells running.

    Sports off foot have run_s 0. cadence_spm counts both feet and is None off foot.
    """

    sport: str
    sub_sport: str | None
    start: datetime | None
    elapsed_s: int | None
    timer_s: int | None
    distance_m: int | None
    avg_hr: int | None
    max_hr: int | None
    cadence_spm: int | None
    records: int
    laps: int
    run_s: int | None
    longest_bout_s: int | None
    walk_s: int | None
    run_distance_m: int | None
    run_cadence_spm: int | None
    bouts: tuple[ParsedBout, ...]
    device: str | None
    owner: str | None
    measured: Measured


class ParsedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file. digest: SHA-256 of the bytes sent; content_digest: of the unpacked ones, the same when packed anew."""

    name: str
    digest: str
    content_digest: str | None
    format: str | None
    reader: str
    activities: tuple[ParsedActivity, ...] = ()
    problems: tuple[ParsedProblem, ...] = ()

    @property
    def status(self) -> Status:
        """refused, review or readable."""
        return status_of([one.weight for one in self.problems], empty=not self.activities)


def parse(data: bytes, name: str, plugged: Sequence[Importer] = ()) -> ParsedFile:
    """Read a file in this process. For bytes from the network use `isolated.parse_in_child`."""
    return summary(read_activities(data, name, plugged))


def summary(result: ReadResult) -> ParsedFile:
    """The whole result as plain values, bouts included."""
    return ParsedFile(
        name=result.name,
        digest=result.digest,
        content_digest=result.content_digest,
        format=result.format,
        reader=result.reader,
        activities=tuple(_activity(activity) for activity in result.activities),
        problems=tuple(parsed_problem(one) for one in result.problems),
    )


def parsed_problem(one: Problem) -> ParsedProblem:
    """A problem as a plain value."""
    return ParsedProblem(code=one.code, place=one.place, cure=one.cure, weight=one.weight)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _activity(activity: Activity) -> ParsedActivity:
    found = run_walk(activity)
    return ParsedActivity(
        sport=activity.sport,
        sub_sport=activity.sub_sport,
        start=activity.start,
        elapsed_s=_whole(activity.elapsed_s),
        timer_s=_whole(activity.timer_s),
        distance_m=_whole(activity.distance_m),
        avg_hr=_whole(activity.avg_hr),
        max_hr=_whole(activity.max_hr),
        cadence_spm=_whole(activity.cadence_spm),
        records=activity.records,
        laps=len(activity.laps),
        run_s=None if found is None else found.run_s,
        longest_bout_s=None if found is None else found.longest_bout_s,
        walk_s=None if found is None else found.walk_s,
        run_distance_m=None if found is None else _whole(found.run_distance_m),
        run_cadence_spm=None if found is None else _whole(found.run_cadence_spm),
        bouts=() if found is None else tuple(_bouts(found)),
        device=activity.device,
        owner=person_named(activity.owner, activity.device),
        measured=Measured(
            elapsed_s=activity.elapsed_s,
            timer_s=activity.timer_s,
            distance_m=activity.distance_m,
            avg_hr=activity.avg_hr,
            max_hr=activity.max_hr,
            cadence_spm=activity.cadence_spm,
        ),
    )


def person_named(owner: str | None, device: str | None) -> str | None:
    """The person whom a file names; None for a name with digits or one that the device or the app bears, too."""
    words = set((owner or "").casefold().split())
    if not words or any(sign.isdigit() for sign in owner or "") or words & set((device or "").casefold().split()):
        return None
    return owner


def run_walk(activity: Activity) -> RunWalk | None:
    """Bouts of an activity; off foot nothing was run, whatever the speed."""
    if activity.on_foot:
        return find_bouts(activity.samples, activity.pauses)
    return RunWalk(run_s=0, longest_bout_s=0, walk_s=0, run_distance_m=None, run_cadence_spm=None, bouts=())


def _bouts(found: RunWalk) -> list[ParsedBout]:
    return [
        ParsedBout(
            kind=bout.kind,
            start_s=bout.start_s,
            duration_s=bout.duration_s,
            distance_m=_whole(bout.distance_m),
            cadence_spm=_whole(bout.cadence_spm),
        )
        for bout in found.bouts
    ]
