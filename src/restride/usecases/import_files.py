"""Imports files from a disk, one row of a report a file. What a file holds and what counts is decided elsewhere."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from restride.activity.problems import problem
from restride.formats.parsed import ParsedActivity, ParsedProblem, parsed_problem
from restride.formats.unpack import MAX_FILE
from restride.usecases.import_activity import Upload, read_upload
from restride.usecases.placing import Placed
from restride.usecases.ports import Ports, Visitor

Row = dict[str, Any]
_FIGURES = ("elapsed_s", "timer_s", "distance_m", "avg_hr", "max_hr", "cadence_spm")
_CURES = {
    "no-such-file": "There is no such file. Check the name.",
    "not-a-file": "This is no ordinary file. Name a file in a folder.",
    "unreadable": "You may not read this file. Change its permissions.",
}


def import_file(ports: Ports, visitor: Visitor, path: Path) -> Row:
    """Import one file and say what became of it. A path that can't be read is a refused row, never an exception."""
    content = _content(path)
    if isinstance(content, ParsedProblem):
        return _row(path, None, [content])
    upload = read_upload(ports, visitor, content, path.name)
    return _row(path, upload, list(upload.problems))


def as_json(rows: Sequence[Row]) -> str:
    """The report as a JSON list, one object a file."""
    return json.dumps(rows, indent=2, ensure_ascii=False)


def as_lines(rows: Iterable[Row]) -> Iterable[str]:
    """The report to be read: a line a file, its problems below."""
    for row in rows:
        figures = [f"{row['run_s']} s run"] if row["run_s"] is not None else []
        figures += [f"{row['distance_m']} m"] if row["distance_m"] is not None else []
        told = ", ".join(str(one) for one in (row["format"], row["sport"], row["start_utc"], *figures) if one)
        yield f"{row['status']:10}{row['file']}" + (f" ({told})" if told else "")
        for one in row["problems"]:
            yield f"          {one['code']} at {one['place']}: {one['cure']}"


def exit_code(rows: Iterable[Row]) -> int:
    """1 where some file was refused, else 0."""
    return int(any(row["status"] == "refused" for row in rows))


def _content(path: Path) -> bytes | ParsedProblem:
    """The bytes, or why there are none. Pipes and devices are left alone: they may never end."""
    try:
        if not path.exists():
            return _trouble("no-such-file")
        if not path.is_file():
            return _trouble("not-a-file")
        if path.stat().st_size > MAX_FILE:
            return parsed_problem(problem("too-large", f"{path.stat().st_size} bytes"))
        return path.read_bytes()
    except OSError:
        return _trouble("unreadable")


def _trouble(code: str) -> ParsedProblem:
    return ParsedProblem(code=code, place="file", cure=_CURES[code], weight="refuse")


def _row(path: Path, upload: Upload | None, problems: list[ParsedProblem]) -> Row:
    file = upload.file if upload else None
    seen = file.activities if file else ()
    whole = [_activity(one, place) for one, place in zip(seen, upload.placed if upload else (), strict=True)]
    first = whole[0] if whole else _activity(None, None)
    return {
        "file": str(path),
        "sha256": file.digest if file else None,
        "format": file.format if file else None,
        "status": upload.status if upload else "refused",
        **{key: value for key, value in first.items() if key not in ("status", "history", "sub_sport", "walk_s")},
        "activities": whole,
        "problems": [
            {"code": one.code, "place": one.place, "cure": one.cure, "weight": one.weight} for one in problems
        ],
    }


def _activity(seen: ParsedActivity | None, placed: Placed | None) -> Row:
    figures = {name: _number(getattr(seen.measured, name)) if seen else None for name in _FIGURES}
    return {
        "status": placed.outcome if placed else None,
        "history": placed.history if placed else None,
        "sport": seen.sport if seen else None,
        "sub_sport": seen.sub_sport if seen else None,
        "start_utc": _instant(seen.start) if seen and seen.start else None,
        **figures,
        "records": seen.records if seen else None,
        "laps": seen.laps if seen else None,
        "run_s": seen.run_s if seen else None,
        "longest_bout_s": seen.longest_bout_s if seen else None,
        "walk_s": seen.walk_s if seen else None,
    }


def _number(value: float | None) -> float | int | None:
    """Rounded to hundredths; whole where it is."""
    if value is None:
        return None
    rounded = round(value, 2)
    return int(rounded) if rounded.is_integer() else rounded


def _instant(at: datetime) -> str:
    there = at.astimezone(UTC)
    return there.isoformat(timespec="milliseconds" if there.microsecond else "seconds").replace("+00:00", "Z")
