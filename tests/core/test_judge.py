"""What a clinician has answered does not stop again; what is new does. How soon a stop is seen to."""

from datetime import timedelta

import pytest

from restride.core.events import FlagClosed, FlagOpened
from restride.core.terms import Course, Urgency, Verdict
from tests.properties.histories import begun
from tests.story import CLINICIAN, Story, calm


def limped_twice() -> Story:
    """A limp, some quiet days, and a limp again: the rule opens a flag."""
    story = begun()
    story.morning(calm(limp=True))
    story.next_day(4)
    story.morning(calm(limp=True))
    return story


def test_the_second_limp_in_two_weeks_stops_and_opens_a_flag() -> None:
    story = limped_twice()
    assert [entry.body.flag for entry in story.state.flags.values()] == ["warning_repeated"]
    story.next_day()
    assert story.morning().verdict is Verdict.STOP


@pytest.mark.invariant("INV-006")
def test_what_a_clinician_has_answered_stops_only_once_and_new_news_stops_again() -> None:
    story = limped_twice()
    flag = next(iter(story.state.flags))
    story.next_day()
    story.tell(FlagClosed(flag_event=flag, reason="examined, may go on"), author=CLINICIAN, person=True)
    after = story.morning()
    assert after.verdict is not Verdict.STOP
    answered = next(reason for reason in after.reasons if reason.opens_flag == "" and reason.waived_by)
    assert answered.waived_by == CLINICIAN.name
    story.next_day()
    assert story.morning(calm(limp=True)).verdict is Verdict.STOP


def test_a_stop_is_as_urgent_as_the_gravest_open_flag() -> None:
    story = begun()
    story.tell(FlagOpened(flag="locked_knee", urgency=Urgency.SAME_DAY), person=True)
    story.tell(FlagOpened(flag="focal_bone_pain", urgency=Urgency.DAYS), person=True)
    assert story.morning().urgency is Urgency.SAME_DAY


def test_a_first_morning_with_pain_does_not_set_its_own_baseline() -> None:
    story = begun()
    decision = story.told(calm(pain_tenths=20)).peek()
    rise = next(reason for reason in decision.reasons if reason.measure == "rise_this_morning")
    assert rise.value == 20


def test_rest_counts_from_the_evidence_and_not_from_each_new_check_in() -> None:
    story = begun()
    first = story.morning(calm(limp=True)).no_run_before
    story.next_day()
    assert first is not None
    assert story.morning().no_run_before == first
    assert first - story.clock < timedelta(hours=48)


@pytest.mark.invariant("INV-016", "INV-021")
def test_a_quiet_run_after_a_bad_one_does_not_make_the_bad_one_unsaid() -> None:
    story = begun()
    asked = story.to_a_run()
    story.run(asked, pain_tenths=60)
    story.next_day(2)
    story.ran(run_s=60, bout_s=60, walk_s=0)
    story.next_day()
    decision = story.morning()
    high = next(reason for reason in decision.reasons if reason.rule == "pain-in-run-high")
    assert high.status == "unmet"
    assert high.value == 60
    assert decision.course <= Course.STEP_BACK
