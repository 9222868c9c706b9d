"""Red flags: they stop at once, a dispute keeps both versions, and only a clinician with a reason closes one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.events import FlagClosed
from restride.core.terms import Category
from restride.journal.values import AccessDenied
from restride.usecases.entry import Stamp, entry
from restride.usecases.flags import FlagSaid, close_flag, dispute_flag, report_flags
from restride.usecases.refused import NotPossible
from tests.storage import person
from tests.usecases.scene import Scene


@pytest.mark.invariant("INV-005")
def test_inv_005_an_open_flag_is_a_stop_whatever_the_runner_does(scene: Scene) -> None:
    flag = scene.flag()
    assert scene.decision().verdict == "stop"
    dispute_flag(scene.ports, scene.me, flag, "I tapped the wrong line", id=scene.id())
    scene.clock.tick(days=30)
    made = scene.morning()
    assert (made.verdict, made.runs) == ("stop", False)


@pytest.mark.invariant("INV-006")
def test_inv_006_only_a_clinician_with_consent_closes_it_with_a_reason(scene: Scene) -> None:
    flag = scene.flag()
    with pytest.raises(NotPossible):
        close_flag(scene.ports, scene.me, flag, "it is fine", id=scene.id())
    with pytest.raises(AccessDenied):
        close_flag(scene.ports, scene.by(person()), flag, "it is fine", id=scene.id())
    scene.share()
    with pytest.raises(NotPossible):
        close_flag(scene.ports, scene.by(), flag, "  ", id=scene.id())
    assert scene.open_flags() == {flag}
    close_flag(scene.ports, scene.by(), flag, "examined, stands on it", id=scene.id())
    assert scene.open_flags() == set()


def test_a_dispute_keeps_both_versions(scene: Scene) -> None:
    flag = scene.flag()
    dispute_flag(scene.ports, scene.me, flag, "I tapped the wrong line", id=scene.id())
    state = scene.record().state
    assert flag in state.flags
    assert [entry.body.reason for entry in state.flags_disputed.values()] == ["I tapped the wrong line"]
    assert scene.open_flags() == {flag}


def test_a_declined_tick_is_kept_and_opens_nothing(scene: Scene) -> None:
    said = (FlagSaid(flag="dvt", wording="One calf is swollen?", declined=True),)
    report_flags(scene.ports, scene.me, said, id=scene.id())
    assert scene.open_flags() == set()
    assert [e.body.flag for e in scene.record().events if e.kind == "flag_declined"] == ["dvt"]


def test_closing_the_same_flag_twice_with_one_id_is_one_entry(scene: Scene) -> None:
    flag, id = scene.flag(), scene.id()
    scene.share()
    for _ in range(2):
        close_flag(scene.ports, scene.by(), flag, "examined, stands on it", id=id)
    assert len(scene.record().state.flags_closed) == 1


def test_a_flag_of_somebody_else_is_not_there(scene: Scene) -> None:
    scene.share()
    other = Scene(scene.house, scene.clock)
    flag = other.flag()
    with pytest.raises(AccessDenied):
        close_flag(scene.ports, scene.by(), flag, "examined", id=scene.id())
    assert other.open_flags() == {flag}


def test_a_flag_closed_today_gives_no_run_today(scene: Scene) -> None:
    flag = scene.flag()
    scene.share()
    scene.clock.tick(hours=1)
    close_flag(scene.ports, scene.by(), flag, "examined, stands on it", id=scene.id())
    assert not scene.morning().runs
    assert scene.clock.now() - timedelta(hours=1) < scene.clock.now()


def test_a_clinician_who_may_not_see_symptoms_cannot_close_a_flag(scene: Scene) -> None:
    flag = scene.flag()
    scene.share(Category.DECISIONS)
    with pytest.raises(AccessDenied):
        close_flag(scene.ports, scene.by(), flag, "examined", id=scene.id())
    assert scene.open_flags() == {flag}


@pytest.mark.invariant("INV-006")
@pytest.mark.parametrize("reason", ["\u200b\u200b\u200b\u200b", "\u2800\u2800\u2800", "...", "ok"])
def test_inv_006_a_reason_nobody_can_read_closes_nothing(scene: Scene, reason: str) -> None:
    flag = scene.flag()
    scene.share()
    with pytest.raises(NotPossible):
        close_flag(scene.ports, scene.by(), flag, reason, id=scene.id())
    assert scene.open_flags() == {flag}


@pytest.mark.invariant("INV-006")
def test_inv_006_whoever_closes_has_a_name_that_can_be_read(scene: Scene) -> None:
    flag = scene.flag()
    scene.share()
    with pytest.raises(NotPossible) as refusal:
        close_flag(scene.ports, replace(scene.by(), name="\u200b"), flag, "examined, stands on it", id=scene.id())
    assert refusal.value.problems[0].code == "who-is-missing"
    assert scene.open_flags() == {flag}


@pytest.mark.invariant("INV-006")
@pytest.mark.parametrize("wrong", ["by the runner", "without a reason", "a reason nobody can see"])
def test_inv_006_a_closing_without_right_or_reason_closes_nothing_anywhere(scene: Scene, wrong: str) -> None:
    flag = scene.flag()
    scene.share()
    by = scene.me if wrong == "by the runner" else scene.by()
    reason = {"by the runner": "fine", "without a reason": "", "a reason nobody can see": "\u200b\u2060"}[wrong]
    with scene.ports.units.begin(by.person, by.actor, by.purpose) as unit:
        stamp = Stamp(id=scene.id(), recorded_at=scene.clock.now())
        unit.append(entry(by, FlagClosed(flag_event=flag, reason=reason), stamp))
    assert scene.morning().verdict == "stop"
    line = scene.ports.store.standing(scene.me.scope(scene.clock.now()))
    assert line is not None
    assert (line.open_flags, line.urgency is not None) == (1, True)
