"""One file to activities: looks at the content, never at the name, and answers with values even for bad bytes."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from restride.activity.model import Activity
from restride.activity.plausible import implausible
from restride.activity.problems import Problem, Weight, problem
from restride.activity.same import content_digest
from restride.formats.fit.activities import read_fit
from restride.formats.fit.structure import looks_like_fit
from restride.formats.gpx import read_gpx
from restride.formats.importer import Found, Importer, read_plugged, wants
from restride.formats.markup import root_of
from restride.formats.tcx import read_tcx
from restride.formats.unpack import unpack

READER_VERSION = "1"  # raise it when the same bytes would give other figures

Status = Literal["readable", "review", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnImporter:
    """An importer that comes with Restride."""

    format: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Found]
    version: str = READER_VERSION


def _has_root(*names: str) -> Callable[[bytes], bool]:
    return lambda content: root_of(content) in names


OWN: tuple[OwnImporter, ...] = (
    OwnImporter(format="fit", recognises=looks_like_fit, read=read_fit),
    OwnImporter(format="gpx", recognises=_has_root("gpx"), read=read_gpx),
    # one exporter leaves out the outer element of TCX
    OwnImporter(format="tcx", recognises=_has_root("TrainingCenterDatabase", "Activities"), read=read_tcx),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadResult:
    """What one file holds. digest is of the bytes as sent, content_digest of the unpacked ones.

    A refused file has no activities. One for review shows what was found, but nothing of it counts until settled.
    """

    name: str
    digest: str
    content_digest: str | None
    format: str | None
    reader: str
    activities: tuple[Activity, ...]
    problems: tuple[Problem, ...]

    @property
    def status(self) -> Status:
        """By the gravest problem."""
        return status_of([one.weight for one in self.problems], empty=not self.activities)


def status_of(weights: Sequence[Weight], *, empty: bool) -> Status:
    """Refused, for review or readable, by the gravest problem; without activities always refused."""
    if empty or "refuse" in weights:
        return "refused"
    return "review" if "review" in weights else "readable"


def read_activities(data: bytes, name: str, plugged: Sequence[Importer] = ()) -> ReadResult:
    """Every activity in a file and every problem with it. Never raises on what a user may send.

    Plug-ins are asked after the importers that come with Restride, so that none can take a known format over.
    """
    blank = ReadResult(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        content_digest=None,
        format=None,
        reader=f"restride/{READER_VERSION}",
        activities=(),
        problems=(),
    )
    if not data:
        return replace(blank, problems=(problem("empty-file"),))
    content = unpack(data)
    if isinstance(content, Problem):
        return replace(blank, problems=(content,))
    own = next((one for one in OWN if one.recognises(content)), None)
    found = own or next((one for one in plugged if wants(one, content)), None)
    blank = replace(blank, content_digest=content_digest(content), format=found.format if found else None)
    if found is None:
        return replace(blank, problems=(_unreadable(content),))
    activities, problems = own.read(content) if own else read_plugged(found, content)
    problems += _problems_of(activities)
    blank = replace(blank, reader=_reader(found, is_own=own is not None), problems=problems)
    refused = any(one.weight == "refuse" for one in problems)
    return blank if refused else replace(blank, activities=activities)


def _reader(importer: Importer, *, is_own: bool) -> str:
    """What is stored as the reader, so that a record tells a plug-in's figures from ours."""
    return f"{'restride' if is_own else 'plug-in'}-{importer.format}/{importer.version}"


def _unreadable(content: bytes) -> Problem:
    if not content:
        return problem("empty-file")
    root = root_of(content)
    return problem("other-format", f"<{root}>") if root else problem("unknown-format")


def _problems_of(activities: tuple[Activity, ...]) -> tuple[Problem, ...]:
    """Each activity's own problems and what is implausible about it, with its number where there are several."""
    found = []
    for number, activity in enumerate(activities, start=1):
        for one in (*activity.problems, *implausible(activity)):
            place = f"activity {number}" if one.place == "file" else f"activity {number}, {one.place}"
            found.append(replace(one, place=place) if len(activities) > 1 else one)
    return tuple(found)
