"""What an importer offers, one of ours or a plug-in; and what a plug-in's answer must be to be taken. Reads no file."""

import importlib
import math
import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from typing import Protocol

import numpy as np

from restride.activity.model import MAX_ACTIVITIES, MAX_POINTS, Activity
from restride.activity.problems import Problem, problem

Found = tuple[tuple[Activity, ...], tuple[Problem, ...]]
_FORMAT = re.compile(r"[a-z][a-z0-9-]{0,19}")
_FIGURES = ("elapsed_s", "timer_s", "distance_m", "avg_hr", "max_hr", "cadence_spm")


class Importer(Protocol):
    """Turns the bytes of one recorded file into activities. A module with these four names will do."""

    @property
    def format(self) -> str:
        """A short name of small letters, digits and hyphens, such as "fit"; stored with what was read."""
        ...

    @property
    def version(self) -> str:
        """Raise it when the same bytes would give other figures."""
        ...

    def recognises(self, content: bytes) -> bool:
        """Whether the bytes are of this format, told by their content and never by a name. Raises nothing."""
        ...

    def read(self, content: bytes) -> Found:
        """The activities and what is wrong with them. Bad bytes are problems, never an exception."""
        ...


class NoImporter(ValueError):
    """An object that is no importer; the text says what it lacks."""


def as_importer(offered: object) -> Importer:
    """The object, where it has what an importer needs. Raises NoImporter."""
    for name in ("format", "version"):
        if not isinstance(getattr(offered, name, None), str):
            raise NoImporter(f"it has no text {name!r} (docs/add/importer.md)")
    for name in ("recognises", "read"):
        if not callable(getattr(offered, name, None)):
            raise NoImporter(f"it has no function {name!r} (docs/add/importer.md)")
    if not _FORMAT.fullmatch(offered.format):  # type: ignore[attr-defined]
        raise NoImporter(f"its format {offered.format!r} is no short name")  # type: ignore[attr-defined]
    return offered  # type: ignore[return-value]


def load_importers(references: Iterable[str]) -> tuple[Importer, ...]:
    """The importers behind `module:name` or `module`. One that breaks is told on standard error, and left out."""
    found = []
    for reference in references:
        module, _, name = reference.partition(":")
        try:
            offered: object = importlib.import_module(module)
            for part in filter(None, name.split(".")):
                offered = getattr(offered, part)
            found.append(as_importer(offered))
        except (Exception, SystemExit) as trouble:  # noqa: BLE001  a stranger's code may raise anything
            print(f"importer {reference} left out: {type(trouble).__name__}: {trouble}", file=sys.stderr)
    return tuple(found)


def wants(importer: Importer, content: bytes) -> bool:
    """Whether the plug-in takes the content; one that fails at the question doesn't get it."""
    try:
        return importer.recognises(content) is True
    except Exception as trouble:  # noqa: BLE001  the next importer must still be asked
        print(f"importer {importer.format} failed: {type(trouble).__name__}", file=sys.stderr)
        return False


def read_plugged(importer: Importer, content: bytes) -> Found:
    """What a plug-in read, where it can be taken; else the problem that its reading failed, and nothing of it."""
    try:
        activities, problems = importer.read(content)
        taken = tuple(activities), tuple(problems)
    except MemoryError:
        raise
    except Exception as trouble:  # noqa: BLE001  its mistake must not cost more than this one file
        print(f"importer {importer.format} failed: {type(trouble).__name__}", file=sys.stderr)
        return (), (_stopped(importer),)
    if not all(isinstance(one, Problem) for one in taken[1]) or not all(_is_sound(one) for one in taken[0]):
        print(f"importer {importer.format} gave what is no activity (docs/add/importer.md)", file=sys.stderr)
        return (), (_stopped(importer),)
    if len(taken[0]) > MAX_ACTIVITIES:
        return (), (problem("too-many-activities"),)
    return taken


def _stopped(importer: Importer) -> Problem:
    return problem("reader-stopped", f"importer {importer.format}")


def _is_sound(one: object) -> bool:
    """An activity with an aware start or none, totals that are finite and not negative, and columns in order."""
    if not isinstance(one, Activity) or (one.start is not None and one.start.utcoffset() is None):
        return False
    figures = [getattr(one, name) for name in _FIGURES]
    if not all(figure is None or (math.isfinite(figure) and figure >= 0) for figure in figures):
        return False
    columns = [getattr(one.samples, field.name) for field in fields(one.samples)]
    if len({len(column) for column in columns}) > 1 or len(one.samples) > MAX_POINTS:
        return False
    return bool(np.all(np.diff(one.samples.time_s) >= 0))
