"""Today's session: small, for this condition and what is at hand, different over the weeks, the same on every look."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.exercise.beside import cue_of_week, warm_up, without_running
from restride.core.exercise.compose import compose
from restride.core.terms import Scope, Side
from tests.core.exercise.builders import DAY, SHELF, done, live, runner, situation

CONDITIONS = sorted(SHELF.policies)


def names(one: object) -> list[str]:
    return [item.exercise.id for item in one.items]  # type: ignore[attr-defined]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_session_is_small_and_there_is_one(condition: str) -> None:
    for phase in ("calm", "foundation", "walk-run", "keep"):
        sessions, _ = live(runner(condition, phase=phase, scope=Scope.SPEED), 14)
        assert sum(session.kind == "full" for session in sessions) >= 2
        for session in sessions:
            most = SHELF.session.most_s if session.kind == "full" else SHELF.session.daily_most_s
            assert session.takes_s <= most


def test_the_same_record_gives_the_same_session() -> None:
    assert compose(SHELF, runner()) == compose(SHELF, runner())


def test_what_is_done_today_leaves_the_session_as_it_is() -> None:
    first = compose(SHELF, runner())
    after = compose(SHELF, runner(log=[done(names(first)[0], day=DAY)]))
    assert after == first


def test_what_hurts_today_is_made_easier_and_stays_in_its_place() -> None:
    first = compose(SHELF, runner())
    hurt = names(first)[-1]
    after = compose(SHELF, runner(log=[done(hurt, day=DAY, hurt=True)]))
    assert names(after) == names(first)
    assert after.items[-1].variant in SHELF.exercises[hurt].easier


def test_sessions_change_over_the_weeks() -> None:
    sessions, _ = live(runner("patellofemoral_pain"), 28)
    full = [tuple(names(session)) for session in sessions if session.kind == "full"]
    assert len(set(full)) > len(full) / 2
    assert len({name for session in full for name in session}) >= 12


def test_key_exercises_of_the_condition_come_first_and_all_in_turn() -> None:
    sessions, _ = live(replace(runner("patellofemoral_pain"), kit=frozenset(SHELF.kit)), 21)
    full = [session for session in sessions if session.kind == "full"]
    assert all(any(item.why == "key" for item in session.items) for session in full)
    key = {id for id in SHELF.policies["patellofemoral_pain"].key if not SHELF.exercises[id].gait}
    assert key <= {name for session in full for name in names(session)}


def test_whole_sessions_keep_to_the_times_a_week_of_the_phase() -> None:
    for phase, most in (("foundation", 3), ("build", 2)):
        sessions, _ = live(runner(phase=phase), 28)
        full = [day for day, session in enumerate(sessions) if session.kind == "full"]
        assert all(sum(day <= other < day + 7 for other in full) <= most for day in full)


def test_the_weaker_side_comes_first_and_the_injured_one_where_nobody_knows() -> None:
    def sides(one: object) -> set[Side]:
        return {item.sides[0] for item in compose(SHELF, one).items if item.sides}  # type: ignore[arg-type]

    assert sides(runner()) == {Side.LEFT}
    assert sides(replace(runner(), weaker=Side.RIGHT)) == {Side.RIGHT}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_nothing_asks_for_what_is_not_at_hand(condition: str) -> None:
    bare = replace(runner(condition, scope=Scope.SPEED), kit=frozenset())
    for session in live(bare, 10)[0]:
        assert all(not item.exercise.kit or item.variant == item.exercise.without for item in session.items)


@pytest.mark.mission("M05")
def test_a_bike_and_a_pool_are_offered_to_those_who_have_them() -> None:
    def offered(*kit: str) -> set[str]:
        return {one.id for one in without_running(SHELF, replace(runner(phase="calm"), kit=frozenset(kit)))}

    assert offered() == {"walking", "yoga"}
    assert {"cycling", "swimming"} <= offered("bike", "pool")


def test_a_named_cause_brings_its_exercise() -> None:
    causes = replace(runner(), factors=("knee_falls_in",))
    sessions, _ = live(causes, 21)
    why = {item.exercise.id for session in sessions for item in session.items if item.why == "factor"}
    assert why & set(SHELF.factors["knee_falls_in"].exercises)


def test_what_a_clinician_prescribes_comes_first() -> None:
    session = compose(SHELF, runner("gluteal_tendinopathy", prescribed=frozenset({"hip_thrust"})))
    assert session.item("hip_thrust") is not None
    assert session.item("hip_thrust").why == "prescribed"  # type: ignore[union-attr]


def test_landings_by_prescription_keep_their_rests_too() -> None:
    log = [done("calf_raise_double", day=DAY - timedelta(days=9)), done("double_leg_pogo")]
    named = {"prescribed": frozenset({"double_leg_pogo"}), "scope": Scope.IMPACT}
    assert "double_leg_pogo" not in names(compose(SHELF, runner(log=log, **named)))
    assert "double_leg_pogo" in names(compose(SHELF, runner(log=log[:1], **named)))


def test_without_an_injury_there_is_nothing_and_a_stop_says_so() -> None:
    assert compose(SHELF, replace(runner(), situations=())).kind == "none"
    assert compose(SHELF, runner(stopped=True)).kind == "stopped"
    assert compose(SHELF, runner(checked_in=False)).kind == "check_in"


@pytest.mark.mission("M21")
def test_a_warm_up_is_there_before_each_run() -> None:
    assert [item.exercise.id for item in warm_up(SHELF, runner(phase="walk-run"))] == [
        "ankle_mobility",
        "hip_mobility_drill",
        "foot_contact_drill",
    ]


@pytest.mark.mission("M10")
def test_one_cue_a_week_while_running_and_none_before() -> None:
    assert cue_of_week(SHELF, runner()) is None
    week = [cue_of_week(SHELF, runner(phase="walk-run", day=DAY + timedelta(days=day))) for day in range(7)]
    assert len({one.id for one in week if one}) == 1
    weeks = [cue_of_week(SHELF, runner(phase="walk-run", day=DAY + timedelta(weeks=n))) for n in range(8)]
    assert len({one.id for one in weeks if one}) > 3


def test_calf_and_achilles_get_no_cue_of_quicker_steps() -> None:
    for condition in ("achilles_tendinopathy", "calf_strain"):
        weeks = [situation(condition, phase="walk-run", day=DAY + timedelta(weeks=n)) for n in range(12)]
        cues = [cue_of_week(SHELF, replace(runner(condition), situations=(one,))) for one in weeks]
        assert "metronome_run" not in {one.id for one in cues if one}
