"""Tag names in a document, compared as numbers: eight bytes at a time, all tags at once. Judges no XML."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]
_Eights = npt.NDArray[np.uint64]
_NAME_ENDS = np.isin(np.arange(256), list(b"> \t\r\n/"))


@dataclass(frozen=True)
class Tags:
    """All opening or all closing tags: their numbers, where their names begin and where the tags end."""

    which: IntArray
    names: IntArray
    ends: IntArray
    data: bytes

    @cached_property
    def _heads(self) -> _Eights:
        return _eight(self.data, self.names)

    @cached_property
    def _tails(self) -> _Eights:
        return _eight(self.data, self.ends - 8)

    def named(self, name: bytes, prefix: bytes) -> IntArray:
        """The numbers of the tags with this local name, under no prefix, the given one, or any before a bare `>`."""
        found = self._begin_with(name) | self._end_with(b":" + name)
        if prefix:
            found |= self._begin_with(prefix + name)
        return self.which[found]

    def _begin_with(self, name: bytes) -> BoolArray:
        """True where a tag's whole name is this."""
        found = _reads(self._heads, name[:8])
        some = np.flatnonzero(found)
        octets = np.frombuffer(self.data, dtype=np.uint8)
        whole = _NAME_ENDS[octets[np.minimum(self.names[some] + len(name), len(octets) - 1)]]
        if len(name) > 8:
            whole &= spells(self.data, self.names[some] + 8, name[8:])
        found[some] = whole
        return found

    def _end_with(self, tail: bytes) -> BoolArray:
        """True where a tag without attributes ends in this."""
        last = tail[-8:]
        found = np.asarray(self._tails >> np.uint64(8 * (8 - len(last))) == int.from_bytes(last, "little"))
        if len(tail) > 8:
            some = np.flatnonzero(found)
            found[some] = spells(self.data, self.ends[some] - len(tail), tail)
        return found


def _eight(data: bytes, places: IntArray) -> _Eights:
    """The eight bytes at each place as one number, the first byte lowest."""
    if len(data) < 8:
        return np.zeros(len(places), dtype=np.uint64)
    every = np.ndarray((len(data) - 7,), np.dtype("<u8"), data, 0, (1,))
    found: _Eights = every[np.clip(places, 0, len(every) - 1)]
    return found


def spells(data: bytes, places: IntArray, text: bytes) -> BoolArray:
    """True where the document reads `text` at a place."""
    found = np.ones(len(places), dtype=np.bool_)
    for at in range(0, len(text), 8):
        found &= _reads(_eight(data, places + at), text[at : at + 8])
    return found


def _reads(eights: _Eights, raw: bytes) -> BoolArray:
    """True where the first bytes are these."""
    mask = np.uint64((1 << 8 * len(raw)) - 1)
    return np.asarray(eights & mask == int.from_bytes(raw, "little"))
