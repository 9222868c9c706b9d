"""The times of FIT messages: the protocol's epoch, compressed timestamps, and clocks that are not absolute."""

from datetime import UTC, datetime, timedelta
from math import isfinite

import numpy as np

from restride.activity.model import FloatArray
from restride.formats.fit.columns import TIMESTAMP, Columns, Messages
from restride.formats.fit.structure import Part

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
# Below this a timestamp counts seconds since the device was switched on: no date can be made from it.
FIRST_ABSOLUTE = 0x10000000


def instant(seconds: float | None) -> datetime | None:
    """The aware instant of a FIT timestamp, or None for one that is missing or relative."""
    if seconds is None or not FIRST_ABSOLUTE <= seconds < 0xFFFFFFFF:
        return None
    return EPOCH + timedelta(seconds=seconds)


def timestamps(part: Part, columns: Columns, messages: Messages) -> FloatArray:
    """Seconds on the device's clock for each message, in file order; NaN where unknown."""
    times = messages.values("timestamp")
    if len(times) and not np.isfinite(times).all():
        bytes_at = np.frombuffer(part.data, dtype=np.uint8)
        if (bytes_at[messages.offsets] & 0x80).any():
            known = _compressed(part, columns)
            times = np.array([known.get(int(at), own) for at, own in zip(messages.offsets, times, strict=True)])
    return times


def _compressed(part: Part, columns: Columns) -> dict[int, float]:
    """Time by offset for messages that carry only five bits of it: they count on from the last full time."""
    stamps: list[tuple[int, float, bool]] = []
    for group in part.groups:
        numbers = {spec.number for spec in group.layout.fields if spec.developer is None}
        for offset in group.offsets:
            if part.data[offset] & 0x80:
                stamps.append((offset, part.data[offset] & 0x1F, True))
        if TIMESTAMP in numbers:
            own = columns.messages(group.layout.message)
            pairs = zip(own.offsets.tolist(), own.values("timestamp").tolist(), strict=True)
            stamps.extend((at, value, False) for at, value in pairs if isfinite(value))
    found: dict[int, float] = {}
    last = 0.0
    for offset, value, short in sorted(stamps, key=lambda stamp: (stamp[0], stamp[2])):
        last = last + (int(value) - int(last)) % 32 if short else value
        if short:
            found[offset] = last
    return found
