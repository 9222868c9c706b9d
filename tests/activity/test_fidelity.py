"""Prescribed beside done, bout by bout."""

from restride.activity.bouts import Bout, find_bouts
from restride.activity.fidelity import compare
from tests.activity.samples import repeated, samples


def done(*seconds: int) -> list[Bout]:
    return [Bout(kind="run", start_s=0, duration_s=one, distance_m=None, cadence_spm=None) for one in seconds]


def test_a_session_run_as_prescribed_is_whole() -> None:
    found = find_bouts(samples(*repeated(8)))
    assert found is not None
    fidelity = compare([60] * 8, found.bouts)
    assert (fidelity.percent, fidelity.longest_done_s) == (100, 60)
    assert [pair.difference_s for pair in fidelity.bouts] == [0] * 8


def test_bouts_left_out_and_added_stand_alone() -> None:
    short, long = compare([60, 60, 60], done(60, 50)), compare([60], done(60, 90))
    assert [(one.prescribed_s, one.done_s) for one in short.bouts] == [(60, 60), (60, 50), (60, None)]
    assert [(one.prescribed_s, one.done_s) for one in long.bouts] == [(60, 60), (None, 90)]
    assert (short.percent, long.percent) == (61, 250)


def test_the_percentage_is_rounded_down() -> None:
    assert compare([300], done(299)).percent == 99


def test_nothing_prescribed_has_no_percentage() -> None:
    assert compare([], done(60)).percent is None
