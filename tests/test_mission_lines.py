"""Lines of the mission that are best shown across the house: by a story's decision, by the data, by a runner's days."""

from datetime import timedelta
from pathlib import Path

import pytest

from restride.core.decision import Decision
from restride.core.learning import Reader, in_order_of_use
from restride.core.small_wins import setback_of, win_of
from restride.core.terms import Verdict
from restride.library.catalogue import catalogue
from restride.library.exercises import exercises
from restride.library.learning import cards
from restride.library.scenario.read import read_scenario
from restride.library.words import phrases
from restride.usecases.act_out import act_out, stopped_clock
from restride.usecases.demo_days import Days, watch_file
from restride.usecases.exercise_today import show_exercises
from restride.usecases.learn import offered
from restride.usecases.today import show_today
from restride.wiring import ports_in_memory
from tests.usecases.days import kneecap, send

FOLDER = Path(__file__).parent / "scenarios"
KNEE = "patellofemoral-pain"


def decided(story: str, protocol: str = KNEE) -> Decision:
    """What a story comes to."""
    scenario = read_scenario(FOLDER / protocol / f"{story}.toml")
    return act_out(ports_in_memory(stopped_clock(scenario)), scenario).decision


def deciding(decision: Decision) -> set[str]:
    return {reason.rule for reason in decision.reasons if reason.deciding}


def rest_over(story: Days) -> Decision:
    """The first decision after a run that is not a day of rest."""
    for _ in range(9):
        made = story.morning()
        if made is not None and made.verdict is not Verdict.REST:
            return made
        story.next_morning()
    raise AssertionError("nothing but rest")


def at_the_first_run() -> tuple[Days, Decision]:
    story = kneecap()
    return story, story.to_phase("walk-run")


@pytest.mark.mission("M03", "M34")
def test_from_walking_to_running_one_step_at_a_time() -> None:
    first, next_one = decided("first-run"), decided("two-good-runs")
    assert first.dose.run_s < next_one.dose.run_s
    assert first.dose.walk_s > first.dose.run_s
    assert decided("gate-walk-30").dose.run_s == 0


@pytest.mark.mission("M08")
def test_while_it_is_not_calm_there_is_no_run_but_what_does_not_hurt() -> None:
    assert (decided("not-calm-yet").verdict, decided("not-calm-yet").runs) == (Verdict.HOLD, False)
    story = kneecap()
    story.morning(pain_tenths=40)
    now = show_exercises(story.ports, story.runner)
    assert now.without_running
    calm = {card.id for card in in_order_of_use(cards().shown, Reader(phases=frozenset({"calm"})))}
    assert {"relative-rest", "cross-training"} <= calm


@pytest.mark.mission("M09")
def test_the_named_strength_exercises_are_there() -> None:
    named = {"glute_bridge", "hip_thrust", "step_up", "split_squat", "hamstring_curl", "dead_bug"}
    assert named <= set(exercises().exercises)
    assert any("plank" in id for id in exercises().exercises)


@pytest.mark.mission("M11")
def test_the_next_stage_opens_only_after_quiet_runs_and_quiet_mornings() -> None:
    assert decided("two-good-runs").verdict is Verdict.PROGRESS
    assert decided("pain-over-the-limit").verdict is Verdict.STEP_BACK
    assert decided("worse-next-morning").verdict is Verdict.HOLD


@pytest.mark.mission("M12")
def test_beyond_thirty_minutes_it_grows_bit_by_bit_and_only_with_strength_kept() -> None:
    longer = decided("next-longer-run")
    assert (longer.position.phase, longer.verdict) == ("build", Verdict.PROGRESS)
    assert "strength-kept" in deciding(decided("strength-let-slip"))


@pytest.mark.mission("M14")
def test_one_test_that_is_not_met_holds_the_first_run() -> None:
    for story, rule in (
        ("hop-not-yet", "gate-hop"),
        ("gate-squat", "gate-squat"),
        ("gate-ankle-rock", "gate-ankle-rock"),
    ):
        decision = decided(story)
        assert not decision.runs
        assert rule in deciding(decision)


@pytest.mark.mission("M15")
def test_the_foundation_has_strength_landings_mobility_and_core() -> None:
    found = exercises().exercises
    named = {"single_leg_rdl", "split_squat", "jump_rope", "lateral_hop", "bounding", "ankle_mobility", "pallof_press"}
    assert named <= set(found), sorted(named - set(found))
    assert deciding(decided("foundation-goes-on"))
    assert not decided("foundation-goes-on").runs


@pytest.mark.mission("M16", "M19")
def test_a_day_without_running_lies_between_two_runs_and_is_called_training() -> None:
    rest = decided("ran-yesterday")
    assert rest.verdict is Verdict.REST
    assert "rest-days" in deciding(rest)
    assert "part of the training" in phrases().render("verdicts.rest", "text")


@pytest.mark.mission("M17")
def test_the_weekly_tenth_is_a_habit_that_can_be_switched_off_and_says_so() -> None:
    for protocol in catalogue().protocols.values():
        cap = next((cap for cap in protocol.caps if cap.id == "ten-percent-habit"), None)
        if cap is not None:
            assert (cap.percent, cap.window_d) == (110, 7)
            assert cap.presets == ("cautious",)
            assert cap.waivable
    assert "a habit for planning" in phrases().forms("cards.ten-percent")["text"]
    assert any(cap.id == "ten-percent-habit" for cap in catalogue().protocol(KNEE).caps)


