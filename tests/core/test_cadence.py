"""The cadence programme: rounds over the own steps, a beat that fades, checks, and what holds it back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from restride.core.activity_entries import ActivityRead
from restride.core.cadence import Cadence, cadence_of, from_recordings, on_min, step_of, wait_of
from restride.core.cadence_entries import CadenceEnded, CadenceMeasured, CueSessionDone
from restride.core.decision import Decision
from restride.core.events import Body
from restride.core.exercise.allowed import Situation
from restride.core.terms import Course, Scope, Side
from restride.library.cadence import cadence
from restride.library.exercises import exercises
from tests.properties.histories import begun
from tests.story import Story

PLAN, DRILL = cadence()
FIRST = datetime(2026, 5, 1, 18, tzinfo=UTC)


def told(*bodies: Body, every_d: int = 2) -> Story:
    """These entries, so many days apart from each other."""
    story = Story()
    story.clock = FIRST
    for body in bodies:
        story.tell(body, person=True)
        story.clock += timedelta(days=every_d)
    return story


def stands(story: Story) -> Cadence:
    return cadence_of(PLAN, story.state, story.day)


def cues(n: int) -> list[Body]:
    return [CueSessionDone(target_spm=168)] * n


START = CadenceMeasured(spm=160, how="counted")


def test_nothing_measured_asks_to_measure() -> None:
    assert step_of(PLAN, stands(told()), FIRST.date()) == "measure"


def test_the_target_is_a_few_percent_over_the_own_steps_rounded_down() -> None:
    assert PLAN.target(161, 0) == 169
    assert PLAN.target(161, 1) == 177


@pytest.mark.parametrize("own", range(PLAN.least, PLAN.mainly_to + 1))
def test_no_target_is_further_than_the_exercise_allows(own: int) -> None:
    most = DRILL.dose.programme.percent.most  # type: ignore[union-attr]
    assert all(own < PLAN.target(own, one) <= own * (100 + most) / 100 for one in range(len(PLAN.rounds_pct)))


def test_quick_steps_are_left_as_they_are() -> None:
    story = told(CadenceMeasured(spm=PLAN.mainly_to + 1, how="counted"))
    assert step_of(PLAN, stands(story), story.day) == "enough"


def test_the_beat_is_whole_at_first_then_fades_to_none() -> None:
    shares = [on_min(PLAN, stands(told(START, *cues(n)))) for n in range(8)]
    assert shares[:4] == [PLAN.block_min] * 4
    assert shares[4:] == sorted(shares[4:], reverse=True)
    assert shares[-1] == 0


def test_after_eight_sessions_comes_a_check_without_the_beat() -> None:
    story = told(START, *cues(7))
    assert step_of(PLAN, stands(story), story.day) == "cue"
    story = told(START, *cues(8))
    assert step_of(PLAN, stands(story), story.day) == "check"


def test_two_sessions_of_one_day_are_one() -> None:
    assert stands(told(START, *cues(3), every_d=0)).sessions == 1


def test_a_check_that_is_kept_opens_the_next_round() -> None:
    now = stands(told(START, *cues(8), CadenceMeasured(spm=167, how="counted", check=True)))
    assert (now.round, now.sessions) == (1, 0)


def test_a_check_that_is_not_kept_does_the_same_round_again() -> None:
    now = stands(told(START, *cues(8), CadenceMeasured(spm=161, how="counted", check=True)))
    assert (now.round, now.sessions, now.own) == (0, 0, 160)


def test_after_the_last_round_it_is_checked_once_more_after_a_month() -> None:
    both = [START, *cues(8), CadenceMeasured(spm=168, how="counted", check=True)]
    both += [*cues(8), CadenceMeasured(spm=176, how="counted", check=True)]
    story = told(*both)
    now = stands(story)
    assert now.finished
    assert step_of(PLAN, now, story.day) == "later"
    assert step_of(PLAN, now, story.day + timedelta(days=PLAN.again_d)) == "check"
    story.clock += timedelta(days=PLAN.again_d)
    story.tell(CadenceMeasured(spm=176, how="counted", check=True), person=True)
    assert step_of(PLAN, stands(story), story.day) == "done"


def test_a_run_that_hurt_with_the_beat_is_no_session() -> None:
    now = stands(told(START, CueSessionDone(target_spm=168, hurt=True)))
    assert now.sessions == 0
    assert now.hurt_on == FIRST.date() + timedelta(days=2)


def test_a_new_count_begins_anew_and_putting_it_away_ends_it() -> None:
    assert stands(told(START, *cues(5), CadenceMeasured(spm=165, how="counted"))).sessions == 0
    assert stands(told(START, *cues(5), CadenceEnded())).own is None


def test_entries_in_any_order_stand_the_same() -> None:
    story = told(START, *cues(5))
    other = replace(story.state, cue_sessions=dict(reversed(list(story.state.cue_sessions.items()))))
    assert cadence_of(PLAN, other, story.day) == stands(story)


def situation(**other: object) -> Situation:
    usual = Situation(
        episode="one",
        conditions=("patellofemoral_pain",),
        phase="walk-run",
        day=date(2026, 5, 1),
        side=Side.LEFT,
        clearance_required=False,
        scope=Scope.RUN,
        runs_today=True,
    )
    return replace(usual, **other)  # type: ignore[arg-type]


def waits(*situations: Situation, made: tuple[Decision, ...] = ()) -> str:
    return wait_of(exercises(), DRILL, situations, made)


def test_nothing_holds_back_a_quiet_runner_on_a_day_of_running() -> None:
    assert waits(situation()) == ""
    assert waits(situation(runs_today=False)) == "no_run"


@pytest.mark.parametrize("condition", ["achilles_tendinopathy", "calf_strain", "nobody_knows_it"])
def test_it_is_held_back_where_a_quicker_step_loads_what_is_hurt(condition: str) -> None:
    assert waits(situation(conditions=(condition,))) == "condition"
    assert waits(situation(), situation(conditions=(condition,))) == "condition"


def test_it_is_held_back_by_a_flag_an_open_question_an_early_phase_and_a_sore_day() -> None:
    assert waits(situation(stopped=True)) == "stopped"
    assert waits(situation(checked_in=False)) == "stopped"
    assert waits(situation(phase="gate")) == "phase"
    assert waits(situation(quiet=False)) == "not_quiet"
    assert waits() == "phase"


def test_a_step_back_pauses_it() -> None:
    story = begun()
    made = story.to_a_run()
    back = replace(made, course=Course.STEP_BACK)
    assert waits(situation(), made=(made,)) == ""
    assert waits(situation(), made=(made, back)) == "setback"


def recorded(n: int, **other: object) -> list[Body]:
    run = ActivityRead(
        digest="d",
        file_id="f",
        reader="fit 1",
        sport="running",
        start=FIRST,
        elapsed_s=1200,
        timer_s=1200,
        run_s=600,
        longest_bout_s=60,
        walk_s=600,
        run_cadence_spm=160,
    )
    return [replace(run, run_cadence_spm=160 + 2 * number, start=FIRST + timedelta(days=number)) for number in range(n)]


def test_the_own_steps_are_the_median_of_the_newest_recordings() -> None:
    story = told(*recorded(5))
    found = from_recordings(PLAN, story.state, story.day)
    assert found is not None
    assert found[0] == 166
    assert len(found[1]) == PLAN.files


def test_too_few_or_doubtful_recordings_tell_nothing() -> None:
    assert from_recordings(PLAN, told(*recorded(PLAN.files - 1)).state, date(2026, 6, 1)) is None
    for wrong in ({"review": ("too fast",)}, {"run_cadence_spm": None}, {"run_s": 60}, {"run_cadence_spm": 300}):
        bodies = [replace(one, **wrong) for one in recorded(PLAN.files)]  # type: ignore[type-var]
        assert from_recordings(PLAN, told(*bodies).state, date(2026, 6, 1)) is None
