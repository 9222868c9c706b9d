"""A session unrolled: every second in its place, and faster running never lost and never added."""

import pytest

from restride.core.decision import NO_RUN, Dose, Quality, RunWalk
from restride.core.steps import steps_of
from tests.build_story import tables
from tests.story import shipped

FIVE = Quality(kind="strides", repeats=5, on_s=25, easy_s=60)


def test_walks_and_runs_stand_in_their_order() -> None:
    dose = Dose(bouts=(RunWalk(run_s=60, walk_s=120), RunWalk(run_s=90, walk_s=0)), warmup_s=300, cooldown_s=300)
    assert [(one.kind, one.seconds) for one in steps_of(dose)] == [
        ("warmup", 300),
        ("run", 60),
        ("walk", 120),
        ("run", 90),
        ("cooldown", 300),
    ]


def test_faster_running_comes_after_the_easy_running_and_inside_its_amount() -> None:
    steps = steps_of(Dose(bouts=(RunWalk(run_s=1800, walk_s=0),), quality=FIVE))
    assert (steps[0].kind, steps[0].seconds) == ("run", 1800 - 5 * 85)
    assert [one.kind for one in steps[1:]] == ["fast", "easy"] * 5
    assert {one.quality for one in steps[1:]} == {"strides"}
    assert sum(one.seconds for one in steps) == 1800


def test_no_run_has_no_steps_and_a_withheld_one_keeps_nothing_of_its_faster_running() -> None:
    assert steps_of(NO_RUN) == ()
    assert steps_of(Dose(warmup_s=300, quality=FIVE)) == ()


@pytest.mark.parametrize("protocol", shipped(), ids=lambda one: one.id)
def test_every_session_of_every_table_adds_up_with_its_faster_running(protocol) -> None:
    for table in tables(protocol):
        for session in table.sessions:
            dose = Dose(bouts=(RunWalk(run_s=session.run_s, walk_s=0),), quality=session.quality)
            steps = steps_of(dose)
            assert sum(one.seconds for one in steps) == session.run_s
            repeats = session.quality.repeats if session.quality else 0
            assert sum(one.kind == "fast" for one in steps) == repeats
