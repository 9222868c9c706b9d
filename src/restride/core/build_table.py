"""From thirty minutes to a race as a table: tolerated weeks as rows, and the sessions that they are made of.

Which session a runner gets, and when, is decided elsewhere.
"""

from functools import cached_property

from restride.core.decision import Quality
from restride.core.values import dataclass

GRAIN_S = 10  # seconds; always downwards. A coarser grain would put rows that grow by a tenth past their own limit


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRow:
    """A tolerated week: at most this much running, the long run inside it. A race is never part of a row."""

    runs: int
    week_s: int
    long_s: int
    quality: tuple[str, ...] = ()
    new: str = ""
    lighter: bool = False
    taper: bool = False
    race: bool = False  # the week of the race: its running without it, in one run fewer


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityKind:
    """One kind of faster running: how it begins and grows, step by step. A hard one comes once in a row."""

    id: str
    hard: bool
    steps: tuple[Quality, ...]
    after: str = ""  # the kind that has to have come in an earlier row
    later_rows: int = 0  # so many rows later than the table has it


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSession:
    """One run of a row, by the number of its row."""

    row: int
    run_s: int
    quality: Quality | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Realistic:
    """When a goal counts as realistic: the longest good run, and the best week where one is asked for. Metres."""

    longest_m: int
    week_m: int = 0
    weeks: int = 0  # so many weeks of that much
    times: int = 1  # so many runs of the longest


@dataclass(frozen=True, kw_only=True)  # not slotted: what follows from the rows is worked out once
class BuildTable:
    """The way to one race distance. Levels count the sessions from 1; the one after the last is steady running."""

    id: str
    race_m: int
    km_s: int  # what a kilometre of the table counts as, in seconds of easy running, whatever the own pace
    shortest_s: int  # a session cut below this is none
    keep_row: int
    taper_d: int
    after_race_d: int
    most_pct: int  # how long the table may take, in percent of its shortest time
    realistic: Realistic
    rows: tuple[BuildRow, ...]
    kinds: tuple[QualityKind, ...] = ()

    @cached_property
    def sessions(self) -> tuple[BuildSession, ...]:
        """Every run in order: easy ones first, then the harder one of the row, the long run last."""
        found: list[BuildSession] = []
        had: dict[str, int] = {}
        for number, row in enumerate(self.rows, 1):
            found += self._row(number, row, had)
        return tuple(found)

    @cached_property
    def keep_s(self) -> int:
        """Seconds of each run once the table is done: its steady row, evenly spread."""
        row = self.rows[self.keep_row - 1]
        return _grained(row.week_s // row.runs)

    @cached_property
    def least(self) -> tuple[int, ...]:
        """For each level the shortest session from there on: what is run without a step on is never longer.

        So a worse answer never leads to the harder session, though rows rise and fall.
        """
        found = [self.keep_s]
        for session in reversed(self.sessions):
            found.append(min(found[-1], session.run_s))
        return tuple(reversed(found))

    @property
    def steady(self) -> int:
        """The level after the last session."""
        return len(self.sessions) + 1

    def row_of(self, level: int) -> int:
        """The number of the row that a level is in; one more than there are for steady running."""
        return self.sessions[level - 1].row if level < self.steady else len(self.rows) + 1

    def first_of(self, row: int) -> int:
        """The level of the first session of a row."""
        return next((n for n, session in enumerate(self.sessions, 1) if session.row >= row), self.steady)

    def run_s(self, level: int) -> int:
        """Seconds of the session of a level, taken as a step on."""
        return self.sessions[level - 1].run_s if level < self.steady else self.keep_s

    def reached(self, level: int) -> tuple[int, int]:
        """Seconds of the largest week and of the longest run up to the row of a level; of steady running, its own."""
        if level >= self.steady:
            return self.rows[self.keep_row - 1].week_s, self.keep_s
        rows = self.rows[: self.row_of(level)]
        return max(row.week_s for row in rows), max(row.long_s for row in rows)

    def neighbour(self, week_s: int, long_s: int) -> int:
        """The level at which this table comes to no more than that: the first row of the largest such amount."""
        best, at = 0, 1
        for number, row in enumerate(self.rows, 1):
            if row.week_s > week_s or row.long_s > long_s or row.taper:
                break
            if row.week_s > best:
                best, at = row.week_s, number
        return self.first_of(at)

    def _row(self, number: int, row: BuildRow, had: dict[str, int]) -> list[BuildSession]:
        amounts = _amounts(row)
        hard = [kind for kind in self._open(number, row) if kind.hard]
        chosen = next((kind for kind in hard if kind.id == row.new), hard[number % len(hard)] if hard else None)
        soft = next((kind for kind in self._open(number, row) if not kind.hard), None)
        by_place = {0: soft, max(len(amounts) - 2, 0): chosen} if chosen else {0: soft}
        found = []
        for place, run_s in enumerate(amounts):
            kind = by_place.get(place)
            quality = _fitting(kind, had.get(kind.id, 0), run_s) if kind else None
            if kind and quality:
                had[kind.id] = had.get(kind.id, 0) + 1
            found.append(BuildSession(row=number, run_s=run_s, quality=quality))
        return found

    def _open(self, number: int, row: BuildRow) -> list[QualityKind]:
        return [kind for kind in self.kinds if kind.id in row.quality and self._may(kind, number)]

    def _may(self, kind: QualityKind, number: int) -> bool:
        """Whether the kind has waited long enough at this row."""
        begins = self._begins(kind.id) + kind.later_rows
        follows = not kind.after or self._begins(kind.after) < number
        return number >= begins and follows

    def _begins(self, kind: str) -> int:
        return next((n for n, row in enumerate(self.rows, 1) if kind in row.quality), len(self.rows) + 1)


def _amounts(row: BuildRow) -> list[int]:
    """Seconds of each run of a row. In the week of the race its slot stays empty."""
    if row.race:
        return [_grained(row.week_s // row.runs)] * (row.runs - 1)
    easy = min((row.week_s - row.long_s) // (row.runs - 1), row.long_s)
    return [_grained(easy)] * (row.runs - 1) + [_grained(row.long_s)]


def _fitting(kind: QualityKind, had: int, run_s: int) -> Quality | None:
    """The step that comes next, or the largest below it that the run has room for."""
    steps = kind.steps[: had + 1]
    return next((one for one in reversed(steps) if one.repeats * (one.on_s + one.easy_s) <= run_s), None)


def _grained(seconds: int) -> int:
    return seconds // GRAIN_S * GRAIN_S
