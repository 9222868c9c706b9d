"""Run and walk told from steps and speed, with and without each, through gaps, pauses and drop-outs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.activity.bouts import RunWalk, find_bouts
from restride.activity.model import Pause, Samples
from restride.activity.track import steps_per_minute
from tests.activity.samples import RUN, STAND, UNKNOWN, WALK, repeated, samples


def told(found: Samples, *pauses: Pause) -> RunWalk:
    bouts = find_bouts(found, pauses)
    assert bouts is not None
    return bouts


def runs(found: RunWalk) -> list[int]:
    return [one.duration_s for one in found.bouts if one.kind == "run"]


def test_each_minute_of_running_is_a_bout() -> None:
    found = told(samples((300, *WALK), *repeated(8)))
    assert runs(found) == [60] * 8
    assert (found.run_s, found.longest_bout_s, found.walk_s) == (480, 60, 300 + 960)
    assert found.run_distance_m == pytest.approx(480 * RUN[0])
    assert found.run_cadence_spm == RUN[1]


def test_speed_alone_is_enough() -> None:
    found = told(samples(*repeated(6, run=(2.6, UNKNOWN), walk=(1.4, UNKNOWN))))
    assert found.run_s == pytest.approx(360, abs=6)
    assert len(runs(found)) == 6


def test_steps_alone_are_enough() -> None:
    found = told(samples(*repeated(6, run=(UNKNOWN, 164), walk=(UNKNOWN, 112)), with_distance=False))
    assert runs(found) == [60] * 6
    assert found.run_distance_m is None


def test_distance_alone_is_enough() -> None:
    own = samples(*repeated(6))
    silent = np.full(len(own), np.nan)
    found = told(
        Samples(time_s=own.time_s, distance_m=own.distance_m, speed_mps=silent, heart_rate=silent, cadence_spm=silent)
    )
    assert found.run_s == pytest.approx(360, abs=6)


def test_without_steps_speed_and_distance_nothing_is_claimed() -> None:
    assert find_bouts(samples((600, UNKNOWN, UNKNOWN), with_distance=False)) is None


def test_no_samples_claim_nothing() -> None:
    assert find_bouts(Samples()) is None


@pytest.mark.parametrize("every", [2, 5, 9])
def test_smart_recording_finds_the_same_bouts(every: int) -> None:
    found = told(samples(*repeated(8), every=every))
    assert len(runs(found)) == 8
    assert found.run_s == pytest.approx(480, abs=8 * every / 2 + 1)


def test_a_long_gap_at_running_speed_is_running() -> None:
    own = samples((400, *RUN))
    keep = (own.time_s < 100) | (own.time_s > 250)
    found = told(
        Samples(
            time_s=own.time_s[keep],
            distance_m=own.distance_m[keep],
            speed_mps=own.speed_mps[keep],
            heart_rate=own.heart_rate[keep],
            cadence_spm=np.full(int(keep.sum()), np.nan),
        )
    )
    assert found.run_s == 400


def test_time_in_a_pause_is_neither_run_nor_walked() -> None:
    found = told(samples((300, *RUN)), Pause(start_s=100, end_s=160))
    assert (found.run_s, found.walk_s, runs(found)) == (240, 0, [100, 140])


def test_a_stop_of_the_watch_of_seconds_splits_no_bout() -> None:
    found = told(samples((300, *RUN)), Pause(start_s=100, end_s=104))
    assert (runs(found), found.longest_bout_s) == ([296], 296)


def test_a_step_sensor_that_drops_out_splits_no_bout() -> None:
    found = told(samples((100, *RUN), (40, 2.6, 0.0), (100, *RUN)))
    assert runs(found) == [240]


def test_a_kerb_inside_a_run_splits_no_bout() -> None:
    assert runs(told(samples((100, *RUN), (5, *STAND), (100, *RUN)))) == [205]


def test_a_few_quick_steps_are_no_run() -> None:
    assert told(samples((100, *WALK), (5, *RUN), (100, *WALK))).run_s == 0


def test_brisk_walking_is_walking() -> None:
    assert told(samples((600, 2.1, 128.0))).run_s == 0


def test_jogging_slower_than_brisk_walking_is_running() -> None:
    assert told(samples((600, 1.7, 152.0))).run_s == 600


def test_a_single_leap_of_the_position_is_no_run() -> None:
    own = samples((300, 1.3, UNKNOWN))
    speed = own.speed_mps.copy()
    speed[100:102] = 9.0
    found = told(
        Samples(
            time_s=own.time_s,
            distance_m=own.distance_m,
            speed_mps=speed,
            heart_rate=own.heart_rate,
            cadence_spm=own.cadence_spm,
        )
    )
    assert found.run_s == 0


@pytest.mark.parametrize(("cadence", "expected"), [(82.0, 164.0), (164.0, 164.0), (56.0, 112.0), (88.0, 176.0)])
def test_one_foot_or_both_give_the_same_steps(cadence: float, expected: float) -> None:
    assert steps_per_minute(np.full(50, cadence)).tolist() == [expected] * 50


def test_a_walk_run_counted_with_both_feet_is_not_doubled() -> None:
    both = np.concatenate([np.full(120, 112.0), np.full(60, 164.0)])
    assert steps_per_minute(both).max() == 164


@given(st.lists(st.tuples(st.integers(15, 200), st.sampled_from([RUN, WALK])), min_size=1, max_size=12))
def test_run_and_walk_add_up_to_the_time_moved(legs: list[tuple[int, tuple[float, float]]]) -> None:
    found = told(samples(*((seconds, *kind) for seconds, kind in legs)))
    assert found.run_s + found.walk_s == sum(seconds for seconds, _ in legs)
    assert found.run_s == pytest.approx(sum(s for s, kind in legs if kind == RUN), abs=2 * len(legs))
    assert found.longest_bout_s == max([*runs(found), 0])
    starts = [one.start_s for one in found.bouts]
    assert starts == sorted(starts)
