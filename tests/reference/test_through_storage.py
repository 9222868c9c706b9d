"""What is decided from a stored record is what is decided from its entries, on each database and in any order.

So every invariant of the decision and of time holds there as in memory, where it is tested with all its cases.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from restride.core.check import check
from restride.core.decide import decide
from restride.core.state import fold
from restride.journal.codec import canonical
from restride.journal.values import SYSTEM, Purpose, Scope
from restride.library.scenario.read import read_scenario
from restride.usecases.act_out import act_out, stopped_clock
from restride.usecases.record import read_record
from restride.wiring import ports_in_memory, ports_of
from tests.reference.lives import Life, lives
from tests.reference.model import disagreements
from tests.vaults import Place

pytestmark = pytest.mark.db

NIGHTLY = bool(os.environ.get("RESTRIDE_NIGHTLY"))
LIVES = 600 if NIGHTLY else 12
STORIES = tuple(sorted((Path(__file__).parents[1] / "scenarios").rglob("*.toml")))
DECISION = [f"INV-{number:03}" for number in (*range(1, 25), 27, 30, 31, 32, 33, 35)]
TIME = [f"INV-{number:03}" for number in (40, 41, 42, 43, 44, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 59)]


@contextmanager
def somebody(place: Place) -> Iterator[str]:
    """A new person, who is erased afterwards: all stories use the same ids of entries."""
    person = str(uuid4())
    try:
        yield person
    finally:
        with place.ports.units.begin(person, SYSTEM, Purpose.ERASURE) as unit:
            unit.erase()


def stored(place: Place, events: tuple[Any, ...]) -> tuple[Any, ...]:
    """The entries as they are read again, after being written in this order."""
    with somebody(place) as person:
        with place.ports.units.begin(person, SYSTEM, Purpose.REPAIR) as unit:
            for event in events:
                unit.append(event)
        scope = Scope(viewer=SYSTEM, person=person, purpose=Purpose.REPAIR, at=place.clock.now())
        found: tuple[Any, ...] = place.house.store.read(scope).events
        return found


def some_lives(seed: int) -> list[Life]:
    """Days of many lives, a few of each, with all that travels, jumps, comes late and is corrected in them."""
    found = []
    for number in range(LIVES):
        *_, (life, _decision) = lives(seed + number, 3 + number % 20)
        found.append(life)
    return found


@pytest.mark.invariant(*DECISION, *TIME, "INV-078")
def test_what_is_stored_decides_as_what_was_told(place: Place) -> None:
    chance = Random(3)
    for life in some_lives(50_000):
        told = tuple({event.id: event for event in life.events}.values())
        mixed = (
            *chance.sample(told, len(told)),
            *chance.sample(told, len(told) // 3),
        )  # in any order, some of it twice
        straight, shuffled = stored(place, told), stored(place, mixed)
        assert [canonical(event) for event in straight] == [canonical(event) for event in told]
        assert sorted(map(canonical, shuffled)) == sorted(map(canonical, told))
        wanted = decide(life.regimen, fold(told), life.now)
        for events in (straight, shuffled):
            record = read_record(events)
            made = decide(life.regimen, record.state, life.now)
            assert made == wanted
            assert check(made, life.regimen, record.state, life.now) == ()
        assert disagreements(life.case(), wanted) == ()


@pytest.mark.invariant(*DECISION, "INV-078")
def test_a_story_leads_to_the_same_decision_through_each_storage(place: Place) -> None:
    for path in STORIES if NIGHTLY else STORIES[::25]:
        scenario = read_scenario(path)
        clock = stopped_clock(scenario)
        memory = act_out(ports_in_memory(clock), scenario).decision
        place.clock.at = clock.now()
        with somebody(place) as person:
            decided = act_out(ports_of(place.house, clock), scenario, person=person).decision
        assert decided == memory, path.stem
