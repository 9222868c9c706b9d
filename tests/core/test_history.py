"""What was told of the history and of trust: it makes rules stricter and loosens nothing."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restride.core.events import IntakeAnswered, WaiverGiven
from restride.core.regimen import regimen_for
from restride.core.self_entries import SelfRated
from restride.core.terms import Course, Verdict
from restride.library.self_report import questions
from tests.story import CLINICIAN, EPISODE, Story, shipped


def before_a_step(preset: str = "standard") -> Story:
    """On the morning after the rest of a good run: the next step would open."""
    story = Story(preset=preset)
    story.to_walk_run()
    for _ in range(3):
        story.run(story.to_a_run())
        story.next_day()
        story.morning()
    story.next_day()
    return story


def say(story: Story, **answers: str) -> None:
    story.tell(IntakeAnswered(answers=answers), person=True)


def trust(story: Story, value: int, *, days_ago: int = 0) -> None:
    body = SelfRated(item="confidence", value=value)
    story.tell(body, at=story.clock - timedelta(days=days_ago), person=True)


def rule(story: Story, id: str) -> Course:
    decision = story.copy().morning()
    return next(one.course for one in decision.reasons if one.rule == id)


def test_low_is_the_same_for_the_rule_and_for_the_card_that_is_offered() -> None:
    asked = next(one for one in questions() if one.id == "confidence")
    for protocol in shipped():
        rules = [rule for phase in protocol.phases for rule in phase.rules if rule.id == "low-trust"]
        assert rules, protocol.id
        for rule in rules:
            params = dict(rule.any_of[0].params)
            assert (params["below"], params["fall"]) == (asked.low_below, asked.fall)


def test_nothing_told_asks_for_nothing_more() -> None:
    assert before_a_step().morning().course is Course.PROGRESS


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_the_same_problem_before_asks_for_a_second_good_run(answer: str) -> None:
    story = before_a_step()
    say(story, same_before=answer)
    assert rule(story, "same-before") is Course.HOLD


def test_an_answer_taken_back_counts_from_the_next_day() -> None:
    story = before_a_step()
    story.clock -= timedelta(days=1)
    say(story, same_before="yes")
    story.clock += timedelta(days=1)
    say(story, same_before="no")
    assert rule(story, "same-before") is Course.HOLD
    story.next_day()
    assert rule(story, "same-before") is Course.PROGRESS


@pytest.mark.parametrize(
    ("values", "held"), [([5], False), ([4], True), ([9, 8], False), ([9, 7], True), ([4, 9], True)]
)
def test_low_or_falling_trust_goes_at_half_the_pace(values: list[int], held: bool) -> None:
    story = before_a_step()
    for number, value in enumerate(reversed(values)):
        trust(story, value, days_ago=7 * number)
    assert (rule(story, "low-trust") is Course.HOLD) is held


def test_the_half_pace_ends_two_weeks_later_on_an_answer_and_never_on_silence() -> None:
    story = before_a_step()
    trust(story, 3, days_ago=20)
    assert rule(story, "low-trust") is Course.HOLD
    trust(story, 6, days_ago=7)
    assert rule(story, "low-trust") is Course.HOLD
    trust(story, 6, days_ago=6)
    assert rule(story, "low-trust") is Course.PROGRESS


@settings(deadline=None, max_examples=40, derandomize=True)
@pytest.mark.invariant("INV-014", "INV-015")
@given(
    st.dictionaries(
        st.sampled_from(["same_before", "weakness", "gives_way"]), st.sampled_from(["yes", "no", "unsure"])
    ),
    st.lists(st.integers(0, 10), max_size=3),
)
def test_no_answer_about_history_or_trust_ever_allows_more(answers: dict[str, str], values: list[int]) -> None:
    plain, told = STANDING.copy(), STANDING.copy()
    say(told, **answers)
    for number, value in enumerate(values):
        trust(told, value, days_ago=number)
    one, other = plain.morning(), told.morning()
    assert other.course <= one.course
    assert other.dose.run_s <= one.dose.run_s
    assert other.position.rank <= one.position.rank


STANDING = before_a_step()


@pytest.mark.invariant("INV-008")
@pytest.mark.parametrize("protocol", shipped(), ids=lambda one: one.id)
def test_a_joint_that_gives_way_asks_for_a_clearance_that_only_a_clinician_gives(protocol) -> None:
    story = Story(protocol.id, cleared=False)
    opened = story.state.episodes[EPISODE]
    say(story, gives_way="yes")
    story.next_day(3)
    say(story, gives_way="no")
    assert regimen_for(story.protocol, opened, story.state).clearance_required


def test_a_clinician_may_set_the_half_pace_aside_with_a_reason() -> None:
    story = before_a_step()
    trust(story, 3)
    body = WaiverGiven(rule="low-trust", until=story.day + timedelta(days=14), reason="talked it through")
    story.tell(body, author=CLINICIAN)
    decision = story.morning()
    assert decision.verdict is Verdict.PROGRESS
    assert next(one.waived_by for one in decision.reasons if one.rule == "low-trust") == CLINICIAN.name
