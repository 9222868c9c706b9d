"""A form that is sent again with worse answers: they count, whatever was stored first."""

from dataclasses import replace

import pytest

from restride.core.answers import Answers
from restride.core.events import SessionLogged
from restride.core.terms import PainMoment, Side
from restride.journal.values import IdTaken
from restride.usecases.check_in import CheckInGiven, record_check_in, take_check_in
from restride.usecases.correct import Correction, correct
from restride.usecases.enrol import Enrolment, enrol
from restride.usecases.flags import FlagSaid
from restride.usecases.log_session import SessionGiven, record_session, take_session
from restride.usecases.recordings import latest_version
from restride.usecases.refused import NotPossible
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


@pytest.mark.invariant("INV-005")
def test_inv_005_of_an_intake_sent_again_with_other_answers_the_flags_are_kept(scene: Scene) -> None:
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
    with pytest.raises(IdTaken):
        enrol(scene.ports, scene.me, replace(given, operated=True, flags=SAID))
    assert len(scene.open_flags()) == 1
    assert scene.decision().verdict == "stop"


@pytest.mark.invariant("INV-026", "INV-055")
@pytest.mark.parametrize("odd", [{"run_s": -600}, {"walk_s": -1}, {"longest_bout_s": 90}, {"elapsed_s": 10**6}])
def test_inv_026_a_run_is_not_corrected_to_amounts_that_cannot_be(scene: Scene, odd: dict[str, int]) -> None:
    given = run(scene)
    take_session(scene.ports, scene.me, given)
    other = replace(newest(scene), **odd)
    with pytest.raises(NotPossible):
        correct(scene.ports, scene.me, Correction(id=scene.id(), target=given.id, session=other))
    assert not scene.record().state.edits


def newest(scene: Scene) -> SessionLogged:
    """The one run, as its newest version says."""
    state = scene.record().state
    (run,) = state.sessions.values()
    return latest_version(state, run)


def test_a_run_sent_again_with_less_keeps_the_worse_answers_and_the_larger_amounts(scene: Scene) -> None:
    given = run(scene)
    assert not take_session(scene.ports, scene.me, given).differs
    less = replace(given, run_s=30, longest_bout_s=30, cut_short=False, during=Answers(pain_tenths=90))
    for _ in range(2):
        assert take_session(scene.ports, scene.me, less).differs
    state = scene.record().state
    assert sorted(entry.body.answers.pain_tenths for entry in state.reports.values()) == [10, 90]
    assert (newest(scene).run_s, newest(scene).cut_short) == (60, None)
    assert not state.edits


@pytest.mark.invariant("INV-058", "INV-072")
def test_inv_058_a_run_sent_again_with_more_counts_with_the_larger_amounts_once(scene: Scene) -> None:
    given = replace(run(scene), cut_short=False)
    take_session(scene.ports, scene.me, given)
    more = replace(given, run_s=900, longest_bout_s=300, walk_s=30, cut_short=True, why_less="symptoms")
    for _ in range(2):
        assert take_session(scene.ports, scene.me, more).differs
        take_session(scene.ports, scene.me, given)
    found = newest(scene)
    assert (found.run_s, found.longest_bout_s, found.walk_s, found.elapsed_s) == (900, 300, 60, 960)
    assert (found.cut_short, found.why_less) == (True, "symptoms")
    assert [len(edits) for edits in scene.record().state.edits.values()] == [1]
    assert len(scene.record().state.sessions) == 1


@pytest.mark.invariant("INV-023")
def test_inv_023_a_run_sent_again_with_a_later_start_ends_later(scene: Scene) -> None:
    given = replace(run(scene), started=scene.clock.now())
    take_session(scene.ports, scene.me, given)
    scene.clock.tick(hours=3)
    take_session(scene.ports, scene.me, replace(given, started=scene.clock.now()))
    assert newest(scene).elapsed_s == 3 * 3600 + 120


def test_a_run_corrected_down_stays_so_when_the_first_form_comes_again(scene: Scene) -> None:
    given = run(scene)
    take_session(scene.ports, scene.me, given)
    lower = replace(newest(scene), run_s=30, longest_bout_s=30)
    correct(scene.ports, scene.me, Correction(id=scene.id(), target=given.id, session=lower))
    assert not take_session(scene.ports, scene.me, given).differs
    take_session(scene.ports, scene.me, replace(given, during=Answers(pain_tenths=20)))
    assert newest(scene).run_s == 30


def test_amounts_that_cannot_be_are_refused_again_too(scene: Scene) -> None:
    given = run(scene)
    take_session(scene.ports, scene.me, given)
    with pytest.raises(NotPossible):
        take_session(scene.ports, scene.me, replace(given, run_s=10, longest_bout_s=90))
