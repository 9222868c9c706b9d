"""What holds for every condition: clearance, listed exercises, bones, operations, cautions and figures."""

import pytest

from restride.core.context import Context
from restride.core.protocol import Protocol
from restride.core.readiness import may_try
from restride.core.terms import Course, Scope
from restride.library.catalogue import catalogue
from restride.library.every_rule import every_rule
from restride.library.exercises import exercises
from restride.library.words import phrases
from tests.library.planted import KNEE, findings, with_fault
from tests.story import Story

PROTOCOLS = tuple(catalogue().protocols.values())
REQUIRED = [one for one in PROTOCOLS if one.clearance == "required"]
LISTED = [one for one in PROTOCOLS if one.exercise_policy == "listed_only"]
OPERATED = [one for one in PROTOCOLS if one.kind == "surgery"]
BONE = [one for one in PROTOCOLS if one.id in ("bsi-low-risk", "bsi-high-risk", "fracture-other")]


def named(protocols: list[Protocol]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("protocol", protocols, ids=lambda one: one.id)


def measures(protocol: Protocol) -> set[str]:
    return {one.measure for rule, _, _ in every_rule(protocol) for one in rule.any_of}


def test_every_condition_that_a_flag_names_has_exactly_one_course() -> None:
    flags = catalogue().library.red_flags.flags.values()
    asked = {condition for flag in flags for condition in flag.applies_to} - {"all"}
    served = [condition for one in PROTOCOLS for condition in one.conditions]
    assert asked <= set(served)
    assert len(served) == len(set(served)) == 31


@named(list(PROTOCOLS))
def test_course_and_exercises_agree_on_clearance_operation_and_list(protocol: Protocol) -> None:
    for condition in protocol.conditions:
        policy = exercises().policies[condition]
        assert policy.clearance == protocol.clearance
        assert policy.operation == (protocol.kind == "surgery")
        assert policy.listed_only == (protocol.exercise_policy == "listed_only")


@named(REQUIRED)
def test_no_test_with_impact_is_open_before_a_clearance_for_impact(protocol: Protocol) -> None:
    for scope, opens in ((None, False), (Scope.STRENGTH, False), (Scope.IMPACT, True)):
        story = Story(protocol.id, cleared=False)
        if scope is not None:
            story.clear(scope)
        for _ in range(10):
            story.morning()
            story.next_day()
        story.morning()
        context = Context(story.regimen, story.state, story.now)
        assert context.held.phase == "foundation"
        assert {may_try(context, item) for item in protocol.items if item.impact} == {opens}


@named(LISTED)
def test_where_only_listed_exercises_are_allowed_no_test_is_tried_before_strength_is_cleared(
    protocol: Protocol,
) -> None:
    assert all(item.needs is not None for item in protocol.items if not item.clinician_only)
    assert all(item.clinician_only for item in protocol.items if item.impact)


@named(BONE)
def test_with_a_bone_that_heals_any_pain_stops(protocol: Protocol) -> None:
    bounds = {
        one.measure: one.bound.value
        for rule, _, _ in every_rule(protocol)
        for one in rule.any_of
        if rule.orelse.course is Course.STOP
    }
    for measure in ("pain_this_morning", "pain_during_last_run", "pain_60min_over_before", "morning_rise"):
        assert bounds[measure] == 0
    assert bounds["nights_woken"] == 0
    assert protocol.windows.baseline_most_tenths == 0
    assert protocol.two_greens_per_step


@named(OPERATED)
def test_after_an_operation_one_night_stops_and_two_rest_days_lie_between_runs(protocol: Protocol) -> None:
    rules = {rule.id: rule for rule, _, _ in every_rule(protocol)}
    assert rules["night-after-operation"].any_of[0].bound.value == 0
    assert rules["rest-days-postop"].any_of[0].bound.value == 3
    assert not rules["rest-days-postop"].presets
    assert protocol.clearance == "required"
    assert protocol.two_greens_per_step


@pytest.mark.parametrize(
    "id", ["knee-surgery-other", "knee-arthroplasty", "hip-arthroplasty", "fracture-other", "surgery-other"]
)
def test_where_no_floor_of_weeks_is_known_only_the_clearance_opens(id: str) -> None:
    protocol = catalogue().protocol(id)
    gates = [rule.id for rule, _, in_gate in every_rule(protocol) if in_gate]
    assert "weeks_since_operation" not in measures(protocol)
    assert not [rule for rule in gates if "weeks" in rule]
    assert "gate-clearance" in gates


def test_a_site_is_low_risk_or_high_risk_and_what_nobody_lists_is_high() -> None:
    low, high = (set(catalogue().protocol(id).sites) for id in ("bsi-low-risk", "bsi-high-risk"))
    assert not low & high
    assert {"unlisted", "unknown"} <= high
    assert high == set(catalogue().library.red_flags.flags["high_risk_bone_site"].sites)


@named(list(PROTOCOLS))
def test_cautions_and_figures_can_be_said(protocol: Protocol) -> None:
    for section, said in (("cautions", protocol.cautions), ("facts", protocol.facts)):
        for one in said:
            text = phrases().render(f"{section}.{one.id}", "text", **dict(one.values))
            assert "{" not in text
            assert one.cite
    assert protocol.cautions


@pytest.mark.parametrize(
    ("old", "new", "key", "cure"),
    [
        (
            "values = { from_pct = 10, to_pct = 20 }",
            "values = { from_pct = 10 }",
            "slower-and-shorter",
            "make them one",
        ),
        ('id = "run-walk-reset"', 'id = "run-reset"', "cautions.run-reset", "has no sentence"),
        ('evidence = "cohort"', 'evidence = "trial"', "recovery-runners", 'write "expert"'),
    ],
)
def test_a_planted_fault_in_what_is_said_is_found(old: str, new: str, key: str, cure: str) -> None:
    found = findings(with_fault(KNEE, old, new))
    assert [one for one in found if key in one.key and cure in one.cure], [str(one) for one in found]
