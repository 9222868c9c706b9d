"""What takes a run away beside the rules: a rule that fails, an engine that does, a question that is open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.decide import decide, open_questions
from restride.core.decision import NO_RUN, Decision, Reason
from restride.core.events import CheckIn
from restride.core.terms import Course, Evidence, PainMoment, Urgency, Verdict
from tests.core.deciding.mornings import CALM, after_stage, issued, named, on, reason, rule, standing
from tests.core.measures.reading import bare_run, told
from tests.core.standing_at import GATE, held, ran, stage, story_of, view
from tests.story import Story, calm

STOP, BACK, HOLD, PROGRESS = Course.STOP, Course.STEP_BACK, Course.HOLD, Course.PROGRESS

# ---- a rule that fails ----


def broken(course: Course, **other: object):
    """A rule whose measure misses what it has to be told."""
    return rule("broken", course, measure="symptom_now", cite=("a",), **other)


@pytest.mark.invariant("INV-025")
@pytest.mark.parametrize(("course", "asked"), [(PROGRESS, HOLD), (HOLD, HOLD), (BACK, BACK), (STOP, STOP)])
def test_a_rule_that_fails_counts_as_unknown_and_nobody_runs_on_it(course: Course, asked: Course) -> None:
    failing = broken(course, urgency=Urgency.DAYS, evidence=Evidence.COHORT)
    story = after_stage(CALM, failing, rule("after"))
    told(story)
    decision = story.peek()
    assert (decision.course, decision.dose, decision.trouble) == (asked, NO_RUN, "broken: ValueError")
    assert named(decision) == ["calm", "broken", "after"]
    assert reason(decision, "broken") == Reason(
        rule="broken",
        measure="symptom_now",
        say="broken",
        status="unknown",
        value=None,
        bound=failing.any_of[0].bound,
        course=asked,
        no_run_before=None,
        urgency=Urgency.DAYS,
        deciding=True,
        cite=("a",),
        grade=Evidence.COHORT,
    )


@pytest.mark.invariant("INV-025")
def test_a_rule_of_a_measure_that_there_is_not_takes_the_run_away_too() -> None:
    story = after_stage(rule("gone", measure="no_such_measure"), CALM)
    told(story)
    decision = story.peek()
    assert (decision.trouble, decision.runs) == ("gone: KeyError", False)
    assert decision.verdict is Verdict.REST


# ---- an engine that fails ----


class Rules(tuple):  # type: ignore[type-arg]
    """Rules that cannot be read."""

    __slots__ = ()

    def __iter__(self):  # type: ignore[no-untyped-def]
        raise OSError("gone")


def failing(story: Story) -> Decision:
    """The decision of a morning whose rules cannot be read."""
    protocol = replace(story.regimen.protocol, rules=Rules((CALM,)))
    return decide(replace(story.regimen, protocol=protocol), story.state, story.now)


@pytest.mark.invariant("INV-025")
def test_whatever_fails_the_answer_is_no_run_today_and_says_what_failed() -> None:
    story = after_stage(CALM)
    told(story)
    assert failing(story) == Decision(
        verdict=Verdict.REST,
        course=HOLD,
        position=stage(3),
        dose=NO_RUN,
        day=story.day,
        issued_at=story.now.at,
        expires_at=story.now.day_ends,
        no_run_before=story.now.day_ends,
        urgency=None,
        reasons=(),
        limits=(),
        questions=(),
        trouble="OSError",
    )


@pytest.mark.invariant("INV-025")
def test_where_the_engine_fails_the_newest_position_of_this_injury_is_kept() -> None:
    story = after_stage(CALM)
    made = story.peek()
    issued(story, made, position=stage(5))
    issued(story, made, days=3, position=stage(7))
    assert failing(story).position == stage(5)
    elsewhere = {id: replace(entry, episode="episode-2") for id, entry in story.state.decisions.items()}
    story.state = replace(story.state, decisions=elsewhere)
    first = story.protocol.phases[0]
    position = failing(story).position
    assert (position.phase, position.order, position.level) == (first.id, first.order, 0)


class Unreadable(dict):  # type: ignore[type-arg]
    """A shelf that cannot be read."""

    def values(self):  # type: ignore[no-untyped-def]
        raise OSError("gone")


@pytest.mark.invariant("INV-025")
def test_where_no_earlier_decision_can_be_read_either_the_answer_is_no_run_still() -> None:
    story = after_stage(CALM)
    story.state = replace(story.state, decisions=Unreadable(), calendar={})
    decision = failing(story)
    assert (decision.runs, decision.verdict, decision.trouble) == (False, Verdict.REST, "OSError")
    assert decision.position.phase == story.protocol.phases[0].id


# ---- questions ----


def questions(story: Story) -> tuple[str, ...]:
    return open_questions(view(story))


@pytest.mark.invariant("INV-003", "INV-016")
def test_an_open_question_leaves_the_day_pending_and_asks_for_no_run() -> None:
    story = after_stage(CALM)
    told(story, limp=None)
    decision = story.peek()
    assert (decision.verdict, decision.questions, decision.dose) == (Verdict.PENDING, ("limp",), NO_RUN)
    assert decision.position == stage(3), "a step up waits for the answer"
    told(story)
    assert story.peek().questions == ()


@pytest.mark.invariant("INV-005")
def test_a_stop_comes_before_an_open_question() -> None:
    story = after_stage(rule("stop", STOP, most=10))
    told(story, limp=None, pain_tenths=15)
    assert story.peek().verdict is Verdict.STOP


@pytest.mark.invariant("INV-003", "INV-016")
def test_everything_that_is_missing_is_asked_for_in_one_go() -> None:
    story = on(story_of("literal"), CALM)
    story.run(held(story, stage(3)))
    story.next_day()
    told(story, limp=None, pain_tenths=None)
    assert questions(story) == ("limp", "pain_tenths", "next_morning")
    told(story)
    assert questions(story) == ()


@pytest.mark.invariant("INV-016")
def test_whether_an_asked_run_was_done_is_a_question_until_it_is_told() -> None:
    story = on(story_of("literal"), CALM)
    day = story.clock
    held(story, stage(3))
    told(story)
    assert questions(story) == (), "the day is not over"
    story.next_day()
    told(story)
    assert questions(story) == ("run_outcome",)
    story.left_out(story.clock)
    assert questions(story) == ("run_outcome",), "that was another day"
    story.left_out(day)
    assert questions(story) == ()


@pytest.mark.invariant("INV-016")
def test_the_last_run_that_was_asked_for_counts() -> None:
    story = on(story_of("literal"), CALM)
    for done in (False, True):
        held(story, stage(3))
        if done:
            bare_run(story)
        story.next_day()
        told(story)
    assert questions(story) == ()
    told(story)
    held(story, stage(3), dose=NO_RUN)
    story.next_day()
    told(story)
    assert questions(story) == (), "no run was asked for on that day"
    held(story, stage(3))
    story.next_day()
    held(story, stage(3), dose=NO_RUN)
    story.next_day()
    told(story)
    assert questions(story) == ("run_outcome",)


def test_a_question_open_and_a_run_of_today_not_asked_yet_are_told_apart() -> None:
    story = standing(GATE, CALM)
    told(story)
    assert questions(story) == ()
    story.state = replace(story.state, reports={}, calendar={})
    assert questions(story)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    assert questions(story) == ()


def test_a_morning_after_that_lapsed_is_no_question_any_more() -> None:
    story = on(story_of("literal"), CALM)
    story.run(held(story, stage(3)))
    story.next_day()
    assert "next_morning" in questions(story)
    story.clock += timedelta(days=3)
    assert "next_morning" not in questions(story)
    again = on(story_of("literal"), CALM)
    ran(again, stage(3))
    assert questions(again) == ()
