"""Laws of load: caps in every rolling window, one step at a time, back in lower after trouble or a gap."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from restride.core.decide import decide
from restride.core.decision import Dose, RunWalk
from restride.core.plan import Room, fit
from restride.core.terms import Course, Verdict
from tests.properties.histories import (
    GREEN,
    MORNINGS,
    PLANS,
    PROTOCOLS,
    WAYS,
    Way,
    begun,
    hours_of_rest,
    live,
    walk_run,
)
from tests.story import Story, calm

AMOUNTS = ("run_s", "longest_bout_s", "on_feet_s")
DOSES = st.builds(
    lambda bouts, warm: Dose(bouts=tuple(bouts), warmup_s=warm, cooldown_s=warm),
    st.lists(
        st.builds(lambda r, w: RunWalk(run_s=r, walk_s=w), st.integers(30, 1800), st.integers(0, 300)), max_size=8
    ),
    st.integers(0, 600),
)
ROOMS = st.builds(
    lambda r, b, f: Room(run_s=r, longest_bout_s=b, on_feet_s=f),
    st.integers(0, 4000),
    st.integers(0, 2000),
    st.integers(0, 6000),
)


def shortest_target(story: Story) -> int:
    """The smallest target that a break may come back in at."""
    pace = walk_run(story).pace(story.regimen.preset)
    return pace.reentry_least_s + 30 if pace else 0


def issued(story: Story) -> list:
    return [entry.body.decision for entry in story.state.decisions.values()]


@pytest.mark.invariant("INV-018", "INV-019")
@given(DOSES, ROOMS)
def test_a_fitted_session_is_never_larger_than_the_dose_or_the_room(dose: Dose, room: Room) -> None:
    fitted = fit(dose, room, shortest_bout_s=60)
    for amount in AMOUNTS:
        assert getattr(fitted, amount) <= min(getattr(dose, amount), getattr(room, amount)) or not fitted.bouts
    assert fit(fitted, room, shortest_bout_s=60) == fitted


@pytest.mark.invariant("INV-018")
@given(WAYS, PLANS, MORNINGS, st.randoms(use_true_random=False))
def test_the_order_of_rules_and_caps_does_not_matter(way: Way, plan, told, chance) -> None:
    story = live(begun(*way), plan).told(told)
    rules, caps = list(story.protocol.rules), list(story.protocol.caps)
    chance.shuffle(rules)
    chance.shuffle(caps)
    other = replace(story.regimen, protocol=replace(story.protocol, rules=(*rules, rules[0]), caps=(*caps, caps[0])))
    mixed, straight = decide(other, story.state, story.now), story.peek()
    assert (mixed.verdict, mixed.course, mixed.position) == (straight.verdict, straight.course, straight.position)
    assert (mixed.dose, mixed.no_run_before, mixed.urgency) == (straight.dose, straight.no_run_before, straight.urgency)


@pytest.mark.invariant("INV-010", "INV-031")
@given(WAYS, PLANS)
def test_issued_running_in_any_seven_days_stays_under_the_hard_limit(way: Way, plan) -> None:
    story = live(begun(*way), plan + [GREEN] * 12)
    hard = next(cap for cap in story.protocol.caps if cap.id == "hard-week")
    runs = [made for made in issued(story) if made.runs]
    for first in runs:
        window = [m for m in runs if first.issued_at <= m.issued_at < first.issued_at + timedelta(days=hard.window_d)]
        days = {made.day: made for made in window}
        assert sum(made.dose.run_s for made in days.values()) <= (hard.most_s or 0)


@pytest.mark.invariant("INV-011")
@given(WAYS)
def test_without_a_tolerated_run_the_week_allows_the_starter_amount(way: Way) -> None:
    story = begun(*way)
    decision = story.to_a_run()
    week = next(limit for limit in decision.limits if limit.cap == "week-growth")
    cap = next(cap for cap in story.protocol.caps if cap.id == "week-growth")
    assert week.base == 0
    assert week.allowed == cap.starter_s


@pytest.mark.invariant("INV-012")
@given(WAYS, PLANS, st.integers(60, 7200), st.integers(0, 9))
def test_a_spike_never_raises_a_later_allowance(way: Way, plan, spike_s: int, place: int) -> None:
    plain, spiked = live(begun(*way), plan[:place]), live(begun(*way), plan[:place])
    asked = plain.morning(calm()).dose
    spiked.morning(calm())
    if asked.bouts:
        plain.ran(run_s=asked.run_s, bout_s=asked.longest_bout_s, walk_s=asked.walk_s)
    most = asked.run_s + spike_s
    spiked.ran(run_s=most, bout_s=most, walk_s=asked.walk_s)
    for story in (plain, spiked):
        story.next_day()
    for _ in range(30):
        first, second = plain.morning(calm()), spiked.morning(calm())
        assert second.position.rank <= first.position.rank
        assert second.dose.run_s <= first.dose.run_s or not first.runs
        for story, decision in ((plain, first), (spiked, second)):
            story.answer(decision)
            if first.runs and second.runs:
                story.run(decision)
            elif decision.runs:
                story.left_out(story.clock)
            story.next_day()
        if first.runs:
            break


@pytest.mark.invariant("INV-013")
@given(WAYS, PLANS)
def test_a_run_left_out_is_never_added_on(way: Way, plan) -> None:
    done, missed = live(begun(*way), plan), live(begun(*way), plan)
    asked = done.to_a_run()
    missed.to_a_run()
    assume(asked.runs)
    done.run(asked)
    missed.left_out(missed.clock)
    done.next_day()
    missed.next_day()
    later_done, later_missed = done.to_a_run(), missed.to_a_run()
    assume(later_done.runs and later_missed.runs)
    assert later_missed.position.rank <= later_done.position.rank
    for amount in AMOUNTS:
        stage = getattr(later_done.dose, amount)
        assert getattr(later_missed.dose, amount) <= max(stage, getattr(asked.dose, amount))


@pytest.mark.invariant("INV-020")
@given(WAYS, PLANS)
def test_at_most_one_stage_up_a_day_and_only_on_enough_good_runs(way: Way, plan) -> None:
    story = live(begun(*way), plan + [GREEN] * 20)
    made = issued(story)
    sessions = [entry for entry in story.state.sessions.values() if entry.body.run_s]
    for before, after in pairwise(made):
        if after.position.phase == before.position.phase:
            assert after.position.level - before.position.level <= 1
        assert after.position.order - before.position.order <= 1
    rises = [b for a, b in pairwise(made) if b.position.level > a.position.level > 0]
    for earlier, later in combinations(rises, 2):
        if later.position.level == earlier.position.level + 1:
            ran = [e for e in sessions if earlier.day <= e.at.day < later.day]
            assert len(ran) >= _good_runs_needed(story)


def _good_runs_needed(story: Story) -> int:
    """The good runs before a step, by the rules in force under the story's preset."""
    rules = (rule for phase in story.protocol.phases for rule in phase.rules)
    ours = (rule for rule in rules if not rule.presets or story.regimen.preset in rule.presets)
    return max(r.any_of[0].bound.value for r in ours if r.any_of[0].measure == "good_runs_at_level")


