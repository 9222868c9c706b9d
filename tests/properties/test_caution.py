"""Laws of caution: worse never allows more, silence never pays, a tighter setting never loosens."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from restride.core.answers import Answers, join
from restride.core.combine import ORDER
from restride.core.decision import Decision
from restride.core.events import CheckIn
from restride.core.plan import stage_dose
from restride.core.terms import Course, PainMoment, Verdict
from tests.properties.histories import MORNINGS, PLANS, WAYS, Way, begun, live, lived_again, walk_run
from tests.story import Story, calm

FIELDS = (
    "pain_tenths",
    "sharp",
    "swelling",
    "stiffness_min",
    "soreness_h",
    "limp",
    "woken",
    "painkiller",
    "flag_lines",
)


def assert_no_more(second: Decision, first: Decision) -> None:
    """The second decision is at most as permissive as the first, in every component."""
    assert second.course <= first.course
    assert second.position.rank <= first.position.rank
    for amount in ("run_s", "longest_bout_s", "on_feet_s"):
        assert getattr(second.dose, amount) <= getattr(first.dose, amount)


@pytest.mark.invariant("INV-014", "INV-015")
@given(WAYS, PLANS, MORNINGS, MORNINGS)
def test_a_worse_morning_allows_no_more(way: Way, plan, one: Answers, other: Answers) -> None:
    story = live(begun(*way), plan)
    better, worse = story.told(one), story.told(join(one, other))
    assume(worse.peek().verdict is not Verdict.PENDING or better.peek().verdict is Verdict.PENDING)
    assert_no_more(worse.peek(), better.peek())


@pytest.mark.invariant("INV-014", "INV-015")
@given(WAYS, PLANS, MORNINGS, st.integers(0, 10))
def test_a_worse_morning_in_the_past_allows_no_more_today(way: Way, plan, worse: Answers, place: int) -> None:
    """One morning of the history is told worse; everything else that was done and felt stays as it was.

    The course (hold, progress) is only compared from the same place: from a lower one, moving on is no more.
    """
    start = begun(*way)
    first = live(start.copy(), plan)
    second = lived_again(start, first, place, worse)
    after, before = second.told(calm()).peek(), first.told(calm()).peek()
    assert after.position.rank <= before.position.rank
    assert after.dose.run_s <= before.dose.run_s
    assert after.dose.longest_bout_s <= before.dose.longest_bout_s
    if after.position.rank == before.position.rank:
        assert_no_more(after, before)


@pytest.mark.invariant("INV-016", "INV-004", "INV-003")
@given(WAYS, PLANS, MORNINGS, st.sets(st.sampled_from(FIELDS), min_size=1))
def test_leaving_answers_out_gives_no_run(way: Way, plan, told: Answers, left_out: set[str]) -> None:
    story = live(begun(*way), plan)
    silent = replace(told, **dict.fromkeys(left_out, None), lines_covered=told.lines_covered)
    decision = story.told(silent).peek()
    assert not decision.runs
    assert left_out <= set(decision.questions)


@pytest.mark.invariant("INV-016")
@given(WAYS, PLANS)
def test_a_morning_given_up_counts_as_the_worst_answer(way: Way, plan) -> None:
    story = live(begun(*way), plan)
    decision = story.to_a_run()
    story.run(decision)
    story.next_day(2)
    run = max(story.state.sessions.values(), key=lambda entry: entry.at.at)
    told, silent = story.copy(), story.copy()
    told.tell(CheckIn(moment=PainMoment.NEXT_MORNING, answers=Answers(pain_tenths=100), run=run.id))
    silent.tell(CheckIn(moment=PainMoment.NEXT_MORNING, answers=Answers(), run=run.id, given_up=True))
    given_up = silent.told(calm()).peek()
    assert given_up.course <= Course.STEP_BACK
    assert not given_up.runs
    assert given_up.position.rank <= told.told(calm()).peek().position.rank


@pytest.mark.invariant("INV-001", "INV-002")
@given(WAYS, PLANS, st.integers(21, 100))
def test_pain_over_the_limit_in_the_last_run_never_progresses(way: Way, plan, pain: int) -> None:
    story = live(begun(*way), plan)
    decision = story.to_a_run()
    assume(decision.runs)
    story.run(decision, pain_tenths=pain)
    for _ in range(6):
        story.next_day()
        after = story.morning(calm())
        assert after.verdict is not Verdict.PROGRESS
        assert after.position.level <= decision.position.level
        assert after.dose.run_s <= stage_dose(walk_run(story), decision.position.level).run_s
        if after.runs:
            break


@pytest.mark.invariant("INV-003")
@given(WAYS, PLANS)
def test_without_a_check_in_of_the_day_there_is_no_run(way: Way, plan) -> None:
    story = live(begun(*way), plan)
    decision = story.peek()
    assert not decision.runs
    assert decision.verdict in (Verdict.PENDING, Verdict.STOP)


@pytest.mark.invariant("INV-017")
@given(WAYS, PLANS, MORNINGS, st.data())
def test_a_tighter_bound_gives_no_harder_session(way: Way, plan, told: Answers, data) -> None:
    story = live(begun(*way), plan)
    place = data.draw(st.integers(0, len(story.protocol.rules) - 1))
    rule = story.protocol.rules[place]
    tighter = replace(rule, any_of=tuple(_tighter(condition) for condition in rule.any_of))
    rules = (*story.protocol.rules[:place], tighter, *story.protocol.rules[place + 1 :])
    strict = story.told(told)
    strict.regimen = replace(story.regimen, protocol=replace(story.protocol, rules=rules))
    assert_no_more(strict.peek(), story.told(told).peek())


@pytest.mark.invariant("INV-017")
@given(WAYS, PLANS, MORNINGS, st.integers(0, 80))
def test_removing_a_rule_never_allows_less(way: Way, plan, told: Answers, place: int) -> None:
    story = live(begun(*way), plan).told(told)
    phase = story.protocol.phase(story.peek().position.phase)
    assume(place < len(phase.rules))
    fewer = replace(phase, rules=(*phase.rules[:place], *phase.rules[place + 1 :]))
    loose = story.copy()
    phases = tuple(fewer if one.id == phase.id else one for one in story.protocol.phases)
    loose.regimen = replace(story.regimen, protocol=replace(story.protocol, phases=phases))
    assert ORDER.index(loose.peek().verdict) >= 0
    assert loose.peek().course >= story.peek().course
    assert loose.peek().dose.run_s >= story.peek().dose.run_s


def _tighter(condition):  # type: ignore[no-untyped-def]
    step = {"at_most": -1, "at_least": 1, "equals": 0}[condition.bound.op]
    return replace(condition, bound=replace(condition.bound, value=condition.bound.value + step))


def test_the_story_tells_what_the_laws_need() -> None:
    """A guard of the guards: green days rise, so that the laws above are not true of nothing."""
    story = Story()
    story.run(story.to_walk_run())
    story.next_day()
    levels = [decision.position.level for decision in story.green_days(40)]
    assert levels[-1] > levels[0] > 0
