"""What was decided holds: earlier answers of a day, a rest to its end, the day after a backup, a change of pace."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from restride.core.decision import NO_RUN, Bound, Decision, Reason
from restride.core.events import Restored
from restride.core.explain import DAY_CLOSED
from restride.core.terms import Course, Urgency, Verdict
from tests.core.deciding.mornings import CALM, after_stage, issued, named, on, reason, rule, standing
from tests.core.measures.reading import told
from tests.core.standing_at import GATE, held, minutes, ran, stage, story_of
from tests.story import Story

STOP, BACK, HOLD, PROGRESS = Course.STOP, Course.STEP_BACK, Course.HOLD, Course.PROGRESS
pytestmark = pytest.mark.invariant("INV-054")


def morning() -> tuple[Story, Decision]:
    """A calm morning and its decision, a step on, not yet issued."""
    story = after_stage(CALM)
    told(story)
    return story, story.peek()


def closed(course: Course, **other: object) -> Reason:
    given = {
        "status": "unmet",
        "course": course,
        "value": int(course),
        "no_run_before": None,
        "urgency": None,
        "deciding": course is not PROGRESS,
    }
    return Reason(
        rule=DAY_CLOSED,
        measure=DAY_CLOSED,
        say=DAY_CLOSED,
        bound=Bound(op="at_least", value=3),
        **{**given, **other},  # type: ignore[arg-type]
    )


def holding(id: str) -> Reason:
    """The engine's own reason to stay, where it decides."""
    return Reason(
        rule=id,
        measure=id,
        say=id,
        status="unmet",
        value=0,
        bound=Bound(op="at_least", value=1),
        course=HOLD,
        no_run_before=None,
        urgency=None,
        deciding=True,
    )


def test_before_anything_was_decided_today_nothing_is_closed() -> None:
    _, decision = morning()
    assert named(decision) == ["calm"]


def test_the_same_answers_a_second_time_come_to_the_same_run() -> None:
    story, decision = morning()
    issued(story, decision)
    again = story.peek()
    assert (again.verdict, again.position, again.dose) == (decision.verdict, decision.position, decision.dose)
    assert reason(again, DAY_CLOSED) == closed(PROGRESS, status="met")


@pytest.mark.parametrize("course", [HOLD, BACK])
def test_good_news_moves_nothing_on_before_the_next_day(course: Course) -> None:
    story, decision = morning()
    issued(story, decision, course=course, position=stage(3))
    again = story.peek()
    assert (again.course, reason(again, DAY_CLOSED)) == (course, closed(course))
    assert again.position == (stage(3) if course is HOLD else stage(2))


def test_the_lowest_course_of_the_day_counts() -> None:
    story, decision = morning()
    for course in (HOLD, BACK, PROGRESS):
        issued(story, decision, course=course)
    assert story.peek().course is BACK


def test_the_position_of_an_earlier_answer_is_not_passed() -> None:
    story, decision = morning()
    issued(story, decision, position=stage(2))
    assert story.peek().position == stage(2)
    issued(story, decision, position=stage(1))
    issued(story, decision, position=stage(3))
    assert story.peek().position == stage(1)


def test_no_run_stays_no_run_until_the_day_is_over() -> None:
    story, decision = morning()
    issued(story, decision, dose=NO_RUN, verdict=Verdict.HOLD)
    again = story.peek()
    assert again.verdict is Verdict.REST
    assert again.no_run_before == story.now.day_ends
    assert reason(again, DAY_CLOSED) == closed(PROGRESS, no_run_before=story.now.day_ends, deciding=True)


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_a_rest_whose_hour_has_come_closes_the_day_no_longer(seconds: int) -> None:
    story, decision = morning()
    ends = story.clock + timedelta(seconds=seconds)
    issued(story, decision, dose=NO_RUN, verdict=Verdict.REST, no_run_before=ends)
    again = story.peek()
    assert again.runs is (seconds <= 0)
    assert again.no_run_before == (story.now.day_ends if seconds > 0 else None)


def test_the_latest_rest_of_all_decisions_holds_into_another_day() -> None:
    story, decision = morning()
    long, short = (story.clock + timedelta(hours=hours) for hours in (60, 30))
    issued(story, decision, days=1, course=HOLD, no_run_before=long, dose=NO_RUN)
    issued(story, decision, days=1, course=HOLD, no_run_before=short, dose=NO_RUN)
    again = story.peek()
    assert again.verdict is Verdict.REST
    assert reason(again, DAY_CLOSED) == closed(PROGRESS, no_run_before=long, deciding=True)


