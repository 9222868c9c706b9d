"""The server's clock jumps: no earlier day comes back, nothing is lost, and a jump never opens a run."""

import os
import random
from contextlib import suppress
from datetime import timedelta

import pytest

from restride.journal.values import Refused
from restride.usecases.demo_days import Days
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from tests.faults.failing import sound
from tests.vaults import Place

pytestmark = pytest.mark.db

JUMPS = (
    timedelta(minutes=-10),
    timedelta(hours=-1),
    timedelta(hours=-30),
    timedelta(days=-400),
    timedelta(hours=1),
    timedelta(days=400),
)
ROUNDS = 40 if os.environ.get("RESTRIDE_NIGHTLY") else 6


def runs(story: Days) -> bool:
    decision = show_today(story.ports, story.runner).decision
    return decision is not None and decision.runs


@pytest.mark.invariant("INV-044")
@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_inv_044_a_red_flag_holds_wherever_the_clock_goes(place: Place, jump: timedelta) -> None:
    story = place.days()
    story.to_phase("walk-run")
    story.flag("cannot_bear_weight", "Can you stand on it?")
    before = [event.id for event in story.record().events]
    place.clock.at += jump
    assert not runs(story)
    with suppress(NotPossible, Refused):  # a morning that cannot be is refused; what matters is that no run follows
        story.morning()
    assert not runs(story)
    place.clock.at -= jump
    assert not runs(story)
    assert [event.id for event in story.record().events][: len(before)] == before
    sound(place.ports)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_with_a_clock_that_jumps_about_the_record_stays_whole(place: Place, seed: int) -> None:
    chance = random.Random(seed)
    story = place.days()
    before = [event.id for event in story.record().events]
    for _ in range(10):
        place.clock.at += timedelta(hours=chance.choice((-50, -26, -3, 1, 5, 24, 24, 30)))
        with suppress(NotPossible, Refused):  # a morning that cannot be is refused, and leaves the record as it was
            story.morning(pain_tenths=chance.choice((0, 0, 20, 60)))
        assert not runs(story)  # a few mornings at any hour open no phase of runs
        now = [event.id for event in story.record().events]
        assert now[: len(before)] == before
        before = now
    sound(place.ports)


@pytest.mark.invariant("INV-044", "INV-054")
def test_inv_044_an_hour_back_opens_no_run_that_was_closed(place: Place) -> None:
    story = place.days()
    story.to_phase("walk-run")
    story.next_morning()
    story.morning(pain_tenths=70)
    assert not runs(story)
    place.clock.tick(hours=-1)
    with suppress(NotPossible, Refused):
        story.morning(pain_tenths=0)
    assert not runs(story)
