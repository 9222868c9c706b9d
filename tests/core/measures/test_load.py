"""How often was run, how far apart, how fast the stages rose, and the days since a run that was tolerated."""

from datetime import timedelta

import pytest

from restride.core.measures.measure import Reading
from restride.core.terms import PainMoment
from tests.core.measures.reading import NOT_YET, bare_run, read, said, told, value
from tests.core.standing_at import GATE, held, minutes, place, ran, stage, story_of, view
from tests.story import Story


@pytest.mark.parametrize("name", ["hours_since_run", "days_since_run", "days_off"])
def test_before_any_run_there_is_no_time_since_one(name: str) -> None:
    assert read(Story(), name) == NOT_YET


def test_hours_since_a_run_count_whole_from_its_end() -> None:
    story = Story()
    bare_run(story, hours=100)
    run = bare_run(story)
    ends = story.clock + timedelta(seconds=600)
    for seconds, hours in ((0, 0), (3599, 0), (3600, 1), (36 * 3600 - 1, 35), (36 * 3600, 36)):
        story.clock = ends + timedelta(seconds=seconds)
        assert read(story, "hours_since_run") == Reading(value=hours, evidence=(run,), at=ends)


def test_days_since_a_run_are_civil_days_and_today_is_none() -> None:
    story = Story()
    story.clock = story.clock.replace(hour=23, minute=30)
    run = bare_run(story)
    ends = story.clock + timedelta(seconds=600)
    assert read(story, "days_since_run") == Reading(value=0, evidence=(run,), at=ends)
    story.clock += timedelta(minutes=45)
    assert value(story, "days_since_run") == 1
    story.next_day(3)
    assert value(story, "days_since_run") == 4


def test_runs_of_the_last_days_are_those_inside_as_many_times_24_hours() -> None:
    story = Story()
    story.next_day(20)
    bare_run(story, hours=72)
    ids = [bare_run(story, hours=hours) for hours in (71.99, 30, 1)]
    assert read(story, "runs_in_days", days=3) == Reading(value=3, evidence=tuple(ids))
    assert value(story, "runs_in_days", days=4) == 4
    assert value(story, "runs_in_days", days=1) == 1
    assert read(Story(), "runs_in_days", days=3) == Reading(value=0)


# ---- steps up ----


def stood(*positions) -> Story:
    """A decision a day at these positions, on the day after the last."""
    story = story_of("literal")
    for position in positions:
        held(story, position)
        story.next_day()
    return story


def test_steps_up_are_counted_inside_a_phase_over_the_last_days() -> None:
    story = stood(stage(1), stage(2), stage(2), stage(4), stage(3), stage(4))
    assert read(story, "levels_up", days=7) == Reading(value=3)
    assert [value(story, "levels_up", days=days) for days in (1, 2, 3, 4, 5, 6)] == [0, 1, 1, 2, 2, 3]


def test_a_phase_that_opens_is_no_step_up_and_neither_is_what_is_decided_today() -> None:
    assert value(stood(GATE, stage(1), stage(2)), "levels_up", days=7) == 1
    assert value(stood(stage(12), place(1), place(2)), "levels_up", days=7) == 1
    story = stood(stage(1))
    held(story, stage(2))
    assert value(story, "levels_up", days=7) == 0
    story.next_day()
    assert value(story, "levels_up", days=7) == 1


def test_a_longer_target_is_a_step_up() -> None:
    story = story_of()
    for target in (600, 690, 690):
        held(story, minutes(target, 2))
        story.next_day()
    assert value(story, "levels_up", days=7) == 1


# ---- days off ----


def test_days_off_count_from_the_last_run_that_was_answered() -> None:
    story = story_of("literal")
    ran(story, stage(2))
    first = view(story).runs[0].id
    assert read(story, "days_off") == Reading(value=1, evidence=(first,))
    story.next_day(4)
    assert read(story, "days_off") == Reading(value=5, evidence=(first,))


def test_a_run_cut_short_unasked_or_unanswered_ends_no_days_off() -> None:
    story = story_of("literal")
    ran(story, stage(2))
    first = view(story).runs[0].id
    ran(story, stage(2), cut_short=True)
    assert read(story, "days_off").evidence == (first,)
    bare_run(story)
    story.next_day()
    told(story)
    assert read(story, "days_off").evidence == (first,)
    story.run(held(story, stage(2)))
    story.next_day(4)
    assert read(story, "days_off") == Reading(value=7, evidence=(first,))
    ran(story, stage(2))
    assert value(story, "days_off") == 1


def test_a_run_whose_morning_is_still_open_ends_no_days_off() -> None:
    story = story_of("literal")
    held(story, stage(2))
    run = bare_run(story)
    said(story, run, PainMoment.AFTER_60, pain_tenths=0)
    assert read(story, "days_off") == NOT_YET
    story.next_day()
    assert read(story, "days_off") == NOT_YET
    told(story)
    assert read(story, "days_off") == Reading(value=1, evidence=(run,))


# ---- after short bouts ----


@pytest.mark.parametrize("name", ["hours_since_short_bouts", "days_since_short_bouts"])
def test_time_since_short_bouts_arises_after_a_run_in_bouts_under_that(name: str) -> None:
    assert read(Story(), name, bout_s=180) == NOT_YET
    story = story_of("literal")
    held(story, stage(3))
    run = bare_run(story, longest_bout_s=180)
    ends = story.clock + timedelta(seconds=600)
    story.clock = ends + timedelta(hours=30)
    expected = 30 if name.startswith("hours") else 1
    assert read(story, name, bout_s=181) == Reading(value=expected, evidence=(run,), at=ends)
    assert read(story, name, bout_s=180) == NOT_YET


@pytest.mark.parametrize(("asked", "done"), [(3, 60), (1, 900)])
def test_a_bout_is_short_where_either_what_was_asked_or_what_was_done_was_short(asked: int, done: int) -> None:
    story = story_of("literal")
    held(story, stage(asked))
    bare_run(story, longest_bout_s=done)
    assert read(story, "days_since_short_bouts", bout_s=61).value == 0
    assert read(story, "days_since_short_bouts", bout_s=60) == NOT_YET


def test_a_run_that_nobody_asked_for_is_a_short_one() -> None:
    story = Story()
    bare_run(story, longest_bout_s=900)
    assert value(story, "hours_since_short_bouts", bout_s=1) == 0
