"""What weeks of runs say together: red runs, weeks that symptoms held back, pain from one week to the next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.measures.measure import Reading
from restride.core.terms import PainMoment, PainPlace, Swelling
from tests.core.measures.reading import NOT_YET, bare_run, read, said, told, value
from tests.core.second_opinion import limit
from tests.core.standing_at import held, minutes, stage, story_of, view
from tests.story import Story

DURING = PainMoment.DURING_RUN


def ran(story: Story, *, days: int = 2, morning: dict[str, object] | None = None, **felt: object) -> str:
    """A run of today as it was felt, its morning after (quiet without any), and on to so many days later."""
    id = story.ran(run_s=240, bout_s=60, walk_s=240, **felt).id
    story.next_day()
    told(story, **(morning or {}))
    story.next_day(days - 1)
    return id


def evidence(story: Story, *runs: str) -> tuple[str, ...]:
    return tuple(id for run in view(story).runs if run.id in runs for id in run.evidence)


# ---- red runs ----


def test_red_runs_want_a_run_and_a_pace_of_minutes() -> None:
    assert read(Story(), "red_runs", days=21) == NOT_YET
    story = Story(preset="literal")
    ran(story, pain_tenths=60)
    assert read(story, "red_runs", days=21) == NOT_YET


def test_red_runs_of_the_last_days_are_counted_today_among_them() -> None:
    story = Story()
    ids = [ran(story, pain_tenths=pain) for pain in (60, 0, 60)]
    at = view(story).runs[-1].ends_at
    first, last = evidence(story, ids[0]), evidence(story, ids[2])
    assert read(story, "red_runs", days=7) == Reading(value=2, evidence=(*first, *last), at=at)
    assert read(story, "red_runs", days=6) == Reading(value=1, evidence=last, at=at)
    assert value(story, "red_runs", days=3) == 1
    assert value(story, "red_runs", days=2) == 0


def test_a_run_whose_pain_nobody_told_counts_as_red_once_its_morning_is_over() -> None:
    story = Story()
    run = bare_run(story)
    said(story, run, DURING, pain_tenths=None)
    assert value(story, "red_runs", days=7) == 0
    story.next_day()
    assert value(story, "red_runs", days=7) == 0
    told(story)
    assert value(story, "red_runs", days=7) == 1


# ---- weeks held back ----


def weeks(*felt: dict[str, object], gap: int = 7) -> Story:
    """A run a week, so felt, the last of them two days ago."""
    story = Story()
    story.next_day(20)
    for place, one in enumerate(felt):
        ran(story, days=gap if place < len(felt) - 1 else 2, **one)
    return story


SORE: dict[str, object] = {"after_tenths": 10}
FINE: dict[str, object] = {}


def test_without_runs_nothing_holds_back() -> None:
    assert read(Story(), "weeks_held_back") == NOT_YET


@pytest.mark.parametrize(
    ("felt", "count"),
    [((SORE,), 1), ((SORE, SORE), 2), ((FINE, SORE), 1), ((SORE, FINE), 0), ((SORE, FINE, SORE), 1), ((FINE,), 0)],
)
def test_weeks_in_a_row_are_counted_back_from_now(felt, count: int) -> None:
    assert value(weeks(*felt), "weeks_held_back") == count


def test_weeks_held_back_rest_on_the_runs_that_were_felt() -> None:
    story = weeks(SORE, SORE)
    runs = [run.id for run in view(story).runs]
    ids = tuple(sorted(evidence(story, *runs)))
    assert read(story, "weeks_held_back") == Reading(value=2, evidence=ids, at=view(story).runs[-1].ends_at)


def test_no_more_weeks_are_counted_than_are_looked_back() -> None:
    assert value(weeks(*[SORE] * 9), "weeks_held_back") == 6


def test_a_step_up_ends_the_weeks_held_back() -> None:
    story = story_of("literal")
    story.next_day(20)
    for level, days in ((1, 7), (1, 7), (2, 7), (2, 2)):
        held(story, stage(level))
        ran(story, days=days, after_tenths=20)
    assert value(story, "weeks_held_back") == 1


def test_a_run_whose_morning_is_still_to_come_holds_nothing_back_yet() -> None:
    story = Story()
    story.next_day(20)
    story.ran(run_s=240, bout_s=60, walk_s=240, after_tenths=10)
    assert value(story, "weeks_held_back") == 0


def limited(story: Story, pain: int, **other: object) -> Story:
    """The story with this limit of pain for a good run, in every phase."""
    rule = limit("good", "good_runs_at_level", 1, op="at_least", **other)
    asked = replace(rule, any_of=tuple(replace(one, params=(("pain", pain),)) for one in rule.any_of))
    unasked = limit("pain", "pain_this_morning", 0)
    phases = tuple(replace(one, rules=(unasked, asked)) for one in story.protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(story.protocol, phases=phases))
    return story


@pytest.mark.parametrize(("pain", "count"), [(19, 0), (20, 0), (21, 1)])
def test_pain_over_the_limit_of_a_good_run_holds_back(pain: int, count: int) -> None:
    assert value(limited(weeks({"pain_tenths": pain}), 20), "weeks_held_back") == count
    elsewhere = limited(weeks({"pain_tenths": pain}), 20, presets=("standard",))
    assert value(elsewhere, "weeks_held_back") == 1
    assert value(limited(weeks({"pain_tenths": pain}), 20, presets=("cautious",)), "weeks_held_back") == count


def test_where_no_rule_says_what_a_good_run_is_any_pain_holds_back() -> None:
    for pain, count in ((0, 0), (1, 1)):
        story = weeks({"pain_tenths": pain})
        phases = tuple(replace(one, rules=()) for one in story.protocol.phases)
        story.regimen = replace(story.regimen, protocol=replace(story.protocol, phases=phases))
        assert value(story, "weeks_held_back") == count


@pytest.mark.parametrize(
    "felt",
    [
        {"pain_tenths": None},
        {"after_tenths": None},
        {"before_tenths": None},
        {"morning": {"pain_tenths": None}},
        {"after_tenths": 1},
        {"morning": {"pain_tenths": 1, "place": PainPlace.JOINT}},
        {"limp": True},
        {"sharp": True},
        {"morning": {"limp": True}},
        {"morning": {"sharp": True}},
        {"swelling": Swelling.TRACE},
        {"morning": {"swelling": Swelling.TRACE, "swelling_h": 2}},
    ],
    ids=str,
)
def test_each_symptom_of_a_run_and_each_silence_holds_back(felt: dict[str, object]) -> None:
    story = weeks(felt)
    story.next_day(3)
    assert value(story, "weeks_held_back") == 1


def test_soreness_of_the_muscle_the_morning_after_holds_nothing_back() -> None:
    assert value(weeks({"morning": {"pain_tenths": 30, "place": PainPlace.MUSCLE}}), "weeks_held_back") == 0


# ---- from week to week ----


def test_without_runs_in_both_weeks_pain_is_not_compared() -> None:
    assert read(Story(), "week_pain_rise") == NOT_YET
    assert read(weeks(SORE), "week_pain_rise") == NOT_YET
    story = weeks(SORE)
    story.next_day(7)
    assert read(story, "week_pain_rise") == NOT_YET


@pytest.mark.parametrize(("days", "arises"), [(0, True), (4, True), (5, False)])
def test_a_week_is_seven_days_today_among_them(days: int, arises: bool) -> None:
    story = weeks({"pain_tenths": 10}, {"pain_tenths": 30})
    story.clock += timedelta(days=days)
    assert read(story, "week_pain_rise").applies is arises


def test_the_worst_of_each_week_is_compared() -> None:
    story = Story()
    story.next_day(20)
    ids = []
    for days, pain in ((2, 20), (5, 10), (2, 50), (2, 30)):
        ids.append(ran(story, days=days, pain_tenths=pain))
    found = read(story, "week_pain_rise")
    assert found == Reading(value=30, evidence=evidence(story, *ids), at=view(story).runs[-1].ends_at)


def test_less_pain_than_before_is_no_rise_and_silence_is_none_before_and_unknown_now() -> None:
    assert value(weeks({"pain_tenths": 30}, {"pain_tenths": 10}), "week_pain_rise") == 0
    assert value(weeks({"pain_tenths": 9}, {"pain_tenths": 10}), "week_pain_rise") == 1
    assert value(weeks({"pain_tenths": None}, {"pain_tenths": 10}), "week_pain_rise") == 10
    story = weeks({"pain_tenths": 10}, {"pain_tenths": None})
    ids = evidence(story, *(run.id for run in view(story).runs))
    assert read(story, "week_pain_rise") == Reading(value=None, evidence=ids, at=view(story).runs[-1].ends_at)


def test_a_run_of_tomorrow_in_another_zone_belongs_to_this_week() -> None:
    story = weeks({"pain_tenths": 10}, {"pain_tenths": 30})
    run = bare_run(story, hours=-24)
    said(story, run, DURING, pain_tenths=60)
    assert view(story).runs[-1].at.day == story.day + timedelta(days=1)
    assert value(story, "week_pain_rise") == 50


def test_a_story_by_minutes_counts_red_runs_in_every_phase() -> None:
    story = story_of()
    held(story, minutes(900, 3))
    story.run(pain_tenths=60)
    story.next_day()
    told(story)
    assert value(story, "red_runs", days=7) == 1