@pytest.mark.mission("M20")
@pytest.mark.parametrize(
    ("story", "verdict"),
    [
        ("sharp-pain", Verdict.STEP_BACK),
        ("limp", Verdict.STEP_BACK),
        ("pain-climbs", Verdict.STEP_BACK),
        ("swollen-for-a-day", Verdict.REST),
        ("stiff-for-a-day", Verdict.REST),
        ("second-limp", Verdict.STOP),
        ("sharp-pain-again", Verdict.STOP),
    ],
)
def test_each_warning_sign_scales_back_and_a_second_one_asks_for_a_clinician(story: str, verdict: Verdict) -> None:
    assert decided(story).verdict is verdict


@pytest.mark.mission("M24")
def test_backs_have_courses_of_their_own_that_wait_for_a_clearance() -> None:
    for protocol in ("lumbar-disc-herniation", "lumbar-microdiscectomy"):
        assert not decided("no-clearance", protocol).runs
        assert "gate-clearance" in deciding(decided("no-clearance", protocol))
    assert "gate-pain-in-back" in deciding(decided("pain-moves-into-the-leg", "lumbar-disc-herniation"))


@pytest.mark.mission("M29")
def test_painless_walking_and_cycling_come_before_the_first_run() -> None:
    for story, rule in (("gate-walk-30", "gate-walk-30"), ("gate-bike-20", "gate-bike-20")):
        assert not decided(story).runs
        assert rule in deciding(decided(story))


@pytest.mark.mission("M30")
def test_before_the_first_run_today_says_that_it_will_not_feel_normal() -> None:
    story, decision = at_the_first_run()
    assert decision.runs
    card = offered(show_today(story.ports, story.runner))
    assert card is not None
    assert card.id == "first-run-feels-odd"


@pytest.mark.mission("M32")
def test_one_even_surface_and_no_downhill_is_said_in_the_phase_of_walk_run() -> None:
    useful = {card.id for card in in_order_of_use(cards().shown, Reader(phases=frozenset({"walk-run"})))}
    assert "surfaces" in useful
    assert "No downhill" in phrases().forms("reminders.even-ground")["text"]


@pytest.mark.mission("M36")
def test_sore_muscles_for_a_day_are_expected_and_longer_is_too_much() -> None:
    assert "soreness-two-days" not in deciding(decided("muscle-pain-only-after"))
    assert "soreness-two-days" in deciding(decided("sore-for-too-long"))
    assert "stays changed, ask your physiotherapist" in phrases().forms("cards.stride-change")["text"]


@pytest.mark.mission("M06")
def test_a_first_run_that_stayed_calm_is_named_as_a_small_victory() -> None:
    story, decision = at_the_first_run()
    story.run_with_watch(decision)
    story.next_morning()
    made = rest_over(story)
    win = win_of(story.context(), made)
    assert win is not None
    assert win.kind == "first_run"
    assert "behind you" in phrases().render("wins.first_run", "text")


@pytest.mark.mission("M06", "M37")
def test_after_a_step_back_it_is_said_that_this_is_normal_and_what_comes_next() -> None:
    story, decision = at_the_first_run()
    story.to_hour(18)
    upload = send(story, watch_file(decision.dose, story.clock.now()))
    story.clock.at += timedelta(hours=2)
    story.confirm(upload.placed[0].activity or "", pain_tenths=60)
    story.next_morning()
    made = rest_over(story)
    setback = setback_of(story.context(), made)
    assert setback is not None
    assert win_of(story.context(), made) is None
    for form in ("rest", "easier", "no_run"):
        said = phrases().forms(f"setback.{form}")["text"]
        assert "Ups and downs are normal" in said
        assert "Next come" in said
    card = offered(show_today(story.ports, story.runner))
    assert card is not None
    assert "flare" in card.when.occasions


@pytest.mark.mission("M10", "M25", "M35")
def test_quicker_shorter_steps_and_the_parts_of_form_are_cues_with_a_card() -> None:
    found = exercises().exercises
    assert {"metronome_run", "overstride_cue", "tall_trunk_cue", "foot_contact_drill"} <= set(found)
    assert any("arm" in id for id in found)
    assert any("push" in id for id in found)
    reader = Reader(phases=frozenset({"walk-run"}))
    useful = {card.id for card in in_order_of_use(cards().shown, reader)}
    assert {"quicker-shorter-steps", "foot-under-you", "push-arms-feet"} <= useful
    calf = Reader(phases=frozenset({"walk-run"}), conditions=frozenset({"calf_strain"}))
    assert "quicker-shorter-steps" not in {card.id for card in in_order_of_use(cards().shown, calf)}


@pytest.mark.mission("M21", "M31")
def test_strength_goes_on_for_good_and_each_run_has_its_warm_up() -> None:
    per_week = exercises().session.per_week
    assert all(per_week[phase].least >= 1 for phase in ("walk-run", "build", "keep"))
    story, decision = at_the_first_run()
    assert decision.dose.warmup_s
    assert show_exercises(story.ports, story.runner).warm_up
    keep = {card.id for card in in_order_of_use(cards().shown, Reader(phases=frozenset({"keep"})))}
    assert {"keep-it-up", "exercises-for-ever"} <= keep
