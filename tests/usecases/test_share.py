"""Sharing: a code comes from the runner, works once, opens what was ticked, and withdrawal holds at once."""

from dataclasses import replace

import pytest

from restride.core.terms import Category, Role
from restride.journal.values import AccessDenied, Actor, Purpose
from restride.journal.values import Scope as Look
from restride.usecases.codes import digest_of
from restride.usecases.refused import NotPossible
from restride.usecases.share import accept_sharing, offer_sharing, show_sharing, stop_sharing
from tests.storage import person
from tests.usecases.scene import CONSENT, Scene


def look(scene: Scene, actor: Actor) -> Look:
    return Look(viewer=actor, person=scene.runner, purpose=Purpose.CARE, at=scene.clock.now())


def test_a_clinician_sees_nothing_before_and_the_ticked_parts_after_the_code(scene: Scene) -> None:
    with pytest.raises(AccessDenied):
        scene.ports.store.read(look(scene, scene.by().actor))
    scene.share(Category.DECISIONS, Category.SYMPTOMS)
    view = scene.ports.store.read(look(scene, scene.by().actor))
    assert view.granted == {Category.DECISIONS, Category.SYMPTOMS}
    assert {event.category for event in view.events} <= view.granted


def test_the_consent_is_an_entry_of_the_runner_that_names_clinician_and_parts(scene: Scene) -> None:
    scene.share(Category.DECISIONS)
    given = [event for event in scene.record().events if event.kind == "consent_given" and event.body.to]
    assert [(e.author.id, e.body.to, e.body.categories) for e in given] == [
        (scene.runner, scene.clinician, (Category.DECISIONS,))
    ]


def test_a_code_works_once_for_one_clinician(scene: Scene) -> None:
    shown = scene.share()
    with pytest.raises(NotPossible):
        accept_sharing(scene.ports, replace(scene.by().actor, id=person()), shown, id=scene.id())


@pytest.mark.invariant("INV-068")
def test_link_and_short_code_are_random_hashed_and_die_together(scene: Scene) -> None:
    handed = offer_sharing(scene.ports, scene.me, frozenset(Category), CONSENT)
    assert len(handed.token) * 6 >= 128
    codes = scene.house.rows
    assert codes.code(digest_of(handed.token)) is not None
    assert codes.code(handed.token) is None
    accept_sharing(scene.ports, scene.by().actor, handed.token, id=scene.id())
    with pytest.raises(NotPossible):
        accept_sharing(scene.ports, replace(scene.by().actor, id=person()), handed.short, id=scene.id())


def test_a_short_code_may_be_typed_in_any_case_without_its_dash(scene: Scene) -> None:
    handed = offer_sharing(scene.ports, scene.me, frozenset(Category), CONSENT)
    typed = handed.short.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert accept_sharing(scene.ports, scene.by().actor, typed, id=scene.id()) == scene.runner


def test_a_code_dies_after_seven_days(scene: Scene) -> None:
    handed = offer_sharing(scene.ports, scene.me, frozenset(Category), CONSENT)
    scene.clock.tick(days=7)
    with pytest.raises(NotPossible):
        accept_sharing(scene.ports, scene.by().actor, handed.short, id=scene.id())


@pytest.mark.invariant("INV-008")
def test_nobody_becomes_the_clinician_of_themselves(scene: Scene) -> None:
    handed = offer_sharing(scene.ports, scene.me, frozenset(Category), CONSENT)
    with pytest.raises(NotPossible) as refusal:
        accept_sharing(scene.ports, Actor(id=scene.runner, role=Role.CLINICIAN), handed.short, id=scene.id())
    assert refusal.value.problems[0].code == "own-code"
    assert not scene.ports.store.care(scene.me.scope(scene.clock.now()))
    assert accept_sharing(scene.ports, scene.by().actor, handed.short, id=scene.id()) == scene.runner


@pytest.mark.parametrize("role", [Role.RUNNER, Role.OPERATOR, Role.EXTERNAL])
def test_only_a_clinician_can_use_a_sharing_code(scene: Scene, role: Role) -> None:
    handed = offer_sharing(scene.ports, scene.me, frozenset(Category), CONSENT)
    with pytest.raises(AccessDenied):
        accept_sharing(scene.ports, Actor(id=person(), role=role), handed.short, id=scene.id())


@pytest.mark.parametrize("who", ["clinician", "stranger"])
def test_nobody_but_the_runner_makes_a_sharing_code(scene: Scene, who: str) -> None:
    scene.share()
    actor = scene.by().actor if who == "clinician" else Actor(id=person(), role=Role.RUNNER)
    with pytest.raises(AccessDenied):
        offer_sharing(scene.ports, replace(scene.me, actor=actor), frozenset(Category), CONSENT)


def test_sharing_needs_consent_and_at_least_the_decisions(scene: Scene) -> None:
    with pytest.raises(NotPossible):
        offer_sharing(scene.ports, scene.me, frozenset(Category), "")
    with pytest.raises(NotPossible):
        offer_sharing(scene.ports, scene.me, frozenset({Category.NOTES}), CONSENT)


@pytest.mark.invariant("INV-061")
def test_withdrawn_consent_holds_on_every_path_at_once(scene: Scene) -> None:
    scene.share()
    stop_sharing(scene.ports, scene.me, scene.clinician, id=scene.id())
    actor, store = scene.by().actor, scene.ports.store
    paths = (store.read, store.page, store.standing, store.care, store.files, store.checkpoint)
    for path in paths:
        with pytest.raises(AccessDenied):
            path(look(scene, actor))
    assert store.caseload(actor, scene.clock.now()) == ()
    with pytest.raises(AccessDenied), scene.ports.units.begin(scene.runner, actor, Purpose.CARE):
        pass


@pytest.mark.invariant("INV-061")
def test_a_code_from_before_the_withdrawal_does_not_undo_it(scene: Scene) -> None:
    kept = offer_sharing(scene.ports, scene.me, frozenset(Category), CONSENT)
    scene.share()
    stop_sharing(scene.ports, scene.me, scene.clinician, id=scene.id())
    with pytest.raises(NotPossible):
        accept_sharing(scene.ports, scene.by().actor, kept.short, id=scene.id())


def test_the_clinician_may_end_it_too_and_nobody_else(scene: Scene) -> None:
    scene.share()
    with pytest.raises(AccessDenied):
        stop_sharing(scene.ports, scene.by(person()), scene.clinician, id=scene.id())
    stop_sharing(scene.ports, scene.by(), scene.clinician, id=scene.id())
    (care,) = show_sharing(scene.ports, scene.me).care
    assert care.ended is not None


@pytest.mark.invariant("INV-063")
def test_each_look_of_a_clinician_is_one_line_that_the_runner_sees(scene: Scene) -> None:
    scene.share()
    before = len(show_sharing(scene.ports, scene.me).looked)
    scene.ports.store.read(look(scene, scene.by().actor))
    lines = show_sharing(scene.ports, scene.me).looked
    assert (len(lines), lines[0].actor, lines[0].action) == (before + 1, scene.clinician, "read")


def test_a_resent_withdrawal_is_harmless(scene: Scene) -> None:
    scene.share()
    id = scene.id()
    for _ in range(2):
        stop_sharing(scene.ports, scene.me, scene.clinician, id=id)
    assert [e.kind for e in scene.record().events].count("consent_withdrawn") == 1
