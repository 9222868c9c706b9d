"""The session of a decision: its stage inside every limit, faster running only with a step on, and the word for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.decision import NO_RUN, Position, Quality, RunWalk
from restride.core.events import LimitGiven
from restride.core.pace import session_dose
from restride.core.plan import stage_dose
from restride.core.terms import Course, Urgency, Verdict
from tests.core.deciding.mornings import CALM, after_stage, issued, named, on, reason, rule, standing
from tests.core.measures.reading import told
from tests.core.standing_at import GATE, minutes, place, ran, stage, story_of
from tests.story import CLINICIAN, Story

STOP, BACK, HOLD, PROGRESS = Course.STOP, Course.STEP_BACK, Course.HOLD, Course.PROGRESS
FAST = Quality(kind="hills", repeats=2, on_s=20, easy_s=40)
TABLE = (1800, 1800, 1800, 1960, 1960, 1960, 1960)


def decided(story: Story, **answers: object):
    told(story, **answers)
    return story.peek()


# ---- inside every limit ----


def limited(story: Story, **most: int) -> Story:
    """The story with a limit that a clinician set."""
    body = LimitGiven(until=story.day + timedelta(days=9), reason="slowly", **most)
    story.tell(body, author=CLINICIAN)
    return story


def capped(story: Story, *limits: tuple[str, int]) -> Story:
    """The story under these limits of a session and no other."""
    protocol = story.regimen.protocol
    hard = next(cap for cap in Story().protocol.caps if cap.id == "hard-session")
    caps = tuple(replace(hard, id=f"{name}-{most}", quantity=name, most_s=most) for name, most in limits)
    story.regimen = replace(story.regimen, protocol=replace(protocol, caps=caps))
    return story


@pytest.mark.invariant("INV-019")
@pytest.mark.parametrize(
    ("limits", "run_s", "bout_s"),
    [
        ((), 960, 240),
        ((("run_s", 960),), 960, 240),
        ((("run_s", 959),), 720, 240),
        ((("run_s", 500), ("run_s", 800)), 480, 240),
        ((("longest_bout_s", 120),), 480, 120),
        ((("longest_bout_s", 240), ("longest_bout_s", 150), ("longest_bout_s", 200)), 600, 150),
        ((("run_s", 300), ("longest_bout_s", 120)), 240, 120),
        ((("on_feet_s", 600 + 2 * 240 + 2 * 120),), 480, 240),
        ((("on_feet_s", 9000), ("on_feet_s", 600 + 240 + 120)), 240, 240),
    ],
)
def test_a_session_fits_inside_the_lowest_of_its_limits(limits, run_s: int, bout_s: int) -> None:
    decision = decided(capped(after_stage(CALM), *limits))
    assert decision.position == stage(4)
    assert (decision.dose.run_s, decision.dose.longest_bout_s) == (run_s, bout_s)
    assert [one.cap for one in decision.limits] == [f"{name}-{most}" for name, most in limits]


def test_where_a_limit_leaves_no_session_there_is_a_rest_and_no_step_on() -> None:
    decision = decided(capped(after_stage(CALM), ("run_s", 59)))
    assert (decision.verdict, decision.dose, decision.position) == (Verdict.REST, NO_RUN, stage(3))
    assert decision.limits
    least = decided(capped(after_stage(CALM), ("longest_bout_s", 60)))
    assert (least.verdict, least.dose.longest_bout_s) == (Verdict.PROGRESS, 60)


def test_a_clinicians_limit_is_one_of_them() -> None:
    decision = decided(limited(after_stage(CALM), run_s_most=480))
    assert decision.dose.run_s == 480
    assert [one.allowed for one in decision.limits] == [480]


@pytest.mark.parametrize("quantity", ["run_s", "longest_bout_s"])
def test_what_was_held_before_a_change_of_pace_is_a_limit(quantity: str) -> None:
    back = {"run_s": "run_s_most", "longest_bout_s": "bout_s_most"}[quantity]
    story = standing(replace(stage(4), **{back: 120}), rule("hold", HOLD, most=-1))
    decision = decided(story)
    assert decision.course is HOLD
    assert getattr(decision.dose, quantity) == 120
    assert [(one.cap, one.allowed) for one in decision.limits] == [("pace-changed", 120)]


def test_a_phase_without_runs_has_no_session_and_no_limits() -> None:
    decision = decided(capped(standing(GATE, rule("hold", HOLD, most=-1)), ("run_s", 1000)))
    assert (decision.verdict, decision.dose, decision.limits) == (Verdict.HOLD, NO_RUN, ())


def test_the_first_sessions_by_minutes_have_bouts_as_short_as_the_first() -> None:
    story = standing(minutes(480, 1), CALM, preset="cautious")
    told(story)
    decision = story.peek()
    phase = story.protocol.phase("walk-run")
    assert decision.position.level == 2, "the target is for longer bouts"
    assert decision.dose.bouts == (RunWalk(run_s=60, walk_s=120),) * 8
    assert decision.dose.run_s < decision.position.target_s
    assert {one.cap for one in decision.limits} == {"first-sessions", "first-bouts"}
    later = story_of("cautious")
    for _ in range(2):
        ran(later, minutes(480, 1))
        later.next_day()
    after = decided(on(later, CALM))
    assert after.dose == session_dose(phase, after.position)
    assert after.limits == ()


# ---- in build ----


def in_build(level: int, *rules: object, **parts: object) -> Story:
    """The second morning after a good run at this level of build."""
    story = story_of("literal")
    ran(story, place(level))
    story.next_day()
    return on(story, *rules, **parts)  # type: ignore[arg-type]


@pytest.mark.invariant("INV-015")
def test_a_step_on_in_build_is_its_session_and_anything_else_the_shortest_to_come() -> None:
    on_step = decided(in_build(5, CALM))
    assert (on_step.position, on_step.dose.run_s) == (place(6), 1960)
    for course, level in ((HOLD, 5), (BACK, 4)):
        held = decided(in_build(5, rule("a", course, most=10)), pain_tenths=15)
        assert (held.position, held.dose.run_s, held.dose.quality) == (place(level), 1290, None)


def test_a_step_that_a_limit_of_the_day_took_away_is_no_step_on() -> None:
    story = in_build(5, CALM)
    told(story)
    issued(story, story.peek(), position=place(5))
    again = story.peek()
    assert (again.position, again.course, again.dose.run_s) == (place(5), PROGRESS, 1290)


def test_a_session_too_short_for_build_is_none() -> None:
    story = in_build(5, CALM)
    shortest = story.protocol.phase("build").tables[0].shortest_s
    decision = decided(capped(story, ("run_s", shortest - 1)))
    hard = next(cap for cap in Story().protocol.caps if cap.id == "hard-session")
    assert hard.phases == ("walk-run",)
    assert decision.dose.run_s == 1960, "a limit of walk-run is none of build"
    for most, runs in ((shortest + 29, True), (shortest - 1, False)):
        story = limited(in_build(5, CALM), run_s_most=most)
        assert decided(story).runs is runs


def test_even_running_goes_on_with_its_own_session() -> None:
    story = in_build(20, CALM)
    decision = decided(story)
    kept = Position(phase="keep", order=5, level=21, table="to-5km")
    assert (decision.position, decision.dose.run_s, decision.verdict) == (kept, 1570, Verdict.PROGRESS)


# ---- faster running ----


def speed(*rules: object, level: int = 6) -> Story:
    """A morning whose step on has faster running, that waits for these rules."""
    return in_build(level, CALM, before_speed=tuple(rules))


def test_faster_running_comes_with_its_step_where_its_rules_are_met() -> None:
    decision = decided(speed(rule("fast")))
    assert decision.dose.quality is not None
    assert named(decision) == ["calm", "fast"]
    assert decided(speed()).dose.quality is not None
    assert named(decided(speed())) == ["calm"]


@pytest.mark.parametrize("course", [STOP, BACK, HOLD])
def test_a_rule_of_faster_running_takes_that_away_and_nothing_else(course: Course) -> None:
    strict = rule("fast", course, most=10, rest_h=90, urgency=Urgency.NOW, opens_flag="a-flag")
    decision = decided(speed(strict), pain_tenths=15)
    assert (decision.verdict, decision.course, decision.position) == (Verdict.PROGRESS, PROGRESS, place(7))
    assert (decision.dose.quality, decision.dose.run_s) == (None, 1960)
    fast = reason(decision, "fast")
    assert (fast.status, fast.course, fast.no_run_before, fast.urgency, fast.opens_flag) == (
        "unmet",
        PROGRESS,
        None,
        None,
        "",
    )
    assert not fast.deciding
    assert (decision.no_run_before, decision.urgency) == (None, None)


def test_one_unmet_rule_of_several_is_enough_to_run_easy() -> None:
    rules = (rule("a"), rule("b", most=10), rule("c", most=5, presets=("standard",)), rule("d", presets=("literal",)))
    decision = decided(speed(*rules), pain_tenths=15)
    assert decision.dose.quality is None
    assert named(decision) == ["calm", "a", "b", "d"]
    assert decided(speed(*rules), pain_tenths=8).dose.quality is not None


@pytest.mark.invariant("INV-025")
def test_a_rule_of_faster_running_that_fails_leaves_the_same_running_easy() -> None:
    decision = decided(speed(rule("fast", measure="symptom_now"), rule("b")))
    assert (decision.dose.quality, decision.dose.run_s, decision.trouble) == (None, 1960, "")
    assert [(one.rule, one.status) for one in decision.reasons] == [("calm", "met"), ("fast", "unknown"), ("b", "met")]


def test_an_easy_session_waits_for_no_rule_of_faster_running() -> None:
    decision = decided(speed(rule("fast", most=10), level=4), pain_tenths=15)
    assert (decision.dose.quality, named(decision)) == (None, ["calm"])


def test_faster_running_that_was_not_decided_earlier_today_does_not_come_later() -> None:
    story = speed()
    told(story)
    first = story.peek()
    assert first.dose.quality is not None
    issued(story, first)
    assert story.peek().dose.quality == first.dose.quality
    issued(story, first, dose=replace(first.dose, quality=FAST))
    again = story.peek()
    assert (again.dose.quality, again.dose.run_s) == (None, first.dose.run_s)


# ---- the word for it ----


@pytest.mark.parametrize(
    ("course", "verdict"), [(BACK, Verdict.STEP_BACK), (HOLD, Verdict.HOLD), (PROGRESS, Verdict.PROGRESS)]
)
def test_the_verdict_names_the_course_that_was_run(course: Course, verdict: Verdict) -> None:
    decision = decided(after_stage(rule("a", course, most=10)), pain_tenths=15)
    assert decision.verdict is verdict
    assert decision.runs


def test_a_step_back_before_the_runs_is_a_hold() -> None:
    decision = decided(standing(GATE, rule("a", BACK, most=10)), pain_tenths=15)
    assert (decision.verdict, decision.course, decision.position) == (Verdict.HOLD, BACK, GATE)


def test_progress_that_leads_no_further_is_a_hold() -> None:
    kept = Position(phase="keep", order=5, level=21, table="to-5km")
    decision = decided(standing(kept, CALM))
    assert (decision.verdict, decision.course, decision.position) == (Verdict.HOLD, PROGRESS, kept)


def test_a_rest_holds_a_step_back_too() -> None:
    story = after_stage(rule("a", BACK, most=10, rest_today=True))
    decision = decided(story, pain_tenths=15)
    assert (decision.verdict, decision.course) == (Verdict.REST, BACK)
    assert stage_dose(story.protocol.phase("walk-run"), 2).run_s == 720
