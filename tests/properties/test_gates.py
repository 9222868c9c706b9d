"""Laws of the gates: red flags, clearances, several plans, waivers, and an engine that always answers."""

from dataclasses import replace
from datetime import UTC, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.core import decide as deciding
from restride.core.answers import Answers
from restride.core.check import check
from restride.core.combine import ORDER, lowest
from restride.core.decide import decide
from restride.core.decision import RunWalk
from restride.core.events import (
    CheckIn,
    ClearanceWithdrawn,
    Event,
    FlagClosed,
    FlagDisputed,
    FlagOpened,
    OperationReported,
    WaiverGiven,
)
from restride.core.moment import moment_in
from restride.core.terms import Course, PainMoment, Scope, Side, Urgency, Verdict
from tests.properties.histories import MORNINGS, PLANS, WAYS, Way, begun, live, walk_run
from tests.story import CLINICIAN, RUNNER, Story, calm

FLAG = FlagOpened(flag="focal_bone_pain", urgency=Urgency.DAYS)


def operated(way: Way) -> Story:
    """A cleared story at the door of walk-run, after an operation."""
    return begun(*way, operated=True)


def open_flag(story: Story) -> str:
    return story.tell(FLAG, person=True).id


@pytest.mark.invariant("INV-005", "INV-006", "INV-002")
@given(WAYS, PLANS, PLANS, st.sampled_from(["nothing", "runner", "dispute", "no-reason"]))
def test_an_open_flag_stops_every_day_until_a_clinician_closes_it(way: Way, plan, later, act: str) -> None:
    story = live(begun(*way), plan)
    flag = open_flag(story)
    if act == "runner":
        story.tell(FlagClosed(flag_event=flag, reason="I feel fine"), author=RUNNER, person=True)
    if act == "dispute":
        story.tell(FlagDisputed(flag_event=flag, reason="a mistaken tick"), person=True)
    if act == "no-reason":
        story.tell(FlagClosed(flag_event=flag, reason="  "), author=CLINICIAN, person=True)
    live(story, later)
    decision = story.morning(calm())
    assert decision.verdict is Verdict.STOP
    assert not decision.runs
    assert decision.urgency is not None


@pytest.mark.invariant("INV-006")
@given(WAYS)
def test_a_flag_closed_by_a_clinician_lets_the_course_go_on_next_day(way: Way) -> None:
    story = begun(*way)
    flag = open_flag(story)
    assert story.morning(calm()).verdict is Verdict.STOP
    story.tell(FlagClosed(flag_event=flag, reason="seen and examined"), author=CLINICIAN, person=True)
    assert story.decide().verdict is Verdict.STOP
    story.next_day()
    assert story.morning(calm()).verdict is not Verdict.STOP


@cache
def at_the_gate_uncleared(way: Way) -> Story:
    """A story of an operated runner who did everything but get a clearance."""
    story = Story(way.protocol, cleared=False, operated=True, preset=way.preset)
    phase = ""
    while phase != "gate":
        decision = story.morning(calm())
        assert not decision.runs
        phase = decision.position.phase
        story.foundation()
        story.next_day()
    story.pass_tests()
    return story


@pytest.mark.invariant("INV-007")
@given(WAYS, PLANS)
def test_without_a_clearance_no_run_is_ever_asked_for_after_an_operation(way: Way, plan) -> None:
    start = at_the_gate_uncleared(way)
    assert "clearance_given" in {reason.measure for reason in start.told(calm()).peek().reasons if reason.deciding}
    story = live(start.copy(), plan)
    assert all(not entry.body.decision.runs for entry in story.state.decisions.values())


WRONG = {
    "another side": lambda body, today, days: replace(body, side=Side.RIGHT),
    "a side nobody hurt": lambda body, today, days: replace(body, side=Side.MIDDLE),
    "a lower scope": lambda body, today, days: replace(body, scope=Scope(1 + days % 2)),
    "not begun": lambda body, today, days: replace(body, starts=today + timedelta(days=days)),
    "ended": lambda body, today, days: replace(body, until=today - timedelta(days=days)),
    "not confirmed": lambda body, today, days: replace(body, confirmed=False),
}
OTHERS = ["self-given", "another episode", "withdrawn", "a screen it does not name", "given in the future"]


def spoiled(story: Story, wrong: str, days: int) -> Event:
    """The clearance of the story with this one part wrong."""
    good = next(iter(story.state.clearances.values()))
    entry = replace(good, body=WRONG[wrong](good.body, story.day, days)) if wrong in WRONG else good
    if wrong == "self-given":
        entry = replace(entry, author=RUNNER)
    if wrong == "another episode":
        entry = replace(entry, episode="episode-2")
    if wrong == "given in the future":
        entry = replace(entry, at=moment_in(story.clock + timedelta(days=days), "UTC", UTC))
    return entry


