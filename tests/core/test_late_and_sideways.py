"""News that comes late, sideways or under another name is never lost, and never opens anything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.answers import Answers
from restride.core.decide import decide
from restride.core.decision import NO_RUN
from restride.core.events import CheckIn, Corrected, OperationReported, SessionLogged
from restride.core.terms import Course, PainMoment, Swelling, Verdict
from tests.properties.histories import begun
from tests.story import Story, calm


def ready() -> Story:
    """A story on a day with a run, before anything is told today."""
    story = begun()
    story.to_a_run()
    story.left_out(story.clock)
    story.next_day(3)
    return story


@pytest.mark.invariant("INV-009", "INV-007")
def test_an_operation_reported_since_asks_for_a_clearance_where_none_was_needed() -> None:
    story = ready()
    assert story.told(calm()).peek().verdict is not Verdict.STOP
    story.tell(OperationReported(day=story.day, what="knee"))
    assert story.told(calm()).peek().verdict is Verdict.STOP


@pytest.mark.invariant("INV-014", "INV-001")
def test_the_day_walk_run_opens_is_judged_by_its_rules_too() -> None:
    story = Story()
    while story.morning().position.phase != "gate":
        story.foundation()
        story.next_day()
    story.pass_tests()
    story.next_day()
    assert story.told(calm()).peek().runs
    assert not story.told(calm(swelling=Swelling.SEVERE, swelling_h=80)).peek().runs


@pytest.mark.invariant("INV-046")
def test_an_answer_minutes_after_the_run_is_no_next_morning() -> None:
    story = begun()
    run = story.run(story.to_a_run())
    answers = Answers(pain_tenths=0, painkiller=False)
    story.tell(CheckIn(moment=PainMoment.NEXT_MORNING, answers=answers, run=run.id))
    story.next_day(3)
    reasons = {reason.rule: reason for reason in story.told(calm()).peek().reasons}
    assert reasons["morning-answered"].status == "unmet"


@pytest.mark.invariant("INV-046", "INV-054")
def test_good_news_told_long_after_counts_for_nothing() -> None:
    story = Story()
    for days in (2, 1):
        story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()), at=story.clock - timedelta(days=days))
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()), at=story.clock - timedelta(days=3))
    assert story.morning().position.phase == "calm"


@pytest.mark.invariant("INV-053")
@pytest.mark.parametrize("moment", [PainMoment.DURING_RUN, PainMoment.AFTER_60, PainMoment.BEFORE_RUN])
def test_pain_told_today_under_any_name_takes_the_run_away(moment: PainMoment) -> None:
    story = ready()
    assert story.to_a_run().runs
    story.tell(CheckIn(moment=moment, answers=Answers(pain_tenths=90)))
    assert not story.peek().runs


@pytest.mark.invariant("INV-052", "INV-057")
def test_a_painkiller_told_once_hides_the_morning_whatever_else_is_told() -> None:
    story = ready()
    for order in ((True, False), (False, True)):
        both = story.copy()
        for taken in order:
            both = both.told(calm(painkiller=taken))
        assert both.peek().verdict is Verdict.PENDING


@pytest.mark.invariant("INV-004")
def test_swelling_of_unknown_age_is_not_new() -> None:
    story = ready()
    assert not story.told(calm(swelling=Swelling.SEVERE, swelling_h=None)).peek().runs


@pytest.mark.invariant("INV-056")
def test_a_run_corrected_away_counts_on() -> None:
    story = begun()
    run = story.run(story.to_a_run(), pain_tenths=90)
    empty = SessionLogged(decision=None, run_s=0, longest_bout_s=0, walk_s=0, elapsed_s=0)
    story.tell(Corrected(target=run.id, session=empty))
    story.next_day()
    assert story.told(calm()).peek().course is Course.STEP_BACK


@pytest.mark.invariant("INV-020", "INV-058")
def test_one_run_logged_twice_is_one_good_run() -> None:
    story = begun()
    asked = story.to_a_run()
    story.run(asked)
    story.run(asked)
    story.next_day(3)
    good = next(reason for reason in story.told(calm()).peek().reasons if reason.measure == "good_runs_at_level")
    assert good.value is not None
    assert good.value < 2


@pytest.mark.invariant("INV-043", "INV-002")
def test_a_rest_goes_on_to_its_end_on_another_civil_day() -> None:
    story = ready()
    first = story.morning(calm(pain_tenths=50))
    assert first.no_run_before is not None
    later = replace(story.now, at=story.now.at + timedelta(minutes=3), day=story.day + timedelta(days=1))
    story.clock += timedelta(minutes=2)
    event = story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    moved = replace(event, at=replace(event.at, day=later.day))
    reports = {**story.state.reports, event.id: moved}
    calendar = {**story.state.calendar, later.day: (moved,)}
    story.state = replace(story.state, reports=reports, calendar=calendar)
    assert not decide(story.regimen, story.state, later).runs


@pytest.mark.invariant("INV-021", "INV-020")
def test_after_a_step_back_the_runs_of_a_stage_are_counted_anew() -> None:
    story = begun(preset="literal")
    for _ in range(2):
        story.run(story.to_a_run())
        story.next_day()
    stepped = replace(story.peek(), course=Course.STEP_BACK, verdict=Verdict.STEP_BACK)
    story.keep(replace(stepped, dose=NO_RUN))
    story.next_day(2)
    after = story.morning(calm())
    good = next(reason for reason in after.reasons if reason.measure == "good_runs_at_level")
    assert good.value == 0
    assert after.position.level <= stepped.position.level
