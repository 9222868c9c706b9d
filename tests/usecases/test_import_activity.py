"""Files from watches: what is kept, what counts, what waits for a person, and that one true run counts once."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, permutations

import pytest

from restride.core.answers import Answers
from restride.core.decide import decide
from restride.core.events import Corrected, SessionLogged
from restride.core.state import Entry
from restride.journal.memory import in_memory
from restride.journal.values import StorageDown
from restride.usecases.confirm_activity import confirm_session, propose_session
from restride.usecases.demo_days import Days, HandClock
from restride.usecases.import_activity import date_activity, plain_name, read_upload, settle_activity
from restride.usecases.log_session import SessionGiven, record_session
from restride.usecases.ports import Visitor
from restride.usecases.recordings import latest_version
from restride.usecases.refused import NotPossible
from tests.usecases.days import FIRST, WALK_RUN, ago, days, fit, gpx, kneecap, send, tcx, zipped

LONGER = (("walk", 300), *((("run", 75), ("walk", 120)) * 8), ("walk", 300))


def evening(story: Days) -> Days:
    """Two hours after the run of the day after sign-up."""
    story.next_morning()
    story.to_hour(20)
    return story


def activities(story: Days) -> dict[str, Entry]:
    return dict(story.record().state.activities)


def runs(story: Days) -> list[tuple[int, int]]:
    """Running seconds and longest stretch of each run that counts."""
    return [(run.run_s, run.bout_s) for run in story.context().runs]


def rule(story: Days, id: str) -> str:
    """How a rule stands in what would be decided now."""
    look = story.context()
    decision = decide(look.regimen, look.state, look.now)
    return next(reason.status for reason in decision.reasons if reason.rule == id)


def by_hand(story: Days, **changed: object) -> SessionGiven:
    given = SessionGiven(id=story.id(), episode=story.episode, started=None, run_s=480, longest_bout_s=60, walk_s=1560)
    return replace(given, **changed)  # type: ignore[arg-type]


def code(refusal: pytest.ExceptionInfo[NotPossible]) -> str:
    return refusal.value.problems[0].code


# ---- from the file to the session ----


def test_the_days_session_is_found_in_the_file_and_proposed() -> None:
    story = kneecap()
    asked = story.to_phase("walk-run")
    story.to_hour(20)
    upload = send(story, fit(ago(story, hours=2)))
    seen = propose_session(story.ports, story.runner, upload.placed[0].activity or "")
    assert upload.status == "imported"
    assert (seen.amounts.run_s, seen.amounts.longest_bout_s, seen.amounts.walk_s) == (480, 60, 1560)
    assert seen.asked is not None
    assert seen.asked.dose == asked.dose
    assert seen.answers in story.record().state.decisions
    assert seen.fidelity is not None
    assert (seen.fidelity.percent, len(seen.fidelity.bouts)) == (100, 8)


def test_what_was_felt_comes_from_the_runner_alone() -> None:
    story = evening(kneecap())
    activity = send(story, fit(ago(story, hours=2))).placed[0].activity or ""
    confirm_session(story.ports, story.runner, activity, by_hand(story, during=Answers(pain_tenths=30)))
    (run,) = story.context().runs
    assert run.during.pain_tenths == 30
    assert run.after_60.pain_tenths is None


def test_the_original_is_kept_byte_for_byte() -> None:
    story = evening(kneecap())
    content = zipped(fit(ago(story, hours=2)))
    activity = send(story, content, "C:\\runs\\evening\x00 run.fit.gz").placed[0].activity or ""
    assert story.ports.blobs.read(activities(story)[activity].body.file_id) == content
    assert story.ports.store.files(story.runner.scope(story.clock.now()))[0].name == "evening run.fit.gz"


def test_a_run_waits_and_holds_until_it_is_confirmed() -> None:
    story = evening(kneecap())
    story.morning()
    activity = send(story, fit(ago(story, hours=2))).placed[0].activity or ""
    assert rule(story, "run-unconfirmed") == "unmet"
    story.confirm(activity)
    assert rule(story, "run-unconfirmed") == "met"


def test_a_run_that_was_asked_for_keeps_its_stage_while_it_waits() -> None:
    story = kneecap()
    story.to_phase("walk-run")
    story.to_hour(20)
    send(story, fit(ago(story, hours=2)))
    waiting = story.decision()
    assert waiting is not None
    assert (waiting.runs, waiting.position.phase, waiting.position.level) == (False, "walk-run", 1)


def test_of_file_and_form_the_larger_counts() -> None:
    story = evening(kneecap())
    activity = send(story, fit(ago(story, hours=2))).placed[0].activity or ""
    confirm_session(story.ports, story.runner, activity, by_hand(story, run_s=300, longest_bout_s=90))
    assert runs(story) == [(480, 90)]


def test_a_ride_is_recorded_and_asks_nothing() -> None:
    story = evening(kneecap())
    upload = send(story, tcx(ago(story, hours=2), sport="Biking"), "ride.tcx")
    (kept,) = activities(story).values()
    assert (upload.status, kept.body.sport, kept.body.run_s) == ("imported", "cycling", 0)
    story.morning()
    assert rule(story, "run-unconfirmed") == "met"


# ---- once only ----


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


# ---- what allows nothing ----


def test_a_run_from_before_sign_up_is_history_and_changes_nothing() -> None:
    story = kneecap()
    story.next_morning()
    decided = story.morning()
    upload = send(story, fit(ago(story, days=5)))
    (kept,) = activities(story).values()
    assert (upload.status, kept.body.history) == ("imported", True)
    assert upload.issued == ()
    assert story.decision() == decided
    with pytest.raises(NotPossible) as refusal:
        confirm_session(story.ports, story.runner, kept.id, by_hand(story))
    assert code(refusal) == "history"


@pytest.mark.invariant("INV-012")
def test_inv_012_a_spike_out_of_a_file_never_raises_a_later_allowance() -> None:
    quiet, spiked = kneecap(), kneecap()
    for story in (quiet, spiked):
        decision = story.to_phase("walk-run")
        story.run_with_watch(decision)
        story.next_morning()
    spiked.morning()
    spiked.to_hour(20)
    spike = send(spiked, fit(ago(spiked, hours=2), (("run", 3000),)))
    spiked.confirm(spike.placed[0].activity or "")
    quiet.morning()
    most = {id(quiet): 0, id(spiked): 0}
    for _ in range(20):
        for story in (quiet, spiked):
            story.next_morning()
            asked = story.morning()
            most[id(story)] = max(most[id(story)], asked.dose.run_s if asked else 0)
            if asked is not None and asked.runs:
                story.run_with_watch(asked)
        assert most[id(spiked)] <= most[id(quiet)]
    assert most[id(quiet)] > 480, "the quiet runner did move on"


@pytest.mark.invariant("INV-045")
def test_inv_045_a_run_from_the_future_is_set_aside() -> None:
    story = evening(kneecap())
    upload = send(story, fit(ago(story, hours=-30)))
    assert upload.status == "review"
    assert "implausible-date" in {problem.code for problem in upload.problems}
    assert runs(story) == []


@pytest.mark.invariant("INV-059")
def test_inv_059_figures_that_cannot_be_true_wait_for_a_person_and_block_progress() -> None:
    story = evening(kneecap())
    story.morning()
    cut = fit(ago(story, hours=2), (("run", 1200),))[:-400]
    upload = send(story, cut)
    activity = upload.placed[0].activity or ""
    assert upload.status == "review"
    assert rule(story, "file-in-review") == "unmet"
    assert runs(story) == [], "it is no base for anything"
    settle_activity(story.ports, story.runner, activity, "My brother had the watch.", id=story.id())
    assert rule(story, "file-in-review") == "met"
    assert activities(story), "it stays in the record"


@pytest.mark.invariant("INV-057")
def test_inv_057_a_damaged_file_confirmed_by_hand_counts_with_the_more_cautious_figures() -> None:
    story = evening(kneecap())
    activity = send(story, fit(ago(story, hours=2), (("run", 1200),))[:-400]).placed[0].activity or ""
    seen = propose_session(story.ports, story.runner, activity)
    assert seen.review
    confirm_session(story.ports, story.runner, activity, by_hand(story))
    ((run_s, bout_s),) = runs(story)
    assert run_s == seen.amounts.run_s > 480
    assert bout_s == seen.amounts.longest_bout_s
    story.morning()
    assert rule(story, "file-in-review") == "met"


@pytest.mark.invariant("INV-057")
@pytest.mark.parametrize(
    ("owner", "status"),
    [("Kim Meyer", "review"), ("sam Meyer", "imported"), ("Watch 245", "imported"), ("test app", "imported")],
)
def test_inv_057_a_file_that_names_somebody_else_asks_first(owner: str, status: str) -> None:
    story = evening(kneecap())
    upload = send(story, gpx(ago(story, hours=2), owner=owner))
    assert upload.status == status
    if status == "review":
        assert upload.problems[-1].code == "other-owner"
        confirm_session(story.ports, story.runner, upload.placed[0].activity or "", by_hand(story))
    else:
        story.confirm(upload.placed[0].activity or "")
    assert runs(story) == [(480, 60)]


def test_where_the_files_seconds_mean_nothing_the_runners_word_stands() -> None:
    story = evening(kneecap())
    upload = send(story, gpx(ago(story, hours=2), dated=False))
    activity = upload.placed[0].activity or ""
    assert upload.status == "review"
    assert propose_session(story.ports, story.runner, activity).start is None
    with pytest.raises(NotPossible) as refusal:
        confirm_session(story.ports, story.runner, activity, by_hand(story))
    assert code(refusal) == "date-first"
    date_activity(story.ports, story.runner, activity, ago(story, hours=2), id=story.id())
    dated = next(one for one in activities(story).values() if one.body.start is not None)
    confirm_session(story.ports, story.runner, dated.id, by_hand(story))
    assert runs(story) == [(480, 60)]
    story.morning()
    assert rule(story, "file-in-review") == "met"


def test_a_sound_file_takes_the_place_of_a_damaged_one() -> None:
    story = evening(kneecap())
    whole = fit(ago(story, hours=2), (("run", 1200),))
    assert send(story, whole[:-400]).status == "review"
    assert send(story, whole).status == "imported"
    story.morning()
    assert rule(story, "file-in-review") == "met"


# ---- bad input ----


@pytest.mark.parametrize("content", [b"", b"not a run", b"\x1f\x8b broken", b"<gpx", fit(FIRST)[:60]])
def test_nothing_is_kept_of_a_file_that_is_refused(content: bytes) -> None:
    story = evening(kneecap())
    upload = send(story, content)
    assert (upload.status, upload.placed) == ("refused", ())
    assert all(problem.code and problem.place and problem.cure for problem in upload.problems)
    assert not activities(story)
    assert story.ports.blobs.stored() == ()


def test_a_storage_that_fails_leaves_no_file_behind() -> None:
    def fail(call: str) -> None:
        if call == "put_file":
            raise StorageDown("The disk is full.")

    clock = HandClock(FIRST)
    story = days(house=in_memory(clock, fault=fail), clock=clock)
    story.enrol("patellofemoral_pain")
    evening(story)
    with pytest.raises(StorageDown):
        send(story, fit(ago(story, hours=2)))
    assert story.ports.blobs.stored() == ()
    assert not activities(story)


def test_another_persons_run_is_unknown() -> None:
    mine, other = evening(kneecap()), evening(kneecap())
    activity = send(other, fit(ago(other, hours=2))).placed[0].activity or ""
    for act in (
        lambda: propose_session(mine.ports, mine.runner, activity),
        lambda: settle_activity(mine.ports, mine.runner, activity, "not mine", id=mine.id()),
        lambda: confirm_session(mine.ports, mine.runner, activity, by_hand(mine)),
    ):
        with pytest.raises(NotPossible) as refusal:
            act()
        assert code(refusal) == "unknown-activity"


def test_the_same_file_of_two_people_is_a_run_of_each() -> None:
    one = evening(kneecap())
    second = days(house=None)
    shared = replace(second.runner, person=second.runner.person)
    assert isinstance(shared, Visitor)
    content = fit(ago(one, hours=2))
    assert send(one, content).status == "imported"
    assert read_upload(one.ports, shared, content, "run.fit").status == "imported"


def test_a_file_name_is_shown_without_its_path_and_unseen_signs() -> None:
    assert plain_name("../../etc/\x07run\u202e.fit") == "run.fit"
    assert plain_name("\x00") == "file"


def test_the_latest_version_of_a_session_is_what_joined_it() -> None:
    story = evening(kneecap())
    story.confirm(send(story, fit(ago(story, hours=2), WALK_RUN)).placed[0].activity or "")
    send(story, tcx(ago(story, hours=2), LONGER))
    state = story.record().state
    (session,) = state.sessions.values()
    assert latest_version(state, session).run_s == 600
    assert len(latest_version(state, session).activities) == 2
