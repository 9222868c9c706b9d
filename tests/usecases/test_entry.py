"""The time of an entry: a phone's clock may be minutes ahead, but no entry stands in a day that has not begun."""

from datetime import UTC, datetime, timedelta

import pytest

from restride.core.terms import PainMoment
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.refused import NotPossible
from tests.story import calm
from tests.usecases.scene import Scene


def morning(scene: Scene, at: datetime) -> CheckInGiven:
    return CheckInGiven(id=scene.id(), episode=scene.episode, moment=PainMoment.MORNING, answers=calm(), at=at)


def test_a_clock_some_minutes_ahead_is_taken_as_it_is(scene: Scene) -> None:
    at = scene.clock.now() + timedelta(minutes=4)
    record_check_in(scene.ports, scene.me, morning(scene, at))
    assert [entry.at.at for entry in scene.record().state.reports.values()] == [at]


@pytest.mark.invariant("INV-045", "INV-003")
def test_inv_045_minutes_before_midnight_nothing_is_told_about_the_next_day(scene: Scene) -> None:
    midnight = (scene.clock.now() + timedelta(days=1)).astimezone(UTC).replace(hour=0, minute=0, second=0)
    scene.clock.at = midnight - timedelta(minutes=2)
    with pytest.raises(NotPossible) as refusal:
        record_check_in(scene.ports, scene.me, morning(scene, midnight + timedelta(minutes=1)))
    assert refusal.value.problems[0].code == "next-day"
    assert not scene.record().state.reports
    scene.clock.tick(minutes=4)
    decision = scene.morning()
    assert decision is None or decision.day == midnight.date()
