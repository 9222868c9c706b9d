"""Readers of activity files beside other readers; the table of each file is printed by `benchmarks/read_files.py`."""

import importlib.util
import os
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.read_files import LARGE, OURS, THEIRS, fastest, files, format_of
from benchmarks.rows import Row

_TARGETS = {"fit": 60.0, "gpx": 7.0, "tcx": 3.0}


def rows() -> Iterator[Row]:
    """A ratio a format: the median over files of 100 KB and more, from RESTRIDE_DEVICEFILES where it is set."""
    given = os.environ.get("RESTRIDE_DEVICEFILES")
    ratios: dict[str, list[float]] = {}
    for data in files(Path(given) if given else None).values():
        kind = format_of(data)
        if kind is None or len(data) < LARGE or not importlib.util.find_spec(THEIRS[kind][0]):
            continue
        try:
            theirs = fastest(lambda data=data, kind=kind: THEIRS[kind][1](data), 1)  # type: ignore[misc]
        except Exception:  # noqa: BLE001, S112  # whatever another library raises on a damaged file
            continue
        ratios.setdefault(kind, []).append(theirs / fastest(lambda data=data, kind=kind: OURS[kind](data), 5))  # type: ignore[misc]
    for kind, found in sorted(ratios.items()):
        yield Row(
            name=f"{kind} reader, times as fast, {len(found)} files",
            unit="x",
            value=statistics.median(found),
            target=_TARGETS[kind],
            at_least=True,
            low=min(found),
            high=max(found),
            peer=THEIRS[kind][0],
        )
