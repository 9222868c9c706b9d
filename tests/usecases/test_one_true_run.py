"""One true run, recorded and told in several ways, is one run with the largest load, and every act has one effect."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, permutations

import pytest

from restride.core.answers import Answers
from restride.core.events import Corrected, SessionLogged
from restride.usecases.confirm_activity import confirm_session, propose_session
from restride.usecases.log_session import record_session
from restride.usecases.recordings import latest_version
from restride.usecases.refused import NotPossible
from tests.usecases.days import (
    LONGER,
    WALK_RUN,
    ago,
    by_hand,
    code,
    evening,
    fit,
    gpx,
    kneecap,
    runs,
    send,
    tcx,
    zipped,
)


@pytest.mark.invariant("INV-058")
def test_inv_058_any_recordings_of_one_run_in_any_order_are_one_run_with_the_largest_load() -> None:
    start = timedelta(hours=2)
    made = {
        "fit": fit,
        "packed": lambda at: zipped(fit(at)),
        "tcx": lambda at: tcx(at + timedelta(seconds=20), LONGER),
        "gpx": lambda at: gpx(at - timedelta(seconds=15)),
    }
    loads = {"fit": (480, 60), "packed": (480, 60), "tcx": (600, 75), "gpx": (480, 60)}
    subsets = [order for n in (1, 2, 3) for chosen in combinations(made, n) for order in permutations(chosen)]
    for order in subsets[::3]:
        story = evening(kneecap())
        at = story.clock.now() - start
        first = send(story, made[order[0]](at))
        for name in order[1:]:
            send(story, made[name](at), name)
        story.confirm(first.placed[0].activity or "")
        (run,) = runs(story)
        assert run == max(loads[name] for name in order), order
        assert not story.context().unconfirmed, order


@pytest.mark.invariant("INV-058")
def test_inv_058_a_recording_found_after_its_run_was_confirmed_corrects_it() -> None:
    story = evening(kneecap())
    story.confirm(send(story, fit(ago(story, hours=2))).placed[0].activity or "")
    later = send(story, tcx(ago(story, hours=2), LONGER))
    assert later.status == "imported"
    assert later.placed[0].joins is not None
    assert runs(story) == [(600, 75)]
    assert not story.context().unconfirmed


@pytest.mark.invariant("INV-058")
def test_inv_058_a_run_logged_by_hand_takes_the_larger_load_of_its_file() -> None:
    story = evening(kneecap())
    record_session(story.ports, story.runner, by_hand(story, started=ago(story, hours=2), run_s=400, longest_bout_s=50))
    upload = send(story, fit(ago(story, hours=2, minutes=3)))
    assert upload.placed[0].joins is not None
    assert runs(story) == [(480, 60)]
    bodies = [event.body for event in story.record().events]
    assert [body.run_s for body in bodies if isinstance(body, SessionLogged)] == [400], "the first version stays"
    assert sum(isinstance(body, Corrected) for body in bodies) == 1


def test_a_run_logged_at_another_hour_is_the_same_where_the_runner_says_so() -> None:
    story = evening(kneecap())
    record_session(story.ports, story.runner, by_hand(story))
    activity = send(story, fit(ago(story, hours=6))).placed[0].activity or ""
    seen = propose_session(story.ports, story.runner, activity)
    assert seen.joins is None
    (logged,) = seen.same_day
    given = by_hand(story, after_60=Answers(pain_tenths=20))
    confirm_session(story.ports, story.runner, activity, given, same_as=logged)
    assert confirm_session(story.ports, story.runner, activity, given, same_as=logged) == ()
    (run,) = story.context().runs
    assert (run.run_s, run.after_60.pain_tenths) == (480, 20)
    assert not story.context().unconfirmed


def test_two_runs_of_one_day_stay_two() -> None:
    story = evening(kneecap())
    for hours in (8, 2):
        story.confirm(send(story, fit(ago(story, hours=hours))).placed[0].activity or "")
    assert runs(story) == [(480, 60), (480, 60)]


@pytest.mark.invariant("INV-072")
def test_inv_072_an_upload_sent_again_has_one_effect() -> None:
    story = evening(kneecap())
    content = fit(ago(story, hours=2))
    send(story, content)
    events, files = story.record().events, story.ports.blobs.stored()
    again = send(story, content, "renamed.fit")
    assert again.status == "duplicate"
    assert (story.record().events, story.ports.blobs.stored()) == (events, files)


@pytest.mark.invariant("INV-072")
def test_inv_072_a_run_confirmed_in_two_tabs_is_stored_once() -> None:
    story = evening(kneecap())
    activity = send(story, fit(ago(story, hours=2))).placed[0].activity or ""
    given = by_hand(story)
    confirm_session(story.ports, story.runner, activity, given)
    assert confirm_session(story.ports, story.runner, activity, given) == (), "the same answer again"
    with pytest.raises(NotPossible) as refusal:
        confirm_session(story.ports, story.runner, activity, by_hand(story))
    assert code(refusal) == "already-settled"
    assert len(runs(story)) == 1


@pytest.mark.invariant("INV-072", "INV-058")
@pytest.mark.parametrize("logged", [False, True], ids=["file alone", "joined to a run logged by hand"])
def test_inv_072_a_confirmation_sent_again_has_one_effect_and_keeps_what_is_worse(logged: bool) -> None:
    story = evening(kneecap())
    same_as = None
    if logged:
        first = by_hand(story, started=ago(story, hours=6))
        record_session(story.ports, story.runner, first)
        same_as = first.id
    activity = send(story, fit(ago(story, hours=2))).placed[0].activity or ""
    given = by_hand(story, cut_short=False, during=Answers(pain_tenths=10))
    confirm_session(story.ports, story.runner, activity, given, same_as=same_as)
    stored = story.record().events
    for _ in range(3):
        assert confirm_session(story.ports, story.runner, activity, given, same_as=same_as) == ()
    assert story.record().events == stored, "a double click and a re-send do nothing more"
    worse = replace(given, during=Answers(pain_tenths=90), run_s=700, longest_bout_s=200)
    for _ in range(2):
        confirm_session(story.ports, story.runner, activity, worse, same_as=same_as)
    state = story.record().state
    assert max(entry.body.answers.pain_tenths for entry in state.reports.values()) == 90
    assert runs(story) == [(700, 200)]
    assert len(state.sessions) == 1


def test_a_confirmation_sent_again_with_amounts_that_cannot_be_is_refused() -> None:
    story = evening(kneecap())
    activity = send(story, fit(ago(story, hours=2))).placed[0].activity or ""
    given = by_hand(story)
    confirm_session(story.ports, story.runner, activity, given)
    before = story.record().events
    with pytest.raises(NotPossible):
        confirm_session(story.ports, story.runner, activity, replace(given, run_s=-5))
    assert story.record().events == before


@pytest.mark.invariant("INV-033")
def test_inv_033_a_late_file_leaves_earlier_decisions_as_they_were() -> None:
    story = kneecap()
    story.to_phase("walk-run")
    before = dict(story.record().state.decisions)
    story.to_hour(20)
    send(story, fit(ago(story, hours=2)))
    after = story.record().state.decisions
    assert {id: after[id] for id in before} == before
    newest = after[next(iter(set(after) - set(before)))]
    assert newest.body.supersedes in before


def test_the_latest_version_of_a_session_is_what_joined_it() -> None:
    story = evening(kneecap())
    story.confirm(send(story, fit(ago(story, hours=2), WALK_RUN)).placed[0].activity or "")
    send(story, tcx(ago(story, hours=2), LONGER))
    state = story.record().state
    (session,) = state.sessions.values()
    assert latest_version(state, session).run_s == 600
    assert len(latest_version(state, session).activities) == 2
