"""Our columns against fitdecode, field by field: every generated file always, every real one where there are any."""

import io
import math
import warnings
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import fitdecode
import pytest

from restride.formats.fit.columns import Columns
from restride.formats.fit.profile import MESSAGE_NUMBERS
from restride.formats.fit.structure import read_parts
from restride.formats.fit.write import Repeat, Step, write_activity, write_workout
from tests.fixtures_activity import fit_bytes as fit
from tests.fixtures_activity.legs import START, pause, run, walk_run
from tests.formats.devicefiles import content, each

MADE = {
    "walk-run": write_activity(walk_run(3), START),
    "with a pause": write_activity([run(40), pause(30), run(40)], START),
    "workout": write_workout("x", [Repeat(steps=(Step(kind="run", seconds=60),), times=3)], START),
    "plain": fit.run_file(60),
    "chained": fit.run_file(60) + fit.run_file(30),
    "header without checksum": fit.file(fit.FILE_ID, fit.records(31), header_crc=0),
}
Cell = tuple[str, str]


class _Numbers(fitdecode.DataProcessorBase):  # type: ignore[misc]  # the library has no types
    """Leaves times as the numbers they are."""


def theirs(data: bytes) -> dict[Cell, list[list[Any]]]:
    """By message and field, the values message by message; a field that a message lacks is an empty list."""
    rows: dict[str, list[dict[str, list[Any]]]] = defaultdict(list)
    scales: dict[str, float] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = fitdecode.FitReader(
            io.BytesIO(data),
            processor=_Numbers(),
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        )
        try:
            for frame in reader:
                if isinstance(frame, fitdecode.FitDataMessage):
                    rows[frame.name].append(_row(frame, scales))
                    _note_scale(frame, scales)
        except fitdecode.FitError:
            pass  # a damaged file: compare what came before
    table: dict[Cell, list[list[Any]]] = {}
    for message, each_row in rows.items():
        for name in {name for row in each_row for name in row}:
            table[message, name] = [row.get(name, []) for row in each_row]
    return table


def _note_scale(frame: Any, scales: dict[str, float]) -> None:
    """fitdecode leaves the scale that a file gives its developer fields to the caller."""
    if frame.name == "field_description" and frame.get_value("scale", fallback=None):
        scales[frame.get_value("field_name")] = frame.get_value("scale")


def _row(frame: Any, scales: dict[str, float]) -> dict[str, list[Any]]:
    """Own fields only: what fitdecode unpacks from compound fields is not in the file under that name."""
    found: dict[str, list[Any]] = {}
    for field in frame.fields:
        definition = field.field_def
        if definition is None and field.name != "timestamp":
            continue
        parent = field.parent_field or field.field
        raw = field.raw_value
        if parent is None or (definition and definition.size % definition.base_type.size):
            continue
        developed = scales.get(parent.name, 1) if isinstance(parent, fitdecode.types.DevField) else 1
        scale, offset = parent.scale or developed, parent.offset or 0
        values = raw if isinstance(raw, tuple) else (raw,)
        if isinstance(raw, str | bytes):
            continue
        found.setdefault(parent.name, [_scaled(one, scale, offset) for one in values])
    return found


def _scaled(value: Any, scale: float, offset: float) -> float | None:
    if value is None or isinstance(value, str | bytes) or (isinstance(value, float) and math.isnan(value)):
        return None
    return float(value) / scale - offset


def ours(data: bytes, message: str, name: str) -> Iterator[list[float | None]]:
    for part in read_parts(data):
        messages = Columns(part)[message]
        if name not in messages.names:
            yield from ([] for _ in range(len(messages)))
            continue
        table = messages.table(name)
        for row in table.reshape(len(messages), -1).tolist():
            yield [None if math.isnan(one) else one for one in row]


def known(values: list[Any]) -> list[Any]:
    """Values without the padding and the unknowns at the end."""
    kept = list(values)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def alike(mine: list[Any], other: list[Any]) -> bool:
    """Equal up to the last bit of a division."""
    return len(mine) == len(other) and all(
        a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-12))
        for a, b in zip(mine, other, strict=True)
    )


def compare(data: bytes, *, whole: bool = True) -> int:
    """Assert equality of every field that both know by name; returns how many columns were compared."""
    compared = 0
    for (message, name), expected in theirs(data).items():
        if message not in MESSAGE_NUMBERS or name not in _our_names(data, message):
            continue
        if name == "timestamp" and message == "record":
            continue  # compressed timestamps are resolved a layer above; tested by the samples
        found = list(ours(data, message, name))
        if whole:
            assert len(found) == len(expected), (message, name)
        for mine, other in zip(found, expected, strict=False):
            assert alike(known(mine), known(other)), (message, name, mine, other)
        compared += 1
    return compared


def _our_names(data: bytes, message: str) -> set[str]:
    every = [Columns(part)[message] for part in read_parts(data)]
    return {name for messages in every for name in messages.names if not messages.is_text(name)}


@pytest.mark.parametrize("name", MADE)
def test_generated_files_hold_the_same_values_for_both(name: str) -> None:
    assert compare(MADE[name]) >= 7


@each("FIT")
def test_real_files_hold_the_same_values_for_both(entry: dict[str, Any]) -> None:
    whole = all(entry["expected"].get("file_crc_ok", [False]))
    columns = compare(content(entry), whole=whole)
    assert columns > 0 or not entry["expected"].get("messages")


@each("FIT")
def test_real_developer_fields_are_all_named(entry: dict[str, Any]) -> None:
    named: set[str | None] = set()
    for part in read_parts(content(entry)):
        named |= set(Columns(part)["field_description"].texts("field_name"))
    assert sorted(name for name in named if name) == entry["expected"].get("developer_fields", [])