def test_a_rest_of_an_earlier_day_that_is_over_closes_nothing() -> None:
    story, decision = morning()
    for ends in (story.clock, story.clock - timedelta(hours=1)):
        issued(story, decision, days=1, no_run_before=ends)
    assert DAY_CLOSED not in named(story.peek())


@pytest.mark.invariant("INV-005")
def test_a_stop_of_the_day_stays_as_urgent_as_the_gravest_of_them() -> None:
    story, decision = morning()
    for urgency in (Urgency.DAYS, Urgency.SAME_DAY, None):
        issued(story, decision, course=STOP, dose=NO_RUN, verdict=Verdict.STOP, urgency=urgency)
    again = story.peek()
    assert (again.verdict, again.urgency) == (Verdict.STOP, Urgency.SAME_DAY)
    assert reason(again, DAY_CLOSED).urgency is Urgency.SAME_DAY
    held_day, decision = morning()
    issued(held_day, decision, course=HOLD, urgency=Urgency.NOW)
    assert reason(held_day.peek(), DAY_CLOSED).urgency is None


def test_a_stop_that_named_no_urgency_names_none_later_in_the_day() -> None:
    story, decision = morning()
    issued(story, decision, course=STOP, dose=NO_RUN, verdict=Verdict.STOP)
    again = story.peek()
    assert (again.verdict, again.urgency, again.trouble) == (Verdict.STOP, None, "")


# ---- the day after a backup ----


def restored(story: Story, at: datetime) -> None:
    clock, story.clock = story.clock, at
    story.tell(Restored(made_at=at), person=True)
    story.clock = clock


@pytest.mark.invariant("INV-077")
@pytest.mark.parametrize(("after", "holds"), [(-1, False), (0, True), (60, True)])
def test_the_first_decision_after_a_backup_moves_nothing_on(after: int, holds: bool) -> None:
    story = after_stage(CALM)
    last = max(e.body.decision.issued_at for e in story.state.decisions.values())
    restored(story, last + timedelta(seconds=after))
    told(story)
    decision = story.peek()
    assert ("restored" in named(decision)) is holds
    assert decision.course is (HOLD if holds else PROGRESS)


@pytest.mark.invariant("INV-077")
def test_what_a_backup_holds_back_says_so_and_ends_with_the_next_day() -> None:
    story = after_stage(CALM)
    restored(story, story.clock - timedelta(minutes=5))
    told(story)
    decision = story.peek()
    assert reason(decision, "restored") == holding("restored")
    issued(story, decision)
    assert "restored" in named(story.peek()), "today's own decision is not an earlier one"
    story.next_day()
    told(story)
    assert "restored" not in named(story.peek())


@pytest.mark.invariant("INV-077")
def test_without_any_earlier_decision_a_backup_holds_nothing_back() -> None:
    story = on(story_of("literal"), CALM)
    restored(story, story.clock - timedelta(minutes=5))
    told(story)
    assert "restored" not in named(story.peek())


# ---- a change of pace ----


@pytest.mark.invariant("INV-018")
def test_the_first_day_under_another_pace_holds_and_says_so() -> None:
    story = story_of("cautious")
    ran(story, minutes(900, 3))
    story.next_day()
    story = on(story, CALM)
    told(story)
    assert "pace-changed" not in named(story.peek())
    story.regimen = replace(story.regimen, preset="literal")
    decision = story.peek()
    assert reason(decision, "pace-changed") == holding("pace-changed")
    assert (decision.course, decision.verdict) == (HOLD, Verdict.HOLD)
    issued(story, decision)
    story.next_day()
    told(story)
    assert "pace-changed" not in named(story.peek())


def test_a_change_of_pace_before_the_runs_holds_nothing_back() -> None:
    story = standing(replace(GATE, level=3, target_s=900), CALM, preset="cautious")
    story.regimen = replace(story.regimen, preset="literal")
    told(story)
    assert "pace-changed" not in named(story.peek())


def test_rules_and_what_holds_the_day_are_listed_in_this_order() -> None:
    story = story_of("cautious")
    ran(story, minutes(900, 3))
    story.next_day()
    story = on(story, CALM, in_phase=(rule("mine"),))
    restored(story, story.clock - timedelta(minutes=5))
    story.regimen = replace(story.regimen, preset="literal")
    told(story)
    issued(story, story.peek())
    assert named(story.peek()) == ["calm", "mine", DAY_CLOSED, "restored", "pace-changed"]
    assert held
