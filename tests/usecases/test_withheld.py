"""Where the checking code itself breaks: what the runner told stays stored, no run is left, and it is logged."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from restride.core.answers import Answers
from restride.core.decision import Decision
from restride.core.protocol import Protocol
from restride.core.terms import PainMoment
from restride.journal.values import StorageDown
from restride.usecases import withheld
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.demo_days import Days
from restride.usecases.flags import FlagSaid, report_flags
from restride.usecases.ports import Protocols
from restride.usecases.replay import replay
from restride.usecases.today import show_today
from tests.story import calm
from tests.usecases.days import kneecap

SAID = (FlagSaid(flag="cannot_bear_weight", wording="Can you stand on it?"),)


class Losing:
    """Protocols of which the pinned texts can't be had."""

    def __init__(self, whole: Protocols, fault: Exception) -> None:
        self._whole, self._fault = whole, fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def pinned(self, digest: str) -> Protocol:
        raise self._fault


def losing(story: Days, fault: Exception) -> None:
    story.ports = replace(story.ports, protocols=Losing(story.ports.protocols, fault))


def running() -> Days:
    """A runner who has a run today."""
    story = kneecap()
    assert story.to_phase("walk-run").runs
    return story


def almost_running() -> Days:
    """A runner at the gate who has a run from tomorrow on, where nothing breaks."""
    story = kneecap()
    story.to_phase("gate")
    story.tests()
    return story


def now(story: Days) -> Decision:
    made = story.decision()
    assert made is not None
    return made


def next_day(story: Days) -> None:
    story.next_morning()
    story.morning()


def break_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> tuple[str, ...]:
        raise RuntimeError("pain 70 of 100")

    monkeypatch.setattr(withheld, "check", broken)


def worse(story: Days) -> CheckInGiven:
    answers = replace(calm(), pain_tenths=30)
    return CheckInGiven(id=story.id(), episode=story.episode, moment=PainMoment.MORNING, answers=answers)


@pytest.mark.invariant("INV-025")
def test_inv_025_a_check_that_breaks_gives_no_run_and_keeps_the_answers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    story = almost_running()
    break_the_check(monkeypatch)
    with caplog.at_level(logging.ERROR, logger="restride.decisions"):
        next_day(story)
    made = story.decision()
    assert made is not None
    assert (made.runs, made.verdict) == (False, "rest")
    issued = max(story.record().state.decisions.values(), key=lambda entry: entry.body.number)
    assert issued.body.objections == (withheld.CHECKER_FAILED,)
    assert len([e for e in story.record().state.reports.values() if e.at.day == made.day]) == 1
    shown = show_today(story.ports, story.runner).decision
    assert shown is None or not shown.runs
    assert "withheld" in caplog.text


@pytest.mark.invariant("INV-005")
@pytest.mark.parametrize("fault", [LookupError("gone"), ValueError("damaged"), RuntimeError("odd")])
def test_inv_005_a_flag_is_kept_and_stops_where_the_protocol_is_lost(fault: Exception) -> None:
    story = running()
    losing(story, fault)
    report_flags(story.ports, story.runner, SAID, id=story.id())
    made = now(story)
    assert (made.verdict, made.runs, made.trouble) == ("stop", False, withheld.PROTOCOL_LOST)
    line = story.ports.store.standing(story.runner.scope(story.clock.now()))
    assert line is not None
    assert (line.verdict, line.open_flags) == ("stop", 1)


def test_answers_are_kept_and_the_run_goes_where_the_protocol_is_lost() -> None:
    story = running()
    losing(story, LookupError("gone"))
    before = len(story.record().state.reports)
    record_check_in(story.ports, story.runner, worse(story))
    assert len(story.record().state.reports) == before + 1
    assert not now(story).runs


def test_a_first_check_in_without_a_protocol_is_kept_and_decides_nothing() -> None:
    story = kneecap()
    losing(story, LookupError("gone"))
    given = CheckInGiven(
        id=story.id(), episode=story.episode, moment=PainMoment.MORNING, answers=Answers(flag_lines=("night",))
    )
    record_check_in(story.ports, story.runner, given)
    assert given.id in story.record().state.reports
    assert story.decision() is None


def test_a_storage_that_is_down_still_undoes_everything() -> None:
    story = running()
    losing(story, StorageDown("away"))
    with pytest.raises(StorageDown):
        report_flags(story.ports, story.runner, SAID, id=story.id())
    assert not story.record().state.flags


def test_a_line_that_cannot_be_worked_out_asks_for_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    from restride.usecases import standing

    def broken(*_: object) -> None:
        raise RuntimeError("odd")

    story = running()
    monkeypatch.setattr(standing, "standing_of", broken)
    report_flags(story.ports, story.runner, SAID, id=story.id())
    line = story.ports.store.standing(story.runner.scope(story.clock.now()))
    assert line is not None
    assert (line.verdict, line.open_flags, line.awaiting) == (standing.NEEDS_A_LOOK, 1, True)
    assert now(story).verdict == "stop"


def test_a_withheld_decision_replays_as_one_without_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    story = almost_running()
    break_the_check(monkeypatch)
    next_day(story)
    monkeypatch.undo()
    texts = {digest: story.ports.texts.text(digest) or "" for digest in story.ports.texts.digests()}
    assert replay(story.record().events, texts).differences == ()


def test_the_next_day_goes_on_where_the_check_works_again(monkeypatch: pytest.MonkeyPatch) -> None:
    story = almost_running()
    break_the_check(monkeypatch)
    next_day(story)
    assert withheld.withheld_now(story.record())
    monkeypatch.undo()
    next_day(story)
    assert not withheld.withheld_now(story.record())
