"""Literal courses as calendars read from `courses.toml`: stages, and their own rules of going on. No runner here."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from restride.core.decision import RunWalk
from restride.core.ladder import PublishedLadder, PublishedStage
from restride.core.values import dataclass
from restride.library.catalogue import Catalogue
from restride.library.table import Table, expect_schema, read_table
from restride.study.assumptions import AssumptionError

FILE = "courses.toml"
_BOUTS = re.compile(r"(?P<times>[1-9]\d?)x(?P<run>\d+(\.5)?)/(?P<walk>\d+(\.5)?)")
_MINUTE_S = 60
_POINT = 10  # tenths
_THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStage:
    """One session of the paper, how often it is done before the next, and whether the source prints it."""

    bouts: tuple[RunWalk, ...]
    sessions: int
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A literal course: stages in seconds for one runner's pace, spacing, and its own rules; None is no such rule.

    Pain limits are in tenths; `added_most` is over the pain before the run, `rise_most` over the morning of the run.
    """

    id: str
    stages: tuple[PaperStage, ...]
    days_apart: int
    runs_a_week: int
    start_again_after_d: int
    first_mornings: int
    first_pain_most: int
    stages_a_week: int | None
    pain_most: int | None
    added_most: int | None
    rise_most: int | None
    swelling_most: int | None
    signs_rest_d: int | None
    sore_down_d: int | None  # the soreness rules: days off with a step back …
    sore_hold_d: int  # … and after a sore morning
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What stands above the courses, and the published ladders they may name."""

    walk_s_mi: int
    grain_s: int
    first_mornings: int
    first_pain_most: int
    ladders: dict[str, PublishedLadder]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """A course as it stands in the file, before a runner's pace turns its miles into seconds."""

    paper: Paper
    ladder: PublishedLadder | None
    left_out: tuple[str, ...]
    add: int | None  # thousandths of a mile a stage, after the last
    goal_bout_s: int
    shelf: _Shelf

    def at_pace(self, pace_s_mi: int) -> Paper:
        """The course in seconds for a runner who runs a mile in so many seconds."""
        if self.ladder is None or self.ladder.in_time:
            return self.paper
        printed = [
            PaperStage(bouts=self._by_distance(stage, pace_s_mi), sessions=stage.sessions, printed=True)
            for stage in self.ladder.stages
            if stage.id not in self.left_out
        ]
        last = next(stage.total for stage in reversed(self.ladder.stages) if stage.id not in self.left_out)
        return replace(self.paper, stages=(*printed, *self._longer(printed[-1], last, pace_s_mi)))

    def _by_distance(self, stage: PublishedStage, pace_s_mi: int) -> tuple[RunWalk, ...]:
        """Repeats until the distance is covered; the last run ends where the distance does."""
        run_s, walk_s = (self._seconds(stage.run, pace_s_mi), self._seconds(stage.between, self.shelf.walk_s_mi))
        whole, left = divmod(stage.total, stage.run + stage.between)
        rest = self._seconds(min(left, stage.run), pace_s_mi)
        bouts = [RunWalk(run_s=run_s, walk_s=walk_s)] * whole
        return (*bouts, RunWalk(run_s=rest, walk_s=0)) if rest else tuple(bouts)

    def _longer(self, last: PaperStage, total: int, pace_s_mi: int) -> list[PaperStage]:
        found: list[PaperStage] = []
        longest = max(bout.run_s for bout in last.bouts)
        while self.add and longest < self.goal_bout_s:
            total += self.add
            longest = min(self._seconds(total, pace_s_mi), self.goal_bout_s)
            found.append(PaperStage(bouts=(RunWalk(run_s=longest, walk_s=0),), sessions=1, printed=False))
        return found

    def _seconds(self, thousandths: int, s_mi: int) -> int:
        seconds = thousandths * s_mi // _THOUSANDTHS
        return seconds // self.shelf.grain_s * self.shelf.grain_s


