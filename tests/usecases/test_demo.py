"""The demonstration: each state is what it says, through the real use cases, and replays without a difference."""

from datetime import UTC, datetime

import pytest

from restride.core.terms import Verdict
from restride.usecases.confirm_activity import propose_session
from restride.usecases.demo import STATES, act, evening_of, file_of_the_day
from restride.usecases.demo_days import Days
from restride.usecases.replay import replay
from restride.usecases.today import Today, show_today
from tests.usecases.days import days, send

OPENED = evening_of(datetime(2026, 11, 20, tzinfo=UTC))


def acted(name: str) -> Days:
    story = days(OPENED)
    act(name, story, OPENED)
    story.clock.at = OPENED
    return story


def shown(story: Days) -> Today:
    return show_today(story.ports, story.runner)


@pytest.mark.parametrize("name", sorted(STATES))
def test_every_decision_of_a_demonstration_replays_as_it_was(name: str) -> None:
    story = acted(name)
    texts = {digest: story.ports.texts.text(digest) or "" for digest in story.ports.texts.digests()}
    replayed = replay(story.record().events, texts)
    assert replayed.differences == ()
    assert (replayed.decisions > 0) is (name != "day-0")


@pytest.mark.parametrize("name", sorted(STATES))
def test_everything_happened_before_the_demonstration_is_opened(name: str) -> None:
    assert max(event.recorded_at for event in acted(name).record().events) < OPENED


def test_on_day_0_the_check_in_is_asked() -> None:
    today = shown(acted("day-0"))
    assert today.decision is None
    assert today.episodes[0].questions


def test_at_the_gate_two_tests_are_open() -> None:
    decision = shown(acted("gate")).decision
    assert decision is not None
    assert decision.position.phase == "gate"
    waiting = {reason.rule for reason in decision.reasons if reason.status == "unknown"}
    assert waiting == {"gate-squat", "gate-stairs"}


def test_the_first_run_is_asked_and_its_file_fits() -> None:
    story = acted("first-run")
    decision = shown(story).decision
    assert decision is not None
    assert decision.runs
    upload = send(story, file_of_the_day(story.ports, OPENED))
    assert upload.status == "imported"
    seen = propose_session(story.ports, story.runner, upload.placed[0].activity or "")
    assert seen.asked is not None
    assert seen.fidelity is not None
    assert seen.fidelity.percent == 100
    story.confirm(upload.placed[0].activity or "")
    story.next_morning()
    assert story.morning() is not None


def test_the_morning_after_waits_for_an_answer() -> None:
    today = shown(acted("morning-after"))
    assert today.decision is None
    assert "next_morning" in today.episodes[0].questions


def test_stopped_is_a_stop_with_an_open_flag() -> None:
    today = shown(acted("stopped"))
    assert today.decision is not None
    assert today.decision.verdict is Verdict.STOP
    assert [entry.body.flag for entry in today.open_flags] == ["rapid_knee_swelling"]


def test_awaiting_clearance_lacks_nothing_but_the_clearance() -> None:
    decision = shown(acted("awaiting-clearance")).decision
    assert decision is not None
    assert [reason.rule for reason in decision.reasons if reason.deciding] == ["gate-clearance"]
