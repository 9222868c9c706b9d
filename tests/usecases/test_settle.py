"""What a clinician settles: an entry that the runner took back, and an injury begun on wrong facts."""

import pytest

from restride.core.terms import PainMoment
from restride.journal.values import AccessDenied
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.correct import withdraw
from restride.usecases.refused import NotPossible
from restride.usecases.settle import close_episode, settle_entry
from tests.storage import person
from tests.story import calm
from tests.usecases.scene import Scene


def bad_morning(scene: Scene) -> str:
    id = scene.id()
    given = CheckInGiven(id=id, episode=scene.episode, moment=PainMoment.MORNING, answers=calm(pain_tenths=80))
    record_check_in(scene.ports, scene.me, given)
    return id


@pytest.mark.invariant("INV-056")
def test_inv_056_a_bad_day_taken_back_counts_until_a_clinician_settles_it(scene: Scene) -> None:
    scene.share()
    bad = bad_morning(scene)
    before = scene.decision().course
    withdraw(scene.ports, scene.me, bad, "typed wrongly", id=scene.id())
    assert scene.decision().course <= before
    assert not scene.settled(bad)
    settle_entry(scene.ports, scene.by(), bad, "asked, was a slip", id=scene.id())
    assert scene.settled(bad)


def test_only_what_the_runner_took_back_can_be_settled_and_only_by_a_clinician(scene: Scene) -> None:
    scene.share()
    bad = bad_morning(scene)
    with pytest.raises(NotPossible):
        settle_entry(scene.ports, scene.by(), bad, "asked, was a slip", id=scene.id())
    withdraw(scene.ports, scene.me, bad, "typed wrongly", id=scene.id())
    with pytest.raises(NotPossible):
        settle_entry(scene.ports, scene.me, bad, "it was a slip", id=scene.id())
    with pytest.raises(AccessDenied):
        settle_entry(scene.ports, scene.by(person()), bad, "it was a slip", id=scene.id())
    assert not scene.settled(bad)


@pytest.mark.invariant("INV-034")
def test_inv_034_the_runner_alone_cannot_end_an_injury_to_begin_it_on_other_facts(scene: Scene) -> None:
    scene.share()
    with pytest.raises(NotPossible):
        close_episode(scene.ports, scene.me, scene.episode, "no operation after all", id=scene.id())
    assert [opened.id for opened in scene.record().open_episodes()] == [scene.episode]
    close_episode(scene.ports, scene.by(), scene.episode, "it was the other knee", id=scene.id())
    assert scene.record().open_episodes() == ()
