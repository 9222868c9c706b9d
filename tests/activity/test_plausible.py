"""What cannot be is set aside whole, never clipped; what can be is left alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from restride.activity.model import Activity
from restride.activity.plausible import implausible
from restride.formats.read import read_activities
from tests.activity.samples import activity, samples
from tests.fixtures_activity.fit_bytes import FILE_ID, STAMP, file, records, session
from tests.fixtures_activity.legs import START

NOW = START + timedelta(hours=2)
CASES: dict[str, tuple[Activity, str]] = {
    "faster than any record": (activity(elapsed_s=600, distance_m=5000), "implausible-speed"),
    "points of a car": (activity(samples((600, 20.0, 0.0)), distance_m=2000), "implausible-speed"),
    "distance in no time": (activity(elapsed_s=0, distance_m=500), "implausible-speed"),
    "four hundred kilometres": (activity(elapsed_s=86_000, distance_m=400_000), "implausible-distance"),
    "four weeks": (activity(elapsed_s=2_412_583), "implausible-duration"),
    "steps like a drum": (replace(activity(), cadence_spm=320.0), "implausible-cadence"),
    "a heart at rest": (replace(activity(), avg_hr=12.0), "implausible-heart-rate"),
    "before there were watches": (
        replace(activity(), start=datetime(1989, 12, 31, 1, tzinfo=UTC)),
        "implausible-date",
    ),
    "the day after tomorrow": (replace(activity(), start=NOW + timedelta(days=2)), "implausible-date"),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.invariant("INV-059")
def test_what_cannot_be_is_set_aside_with_its_place(name: str) -> None:
    run, code = CASES[name]
    found = [one for one in implausible(run, NOW) if one.weight == "review"]
    assert code in {one.code for one in found}
    assert all(one.place for one in found)


@pytest.mark.invariant("INV-059")
def test_an_implausible_file_keeps_its_figures_and_waits() -> None:
    result = read_activities(file(FILE_ID, records(601), session(STAMP, 600, 90_000)), "x")
    assert result.status == "review"
    assert result.activities[0].distance_m == 90_000


def test_a_plain_run_is_plausible() -> None:
    assert implausible(activity(), NOW) == ()


def test_a_ride_may_be_faster_than_a_run() -> None:
    assert implausible(activity(samples((600, 11.0, 0.0)), sport="cycling"), NOW) == ()


def test_a_watch_in_another_zone_is_not_in_the_future() -> None:
    assert implausible(replace(activity(), start=NOW + timedelta(hours=13)), NOW) == ()


def test_summary_and_points_that_disagree_are_both_told() -> None:
    (found,) = implausible(activity(elapsed_s=600, distance_m=700), NOW)
    assert (found.code, found.weight) == ("totals-contradict", "note")


def test_points_on_another_clock_are_set_aside() -> None:
    own = samples((600, 2.6, 164.0))
    far = replace(own, time_s=np.append(own.time_s[:-1], 2_000_000_000.0))
    assert "implausible-duration" in {one.code for one in implausible(activity(far), NOW)}
