"""Every protocol that comes with Restride: it loads, cites, is in date, and each stage can be reached and left."""

from datetime import UTC, datetime

import pytest

from restride.core.decision import Decision
from restride.core.measures.registry import MEASURES
from restride.core.pace import top_s
from restride.core.plan import stage_dose
from restride.core.protocol import Protocol
from restride.core.terms import Course, Evidence
from restride.library.catalogue import catalogue
from restride.library.every_rule import every_rule
from restride.library.lint.check import check, is_usable
from restride.library.lint.finding import run_phases
from restride.library.lint.sentences import unsaid
from restride.library.rules import PRESETS
from restride.library.words import phrases
from tests.build_story import in_build, tables
from tests.story import Story

_LONGEST_WAY_D = 120
PROTOCOLS = tuple(catalogue().protocols.values())
each = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda one: one.id)


@each
def test_the_strict_check_refuses_nothing(protocol: Protocol) -> None:
    findings = check(protocol, today=datetime.now(UTC).date(), phrases=phrases())
    assert is_usable(findings, strict=True), [str(one) for one in findings if one.severity != "note"]


@each
def test_every_number_names_a_source_that_was_resolved(protocol: Protocol) -> None:
    shelf = {one.id: one for one in protocol.citations}
    for rule, _, _ in every_rule(protocol):
        assert rule.cite
        assert set(rule.cite) <= set(shelf)
    for cap in protocol.caps:
        assert set(cap.cite) <= set(shelf)


@each
def test_what_was_recalled_is_shown_as_expert_opinion_only(protocol: Protocol) -> None:
    shelf = {one.id: one for one in protocol.citations}
    for rule, _, _ in every_rule(protocol):
        if all(shelf[id].status == "recalled" for id in rule.cite):
            assert rule.evidence is Evidence.EXPERT, rule.id


@each
def test_the_first_stage_asks_for_nothing_that_only_a_run_can_answer(protocol: Protocol) -> None:
    first = run_phases(protocol)[0]
    gates = [rule for phase in protocol.phases if phase.order <= first.order for rule in phase.gate]
    assert gates
    assert not [rule.id for rule in gates for one in rule.any_of if MEASURES[one.measure].needs_run]
    assert not [rule.id for rule in gates if rule.id in ("pain_run", "pain_settle")]


@each
def test_not_knowing_is_never_looser_than_a_bad_answer(protocol: Protocol) -> None:
    for rule, _, _ in every_rule(protocol):
        assert rule.unknown.course <= rule.orelse.course
        assert rule.unknown.rest_h >= rule.orelse.rest_h
        assert rule.unknown.rest_today >= rule.orelse.rest_today


@each
@pytest.mark.invariant("INV-005")
def test_inv_005_an_open_red_flag_stops_in_every_phase_and_cannot_be_waived(protocol: Protocol) -> None:
    stops = [
        rule
        for rule in protocol.rules
        if rule.any_of[0].measure == "open_red_flags" and rule.orelse.course is Course.STOP
    ]
    assert [rule for rule in stops if not rule.waivable and not rule.presets and rule.any_of[0].bound.value == 0]


@each
@pytest.mark.invariant("INV-031")
def test_inv_031_hard_limits_stand_above_every_setting(protocol: Protocol) -> None:
    hard = [cap for cap in protocol.caps if cap.base == "none"]
    assert {(cap.quantity, bool(cap.window_d)) for cap in hard} >= {
        ("run_s", False),
        ("run_s", True),
        ("longest_bout_s", False),
    }
    assert not [cap.id for cap in hard if cap.waivable or cap.presets or cap.most_s is None]


@each
@pytest.mark.invariant("INV-011")
def test_inv_011_with_no_base_each_cap_starts_at_its_starter_amount(protocol: Protocol) -> None:
    assert not [cap.id for cap in protocol.caps if cap.starter_s < 1]


@each
def test_the_ladder_begins_with_eight_times_one_minute(protocol: Protocol) -> None:
    first = run_phases(protocol)[0].stages[0]
    assert len(first.bouts) == 8
    assert {(bout.run_s, bout.walk_s) for bout in first.bouts} == {(60, 120)}


@each
@pytest.mark.parametrize("preset", PRESETS)
def test_a_runner_whose_every_answer_is_green_comes_to_the_last_stage(protocol: Protocol, preset: str) -> None:
    story = Story(protocol.id, preset=preset)
    decision = story.to_walk_run(limit=_LONGEST_WAY_D)
    phase = run_phases(protocol)[0]
    last = len(phase.bouts if phase.pace(preset) else phase.stages)
    end_s = top_s(phase) if phase.pace(preset) else stage_dose(phase, last).run_s
    reached = []
    for _ in range(_LONGEST_WAY_D):
        if decision.runs:
            reached.append(decision.position.level)
            story.run(decision)
        if decision.dose.run_s == end_s and decision.position.level == last:
            break
        story.next_day()
        decision = story.morning()
    assert sorted(set(reached)) == list(range(1, last + 1))
    assert decision.dose.run_s == end_s


def through_build(story: Story, days: int = 420) -> list[Decision]:
    """Every session asked for, each done well, until even running begins."""
    asked = []
    for _ in range(days):
        decision = story.morning()
        if decision.runs:
            asked.append(decision)
            story.run(decision)
        if decision.runs and decision.position.phase == "keep":
            break
        story.next_day()
    return asked


@each
def test_a_runner_whose_every_answer_is_green_goes_through_build_and_keeps_running(protocol: Protocol) -> None:
    asked = through_build(in_build(1, name=protocol.id))
    table = tables(protocol)[0]
    assert sorted({made.position.level for made in asked}) == list(range(asked[0].position.level, table.steady + 1))
    assert asked[0].position.level <= 2
    assert asked[-1].position.phase == "keep"
    assert asked[-1].dose.run_s == table.keep_s
    assert not [made for made in asked if made.course < Course.HOLD or made.trouble]


@pytest.mark.parametrize("goal", ["to-10km", "to-half-marathon", "to-marathon"])
def test_a_green_runner_goes_through_every_table_in_its_full_amount(goal: str) -> None:
    story = in_build(1, table=goal, goal=True, preset="standard")
    table = next(one for one in tables(story.protocol) if one.id == goal)
    asked = through_build(story)
    assert {made.position.table for made in asked} == {goal}
    assert asked[-1].position.phase == "keep"
    short = [made.position.level for made in asked if made.dose.run_s < table.run_s(made.position.level)]
    assert short == []


@each
def test_the_daily_question_has_eight_lines_at_most(protocol: Protocol) -> None:
    assert 0 < len([line for line in protocol.lines if line.daily]) <= 8
    assert "flag_lines" in protocol.required


def test_the_operated_knee_needs_a_clearance_and_the_weeks_are_a_floor_a_clinician_may_waive() -> None:
    protocol = catalogue().protocol("knee-arthroscopy")
    assert protocol.clearance == "required"
    weeks = next(rule for rule, _, _ in every_rule(protocol) if rule.id == "gate-weeks-since-operation")
    assert weeks.orelse.course is Course.HOLD
    assert weeks.waivable


def test_every_flag_warning_and_screen_has_its_sentences() -> None:
    assert unsaid(catalogue().library.red_flags, phrases()) == ()


def test_warning_signs_name_rules_that_are_there() -> None:
    for protocol in PROTOCOLS:
        rules = {rule.id for rule, _, _ in every_rule(protocol)}
        for sign in catalogue().library.red_flags.warnings.values():
            assert {*sign.rules, *sign.again} <= rules, sign.id
