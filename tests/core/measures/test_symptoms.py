"""Swelling, stiffness, soreness, limp and sharp pain: since when, how often, for how long, and on whose word."""

from datetime import timedelta

import pytest

from restride.core.measures.measure import Reading
from restride.core.terms import PainMoment, Swelling
from tests.core.measures.reading import NOT_YET, bare_run, read, said, told, value
from tests.core.standing_at import held, stage, story_of
from tests.story import Story

AFTER = PainMoment.AFTER_60


# ---- now ----


@pytest.mark.parametrize("what", ["limp", "sharp"])
def test_a_symptom_counts_on_the_day_it_is_told(what: str) -> None:
    story = Story()
    id = told(story, **{what: True})
    assert read(story, "symptom_now", what=what) == Reading(value=1, evidence=(id,), at=story.clock)
    other = "sharp" if what == "limp" else "limp"
    assert read(story, "symptom_now", what=other) == Reading(value=0, evidence=(id,))
    story.next_day()
    assert read(story, "symptom_now", what=what) == Reading(value=0)


def test_where_nothing_was_ever_told_of_there_is_no_symptom_and_no_time_of_one() -> None:
    story = decided()
    id = told(story)
    none = Reading(value=0, evidence=(id,))
    for what in ("limp", "sharp"):
        assert read(story, "symptom_now", what=what) == none
        assert read(story, "symptom_spells", what=what, over=0, days=7) == none
    assert read(story, "swelling_h") == none
    assert read(story, "muscle_soreness_h") == none


def decided() -> Story:
    """The morning after a first decision."""
    story = story_of("literal")
    held(story, stage(1))
    story.next_day()
    return story


def test_a_symptom_counts_from_the_day_of_the_last_run_on() -> None:
    story = decided()
    told(story, limp=True)
    story.next_day()
    bare_run(story)
    assert value(story, "symptom_now", what="limp") == 0
    story.next_day()
    ids = [told(story, limp=True)]
    story.next_day()
    ids.append(told(story, limp=True))
    at = story.clock
    story.next_day(2)
    assert read(story, "symptom_now", what="limp") == Reading(value=1, evidence=tuple(ids), at=at)


def test_a_symptom_of_the_run_itself_counts() -> None:
    story = decided()
    run = bare_run(story)
    id = said(story, run, PainMoment.DURING_RUN, sharp=True)
    story.next_day(3)
    assert read(story, "symptom_now", what="sharp").evidence == (id,)


def test_a_symptom_counts_from_the_day_a_phase_was_entered_on() -> None:
    story = story_of("literal")
    told(story, limp=True)
    story.next_day()
    held(story, stage(1))
    told(story, sharp=True)
    story.next_day()
    assert value(story, "symptom_now", what="limp") == 0
    assert value(story, "symptom_now", what="sharp") == 1


# ---- how often ----


def days(*answers: dict[str, object] | None) -> Story:
    """A morning each, the last one today; None is one of which nothing was told."""
    story = Story()
    for place, one in enumerate(answers):
        if place:
            story.next_day()
        if one is not None:
            told(story, **one)
    return story


LIMP: dict[str, object] = {"limp": True}
FINE: dict[str, object] = {}


@pytest.mark.parametrize(
    ("mornings", "times"),
    [
        ((FINE,), 0),
        ((LIMP,), 1),
        ((LIMP, LIMP, LIMP), 1),
        ((LIMP, FINE, LIMP), 2),
        ((LIMP, None, LIMP), 2),
        ((LIMP, LIMP, FINE, FINE, LIMP), 2),
        ((LIMP, FINE, LIMP, FINE, LIMP), 3),
    ],
)
def test_days_in_a_row_are_one_time(mornings, times: int) -> None:
    assert value(days(*mornings), "symptom_spells", what="limp", over=0, days=30) == times


def test_only_the_last_days_count_today_among_them() -> None:
    story = days(LIMP, FINE, FINE, LIMP)
    ids = [id for id, entry in story.state.reports.items() if entry.body.answers.limp]
    assert read(story, "symptom_spells", what="limp", over=0, days=4).evidence == tuple(sorted(ids))
    assert value(story, "symptom_spells", what="limp", over=0, days=4) == 2
    assert read(story, "symptom_spells", what="limp", over=0, days=3).evidence == (ids[1],)
    assert value(story, "symptom_spells", what="limp", over=0, days=1) == 1


def test_a_run_in_between_makes_it_another_time() -> None:
    story = Story()
    for run in (True, False, True):
        told(story, limp=True)
        story.next_day()
        if run:
            bare_run(story)
    told(story, limp=True)
    assert value(story, "symptom_spells", what="limp", over=0, days=30) == 3
    before = Story()
    bare_run(before)
    told(before, limp=True)
    before.next_day()
    told(before, limp=True)
    assert value(before, "symptom_spells", what="limp", over=0, days=30) == 1


