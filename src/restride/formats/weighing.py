"""Whether a document weighs what its run is worth, counted piece by piece: nothing large is kept of what is refused.

A run is made of points. What has few points and much else was made to be slow or large, and no watch writes it.
"""

import numpy as np

from restride.activity.model import MAX_POINTS
from restride.activity.problems import Problem, problem

MAX_TAGS = 5_000_000  # five days at one point a second, ten tags a point
_FREE_TAGS = 500_000  # beside points: way marks, names, extensions
_TAGS_A_MENTION = 40  # a point is mentioned where it begins, and where it ends
_FREE_BYTES = 4 * 1024 * 1024
_BYTES_A_MENTION = 2048
_LATE_BYTES = 8 * _FREE_BYTES  # where this much came with few points, no more is waited for
_MAX_ATTRIBUTES = 200_000  # where they stand this close; each costs the parser more than a tag
_BYTES_AN_ATTRIBUTE = 25  # a point with two of them and a time has thirty for each
_STRAY = 100_000  # `>` beyond those of the tags; a text hardly has any
_POINTS = (b"trkpt", b"Trackpoint")
_LONGEST = max(map(len, _POINTS))
_AT_ONCE = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Weighing:
    """The counts of one document so far."""

    def __init__(self) -> None:
        self._size = self._mentions = 0
        self._tags = self._closers = self._attributes = 0
        self._wide: bool | None = None
        self._last = b""

    def add(self, piece: bytes) -> None:
        """Count the next piece of the document."""
        if self._wide is None:
            self._wide = piece.startswith(_WIDE)
        self._size += len(piece)
        text = piece.replace(b"\0", b"") if self._wide else piece
        signs = np.frombuffer(text, dtype=np.uint8)  # `bytes.count` is slow for what stands close
        self._tags += int(np.count_nonzero(signs == ord("<")))
        self._closers += int(np.count_nonzero(signs == ord(">")))
        self._attributes += int(np.count_nonzero(signs == ord("=")))
        joined = self._last + text  # a name may lie across two pieces
        self._mentions += sum(joined.count(name) - self._last.count(name) for name in _POINTS)
        self._last = joined[1 - _LONGEST :]

    @property
    def flood(self) -> Problem | None:
        """What there is too much of, whatever follows."""
        if self._tags > MAX_TAGS or self._mentions > 2 * MAX_POINTS:
            return problem("too-many-points")
        if self._size > _LATE_BYTES + _BYTES_A_MENTION * self._mentions:
            return problem("too-much-beside", f"{self._size} bytes")
        return None

    @property
    def excess(self) -> Problem | None:
        """What there is too much of in the whole document."""
        dense = self._attributes > _MAX_ATTRIBUTES and self._attributes * _BYTES_AN_ATTRIBUTE > self._size
        if dense or self._closers > self._tags + _STRAY or self._tags > _FREE_TAGS + _TAGS_A_MENTION * self._mentions:
            return problem("too-many-points")
        if self._size > _FREE_BYTES + _BYTES_A_MENTION * self._mentions:
            return problem("too-much-beside", f"{self._size} bytes")
        return self.flood


def excess_of(document: bytes) -> Problem | None:
    """What a document at hand has too much of, if anything."""
    weighing = Weighing()
    for at in range(0, len(document), _AT_ONCE):
        weighing.add(document[at : at + _AT_ONCE])
    return weighing.excess