@pytest.mark.invariant("INV-008", "INV-007")
@given(WAYS, PLANS, st.sampled_from([*WRONG, *OTHERS]), st.integers(1, 400))
def test_a_clearance_with_one_wrong_part_is_no_clearance(way: Way, plan, wrong: str, days: int) -> None:
    story = live(operated(way), plan)
    entry = spoiled(story, wrong, days)
    story.state = replace(story.state, clearances={entry.id: entry})
    if wrong == "withdrawn":
        story.tell(ClearanceWithdrawn(clearance=entry.id, reason="new pain"), author=CLINICIAN)
    if wrong == "a screen it does not name":
        opened = next(iter(story.state.episodes.values()))
        named = replace(opened, body=replace(opened.body, screens=("pregnant_or_postpartum",)))
        story.state = replace(story.state, episodes={opened.id: named})
    decision = story.told(calm()).peek()
    assert not decision.runs
    found = next(reason for reason in decision.reasons if reason.measure == "clearance_given")
    assert found.status == "unmet"
    if decision.position.phase == "walk-run":
        assert decision.verdict is Verdict.STOP
        assert found.deciding


@pytest.mark.invariant("INV-009")
@given(WAYS, PLANS, st.booleans(), st.integers(0, 40))
def test_a_new_operation_or_serious_injury_voids_the_clearance(way: Way, plan, operation: bool, days: int) -> None:
    story = live(operated(way), plan)
    story.tell(OperationReported(day=story.day, what="the same place", operation=operation))
    for wait in (0, days):
        story.next_day(wait)
        decision = story.told(calm()).peek()
        assert not decision.runs
        assert next(r for r in decision.reasons if r.measure == "clearance_given").status == "unmet"
    story.next_day()
    story.clear()
    assert next(r for r in story.told(calm()).peek().reasons if r.measure == "clearance_given").status == "met"


@pytest.mark.invariant("INV-024")
@given(st.lists(st.tuples(WAYS, PLANS, MORNINGS), min_size=2, max_size=3))
def test_with_several_episodes_the_most_cautious_answer_holds(lives) -> None:
    made = tuple(live(begun(*way), plan).told(told).peek() for way, plan, told in lives)
    whole = lowest(made)
    assert ORDER.index(whole.verdict) == min(ORDER.index(one.verdict) for one in made)
    for amount in ("run_s", "longest_bout_s", "on_feet_s"):
        assert getattr(whole.dose, amount) <= min(getattr(one.dose, amount) for one in made) or not whole.runs


@pytest.mark.invariant("INV-025", "INV-026")
@given(
    WAYS,
    st.builds(
        Answers,
        pain_tenths=st.one_of(st.none(), st.integers(), st.floats(allow_nan=True), st.text()),
        stiffness_min=st.one_of(st.integers(), st.floats()),
        soreness_h=st.one_of(st.integers(), st.text()),
        limp=st.booleans(),
        flag_lines=st.just(()),
    ),
)
def test_impossible_answers_end_in_a_decision_without_a_run(way: Way, answers: Answers) -> None:
    story = begun(*way)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=answers))
    decision = story.peek()
    assert not decision.runs
    assert decision.verdict in (Verdict.PENDING, Verdict.STOP)
    assert "pain_tenths" in decision.questions or decision.verdict is Verdict.STOP or answers.pain_tenths in range(101)


@pytest.mark.invariant("INV-025")
@given(WAYS, st.integers(0, 60))
def test_a_rule_that_fails_takes_the_run_away_and_says_so(way: Way, place: int) -> None:
    story = begun(*way)
    ready = story.copy()
    assert ready.to_a_run().runs
    ready = ready.copy()
    phase = walk_run(story)
    broken_rule = replace(
        phase.rules[place % len(phase.rules)],
        any_of=tuple(replace(c, measure="no-such") for c in phase.rules[0].any_of),
        presets=(),
    )
    broken = replace(phase, rules=(*phase.rules, broken_rule))
    protocol = replace(
        story.protocol, phases=tuple(broken if one.id == broken.id else one for one in story.protocol.phases)
    )
    decision = decide(replace(ready.regimen, protocol=protocol), ready.state, ready.now)
    assert not decision.runs
    assert decision.trouble


@pytest.mark.invariant("INV-025")
def test_an_engine_that_breaks_answers_without_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    story = begun()
    monkeypatch.setattr(deciding, "next_position", breaks)
    decision = story.told(calm()).peek()
    assert not decision.runs
    assert decision.trouble == "RuntimeError"
    assert decision.position == begun().told(calm()).peek().position


def waiver(rule: str, **other: object) -> WaiverGiven:
    body = WaiverGiven(rule=rule, until=Story().day + timedelta(days=400), reason="knows the course")
    return replace(body, **other)