@pytest.mark.parametrize(
    ("what", "answers"),
    [
        ("swelling_h", {"swelling": Swelling.MILD, "swelling_h": 24}),
        ("soreness_h", {"soreness_h": 24}),
        ("stiffness_min", {"stiffness_min": 24}),
    ],
)
def test_an_amount_counts_over_the_limit_only(what: str, answers: dict[str, object]) -> None:
    story = days(answers)
    assert [value(story, "symptom_spells", what=what, over=over, days=3) for over in (23, 24, 25)] == [1, 0, 0]
    for other in {"swelling_h", "soreness_h", "stiffness_min", "limp", "sharp"} - {what}:
        assert value(story, "symptom_spells", what=other, over=0, days=3) == 0


def test_a_yes_is_one_and_over_nothing() -> None:
    story = days({"sharp": True})
    assert [value(story, "symptom_spells", what="sharp", over=over, days=3) for over in (0, 1)] == [1, 0]


@pytest.mark.parametrize(("grade", "times"), [(Swelling.NONE, 0), (Swelling.TRACE, 1), (Swelling.MILD, 1)])
def test_swelling_of_which_nobody_said_for_how_long_is_a_time(grade: Swelling, times: int) -> None:
    story = days({"swelling": grade, "swelling_h": None, "limp": True})
    assert value(story, "symptom_spells", what="swelling_h", over=24, days=3) == times
    assert value(story, "symptom_spells", what="soreness_h", over=24, days=3) == 0


# ---- how long ----


@pytest.mark.parametrize(
    ("name", "field", "other"),
    [("swelling_h", "swelling_h", {"swelling": Swelling.MILD}), ("muscle_soreness_h", "soreness_h", {})],
)
def test_the_longest_told_since_the_last_run_counts(name: str, field: str, other: dict[str, object]) -> None:
    story = decided()
    told(story, **{field: 90}, **other)
    story.next_day()
    bare_run(story)
    ids = []
    for hours in (10, 30, 20, 30):
        story.next_day()
        ids.append(told(story, **{field: hours}, **other))
    assert read(story, name) == Reading(value=30, evidence=(ids[1], ids[3]), at=story.clock)
    story.next_day()
    bare_run(story)
    id = told(story)
    assert read(story, name) == Reading(value=0, evidence=(id,))


def test_swelling_of_which_nobody_said_for_how_long_is_unknown_and_soreness_is_not() -> None:
    story = decided()
    bare_run(story)
    told(story, swelling=Swelling.MILD, swelling_h=30)
    story.next_day()
    id = told(story, swelling=Swelling.TRACE, swelling_h=None, soreness_h=5)
    assert read(story, "swelling_h") == Reading(value=None, evidence=(id,), at=story.clock)
    assert read(story, "muscle_soreness_h") == Reading(value=5, evidence=(id,), at=story.clock)


def test_hours_of_swelling_count_whatever_its_grade() -> None:
    story = Story()
    told(story, swelling=None, swelling_h=7)
    assert value(story, "swelling_h") == 7


def test_stiffness_is_that_of_today() -> None:
    story = Story()
    told(story, stiffness_min=20)
    story.next_day()
    assert read(story, "stiffness_min") == Reading(value=None)
    id = told(story, stiffness_min=5)
    assert read(story, "stiffness_min") == Reading(value=5, evidence=(id,))


# ---- over before the run ----


def test_without_a_run_swelling_stands_above_nothing() -> None:
    assert read(Story(), "swelling_rise") == NOT_YET


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        (Swelling.NONE, Swelling.MILD, 2),
        (Swelling.TRACE, Swelling.MILD, 1),
        (None, Swelling.TRACE, 1),
        (Swelling.MILD, Swelling.TRACE, 0),
        (Swelling.NONE, Swelling.NONE, 0),
    ],
)
def test_swelling_rises_by_grades_over_before_the_run(before: Swelling | None, after: Swelling, steps: int) -> None:
    story = Story()
    run = bare_run(story, hours=1.5)
    ids = [said(story, run, PainMoment.BEFORE_RUN, swelling=before), said(story, run, AFTER, swelling=after)]
    found = Reading(value=steps, evidence=(run, *ids), at=story.clock - timedelta(hours=1.5) + timedelta(seconds=600))
    assert read(story, "swelling_rise") == (found if steps else NOT_YET), "no rise is sure only the morning after"
    story.next_day()
    assert read(story, "swelling_rise") == found


def test_swelling_that_nobody_told_of_is_unknown_the_morning_after() -> None:
    story = Story()
    run = bare_run(story)
    assert read(story, "swelling_rise") == NOT_YET
    story.next_day()
    found = read(story, "swelling_rise")
    assert (found.value, found.applies, found.evidence) == (None, True, (run,))