@cache
def _own_text() -> str:
    return files("restride.study").joinpath(FILE).read_text(encoding="utf-8")


def read_papers(catalogue: Catalogue, goal_bout_s: int, text: str = "") -> dict[str, PaperText]:
    """The literal courses by id, with ladders from the catalogue. Raises AssumptionError on the first mistake."""
    table = read_table(text or _own_text(), file=FILE, error=AssumptionError)
    expect_schema(table, 1)
    table.name("id")
    shelf = _Shelf(
        walk_s_mi=table.whole("walk_s_mi", least=1),
        grain_s=table.whole("grain_s", least=1),
        first_mornings=table.whole("first_mornings"),
        first_pain_most=table.whole("first_pain_most") * _POINT,
        ladders=dict(catalogue.library.ladders),
    )
    found = [_course(entry, shelf, goal_bout_s) for entry in table.tables("course", needed=True)]
    table.done()
    return {one.paper.id: one for one in found}


def _course(entry: Table, shelf: _Shelf, goal_bout_s: int) -> PaperText:
    ladder = _ladder(entry, shelf)
    left_out = entry.texts("leave_out", ())
    stages = [_stage(one, printed=one.yes("printed")) for one in entry.tables("stages")]
    if ladder is not None and ladder.in_time:
        stages += [PaperStage(bouts=s.bouts, sessions=s.sessions, printed=True) for s in ladder.stages]
    stages += [_stage(one, printed=False) for one in entry.tables("then")]
    add = int(entry.any("add_mi") * _THOUSANDTHS) if entry.has("add_mi") else None
    paper = Paper(
        id=entry.name("id"),
        stages=tuple(stages),
        days_apart=entry.whole("days_apart", least=1),
        runs_a_week=entry.whole("runs_a_week", least=1),
        start_again_after_d=entry.whole("start_again_after_d", least=1),
        first_mornings=shelf.first_mornings,
        first_pain_most=shelf.first_pain_most,
        stages_a_week=entry.maybe_whole("stages_a_week", least=1),
        pain_most=_points(entry, "pain_most"),
        added_most=_points(entry, "added_most"),
        rise_most=_points(entry, "rise_most"),
        swelling_most=entry.maybe_whole("swelling_most"),
        signs_rest_d=entry.maybe_whole("signs_rest_d"),
        sore_down_d=entry.maybe_whole("sore_down_d"),
        sore_hold_d=entry.whole("sore_hold_d", 0),
        cite=entry.texts("cite"),
    )
    if not (paper.stages or ladder):
        entry.fail("stages", "has no session; write stages or name a ladder")
    entry.done()
    return PaperText(paper=paper, ladder=ladder, left_out=left_out, add=add, goal_bout_s=goal_bout_s, shelf=shelf)


def _ladder(entry: Table, shelf: _Shelf) -> PublishedLadder | None:
    if not entry.has("ladder"):
        return None
    name = entry.text("ladder")
    if name not in shelf.ladders:
        entry.fail("ladder", f'"{name}" is no published ladder; allowed: {", ".join(sorted(shelf.ladders))}')
    return shelf.ladders[name]


def _stage(entry: Table, *, printed: bool) -> PaperStage:
    bouts: list[RunWalk] = []
    for part in entry.text("bouts").split():
        found = _BOUTS.fullmatch(part)
        if found is None:
            entry.fail("bouts", f'"{part}" is no bout; write repeats, run and walk in minutes, such as "8x1/2"')
        one = RunWalk(run_s=int(float(found["run"]) * _MINUTE_S), walk_s=int(float(found["walk"]) * _MINUTE_S))
        bouts += [one] * int(found["times"])
    stage = PaperStage(bouts=tuple(bouts), sessions=entry.whole("sessions", least=1), printed=printed)
    entry.done()
    return stage


def _points(entry: Table, name: str) -> int | None:
    found = entry.maybe_whole(name)
    return None if found is None else found * _POINT
