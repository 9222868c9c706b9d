"""Files from watches: what is kept, what counts, what waits for a person, and that one true run counts once."""

from dataclasses import replace

import pytest

from restride.core.answers import Answers
from restride.journal.memory import in_memory
from restride.journal.values import StorageDown
from restride.usecases.confirm_activity import confirm_session, propose_session
from restride.usecases.demo_days import HandClock
from restride.usecases.import_activity import date_activity, plain_name, read_upload, settle_activity
from restride.usecases.ports import Visitor
from restride.usecases.refused import NotPossible
from tests.usecases.days import (
    FIRST,
    activities,
    ago,
    by_hand,
    code,
    days,
    evening,
    fit,
    gpx,
    kneecap,
    rule,
    runs,
    send,
    tcx,
    zipped,
)

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
