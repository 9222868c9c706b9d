"""What was done against what was asked: more, less, good runs, runs that were too much, files nobody settled."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.activity_entries import ActivityRead, ActivitySettled
from restride.core.decision import Position
from restride.core.events import CheckIn
from restride.core.measures.execution import runs_at_level
from restride.core.measures.measure import Reading
from restride.core.terms import Course, PainMoment
from tests.core.measures.reading import NOT_YET, bare_run, read, said, told, value
from tests.core.standing_at import held, minutes, ran, stage, story_of, view
from tests.story import Story, calm

DURING, BEFORE = PainMoment.DURING_RUN, PainMoment.BEFORE_RUN
LIMITS = {"pain": 20, "rise": 15}


def asked(position: Position | None = None, preset: str = "literal") -> Story:
    """A morning whose decision asks for a run; that of the third stage where none is given."""
    story = story_of(preset)
    held(story, position or stage(3))
    return story


# ---- more and less ----


@pytest.mark.parametrize("name", ["last_run_over_issued_s", "last_run_done_pct", "painkiller_last_run", "run_colour"])
def test_without_a_run_there_is_nothing_to_compare(name: str) -> None:
    assert read(asked(), name) == NOT_YET


@pytest.mark.parametrize(("run_s", "over", "done"), [(900, 0, 100), (901, 1, 100), (450, 0, 50), (899, 0, 99)])
def test_a_run_is_compared_with_what_was_asked_for(run_s: int, over: int, done: int) -> None:
    story = asked()
    run = bare_run(story, run_s=run_s)
    ends = story.clock + timedelta(seconds=run_s)
    assert read(story, "last_run_over_issued_s") == Reading(value=over, evidence=(run,), at=ends)
    assert read(story, "last_run_done_pct") == Reading(value=done, evidence=(run,), at=ends)


@pytest.mark.parametrize(
    ("before", "during", "taken"),
    [(True, False, 1), (False, True, 1), (False, False, 0), (None, False, 0), (False, None, 0), (None, None, None)],
)
def test_a_painkiller_counts_before_or_during_and_silence_twice_is_unknown(before, during, taken: int | None) -> None:
    story = asked()
    run = bare_run(story)
    ids = [said(story, run, BEFORE, painkiller=before), said(story, run, DURING, painkiller=during)]
    found = Reading(value=taken, evidence=(run, *ids), at=story.clock + timedelta(seconds=600))
    assert read(story, "painkiller_last_run") == found


# ---- the colour ----


@pytest.mark.parametrize(("pain", "colour"), [(0, 0), (30, 1), (40, 2), (60, 3)])
def test_the_colour_of_the_last_run_goes_from_quiet_to_too_much(pain: int, colour: int) -> None:
    story = asked(minutes(900, 3), "cautious")
    story.run(pain_tenths=pain)
    assert read(story, "run_colour") == NOT_YET
    story.next_day()
    assert read(story, "run_colour") == NOT_YET, "the morning after is still open"
    told(story)
    found = read(story, "run_colour")
    run = view(story).runs[-1]
    assert found == Reading(value=colour, evidence=run.evidence, at=run.ends_at)


def test_a_run_of_which_nobody_said_how_it_felt_has_no_known_colour() -> None:
    story = asked(minutes(900, 3), "cautious")
    story.run(pain_tenths=None)
    story.next_day()
    told(story)
    found = read(story, "run_colour")
    assert (found.value, found.applies) == (None, True)


def test_by_the_stages_there_is_no_colour() -> None:
    story = asked()
    story.run()
    story.next_day()
    told(story)
    assert read(story, "run_colour") == NOT_YET


# ---- too much in a row ----


def runs(*pains: int, **felt: object) -> Story:
    """Runs at a stage, each with its quiet morning after."""
    story = story_of("literal")
    for pain in pains:
        ran(story, stage(3), pain_tenths=pain, **felt)
    return story


@pytest.mark.parametrize(
    ("pains", "count"),
    [((0,), 0), ((50,), 1), ((50, 50), 2), ((50, 0, 50), 1), ((50, 50, 0), 0), ((20, 21), 1), ((0, 50, 50, 50), 3)],
)
def test_runs_that_were_too_much_are_counted_back_to_the_last_good_one(pains: tuple[int, ...], count: int) -> None:
    story = runs(*pains)
    found = read(story, "too_much_in_a_row", **LIMITS)
    mine = view(story).runs
    evidence = tuple(id for run in list(reversed(mine))[:count] for id in run.evidence)
    assert found == Reading(value=count, evidence=evidence, at=mine[-1].ends_at)


def test_a_run_that_was_neither_good_nor_too_much_breaks_no_row_and_adds_nothing() -> None:
    story = story_of("literal")
    for pain, after in ((50, 0), (10, 20), (50, 0)):
        ran(story, stage(3), pain_tenths=pain, after_tenths=after)
    assert value(story, "too_much_in_a_row", **LIMITS) == 2


@pytest.mark.parametrize(("rise", "count"), [(14, 0), (15, 1)])
def test_a_morning_after_that_rose_by_that_much_is_too_much(rise: int, count: int) -> None:
    story = story_of("literal")
    story.run(held(story, stage(3)))
    story.next_day()
    told(story, pain_tenths=rise)
    assert value(story, "too_much_in_a_row", **LIMITS) == count


def test_a_run_of_today_is_not_judged_yet() -> None:
    story = runs(50)
    story.run(held(story, stage(3)), pain_tenths=50)
    first = view(story).runs[0]
    assert read(story, "too_much_in_a_row", **LIMITS) == Reading(value=1, evidence=first.evidence, at=first.ends_at)
    assert read(asked(), "too_much_in_a_row", **LIMITS) == Reading(value=0)


# ---- good runs ----


def good(story: Story, pain: int = 20) -> int | None:
    return value(story, "good_runs_at_level", pain=pain)


def test_good_runs_at_a_level_are_counted_by_days_with_what_they_rest_on() -> None:
    story = runs(0, 20, 21)
    held(story, stage(3))
    story.next_day()
    mine = view(story).runs[:2]
    evidence = tuple(id for run in mine for id in run.evidence)
    assert read(story, "good_runs_at_level", pain=20) == Reading(value=2, evidence=evidence)
    assert good(story, 21) == 3


def test_two_good_runs_of_a_day_are_one() -> None:
    story = asked()
    for _ in range(2):
        story.run()
        story.clock += timedelta(hours=1)
    story.next_day()
    told(story)
    assert len(view(story).runs) == 2
    assert good(story) == 1


def test_another_level_begins_at_none_and_so_does_the_same_one_after_a_step_back() -> None:
    story = runs(0, 0)
    assert good(story) == 2
    held(story, stage(4))
    story.next_day()
    assert good(story) == 0
    held(story, stage(3))
    story.next_day()
    assert good(story) == 0
    ran(story, stage(3))
    assert good(story) == 1


@pytest.mark.parametrize(("course", "count"), [(Course.HOLD, 3), (Course.STEP_BACK, 1), (Course.STOP, 1)])
def test_a_step_back_on_the_lowest_level_counts_anew_and_a_hold_does_not(course: Course, count: int) -> None:
    story = runs(0, 0)
    story.run(held(story, stage(3), course=course))
    story.next_day()
    told(story)
    assert good(story) == count


def test_before_any_decision_and_at_a_level_of_today_there_are_no_runs_at_the_level() -> None:
    assert runs_at_level(view(story_of("literal"))) == []
    story = asked()
    story.run()
    assert runs_at_level(view(story)) == []
    story.next_day()
    assert len(runs_at_level(view(story))) == 1


def test_a_run_that_nobody_asked_for_is_no_run_at_the_level() -> None:
    story = asked()
    story.run()
    story.next_day()
    told(story)
    bare_run(story)
    story.next_day()
    told(story)
    assert len(runs_at_level(view(story))) == 1


@pytest.mark.parametrize(("bout_s", "count"), [(180, 2), (181, 0), (60, 2)])
def test_long_good_runs_are_as_long_as_was_asked_for_and_as_was_done(bout_s: int, count: int) -> None:
    story = runs(0, 0, 30)
    mine = view(story).runs[:2]
    evidence = tuple(id for run in mine for id in run.evidence) if count else ()
    assert read(story, "long_good_runs", bout_s=bout_s) == Reading(value=count, evidence=evidence)


def test_a_longer_bout_than_asked_for_counts_as_the_one_that_was_asked_for() -> None:
    story = asked()
    story.ran(run_s=900, bout_s=900, walk_s=0)
    story.next_day()
    told(story)
    assert value(story, "long_good_runs", bout_s=180) == 1
    assert value(story, "long_good_runs", bout_s=181) == 0
    short = asked()
    short.ran(run_s=900, bout_s=60, walk_s=0)
    short.next_day()
    told(short)
    assert value(short, "long_good_runs", bout_s=61) == 0
    unasked = story_of("literal")
    unasked.ran(run_s=900, bout_s=900, walk_s=0)
    unasked.next_day()
    told(unasked)
    assert value(unasked, "long_good_runs", bout_s=60) == 0


def test_a_good_long_run_is_one_by_the_limit_of_the_phase_and_without_a_limit_by_none() -> None:
    story = runs(20)
    assert value(story, "long_good_runs", bout_s=180) == 1
    phases = tuple(replace(phase, rules=()) for phase in story.protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(story.protocol, phases=phases))
    assert value(story, "long_good_runs", bout_s=180) == 0
    quiet = runs(0)
    quiet.regimen = story.regimen
    assert value(quiet, "long_good_runs", bout_s=180) == 1


# ---- files ----


def recorded(story: Story, **other: object) -> str:
    body = ActivityRead(
        digest="d",
        file_id="f",
        reader="fit",
        sport="running",
        start=story.clock,
        elapsed_s=600,
        timer_s=600,
        run_s=600,
        longest_bout_s=600,
        walk_s=0,
    )
    return story.tell(replace(body, **other), person=True).id


def test_files_set_aside_wait_until_they_are_settled() -> None:
    story = Story()
    recorded(story)
    recorded(story, review=("too-fast",), history=True)
    ids = [recorded(story, review=("too-fast",)) for _ in range(3)]
    assert read(story, "activities_in_review") == Reading(value=3, evidence=tuple(ids))
    story.tell(ActivitySettled(activity=ids[1], counts=False, reason="a ride"), person=True)
    assert read(story, "activities_in_review") == Reading(value=2, evidence=(ids[0], ids[2]))


def test_runs_from_files_wait_until_they_are_confirmed() -> None:
    story = Story()
    recorded(story, review=("too-fast",))
    recorded(story, history=True)
    recorded(story, run_s=0)
    ids = [recorded(story) for _ in range(3)]
    assert read(story, "unconfirmed_activities") == Reading(value=3, evidence=tuple(ids))
    story.tell(ActivitySettled(activity=ids[0], counts=False, reason="a ride"), person=True)
    bare_run(story, activities=(ids[2],))
    assert read(story, "unconfirmed_activities") == Reading(value=1, evidence=(ids[1],))


def test_a_check_in_alone_is_no_run() -> None:
    story = Story()
    story.tell(CheckIn(moment=DURING, answers=calm(pain_tenths=60)))
    assert read(story, "too_much_in_a_row", **LIMITS) == Reading(value=0)
