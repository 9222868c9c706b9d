"""A form that is sent again with worse answers: they count, whatever was stored first."""

from dataclasses import replace

import pytest

from restride.core.answers import Answers
from restride.core.terms import PainMoment, Side
from restride.journal.values import IdTaken
from restride.usecases.check_in import CheckInGiven, record_check_in, take_check_in
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.flags import FlagSaid
from restride.usecases.log_session import SessionGiven, record_session, take_session
from tests.story import calm
from tests.usecases.scene import Scene

SAID = (FlagSaid(flag="cannot_bear_weight", wording="Can you stand on it?"),)


def morning(scene: Scene) -> CheckInGiven:
    return CheckInGiven(id=scene.id(), episode=scene.episode, moment=PainMoment.MORNING, answers=calm())


def run(scene: Scene) -> SessionGiven:
    return SessionGiven(
        id=scene.id(),
        episode=scene.episode,
        started=scene.clock.now(),
        run_s=60,
        longest_bout_s=60,
        walk_s=60,
        during=Answers(pain_tenths=10),
    )


@pytest.mark.invariant("INV-005")
def test_inv_005_a_flag_in_a_check_in_sent_again_stops(scene: Scene) -> None:
    given = morning(scene)
    record_check_in(scene.ports, scene.me, given)
    for _ in range(2):
        record_check_in(scene.ports, scene.me, replace(given, flags=SAID))
    assert len(scene.open_flags()) == 1
    assert scene.decision().verdict == "stop"


def test_a_check_in_sent_again_with_other_answers_keeps_both(scene: Scene) -> None:
    given = morning(scene)
    worse = replace(given, answers=replace(calm(), pain_tenths=80))
    assert take_check_in(scene.ports, scene.me, given) == given.id
    scene.clock.tick(hours=1)
    other = {take_check_in(scene.ports, scene.me, worse) for _ in range(2)}
    assert len(other) == 1
    assert sorted(entry.body.answers.pain_tenths for entry in scene.record().state.reports.values()) == [
        calm().pain_tenths,
        80,
    ]
    assert not scene.decision().runs


def test_a_check_in_sent_again_on_another_day_is_no_answer_of_that_day(scene: Scene) -> None:
    given = morning(scene)
    take_check_in(scene.ports, scene.me, given)
    scene.clock.tick(days=1)
    assert take_check_in(scene.ports, scene.me, given) == given.id
    assert len(scene.record().state.reports) == 1


def test_an_id_of_something_else_is_taken(scene: Scene) -> None:
    with pytest.raises(IdTaken):
        take_check_in(scene.ports, scene.me, replace(morning(scene), id=scene.episode))


def test_a_run_sent_again_with_worse_answers_and_a_flag_keeps_them(scene: Scene) -> None:
    given = run(scene)
    record_session(scene.ports, scene.me, given)
    for _ in range(2):
        record_session(scene.ports, scene.me, replace(given, during=Answers(pain_tenths=90), flags=SAID))
    state = scene.record().state
    assert sorted(entry.body.answers.pain_tenths for entry in state.reports.values()) == [10, 90]
    assert len(state.sessions) == 1
    assert len(scene.open_flags()) == 1
    assert scene.decision().verdict == "stop"


def test_an_intake_sent_again_with_a_flag_stops(scene: Scene) -> None:
    given = Enrolment(
        id=scene.id(),
        condition="patellofemoral_pain",
        side=Side.RIGHT,
        age_years=40,
        onset=None,
        operated=False,
        consent="use-1",
    )
    enrol(scene.ports, scene.me, given)
    enrol(scene.ports, scene.me, replace(given, flags=SAID))
    assert len(scene.open_flags()) == 1
    assert scene.decision().verdict == "stop"


def test_a_run_sent_again_with_other_amounts_keeps_the_worse_answers(scene: Scene) -> None:
    given = run(scene)
    take_session(scene.ports, scene.me, given)
    for _ in range(2):
        take_session(scene.ports, scene.me, replace(given, run_s=30, longest_bout_s=30, during=Answers(pain_tenths=90)))
    state = scene.record().state
    assert sorted(entry.body.answers.pain_tenths for entry in state.reports.values()) == [10, 90]
    assert [entry.body.run_s for entry in state.sessions.values()] == [60]