@pytest.mark.invariant("INV-029", "INV-030", "INV-031")
@given(WAYS, PLANS, MORNINGS, st.sampled_from(["runner", "no-reason", "over", "hard"]))
def test_a_waiver_without_right_reason_or_date_has_no_effect(way: Way, plan, told, wrong: str) -> None:
    story = live(begun(*way), plan)
    rule = "red-flag" if wrong == "hard" else "stiff-ten-minutes"
    body = waiver(rule, reason=" " if wrong == "no-reason" else "seen")
    if wrong == "over":
        body = replace(body, until=story.day - timedelta(days=1))
    plain = story.told(told).peek()
    story.tell(body, author=RUNNER if wrong == "runner" else CLINICIAN)
    with_waiver = story.told(told).peek()
    assert (with_waiver.verdict, with_waiver.dose, with_waiver.course) == (plain.verdict, plain.dose, plain.course)
    assert not any(reason.waived_by for reason in with_waiver.reasons)


@pytest.mark.invariant("INV-029", "INV-030")
def test_a_waived_rule_stays_in_the_list_with_the_name() -> None:
    story = begun()
    story.tell(waiver("stiff-ten-minutes"), author=CLINICIAN)
    reasons = {reason.rule: reason for reason in story.told(calm(stiffness_min=15)).peek().reasons}
    assert reasons["stiff-ten-minutes"].waived_by == CLINICIAN.name
    assert reasons["stiff-ten-minutes"].course is Course.PROGRESS


@pytest.mark.invariant("INV-032")
@given(WAYS, PLANS, MORNINGS)
def test_taking_a_deciding_rule_away_changes_the_outcome_or_its_reasons(way: Way, plan, told) -> None:
    story = live(begun(*way), plan).told(told)
    decision = story.peek()
    for reason in (reason for reason in decision.reasons if reason.deciding):
        assert reason.status in ("unmet", "unknown")
        assert reason.course < Course.PROGRESS or reason.no_run_before is not None
        assert reason.cite or reason.rule == deciding.DAY_CLOSED


@pytest.mark.invariant("INV-032")
@given(WAYS, PLANS, MORNINGS)
def test_rules_that_were_met_can_be_removed_without_changing_the_outcome(way: Way, plan, told) -> None:
    story = live(begun(*way), plan).told(told)
    decision = story.peek()
    idle = {reason.rule for reason in decision.reasons if reason.status in ("met", "not_yet")} - {"red-flag-open"}
    phases = tuple(
        replace(phase, rules=tuple(r for r in phase.rules if r.id not in idle), gate=phase.gate)
        for phase in story.protocol.phases
    )
    rules = tuple(rule for rule in story.protocol.rules if rule.id not in idle)
    regimen = replace(story.regimen, protocol=replace(story.protocol, rules=rules, phases=phases))
    other = decide(regimen, story.state, story.now)
    assert (other.verdict, other.dose, other.position) == (decision.verdict, decision.dose, decision.position)


@pytest.mark.invariant("INV-035")
@given(WAYS, PLANS, MORNINGS)
def test_the_second_opinion_accepts_what_the_engine_issues(way: Way, plan, told) -> None:
    story = live(begun(*way), plan).told(told)
    assert check(story.peek(), story.regimen, story.state, story.now) == ()


@pytest.mark.invariant("INV-035")
@pytest.mark.parametrize(
    "fault", ["flag", "no-check-in", "clearance", "too-much", "two-steps", "ran-today", "too-soon", "other-day"]
)
def test_the_second_opinion_refuses_a_session_that_breaks_a_limit(fault: str) -> None:
    story = begun("knee-arthroscopy")
    decision = story.to_a_run()
    assert decision.runs
    before = story.copy()
    before.state = replace(
        before.state, decisions={i: e for i, e in before.state.decisions.items() if e.body.decision.day < story.day}
    )
    assert check(decision, before.regimen, before.state, before.now) == ()
    if fault == "flag":
        open_flag(before)
    if fault == "no-check-in":
        before.state = replace(before.state, reports={})
    if fault == "clearance":
        before.state = replace(before.state, clearances={})
    if fault == "too-much":
        decision = replace(decision, dose=replace(decision.dose, bouts=(RunWalk(run_s=3600, walk_s=0),)))
    if fault == "two-steps":
        decision = replace(decision, position=replace(decision.position, level=decision.position.level + 2))
    if fault == "ran-today":
        before.run(decision)
    if fault == "too-soon":
        before.clock -= timedelta(days=1)
        before.run(decision)
        before.next_day()
    if fault == "other-day":
        decision = replace(decision, day=decision.day - timedelta(days=1))
    assert check(decision, before.regimen, before.state, before.now) != ()
