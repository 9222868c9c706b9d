"""An act that was under way while its person was erased: nothing of them comes back with it."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from restride.core.terms import Scope as Reach
from restride.journal.values import SYSTEM, Purpose, Refused, Scope
from restride.usecases.demo_days import Days
from restride.usecases.enrol import enrol
from restride.usecases.erase import PHRASE, erase_everything
from restride.usecases.flags import FlagSaid, report_flags
from restride.usecases.refused import NotPossible
from restride.usecases.share import offer_sharing
from tests.faults.devices import said
from tests.faults.failing import sound
from tests.faults.test_at_once import together
from tests.usecases.days import ago, fit, send
from tests.vaults import Place

pytestmark = [pytest.mark.db, pytest.mark.invariant("INV-066")]
ROUNDS = 40 if os.environ.get("RESTRIDE_NIGHTLY") else 6


def morning(story: Days) -> Callable[[], Any]:
    """What the phone holds ready; its lines were read before the erasure."""
    return said(story, story.id())


def flag(story: Days) -> None:
    told = (FlagSaid(flag="cannot_bear_weight", wording="Can you stand on it?"),)
    report_flags(story.ports, story.runner, told, id=story.id())


def begin(story: Days) -> None:
    from tests.web.api.programs import enrolment

    enrol(story.ports, story.runner, enrolment(story.id()))


def share(story: Days) -> None:
    from restride.journal.values import EVERYTHING

    offer_sharing(story.ports, story.runner, EVERYTHING, "sharing-1")


ACTS: dict[str, Callable[[Days], Any]] = {
    "a red flag": flag,
    "a file": lambda story: send(story, fit(ago(story, hours=3))),
    "a clearance": lambda story: story.clear(Reach.RUN),
    "an intake": begin,
    "a code to share": share,
}


def left(place: Place, story: Days) -> tuple[Any, ...]:
    scope = Scope(viewer=SYSTEM, person=story.runner.person, purpose=Purpose.REPAIR, at=place.clock.now())
    found: tuple[Any, ...] = place.house.store.read(scope).events
    return found


@pytest.mark.parametrize("act", ["a check-in", *ACTS])
def test_inv_066_what_arrives_after_the_erasure_stores_nothing(place: Place, act: str) -> None:
    story = place.days()
    story.morning()
    files = place.house.blobs.stored()
    ready = morning(story)
    sends = {**ACTS, "a check-in": lambda _: ready()}
    erase_everything(story.ports, story.runner, PHRASE)
    with pytest.raises((NotPossible, Refused)):
        sends[act](story)
    assert left(place, story) == ()
    assert place.house.blobs.stored() == files
    sound(place.ports)


@pytest.mark.parametrize("act", ["a check-in", "a red flag"])
def test_inv_066_an_act_at_the_moment_of_the_erasure_leaves_nothing(place: Place, act: str) -> None:
    for _ in range(ROUNDS):
        story = place.days()
        story.morning()
        ready = morning(story)

        def late(ready: Callable[[], Any] = ready, story: Days = story) -> None:
            try:
                flag(story) if act == "a red flag" else ready()
            except (NotPossible, Refused):
                return

        together(lambda story=story: erase_everything(story.ports, story.runner, PHRASE), late)
        assert left(place, story) == ()
    sound(place.ports)
