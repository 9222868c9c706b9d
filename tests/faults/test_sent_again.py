"""Two weeks without a network: whatever order the queue arrives in, and however often, each act has one effect."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from restride.core.answers import Answers
from restride.core.terms import PainMoment
from restride.journal.codec import canonical
from restride.journal.memory import in_memory
from restride.usecases.check_in import CheckInGiven, normal_day, record_check_in
from restride.usecases.demo_days import Days
from restride.usecases.log_session import SessionGiven, record_session
from tests.storage import HandClock
from tests.usecases.days import FIRST, days
from tests.vaults import Place

pytestmark = pytest.mark.db

DAYS = 14


def queue(story: Days, opened: datetime) -> list[Callable[[], Any]]:
    """What a phone kept: a morning each day, a run now and then, with ids that it made."""
    calm = normal_day(
        Answers(pain_tenths=0, woken=False, painkiller=False, flag_lines=(), lines_covered=story._lines())
    )
    kept: list[Callable[[], Any]] = []
    for day in range(1, DAYS):
        at = opened + timedelta(days=day)
        morning = CheckInGiven(
            id=f"morning-{day:02}", episode=story.episode, moment=PainMoment.MORNING, answers=calm, at=at
        )
        kept.append(lambda given=morning: record_check_in(story.ports, story.runner, given))
        if day % 3 == 0:
            run = SessionGiven(
                id=f"session-{day:02}",
                episode=story.episode,
                started=at + timedelta(hours=10),
                run_s=300,
                longest_bout_s=60,
                walk_s=600,
                cut_short=False,
                during=Answers(pain_tenths=10),
                after_60=Answers(pain_tenths=0),
            )
            kept.append(lambda given=run: record_session(story.ports, story.runner, given))
    return kept


def arrived(place: Place, order: Callable[[list[Any]], list[Any]]) -> tuple[Days, list[Callable[[], Any]]]:
    """A new runner, whose queue arrives at once on the evening of the last day."""
    place.clock.at = FIRST
    story = place.days()
    kept = queue(story, FIRST)
    place.clock.at = FIRST + timedelta(days=DAYS - 1, hours=12)
    for send in order(kept):
        send()
        place.clock.tick(seconds=1)
    return story, kept


def told(story: Days) -> dict[str, Any]:
    """What the runner said, without what was decided on the way."""
    return {
        event.id: (event.kind, event.at, event.body)
        for event in story.record().events
        if event.id.startswith(("morning-", "session-"))
    }


ORDERS: dict[str, Callable[[list[Any]], list[Any]]] = {
    "backwards": lambda kept: kept[::-1],
    "each twice": lambda kept: [send for send in kept for _ in range(2)],
    "shuffled": lambda kept: random.Random(7).sample(kept, len(kept)),
    "shuffled, all twice": lambda kept: random.Random(11).sample(kept * 2, 2 * len(kept)),
}


@pytest.mark.invariant("INV-050", "INV-051")
@pytest.mark.parametrize("order", ORDERS)
def test_a_queue_of_two_weeks_has_one_effect_in_any_order(template: Any, place: Place, order: str) -> None:
    in_order, _ = arrived(place_of_memory(), lambda kept: kept)
    story, kept = arrived(place, ORDERS[order])
    mine, theirs = told(story), told(in_order)
    assert {id: kind for id, (kind, *_) in mine.items()} == {id: kind for id, (kind, *_) in theirs.items()}
    assert {id: at for id, (_, at, _) in mine.items()} == {id: at for id, (_, at, _) in theirs.items()}
    before = story.record().events
    for send in kept:
        send()
    assert story.record().events == before
    story.next_morning()
    last = story.morning()
    assert last is None or not last.runs


def place_of_memory() -> Any:
    """A storage in memory that looks like a place."""
    clock = HandClock(FIRST)
    house = in_memory(clock)

    class Memory:
        def __init__(self) -> None:
            self.clock = clock

        def days(self) -> Days:
            story = days(clock.at, house, clock)
            story.enrol("patellofemoral_pain", rehab_weeks=2)
            story.share()
            return story

    return Memory()


@pytest.mark.invariant("INV-078")
def test_inv_078_memory_and_both_databases_decide_the_same_bytes(place: Place) -> None:
    logs = []
    for house in (in_memory(place.clock), place.house):
        place.clock.at = FIRST
        story = days(place.clock.at, house, place.clock)
        story.runner = _named(story.runner, UUID(int=1))
        story.clinician = _named(story.clinician, UUID(int=1), UUID(int=2))
        story.numbers = count(1)
        story.enrol("patellofemoral_pain", rehab_weeks=2)
        story.run_with_watch(story.to_phase("walk-run"))
        story.next_morning()
        story.morning(pain_tenths=40)
        story.flag("cannot_bear_weight", "Can you stand on it?")
        logs.append([_without_random(canonical(event)) for event in story.record().events])
    assert len(logs[0]) > 40
    assert logs[0] == logs[1]


def _named(visitor: Any, person: UUID, who: UUID | None = None) -> Any:
    from dataclasses import replace

    actor = replace(visitor.actor, id=str(who or person))
    return replace(visitor, actor=actor, person=str(person))


def _without_random(text: bytes) -> bytes:
    """An original file's name on the disk is random; it is the only thing that is."""
    import re

    return re.sub(rb'"file_id":"[0-9a-f]{32}"', b'"file_id":""', text)
