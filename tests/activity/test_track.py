"""Distance from positions, stops from gaps."""

import numpy as np
import pytest

from restride.activity.track import distance_along, gaps, in_time_order
from tests.activity.samples import RUN, samples


def test_a_degree_of_longitude_on_the_equator() -> None:
    along = distance_along(np.zeros(2), np.array([0.0, 1.0]))
    assert along[1] == pytest.approx(111_195, rel=0.005)


def test_an_unknown_position_breaks_no_distance() -> None:
    along = distance_along(np.zeros(3), np.array([0.0, np.nan, 0.001]))
    assert np.isnan(along[1])
    assert along[2] == pytest.approx(111.2, rel=0.01)


def test_the_way_to_a_new_segment_is_not_counted() -> None:
    along = distance_along(np.zeros(4), np.array([0.0, 0.001, 0.5, 0.501]), [0, 2])
    assert along[-1] == pytest.approx(2 * 111.2, rel=0.01)


def test_standing_without_samples_is_a_pause() -> None:
    own = samples((100, *RUN), (60, 0.0, 0.0), (100, *RUN))
    keep = (own.time_s <= 100) | (own.time_s >= 160)
    thinned, _ = in_time_order(type(own)(**{name: getattr(own, name)[keep] for name in own.__slots__}))
    assert [(one.start_s, one.end_s) for one in gaps(thinned)] == [(100, 160)]


def test_moving_without_samples_is_no_pause() -> None:
    assert gaps(samples((400, *RUN), every=40)) == ()


def test_samples_out_of_order_are_sorted_and_told() -> None:
    own = samples((4, *RUN))
    ordered, backwards = in_time_order(type(own)(**{name: getattr(own, name)[::-1] for name in own.__slots__}))
    assert backwards
    assert ordered.time_s.tolist() == [0, 1, 2, 3, 4]
    assert ordered.distance_m.tolist() == own.distance_m.tolist()
