"""Erasing: on the runner's own word, at once and complete; the audit chain still holds and knows no name."""

import pytest

from restride.journal.values import EVERYTHING, AccessDenied
from restride.usecases.clearance import give_clearance
from restride.usecases.deliver import Post, drain, handlers
from restride.usecases.erase import PHRASE, erase_everything
from restride.usecases.refused import NotPossible
from restride.usecases.share import offer_sharing
from tests.usecases.scene import CONSENT, Scene
from tests.usecases.test_export import lived


def test_it_needs_the_typed_words(scene: Scene) -> None:
    with pytest.raises(NotPossible):
        erase_everything(scene.ports, scene.me, "yes")
    assert scene.record().events


def test_nobody_erases_somebody_else(scene: Scene) -> None:
    scene.share()
    with pytest.raises(AccessDenied):
        erase_everything(scene.ports, scene.by(), PHRASE)
    assert scene.record().events


@pytest.mark.invariant("INV-066")
def test_inv_066_nothing_is_left_and_the_audit_still_holds(scene: Scene) -> None:
    lived(scene)
    offer_sharing(scene.ports, scene.me, EVERYTHING, CONSENT)
    erasure = erase_everything(scene.ports, scene.me, f"  {PHRASE.upper()} ")
    assert erasure.person == scene.runner
    scope = scene.me.scope(scene.clock.now())
    assert (scene.ports.store.read(scope).events, scene.ports.store.files(scope)) == ((), ())
    assert scene.ports.store.care(scope) == ()
    assert scene.ports.store.caseload(scene.by().actor, scene.clock.now()) == ()
    post = Post(sender=None, origin="", subject="", text="")
    drain(scene.house.outbox, handlers(scene.ports, post), scene.clock)
    assert scene.ports.blobs.stored() == ()
    assert scene.ports.audit.verify() is None
    assert all(not line.actor for line in scene.ports.audit.trail(scope)[1:])
    assert [one.person for one in scene.ports.erasures.listed()][-1] == scene.runner


@pytest.mark.invariant("INV-066")
def test_inv_066_a_clinician_of_an_erased_runner_finds_nobody(scene: Scene) -> None:
    scene.share()
    erase_everything(scene.ports, scene.me, PHRASE)
    with pytest.raises(AccessDenied):
        give_clearance(scene.ports, scene.by(), scene.form())
