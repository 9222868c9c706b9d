"""Waivers: one named waivable rule, until a day, with a reason, by a clinician with care; nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from restride.core.terms import Role
from restride.journal.values import AccessDenied, Actor
from restride.usecases.override import Waiver, give_waiver, waivable, withdraw_waiver
from restride.usecases.ports import today
from restride.usecases.record import regimen_of
from restride.usecases.refused import NotPossible
from tests.storage import person
from tests.usecases.scene import Scene


def waiver(scene: Scene, **changed: Any) -> Waiver:
    told = {
        "id": scene.id(),
        "episode": scene.episode,
        "rule": waivable(protocol(scene))[0],
        "until": today(scene.clock.now(), "UTC").day + timedelta(days=14),
        "reason": "measured in the clinic instead",
    }
    return Waiver(**{**told, **changed})


def protocol(scene: Scene) -> Any:
    record = scene.record()
    return regimen_of(scene.ports, record.open_episodes()[0], record.state).protocol


@pytest.mark.invariant("INV-029")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "reason-missing"),
        ({"rule": "red-flag"}, "unknown-rule"),
        ({"rule": "clearance-lost"}, "hard-limit"),
        ({"episode": "episode-of-nobody"}, "unknown-episode"),
    ],
)
def test_inv_029_a_waiver_that_is_not_narrow_and_reasoned_is_refused(
    scene: Scene, changed: dict[str, Any], code: str
) -> None:
    scene.share()
    with pytest.raises(NotPossible) as refusal:
        give_waiver(scene.ports, scene.by(), waiver(scene, **changed))
    assert [problem.code for problem in refusal.value.problems] == [code]
    assert not scene.record().state.waivers


@pytest.mark.invariant("INV-029")
@pytest.mark.parametrize(("days", "code"), [(-1, "past"), (400, "too-long")])
def test_inv_029_a_waiver_ends_and_not_too_late(scene: Scene, days: int, code: str) -> None:
    scene.share()
    until = today(scene.clock.now(), "UTC").day + timedelta(days=days)
    with pytest.raises(NotPossible) as refusal:
        give_waiver(scene.ports, scene.by(), waiver(scene, until=until))
    assert [problem.code for problem in refusal.value.problems] == [code]


@pytest.mark.invariant("INV-029")
def test_inv_029_only_a_clinician_with_care_gives_one(scene: Scene) -> None:
    with pytest.raises(NotPossible):
        give_waiver(scene.ports, scene.me, waiver(scene))
    with pytest.raises(AccessDenied):
        give_waiver(scene.ports, scene.by(person()), waiver(scene))
    outside = replace(scene.by(), actor=Actor(id="external", role=Role.EXTERNAL, code="abc"))
    with pytest.raises(NotPossible):
        give_waiver(scene.ports, outside, waiver(scene))


def test_a_waiver_is_kept_with_its_giver_and_can_be_taken_back(scene: Scene) -> None:
    scene.share()
    given = waiver(scene)
    give_waiver(scene.ports, scene.by(), given)
    assert scene.record().state.waivers[given.id].author.name == "Therapist 1"
    withdraw_waiver(scene.ports, scene.by(), given.id, id=scene.id())
    assert [entry.body.waiver for entry in scene.record().state.waivers_withdrawn.values()] == [given.id]
