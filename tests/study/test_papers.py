"""Literal courses are followed as printed: day by day, with their own rule of going on and no other."""

from importlib.resources import files
from itertools import count, pairwise

import pytest

from restride.core.answers import Answers
from restride.core.decision import RunWalk
from restride.core.events import CheckIn, SessionLogged
from restride.core.terms import PainMoment, PainPattern, Swelling
from restride.study.asked import Asked
from restride.study.assumptions import AssumptionError
from restride.study.clock import dates
from restride.study.door import entry
from restride.study.paper_course import PaperCourse
from restride.study.papers import Paper, read_papers
from restride.study.policies import catalogue

GOAL_S = 1800
MILE_S = 600
_ids = count(1)


def paper(id: str, pace_s_mi: int = MILE_S) -> Paper:
    return read_papers(catalogue(), GOAL_S)[id].at_pace(pace_s_mi)


class Follower:
    """Somebody who does what the paper says and tells the same answers about each run."""

    def __init__(self, id: str, **felt: object) -> None:
        self.course = PaperCourse(paper(id))
        self.felt = felt
        for day in range(-3, 0):
            self.morning(day)

    def tell(self, body: CheckIn | SessionLogged, day: int, *, evening: bool = False) -> str:
        id = f"e{next(_ids)}"
        self.course.tell(entry(id, body, dates(day).run if evening else dates(day).morning))
        return id

    def morning(self, day: int, pain: int = 0, **other: object) -> None:
        answers = Answers(pain_tenths=pain, **other)  # type: ignore[arg-type]
        self.tell(CheckIn(moment=PainMoment.MORNING, answers=answers), day)

    def day(self, day: int, *, pain: int = 0, before: int = 0, **other: object) -> Asked:
        """One day: the morning, what is asked, and the run done as asked."""
        self.morning(day, pain, **other)
        asked = self.course.today(dates(day).now)
        if asked.bouts:
            logged = SessionLogged(
                decision=None, run_s=asked.run_s, longest_bout_s=asked.longest_bout_s, walk_s=0, elapsed_s=asked.run_s
            )
            run = self.tell(logged, day, evening=True)
            for moment, says in (
                (PainMoment.BEFORE_RUN, Answers(pain_tenths=before)),
                (PainMoment.DURING_RUN, Answers(**({"pain_tenths": 0, "pattern": PainPattern.NONE} | self.felt))),  # type: ignore[arg-type]
                (PainMoment.AFTER_60, Answers(pain_tenths=0)),
            ):
                self.tell(CheckIn(moment=moment, answers=says, run=run), day, evening=True)
        return asked

    def runs(self, days: int) -> list[tuple[int, tuple[RunWalk, ...]]]:
        asked = [(day, self.day(day)) for day in range(days)]
        return [(day, one.bouts) for day, one in asked if one.bouts]


def minutes(bouts: tuple[RunWalk, ...]) -> list[float]:
    return [bout.run_s / 60 for bout in bouts]


def test_the_nine_week_calendar_is_its_table_day_by_day() -> None:
    runs = Follower("nine-weeks").runs(63)
    assert [day for day, _ in runs[:6]] == [0, 2, 4, 7, 9, 11]
    assert [minutes(bouts) for _, bouts in runs] == (
        [[1] * 8] * 3
        + [[1.5] * 6] * 3
        + [[1.5, 3] * 2] * 3
        + [[3, 5] * 2] * 3
        + [[5] * 3, [8] * 2, [20], [5, 8, 5], [10] * 2]
        + [[25]] * 4
        + [[28]] * 3
        + [[30]] * 3
    )


def test_a_calendar_without_a_rule_goes_on_through_pain() -> None:
    assert Follower("nine-weeks", pain_tenths=60).runs(9)[-1][1] == paper("nine-weeks").stages[1].bouts


def test_the_printed_week_of_source_002_is_days_one_three_and_five() -> None:
    runs = Follower("source-002").runs(7)
    assert [(day, sum(minutes(bouts))) for day, bouts in runs] == [(0, 7), (2, 12), (4, 18)]