@pytest.mark.invariant("INV-021")
@given(WAYS, PLANS)
def test_after_a_step_back_or_stop_the_next_run_is_no_higher_than_the_re_entry(way: Way, plan) -> None:
    story = live(begun(*way), plan)
    made = issued(story)
    for place, decision in enumerate(made):
        if decision.course > Course.STEP_BACK or not decision.position.level:
            continue
        following = next((later for later in made[place:] if later.runs), None)
        if following is not None:
            assert following.position.rank <= decision.position.rank


@pytest.mark.invariant("INV-022")
@given(WAYS, PLANS, st.integers(1, 60))
def test_a_long_gap_lowers_the_stage_by_the_table(way: Way, plan, days: int) -> None:
    story = live(begun(*way), plan)
    asked = story.to_a_run()
    assume(asked.runs)
    story.run(asked)
    story.next_day()
    story.morning(calm())
    story.next_day(days)
    gap = (story.day - max(e.at.day for e in story.state.sessions.values() if e.body.run_s)).days
    after = story.morning(calm())
    steps = walk_run(story).restart
    step = next(s for s in steps if s.days_off_most is None or gap <= s.days_off_most)
    if step.levels_down and asked.position.target_s:
        assert after.position.target_s < max(asked.position.target_s, shortest_target(story))
    elif step.levels_down:
        assert after.position.level <= max(asked.position.level - step.levels_down, 1)
    if step.level_most is not None:
        assert after.position.level <= step.level_most
    if step.gate_again:
        assert after.position.phase == "gate"
        assert not after.runs


@pytest.mark.invariant("INV-023")
@given(WAYS, PLANS)
def test_runs_lie_at_least_the_rest_of_the_protocol_apart(way: Way, plan) -> None:
    story = live(begun(*way), plan + [GREEN] * 8)
    rest_h = hours_of_rest(story)
    sessions = [entry for entry in story.state.sessions.values() if entry.body.run_s]
    for made in (made for made in issued(story) if made.runs):
        before = [e.at.at + timedelta(seconds=e.body.elapsed_s) for e in sessions if e.at.at < made.issued_at]
        assert all(made.issued_at - end >= timedelta(hours=rest_h) for end in before)


@pytest.mark.invariant("INV-020")
@pytest.mark.parametrize("name", PROTOCOLS)
def test_an_all_green_runner_finishes_the_ladder(name: str) -> None:
    story = Story(name)
    story.run(story.to_walk_run())
    story.next_day()
    last = [made for made in story.green_days(90) if made.position.phase == "walk-run"][-1]
    phase = walk_run(story)
    assert last.position.level == len(phase.bouts if last.position.target_s else phase.stages)
    assert last.position.target_s in (0, max((bout.run_s for bout in phase.bouts), default=0))
    assert all(made.verdict is not Verdict.STOP for made in issued(story))
