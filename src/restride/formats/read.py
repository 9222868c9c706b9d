"""One file to activities: looks at the content, never at the name, and answers with values even for bad bytes."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from restride.activity.model import Activity, Format
from restride.activity.plausible import implausible
from restride.activity.problems import Problem, Weight, problem
from restride.activity.same import content_digest
from restride.formats.fit.activities import read_fit
from restride.formats.fit.structure import looks_like_fit
from restride.formats.gpx import read_gpx
from restride.formats.markup import root_of
from restride.formats.tcx import read_tcx
from restride.formats.unpack import unpack

READER_VERSION = "1"  # raise it when the same bytes would give other figures

Status = Literal["readable", "review", "refused"]
_Reader = Callable[[bytes], tuple[tuple[Activity, ...], tuple[Problem, ...]]]
_READERS: dict[Format, _Reader] = {"fit": read_fit, "gpx": read_gpx, "tcx": read_tcx}
# one exporter leaves out the outer element of TCX
_ROOTS: dict[str, Format] = {"gpx": "gpx", "TrainingCenterDatabase": "tcx", "Activities": "tcx"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadResult:
    """What one file holds. digest is of the bytes as sent, content_digest of the unpacked ones.

    A refused file has no activities. One for review shows what was found, but nothing of it counts until settled.
    """

    name: str
    digest: str
    content_digest: str | None
    format: Format | None
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


def read_activities(data: bytes, name: str) -> ReadResult:
    """Every activity in a file and every problem with it. Never raises on what a user may send."""
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
    kind = format_of(content)
    blank = replace(blank, content_digest=content_digest(content), format=kind)
    if kind is None:
        return replace(blank, problems=(_unreadable(content),))
    activities, problems = _READERS[kind](content)
    problems += _problems_of(activities)
    blank = replace(blank, reader=f"restride-{kind}/{READER_VERSION}", problems=problems)
    refused = any(found.weight == "refuse" for found in problems)
    return blank if refused else replace(blank, activities=activities)


def format_of(content: bytes) -> Format | None:
    """The format that the content has, or None."""
    if looks_like_fit(content):
        return "fit"
    root = root_of(content)
    return _ROOTS.get(root) if root else None


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
