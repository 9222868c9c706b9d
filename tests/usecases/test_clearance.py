"""Clearing a runner: who may, what must fit, and what a clearance that is gone does at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.events import OperationReported
from restride.core.terms import Category, Role, Scope, Side
from restride.journal.values import AccessDenied, Actor
from restride.usecases.clearance import give_clearance, withdraw_clearance
from restride.usecases.enrol import report_operation
from restride.usecases.ports import today
from restride.usecases.refused import NotPossible
from tests.storage import person
from tests.usecases.scene import Scene


def codes(refusal: pytest.ExceptionInfo[NotPossible]) -> set[str]:
    return {problem.code for problem in refusal.value.problems}


def test_a_clinician_with_care_clears_the_runner(scene: Scene) -> None:
    scene.share()
    given = scene.form(run_s_most=1200, bout_s_most=120, names=("anticoagulant",))
    give_clearance(scene.ports, scene.by(), given)
    kept = scene.record().state.clearances[given.id]
    assert (kept.body.scope, kept.body.run_s_most, kept.author.name, kept.author.verified) == (
        Scope.RUN,
        1200,
        "Therapist 1",
        True,
    )


def test_the_same_clearance_sent_again_is_stored_once(scene: Scene) -> None:
    scene.share()
    given = scene.form()
    give_clearance(scene.ports, scene.by(), given)
    assert give_clearance(scene.ports, scene.by(), given) == ()
    assert len(scene.record().state.clearances) == 1


@pytest.mark.parametrize("changed", [{"name": "\u200b\u2060"}, {"profession": " - "}])
def test_whoever_clears_has_a_name_and_profession_that_can_be_read(scene: Scene, changed: dict[str, str]) -> None:
    scene.share()
    with pytest.raises(NotPossible) as refusal:
        give_clearance(scene.ports, replace(scene.by(), **changed), scene.form())
    assert refusal.value.problems[0].code == "who-is-missing"
    assert not scene.record().state.clearances


def test_nobody_clears_themselves(scene: Scene) -> None:
    with pytest.raises(NotPossible):
        give_clearance(scene.ports, scene.me, scene.form())
    dressed = replace(scene.me, actor=Actor(id=scene.runner, role=Role.CLINICIAN), name="Kim", profession="physio")
    with pytest.raises((NotPossible, AccessDenied)):
        give_clearance(scene.ports, dressed, scene.form())


def test_without_care_no_clearance_is_stored(scene: Scene) -> None:
    with pytest.raises(AccessDenied):
        give_clearance(scene.ports, scene.by(person()), scene.form())
    assert not scene.record().state.clearances


@pytest.mark.invariant("INV-008")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"side": Side.RIGHT}, "other-side"),
        ({"episode": "episode-of-nobody"}, "unknown-episode"),
        ({"run_s_most": 0}, "out-of-range"),
    ],
)
def test_a_clearance_that_does_not_fit_is_refused(scene: Scene, changed: dict[str, object], code: str) -> None:
    scene.share()
    with pytest.raises(NotPossible) as refusal:
        give_clearance(scene.ports, scene.by(), scene.form(**changed))
    assert codes(refusal) == {code}
    assert not scene.record().state.clearances


def test_a_clearance_that_has_ended_is_refused(scene: Scene) -> None:
    scene.share()
    yesterday = today(scene.clock.now(), "UTC").day - timedelta(days=1)
    with pytest.raises(NotPossible) as refusal:
        give_clearance(scene.ports, scene.by(), scene.form(until=yesterday))
    assert codes(refusal) == {"past"}


@pytest.mark.invariant("INV-007")
def test_no_run_while_the_clearance_is_missing(scene: Scene) -> None:
    scene.share()
    for _ in range(4):
        assert not scene.morning().runs
        scene.clock.tick(days=1)


def test_a_withdrawn_clearance_counts_no_longer(scene: Scene) -> None:
    scene.share()
    given = scene.form()
    give_clearance(scene.ports, scene.by(), given)
    with pytest.raises(NotPossible):
        withdraw_clearance(scene.ports, scene.by(), given.id, " ", id=scene.id())
    withdraw_clearance(scene.ports, scene.by(), given.id, "new swelling", id=scene.id())
    assert scene.record().state.clearances_withdrawn
    assert not scene.valid(Scope.RUN)


@pytest.mark.invariant("INV-009")
def test_a_new_operation_voids_the_clearance_until_it_is_renewed(scene: Scene) -> None:
    scene.share()
    give_clearance(scene.ports, scene.by(), scene.form())
    assert scene.valid(Scope.RUN)
    scene.clock.tick(days=2)
    day = today(scene.clock.now(), "UTC").day - timedelta(days=1)
    reported = OperationReported(day=day, what="fell, knee swollen", operation=False)
    report_operation(scene.ports, scene.me, reported, id=scene.id())
    assert not scene.valid(Scope.RUN)
    scene.clock.tick(minutes=5)
    give_clearance(scene.ports, scene.by(), scene.form())
    assert scene.valid(Scope.RUN)


def test_a_runner_stands_in_the_list_from_the_moment_of_sharing(scene: Scene) -> None:
    assert scene.ports.store.caseload(scene.by().actor, scene.clock.now()) == ()
    scene.share(Category.DECISIONS)
    assert [line.person for line in scene.ports.store.caseload(scene.by().actor, scene.clock.now())] == [scene.runner]
