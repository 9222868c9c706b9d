"""One true run counts once, whatever recorded it, in whatever order it comes."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.activity.same import Span, is_same, larger, overlap_s, same_runs
from restride.formats.fit.write import write_activity
from restride.formats.parsed import parse
from tests.fixtures_activity.legs import START, gpx, tcx, walk_run


def span(name: str, begins_s: float = 0, lasts_s: float = 1800, run_s: int = 480, metres: float = 3000) -> Span:
    return Span(id=name, start=START + timedelta(seconds=begins_s), elapsed_s=lasts_s, run_s=run_s, distance_m=metres)


@pytest.mark.invariant("INV-058")
def test_one_run_in_three_formats_is_one_run_with_the_larger_load() -> None:
    legs = walk_run(8)
    files = {"fit": write_activity(legs, START), "gpx": gpx(legs, cadence=False), "tcx": tcx(legs)}
    spans = []
    for name, data in files.items():
        (found,) = parse(data, name).activities
        assert found.start is not None
        assert abs((found.run_s or 0) - 480) <= 10, name
        spans.append(span(name, 0, found.elapsed_s or 0, found.run_s or 0, found.distance_m or 0))
    for order in permutations(spans):
        (group,) = same_runs([*order, order[0]])
        assert len(group) == 3
        assert larger(group).run_s == max(one.run_s for one in spans)


def test_a_phone_that_ran_longer_recorded_the_same_run() -> None:
    assert is_same(span("watch", 600, 900), span("phone", 0, 3600))


def test_a_walk_straight_after_is_another_activity() -> None:
    assert not is_same(span("run", 0, 1800), span("walk", 1790, 1200))


def test_morning_and_evening_are_two_runs() -> None:
    assert len(same_runs([span("am"), span("pm", 36_000)])) == 2


def test_short_recordings_that_begin_together_are_the_same() -> None:
    assert is_same(span("a", 0, 20), span("b", 45, 20))
    assert not is_same(span("a", 0, 20), span("b", 300, 20))


def test_overlap_is_negative_between_runs() -> None:
    assert overlap_s(span("a", 0, 100), span("b", 150, 100)) == -50


true_runs = st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True)
jitter = st.tuples(st.integers(-60, 60), st.integers(-90, 90), st.integers(0, 40))


@pytest.mark.invariant("INV-058")
@given(true_runs, st.lists(jitter, min_size=1, max_size=4), st.randoms())
def test_any_subset_in_any_order_gives_each_run_once(
    hours: list[int], noise: list[tuple[int, int, int]], chance: object
) -> None:
    spans = [
        span(f"{hour}-{index}", hour * 7200 + late, 1800 + longer, 480 + more)
        for hour in hours
        for index, (late, longer, more) in enumerate(noise)
    ]
    shuffled = [*spans, *spans[:2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    groups = same_runs(shuffled)
    assert len(groups) == len(hours)
    assert groups == same_runs(spans)
    assert {larger(group).run_s for group in groups} == {480 + max(more for _, _, more in noise)}
