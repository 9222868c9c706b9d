"""The days ahead and the range of dates: what is imagined, what widens it, and what forbids any date."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from restride.core.build import table_named
from restride.core.check import check
from restride.core.decide import decide
from restride.core.events import CheckIn, FlagClosed, FlagOpened, ReadinessRecorded
from restride.core.forecast import (
    DateRange,
    date_range,
    date_ranges,
    days_ahead,
    forecast,
    runs_through,
    table_done,
)
from restride.core.goal_entries import GoalSet
from restride.core.setbacks import RunRecord, SetbackRate, rates
from restride.core.terms import Course, PainMoment, Side, Urgency
from tests.story import CLINICIAN, SYSTEM, Story, calm, protocol

ONE_RUN_D = 3  # the rest between two runs under the cautious preset
NO_DATES = ("bsi-high-risk", "cartilage-surgery", "fracture-other", "hip-arthroplasty", "knee-arthroplasty")


def at_the_first_run(preset: str = "cautious") -> Story:
    story = Story(preset=preset)
    story.to_walk_run()
    return story


def range_of(story: Story) -> DateRange:
    return date_range(story.regimen, story.state, story.now, reached=runs_through(story.protocol))


def test_the_first_planned_day_is_today_and_the_days_follow_without_a_gap() -> None:
    story = at_the_first_run()
    days = forecast(story.regimen, story.state, story.now, 14)
    assert [day.day for day in days] == [story.day + timedelta(days=n) for n in range(14)]
    assert days[0].bouts == story.peek().dose.bouts


def test_a_forecast_tells_nobody_anything() -> None:
    story = at_the_first_run()
    before, kept = story.state, dict(story.state.kept)
    forecast(story.regimen, story.state, story.now, 30)
    assert story.state is before
    assert story.state.kept == kept, "nothing that was read of an imagined day is there for a real one"
    assert story.state.sessions == {}


def test_tomorrow_in_the_forecast_is_what_is_decided_on_that_day_after_the_same_answers() -> None:
    story = at_the_first_run()
    planned = forecast(story.regimen, story.state, story.now, 6)
    for day in planned:
        said = story.morning()
        if said.runs:
            story.run()
        assert (said.verdict, said.course, said.dose) == (day.verdict, day.course, day.dose), day.day
        story.next_day()


def test_a_run_that_was_done_today_is_not_planned_again_today() -> None:
    story = at_the_first_run()
    story.run()
    today, tomorrow = forecast(story.regimen, story.state, story.now, 2)
    assert not today.rests
    assert tomorrow.rests
    assert story.peek().dose.bouts == today.bouts or not story.peek().runs


def test_what_is_still_asked_is_imagined_as_answered_quietly() -> None:
    story = at_the_first_run()
    story.next_day()
    assert set(story.peek().questions) >= {"pain_tenths", "run_outcome"}
    days = forecast(story.regimen, story.state, story.now, 10)
    assert all(day.verdict != "pending" for day in days)
    assert any(not day.rests for day in days)


def test_groundwork_and_tests_are_done_as_the_phase_asks_until_the_first_run() -> None:
    story = Story()
    days = forecast(story.regimen, story.state, story.now, 40)
    first_run = next(n for n, day in enumerate(days) if not day.rests)
    assert any(day.groundwork for day in days[:first_run])
    assert any(day.tests for day in days[:first_run])
    assert not any(day.tests for day in days[first_run:])


def test_groundwork_goes_on_beside_the_runs_as_the_gate_of_longer_running_counts_it() -> None:
    story = at_the_first_run()
    days = forecast(story.regimen, story.state, story.now, 28)
    worked = [day for day in days if day.groundwork]
    assert len([day for day in worked if (days[-1].day - day.day).days < 14]) >= 4
    assert all(day.rests for day in worked)


@pytest.mark.mission("M28")
def test_the_range_of_a_goal_lies_behind_that_of_thirty_minutes() -> None:
    story = at_the_first_run()
    story.tell(GoalSet(table="to-5km", race_day=None))
    goal = table_done(table_named(story.protocol, "to-5km"))
    thirty, race = date_ranges(story.regimen, story.state, story.now, reached=(runs_through(story.protocol), goal))
    assert thirty.soonest is not None
    assert race.soonest is not None
    assert thirty.soonest < race.soonest
    assert race.early is not None
    assert race.soonest <= race.early
    assert thirty == range_of(story)


def test_a_goal_too_far_for_the_picture_has_no_date_and_nothing_that_it_waits_for() -> None:
    story = at_the_first_run()
    story.tell(GoalSet(table="to-marathon", race_day=None))
    goal = table_done(table_named(story.protocol, "to-marathon"))
    found = date_range(story.regimen, story.state, story.now, reached=goal)
    assert (found.soonest, found.early, found.late, found.waiting) == (None, None, None, ())


@pytest.mark.invariant("INV-024")
def test_with_two_injuries_no_planned_day_runs_more_than_either_allows() -> None:
    story = at_the_first_run()
    other = replace(story.regimen, episode="another-injury")
    alone = forecast(story.regimen, story.state, story.now, 20)
    both = forecast(story.regimen, story.state, story.now, 20, beside=(other,))
    assert any(not day.rests for day in alone)
    for day in both:
        assert len(day.each) == 2
        assert day.run_s <= min(made.dose.run_s for made in day.each)
        assert day.rests or all(made.runs for made in day.each)
    assert all(day.rests for day in both[:7])


def test_a_test_that_only_a_clinician_records_is_not_taken_as_passed() -> None:
    story = Story("acl-reconstruction")
    days = forecast(story.regimen, story.state, story.now, 120)
    assert all(day.rests for day in days)
    assert not any("thigh_both" in day.tests for day in days)
    assert [(one.kind, one.what) for one in range_of(story).waiting] == [("item", "thigh_both")]


def test_a_clinicians_test_that_was_passed_counts_as_repeated_in_time() -> None:
    story = Story("acl-reconstruction")
    assert {one.kind for one in range_of(story).waiting} == {"item"}
    for item in (one for one in story.protocol.items if one.clinician_only):
        for side in (Side.LEFT, Side.RIGHT) if item.sides else (None,):
            best = {"nrs": 0, "grade": 0, "yes_no": 1, "cm": 0}.get(item.unit, 100)
            story.tell(ReadinessRecorded(item=item.id, value=best, side=side, painkiller=False), author=CLINICIAN)
    assert range_of(story).soonest is not None


def test_the_range_begins_with_every_run_good_and_ends_with_more_setbacks() -> None:
    found = range_of(at_the_first_run())
    assert found.soonest is not None
    assert found.early is not None
    assert found.late is not None
    assert found.soonest <= found.early < found.late <= found.until


def test_the_range_narrows_as_quiet_runs_are_known() -> None:
    outlook = protocol().outlook
    assert outlook is not None
    drawn = [rates(RunRecord(good=runs), outlook) for runs in (0, 10, 40)]
    widths = [most.hold_pm - fewest.hold_pm for fewest, most in drawn]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1]


def test_a_record_of_setbacks_draws_a_later_end_than_one_of_quiet_runs() -> None:
    outlook = protocol().outlook
    assert outlook is not None
    quiet, often = rates(RunRecord(good=12), outlook), rates(RunRecord(good=6, holds=4, backs=2), outlook)
    assert quiet[1].hold_pm < often[1].hold_pm
    assert quiet[1].back_pm < often[1].back_pm


def test_the_record_counts_quiet_runs_and_runs_that_were_answered_badly() -> None:
    story = at_the_first_run()
    story.run()
    for _ in range(3):
        story.next_day()
        story.morning()
    story.run(pain_tenths=60)
    story.next_day()
    story.morning()
    record = range_of(story).record
    assert (record.good, record.backs) == (1, 1)


@pytest.mark.parametrize("preset", ["cautious", "standard", "literal"])
def test_more_setbacks_never_make_it_earlier_by_more_than_one_run(preset: str) -> None:
    """A step back can fall on a run that a cap had made small already, and then costs less than it would have later."""
    story = at_the_first_run(preset)
    reached = runs_through(story.protocol)
    found = []
    for pm in range(0, 300, 30):
        ahead = days_ahead(story.regimen, story.state, story.now, rate=SetbackRate(hold_pm=pm, back_pm=pm // 2))
        found.append(next((n for n, day in zip(range(270), ahead, strict=False) if reached(day)), 270))
    assert all(later >= earlier - ONE_RUN_D for earlier, later in pairwise(found))
    assert found[0] == min(found)
    assert found[0] < found[-1]


def test_setbacks_at_every_run_say_not_by_that_date_plainly() -> None:
    story = at_the_first_run()
    outlook = protocol().outlook
    assert outlook is not None
    never = replace(outlook, prior_runs=1000, prior_hold_pm=0, prior_back_pm=900)
    bad = replace(story.protocol, outlook=never)
    regimen = replace(story.regimen, protocol=bad)
    found = date_range(regimen, story.state, story.now, reached=runs_through(bad))
    assert found.soonest is not None
    assert found.late is None
    assert found.until > found.soonest


def test_an_open_flag_gives_no_range_and_no_run() -> None:
    story = at_the_first_run()
    flag = FlagOpened(flag="night-sweats", urgency=Urgency.SAME_DAY)
    opened = story.tell(flag, author=SYSTEM, person=True)
    assert [one.kind for one in range_of(story).waiting] == ["flag"]
    assert range_of(story).soonest is None
    assert all(day.rests for day in forecast(story.regimen, story.state, story.now, 30))
    story.tell(FlagClosed(flag_event=opened.id, reason="Examined."), author=CLINICIAN, person=True)
    assert range_of(story).waiting == ()


def test_a_missing_clearance_gives_no_range_and_no_run() -> None:
    story = Story("partial-meniscectomy", cleared=False)
    assert ("clearance", "run") in [(one.kind, one.what) for one in range_of(story).waiting]
    assert all(day.rests for day in forecast(story.regimen, story.state, story.now, 60))


@pytest.mark.parametrize("name", NO_DATES)
def test_a_condition_that_forbids_dates_gives_none(name: str) -> None:
    found = range_of(Story(name))
    assert [one.kind for one in found.waiting] == ["dates"]
    assert (found.soonest, found.early, found.late) == (None, None, None)


def test_an_unknown_day_of_operation_holds_the_range_at_its_rule() -> None:
    story = Story("hip-arthroscopy")
    opened = story.events[0]
    body = replace(opened.body, operation=None)  # type: ignore[type-var]
    state = replace(story.state, episodes={opened.id: replace(opened, body=body)})
    found = date_range(story.regimen, state, story.now, reached=runs_through(story.protocol))
    assert found.soonest is None
    assert {one.kind for one in found.waiting} <= {"rule", "item"}
    assert found.waiting


def test_a_clearance_that_ends_ends_the_runs() -> None:
    story = Story("partial-meniscectomy", cleared=False)
    story.clear(days=60)
    story.to_walk_run()
    clearance = next(iter(story.state.clearances.values())).body.until
    days = forecast(story.regimen, story.state, story.now, 90)
    assert not any(day.bouts for day in days if day.day > clearance)


@pytest.mark.parametrize("name", ["patellofemoral-pain", "achilles-tendinopathy", "low-back-pain", "general", "mtss"])
def test_no_planned_run_is_one_that_the_second_opinion_refuses(name: str) -> None:
    story = Story(name)
    story.to_walk_run()
    planned = forecast(story.regimen, story.state, story.now, 5)
    for day in planned:
        said = story.morning()
        if not day.rests:
            assert said.runs
            assert check(said, story.regimen, story.state, story.now) == ()
            story.run()
        story.next_day()


def test_bad_news_tomorrow_overrules_the_picture() -> None:
    story = at_the_first_run()
    story.run()
    planned = forecast(story.regimen, story.state, story.now, 4)
    story.next_day(3)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(limp=True)))
    assert planned[-1].course is Course.PROGRESS
    assert not decide(story.regimen, story.state, story.now).runs


def test_a_protocol_without_an_outlook_draws_no_range() -> None:
    story = at_the_first_run()
    bare = replace(story.protocol, outlook=None)
    regimen = replace(story.regimen, protocol=bare)
    found = date_range(regimen, story.state, story.now, reached=runs_through(bare))
    assert [one.kind for one in found.waiting] == ["outlook"]
