"""Elements of an XML document as rows, the leaves inside them as columns: what GPX and TCX readers share."""

import numpy as np

from restride.activity.model import FloatArray
from restride.activity.problems import Problem, problem
from restride.formats.decimals import read_decimals
from restride.formats.instants import read_instants
from restride.formats.markup import Markup
from restride.formats.tags import BoolArray, IntArray


class Rows:
    """Every element of one name, in document order. Problems met while reading columns are collected."""

    def __init__(self, markup: Markup, name: str) -> None:
        self.markup = markup
        self.tags = markup.tags(name)
        self.problems: list[Problem] = []
        self._starts = markup.starts[self.tags]
        closings = markup.starts[markup.closings(name)]
        after = np.searchsorted(closings, self._starts)
        closed = np.append(closings, len(markup.data))[after]
        following = np.append(self._starts[1:], len(markup.data))
        self._stops = np.minimum(closed, following)

    def __len__(self) -> int:
        return len(self.tags)

    def at(self, tags: IntArray) -> IntArray:
        """In which row each tag lies; -1 for tags outside all rows."""
        places = self.markup.starts[tags]
        row = np.searchsorted(self._starts, places, side="right") - 1
        inside = (row >= 0) & (places < np.append(self._stops, 0)[row])
        return np.where(inside, row, -1)

    def before(self, tags: IntArray) -> IntArray:
        """How many rows begin before each tag."""
        return np.searchsorted(self._starts, self.markup.starts[tags])

    def numbers(self, *names: str) -> FloatArray:
        """One number a row from a leaf of the first of these names that the row has; NaN where missing."""
        values = np.full(len(self), np.nan)
        for name in reversed(names):
            tags, rows = self._leaves(name)
            if len(tags):
                values[rows] = self._floats(self.markup.spans(tags), rows, name)
        return values

    def attribute(self, name: str) -> FloatArray:
        """One number a row from an attribute of the row's own tag."""
        return self._floats(self.markup.attributes(self.tags, name), np.arange(len(self)), name)

    def instants(self, name: str) -> FloatArray:
        """Seconds since 1970 a row from a leaf of this name; NaN where missing or unreadable."""
        tags, rows = self._leaves(name)
        values = np.full(len(self), np.nan)
        values[rows], wrong = read_instants(self.markup.data, *self.markup.spans(tags))
        self.problems.extend(problem(code, f"point {int(rows[at]) + 1}") for code, at in wrong.items())
        return values

    def _leaves(self, name: str) -> tuple[IntArray, IntArray]:
        """The leaves of a name that lie in rows, and in which."""
        tags = self.markup.tags(name)
        rows = self.at(tags)
        return tags[rows >= 0], rows[rows >= 0]

    def _floats(self, spans: tuple[IntArray, IntArray], rows: IntArray, name: str) -> FloatArray:
        """Numbers at these places; what is no number is NaN and noted once, what is not finite is NaN."""
        low, high = spans
        values, unread = read_decimals(self.markup.data, low, high)
        wrong = [at for at in unread.tolist() if self.markup.data[low[at] : high[at]].strip()]
        if wrong:
            self.problems.append(problem("bad-number", f"point {int(rows[wrong[0]]) + 1}, {name}"))
        values[~np.isfinite(values)] = np.nan
        return values


def timing_problems(timed: BoolArray, sport: str, *, has_start: bool, backwards: bool) -> tuple[Problem, ...]:
    """What is wrong with the times and the sport of one activity. timed: which of its points have a time."""
    found = []
    if not has_start:
        found.append(problem("no-clock"))
    if not timed.any():
        found.append(problem("no-samples"))
    elif not timed.all():
        found.append(problem("points-without-time", f"point {int(np.flatnonzero(~timed)[0]) + 1}"))
    if backwards:
        found.append(problem("clock-backwards"))
    if sport == "unknown":
        found.append(problem("no-sport"))
    return tuple(found)