def test_source_002_repeats_while_a_run_brings_pain_and_rests_on_a_limp() -> None:
    assert {sum(minutes(bouts)) for _, bouts in Follower("source-002", pain_tenths=10).runs(14)} == {7}
    assert [day for day, _ in Follower("source-002", limp=True).runs(8)] == [0, 4]


def test_source_001_goes_on_at_pain_two_and_not_at_three() -> None:
    assert minutes(Follower("source-001", pain_tenths=20).runs(3)[-1][1]) == [1.5] * 8
    assert minutes(Follower("source-001", pain_tenths=30).runs(12)[-1][1]) == [1] * 8


def test_source_001_repeats_when_the_next_morning_is_worse() -> None:
    follower = Follower("source-001")
    follower.day(0)
    follower.day(1, pain=10)
    assert minutes(follower.day(2).bouts) == [1] * 8


def test_delaware_runs_its_miles_at_the_own_pace_two_levels_a_week_at_most() -> None:
    stages = paper("delaware").stages
    assert [bout.run_s for bout in stages[0].bouts] == [60] * 10
    assert [max(minutes(stage.bouts)) for stage in stages] == [1, 2, 3, 4, 20, 25, 30]
    runs = Follower("delaware").runs(16)
    tops = [max(minutes(bouts)) for _, bouts in runs]
    assert tops == [1, 2, 3, 3, 3, 4, 20, 20]
    assert {later - day for (day, _), (later, _) in pairwise(runs)} == {2}


def test_delaware_for_somebody_faster_goes_on_until_half_an_hour() -> None:
    longest = [max(bout.run_s for bout in stage.bouts) for stage in paper("delaware", 480).stages]
    assert longest[-1] == GOAL_S
    assert [stage.printed for stage in paper("delaware", 480).stages] == [True] * 7 + [False] * 3


def test_delaware_steps_back_with_two_days_off_when_pain_builds_in_a_run() -> None:
    follower = Follower("delaware")
    follower.runs(4)
    level = follower.course.stage
    follower.felt = {"pain_tenths": 20, "pattern": PainPattern.BUILDS}
    follower.day(4)
    assert not follower.day(5).bouts
    assert not follower.day(6).bouts
    assert follower.day(7).bouts
    assert follower.course.stage == level - 1


def test_delaware_repeats_a_level_after_swelling() -> None:
    follower = Follower("delaware", swelling=Swelling.TRACE)
    assert {len(bouts) for _, bouts in follower.runs(6)} == {10}


def test_a_sore_morning_costs_a_day_and_the_level_stays() -> None:
    follower = Follower("delaware")
    follower.day(0)
    follower.day(1, pain=10)
    assert not follower.day(2).bouts
    assert len(follower.day(3).bouts) == 10


def test_after_two_weeks_away_a_paper_begins_again() -> None:
    follower = Follower("nine-weeks")
    follower.runs(8)
    assert len(follower.day(30).bouts) == 8
    assert follower.course.stage == 0


def test_a_paper_waits_for_three_calm_mornings() -> None:
    course = PaperCourse(paper("nine-weeks"))
    for day, pain in ((0, 30), (1, 10), (2, 20)):
        said = CheckIn(moment=PainMoment.MORNING, answers=Answers(pain_tenths=pain))
        course.tell(entry(f"m{day}", said, dates(day).morning))
        assert not course.today(dates(day).now).bouts
    course.tell(entry("m3", CheckIn(moment=PainMoment.MORNING, answers=Answers(pain_tenths=0)), dates(3).morning))
    assert course.today(dates(3).now).bouts


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('bouts = "8x1/2"', 'bouts = "8 times 1/2"', "bouts"),
        ('ladder = "seed-week-one"', 'ladder = "seed-week-two"', "ladder"),
        ("runs_a_week = 3\npain", "runs_a_weak = 3\npain", "runs_a_week"),
    ],
)
def test_a_course_that_cannot_be_used_names_the_place(old: str, new: str, place: str) -> None:
    text = files("restride.study").joinpath("courses.toml").read_text(encoding="utf-8")
    with pytest.raises(AssumptionError, match=place):
        read_papers(catalogue(), GOAL_S, text.replace(old, new, 1))
