"""What the reasons of a morning come to: the lowest course, the latest rest, the gravest urgency, and what decided."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.decide import rules_in_force
from restride.core.decision import NO_RUN
from restride.core.events import FlagOpened
from restride.core.plan import stage_dose
from restride.core.terms import Course, Urgency, Verdict
from tests.core.deciding.mornings import CALM, LAST_RUN, after_stage, named, on, reason, rule, standing
from tests.core.measures.reading import told
from tests.core.standing_at import GATE, WALK_RUN, held, place, ran, stage, story_of, view
from tests.story import Story

STOP, BACK, HOLD, PROGRESS = Course.STOP, Course.STEP_BACK, Course.HOLD, Course.PROGRESS


def decided(story: Story, **answers: object):
    """The decision of the morning on which this was told."""
    told(story, **answers)
    return story.peek()


@pytest.mark.invariant("INV-017", "INV-020")
def test_a_morning_on_which_every_rule_is_met_moves_one_step_on() -> None:
    story = after_stage(CALM)
    decision = decided(story)
    phase = story.protocol.phase("walk-run")
    assert (decision.verdict, decision.course, decision.position) == (Verdict.PROGRESS, PROGRESS, stage(4))
    assert decision.dose == stage_dose(phase, 4)
    assert (decision.day, decision.issued_at, decision.expires_at) == (story.day, story.now.at, story.now.day_ends)
    assert (decision.no_run_before, decision.urgency, decision.questions, decision.trouble) == (None, None, (), "")
    assert (decision.limits, named(decision)) == ((), ["calm"])
    assert not reason(decision, "calm").deciding


def test_without_any_rule_nothing_moves_on() -> None:
    decision = decided(after_stage())
    assert (decision.verdict, decision.course, decision.position, decision.reasons) == (
        Verdict.HOLD,
        HOLD,
        stage(3),
        (),
    )
    assert decision.runs


@pytest.mark.invariant("INV-018")
@pytest.mark.parametrize("order", [1, -1])
def test_the_lowest_course_of_all_reasons_counts_in_any_order(order: int) -> None:
    rules = (CALM, rule("hold", HOLD, most=10), rule("back", BACK, most=10), rule("more", HOLD, most=10))
    decision = decided(after_stage(*rules[::order]), pain_tenths=15)
    assert (decision.verdict, decision.course, decision.position) == (Verdict.STEP_BACK, BACK, stage(2))
    assert {one.rule for one in decision.reasons if one.deciding} == {"back"}


def test_a_hold_runs_the_same_stage_again() -> None:
    decision = decided(after_stage(rule("hold", HOLD, most=10)), pain_tenths=15)
    assert (decision.verdict, decision.position, decision.runs) == (Verdict.HOLD, stage(3), True)
    assert reason(decision, "hold").deciding


@pytest.mark.invariant("INV-014")
def test_a_stop_asks_for_no_run_and_keeps_no_more_than_a_step_back() -> None:
    decision = decided(after_stage(rule("stop", STOP, most=10)), pain_tenths=15)
    assert (decision.verdict, decision.dose, decision.position) == (Verdict.STOP, NO_RUN, stage(2))


# ---- urgency ----


@pytest.mark.invariant("INV-005")
def test_a_stop_is_as_urgent_as_the_gravest_reason_and_the_gravest_open_warning() -> None:
    rules = [
        rule("a", STOP, most=10, urgency=Urgency.DAYS),
        rule("b", STOP, most=10, urgency=Urgency.SAME_DAY),
        rule("c", STOP, most=10),
    ]
    story = after_stage(*rules)
    told(story, pain_tenths=15)
    assert story.peek().urgency is Urgency.SAME_DAY
    story.tell(FlagOpened(flag="one", urgency=Urgency.NOW), person=True)
    story.tell(FlagOpened(flag="two", urgency=Urgency.CONSULT), person=True)
    assert story.peek().urgency is Urgency.NOW


def test_what_does_not_stop_has_no_urgency() -> None:
    story = after_stage(rule("hold", HOLD, most=10, urgency=Urgency.NOW))
    story.tell(FlagOpened(flag="one", urgency=Urgency.NOW), person=True)
    assert decided(story, pain_tenths=15).urgency is None


# ---- rest ----


def resting(hours: int, *, until: timedelta, course: Course = PROGRESS) -> Story:
    """A morning so long before the end of a rest that counts so many hours from the last run."""
    story = story_of("literal")
    ran(story, stage(3), pain_tenths=30)
    ends = view(story).runs[-1].ends_at + timedelta(hours=hours)
    story.clock = ends - until
    return on(story, rule("rest", course, measure=LAST_RUN, rest_h=hours))


@pytest.mark.invariant("INV-023")
def test_until_a_rest_is_over_there_is_no_run_and_no_step_and_then_there_is() -> None:
    early = resting(40, until=timedelta(seconds=1))
    decision = decided(early)
    assert (decision.verdict, decision.dose, decision.position) == (Verdict.REST, NO_RUN, stage(3))
    assert decision.no_run_before == early.clock + timedelta(seconds=1)
    assert reason(decision, "rest").deciding
    over = decided(resting(40, until=timedelta(0)))
    assert (over.verdict, over.position, over.runs) == (Verdict.PROGRESS, stage(4), True)
    assert not reason(over, "rest").deciding


@pytest.mark.invariant("INV-018", "INV-023")
@pytest.mark.parametrize("order", [1, -1])
def test_the_latest_end_of_rest_counts_and_decides(order: int) -> None:
    story = story_of("literal")
    ran(story, stage(3), pain_tenths=30)
    rests = [rule(f"rest-{hours}", PROGRESS, measure=LAST_RUN, rest_h=hours) for hours in (30, 50, 40)]
    story = on(story, CALM, *rests[::order])
    decision = decided(story)
    assert decision.no_run_before == view(story).runs[-1].ends_at + timedelta(hours=50)
    assert [one.rule for one in decision.reasons if one.deciding] == ["rest-50"]


def test_both_what_holds_and_what_rests_longest_decided() -> None:
    story = story_of("literal")
    ran(story, stage(3), pain_tenths=30)
    rules = (CALM, rule("rest", PROGRESS, measure=LAST_RUN, rest_h=90), rule("hold", HOLD, most=10))
    decision = decided(on(story, *rules), pain_tenths=15)
    assert [one.rule for one in decision.reasons if one.deciding] == ["rest", "hold"]
    assert (decision.verdict, decision.course) == (Verdict.REST, HOLD)


def test_a_rest_that_is_over_decided_nothing() -> None:
    story = resting(40, until=timedelta(0), course=HOLD)
    told(story)
    story.regimen = on(
        story, rule("rest", PROGRESS, measure=LAST_RUN, rest_h=40), rule("hold", measure=LAST_RUN)
    ).regimen
    decision = story.peek()
    assert [one.rule for one in decision.reasons if one.deciding] == ["hold"]


@pytest.mark.invariant("INV-016", "INV-018")
@pytest.mark.parametrize("pains", [(50, 0), (0, 50), (0, 50, 0)])
def test_of_runs_that_were_not_weighed_yet_the_worst_decides(pains: tuple[int, ...]) -> None:
    story = story_of("literal")
    held(story, stage(3))
    for pain in pains:
        story.ran(run_s=900, bout_s=180, walk_s=0, pain_tenths=pain)
        story.next_day()
        told(story)
    decision = decided(on(story, rule("hold", HOLD, measure=LAST_RUN)))
    assert (decision.course, reason(decision, "hold").value) == (HOLD, 50)


# ---- which rules are in force ----


def in_force(story: Story) -> list[str]:
    return [one.id for one in rules_in_force(view(story))]


def test_rules_of_the_protocol_come_before_those_of_the_phase_and_only_those_of_the_preset() -> None:
    rules = (rule("a"), rule("b", presets=("standard",)), rule("c", presets=("literal", "standard")))
    mine = (rule("d"), rule("e", presets=("cautious",)))
    assert in_force(after_stage(*rules, in_phase=mine)) == ["a", "c", "d"]


def gated(story: Story, *gate: str) -> Story:
    """The story with these rules in the gate of build."""
    protocol = story.regimen.protocol
    rules = tuple(rule(one) for one in gate)
    phases = tuple(replace(one, gate=rules if one.id == "build" else ()) for one in protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(protocol, phases=phases))
    return story


def test_the_gate_of_the_next_phase_is_looked_at_on_the_last_step_and_not_before() -> None:
    assert in_force(gated(standing(stage(11), CALM), "gate")) == ["calm"]
    assert in_force(gated(standing(stage(12), CALM), "gate")) == ["calm", "gate"]
    kept = replace(place(21), phase="keep", order=5)
    assert in_force(gated(standing(kept, CALM), "gate")) == ["calm"]


def test_a_rule_of_another_preset_in_a_gate_is_not_in_force() -> None:
    story = standing(stage(12), CALM)
    protocol = story.regimen.protocol
    rules = (rule("mine", presets=("literal",)), rule("theirs", presets=("cautious",)))
    phases = tuple(replace(one, gate=rules if one.id == "build" else ()) for one in protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(protocol, phases=phases))
    assert in_force(story) == ["calm", "mine"]


# ---- the day on which runs begin ----


def entering(*rules: object, at: object = GATE, before: int | None = None) -> Story:
    """The morning on which walk-run opens, under these rules of the phases; after a run so many days ago."""
    story = story_of("literal")
    if before is not None:
        story.ran(run_s=60, bout_s=60, walk_s=0, pain_tenths=30)
        story.next_day()
        told(story)
    held(story, at)  # type: ignore[arg-type]
    story.next_day()
    story.protocol = story.regimen.protocol
    story = on(story, CALM, in_phase=tuple(rules))  # type: ignore[arg-type]
    protocol = story.regimen.protocol
    phases = tuple(replace(one, rules=one.rules if one.has_runs else ()) for one in protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(protocol, phases=phases))
    return story


def test_the_day_on_which_a_phase_of_runs_opens_its_rules_hold_already() -> None:
    decision = decided(entering(rule("mine", most=10)), pain_tenths=15)
    assert named(decision) == ["calm", "mine"]
    assert (decision.position, decision.course) == (GATE, HOLD)
    assert not decision.runs
    opened = decided(entering(rule("mine", most=10)), pain_tenths=5)
    assert named(opened) == ["calm", "mine"]
    assert (opened.position, opened.verdict) == (WALK_RUN, Verdict.PROGRESS)


def test_rules_of_another_preset_and_those_put_already_are_not_put_on_entering() -> None:
    rules = (rule("calm"), rule("mine", presets=("literal",)), rule("theirs", presets=("standard",)))
    assert named(decided(entering(*rules))) == ["calm", "mine"]


def test_where_no_phase_of_runs_opens_its_rules_are_not_put() -> None:
    calm_phase = replace(GATE, phase="calm", order=0)
    assert named(decided(entering(rule("mine"), at=calm_phase))) == ["calm"]
    story = after_stage(CALM, in_phase=(rule("mine"),))
    assert named(decided(story)) == ["calm", "mine"]
    held_story = entering(rule("mine"))
    held_story.regimen = on(held_story, rule("hold", most=10), in_phase=()).regimen
    assert named(decided(held_story, pain_tenths=15)) == ["hold"]


@pytest.mark.invariant("INV-023")
def test_a_run_before_its_phase_opened_asks_for_its_rest_and_for_nothing_else() -> None:
    stop = rule("mine", STOP, measure=LAST_RUN, rest_h=96, urgency=Urgency.NOW, opens_flag="a-flag")
    decision = decided(entering(stop, before=2))
    mine = reason(decision, "mine")
    assert (mine.course, mine.urgency, mine.opens_flag) == (PROGRESS, None, "")
    assert mine.no_run_before is not None
    assert mine.no_run_before > decision.issued_at
    assert (decision.verdict, decision.runs) == (Verdict.REST if decision.position == WALK_RUN else Verdict.HOLD, False)
    rested = decided(entering(rule("mine", STOP, measure=LAST_RUN, rest_h=1), before=2))
    assert named(rested) == ["calm"]
    assert rested.runs
    without = decided(entering(rule("mine", STOP, measure=LAST_RUN), before=2))
    assert named(without) == ["calm"]


@pytest.mark.invariant("INV-023")
def test_a_rest_that_ends_with_the_very_instant_is_over_on_entering() -> None:
    story = entering(before=2)
    run = view(story).runs[-1]
    hours = rule("mine", STOP, measure=LAST_RUN, rest_h=40)
    story.clock = run.ends_at + timedelta(hours=40)
    protocol = story.regimen.protocol
    phases = tuple(replace(one, rules=(hours,) if one.has_runs else ()) for one in protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(protocol, phases=phases))
    assert named(decided(story)) == ["calm"]
    story.clock -= timedelta(seconds=1)
    assert named(decided(story)) == ["calm", "mine"]


def test_a_step_back_into_an_earlier_phase_puts_no_rule_of_that_phase() -> None:
    story = story_of("literal")
    ran(story, place(1))
    story = on(story, CALM)
    mine = {"build": (rule("mine", BACK, most=10),), "walk-run": (rule("theirs"),)}
    protocol = story.regimen.protocol
    phases = tuple(replace(one, rules=mine.get(one.id, ())) for one in protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(protocol, phases=phases))
    decision = decided(story, pain_tenths=15)
    assert (decision.position.phase, named(decision)) == ("walk-run", ["calm", "mine"])


@pytest.mark.invariant("INV-005")
def test_a_stop_on_entering_is_as_urgent_as_the_gravest_open_warning() -> None:
    story = entering(rule("mine", STOP, most=10, urgency=Urgency.DAYS))
    story.tell(FlagOpened(flag="one", urgency=Urgency.NOW), person=True)
    decision = decided(story, pain_tenths=15)
    assert (decision.verdict, decision.urgency, decision.trouble) == (Verdict.STOP, Urgency.NOW, "")
