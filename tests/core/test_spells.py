"""What several runs say together, and pain as it stands beside a run: measures of the rules that look over weeks."""

from dataclasses import replace
from datetime import date

from restride.core.answers import Answers
from restride.core.context import Context
from restride.core.events import CheckIn, OperationReported
from restride.core.measures.measure import Reading
from restride.core.measures.registry import MEASURES
from restride.core.terms import PainMoment, PainPlace
from tests.properties.histories import begun
from tests.story import EPISODE, Story, calm

SHORT = {"run_s": 240, "bout_s": 60, "walk_s": 240}


def read(story: Story, name: str, **params: str | int) -> Reading:
    return MEASURES[name].read(Context(story.regimen, story.state, story.now), params)


def ran(story: Story, *, days: int = 2, morning: Answers | None = None, **felt: object) -> None:
    """A run of today, the morning after, and on to `days` later."""
    story.ran(**SHORT, **felt)
    story.next_day()
    if morning is not None:
        story.morning(morning)
    if days > 1:
        story.next_day(days - 1)


def test_red_runs_of_the_last_days_are_counted() -> None:
    story = begun()
    before = read(story, "red_runs", days=21).value or 0
    ran(story, morning=calm(), pain_tenths=50)
    ran(story, morning=calm())
    ran(story, morning=calm(), pain_tenths=60)
    assert read(story, "red_runs", days=21).value == before + 2
    story.next_day(30)
    assert read(story, "red_runs", days=21).value == 0


def test_a_run_of_which_nobody_told_counts_as_red() -> None:
    story = begun()
    before = read(story, "red_runs", days=21).value or 0
    ran(story, days=5, pain_tenths=0)
    assert read(story, "red_runs", days=21).value == before + 1


def test_no_run_is_no_red_run() -> None:
    story = Story()
    assert not read(story, "red_runs", days=21).applies
    assert not read(story, "weeks_held_back").applies
    assert not read(story, "week_pain_rise").applies


def test_weeks_with_symptoms_and_no_step_up_add_up() -> None:
    story = begun()
    story.next_day(40)
    for days in (7, 7, 2):
        ran(story, days=days, morning=calm(), after_tenths=10)
    assert read(story, "weeks_held_back").value == 3


def test_a_quiet_week_ends_the_weeks_held_back() -> None:
    story = begun()
    story.next_day(40)
    for _ in range(3):
        ran(story, days=7, morning=calm(), after_tenths=10)
    ran(story, days=2, morning=calm())
    assert read(story, "weeks_held_back").value == 0


def test_weeks_of_rest_hold_nobody_back() -> None:
    story = begun()
    ran(story, days=30, morning=calm(), after_tenths=10)
    assert read(story, "weeks_held_back").value == 0


def test_pain_is_compared_with_the_week_before() -> None:
    story = begun("achilles-tendinopathy")
    story.next_day(20)
    ran(story, days=7, morning=calm(), pain_tenths=10)
    ran(story, days=2, morning=calm(), pain_tenths=30)
    assert read(story, "week_pain_rise").value == 20


def test_less_pain_than_the_week_before_is_no_rise() -> None:
    story = begun("achilles-tendinopathy")
    story.next_day(20)
    ran(story, days=7, morning=calm(), pain_tenths=30)
    ran(story, days=2, morning=calm(), pain_tenths=10)
    assert read(story, "week_pain_rise").value == 0


def test_pain_that_nobody_told_is_unknown_this_week_and_none_the_week_before() -> None:
    story = begun("achilles-tendinopathy")
    story.next_day(20)
    ran(story, days=7, morning=calm(), pain_tenths=None)
    ran(story, days=2, morning=calm(), pain_tenths=20)
    assert read(story, "week_pain_rise").value == 20
    ran(story, days=2, morning=calm(), pain_tenths=None)
    assert read(story, "week_pain_rise").value is None


def test_pain_beside_the_run_counts_as_it_stands() -> None:
    story = begun("bsi-low-risk")
    story.next_day(3)
    ran(story, morning=calm(), before_tenths=10, after_tenths=10)
    assert read(story, "pain_60min_over_before").value == 0
    assert read(story, "pain_before_last_run").value == 10
    assert read(story, "pain_hour_after_run").value == 10


def test_a_stiff_morning_counts_with_more_pain_than_usual_only() -> None:
    story = begun()
    story.next_day(3)
    ran(story, morning=calm(stiffness_min=5))
    assert read(story, "stiff_and_sore_min").value == 0
    ran(story, morning=calm(stiffness_min=5, pain_tenths=10, place=PainPlace.JOINT))
    assert read(story, "stiff_and_sore_min").value == 5
    ran(story, morning=calm(stiffness_min=5, pain_tenths=10, place=PainPlace.MUSCLE))
    assert read(story, "stiff_and_sore_min").value == 0


def test_stiffness_that_nobody_told_of_a_sore_morning_is_unknown() -> None:
    story = begun()
    story.next_day(3)
    ran(story, morning=calm(stiffness_min=None, pain_tenths=10, place=PainPlace.JOINT))
    assert read(story, "stiff_and_sore_min").value is None


def test_pain_in_a_place_counts_since_the_last_run() -> None:
    story = begun("lumbar-microdiscectomy")
    story.next_day()
    assert read(story, "pain_told_at", place="nerve_leg").value == 0
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=10, place=PainPlace.NERVE_LEG)))
    assert read(story, "pain_told_at", place="nerve_leg").value == 1
    assert read(story, "pain_told_at", place="bone_spot").value == 0


def test_weeks_count_from_the_first_day_and_anew_after_a_new_injury() -> None:
    story = Story("lumbar-disc-herniation")
    weeks = (story.day - story.state.episodes[EPISODE].body.onset).days // 7
    assert read(story, "weeks_since_onset").value == weeks
    story.tell(OperationReported(day=story.day, what="fell", operation=False))
    assert read(story, "weeks_since_onset").value == 0


def test_weeks_since_a_day_that_nobody_knows_are_unknown() -> None:
    story = Story("lumbar-disc-herniation")
    opened = story.state.episodes[EPISODE]
    unknown = replace(opened, body=replace(opened.body, onset=None))
    story.state = replace(story.state, episodes={EPISODE: unknown})
    assert read(story, "weeks_since_onset").value is None


def test_a_first_day_to_come_is_no_week_ago() -> None:
    story = Story("lumbar-disc-herniation")
    opened = story.state.episodes[EPISODE]
    ahead = replace(opened, body=replace(opened.body, onset=date(2030, 1, 1)))
    story.state = replace(story.state, episodes={EPISODE: ahead})
    assert read(story, "weeks_since_onset").value == 0
