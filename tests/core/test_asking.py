"""Fewer questions after green weeks in a row; anything not green brings them back; no decision depends on it."""

from datetime import timedelta

import pytest

from restride.core.asking import asks_less
from restride.core.context import Context
from restride.core.events import FlagOpened
from restride.core.protocol import Regimen
from restride.core.terms import PainPattern, Urgency
from restride.library.asking import asking, read_asking
from restride.library.errors import ProtocolError
from restride.library.source import packaged
from tests.build_story import asked, tables
from tests.library.planted import with_fault
from tests.story import Story, shipped

LESS = asking()
WEEKS = LESS.green_weeks


def green_weeks(weeks: int, *, level: int = 40) -> Story:
    """In build on a morning between runs, after so many weeks with a quiet run every third day."""
    story = Story(cleared=False)
    for _ in range(weeks * 7 // 3 + 1):
        a_run(story, level=level)
        story.next_day(2)
    story.next_day(-1)
    return story


def a_run(story: Story, *, level: int = 40, **felt: object) -> None:
    asked(story, tables(story.protocol)[-1], level)
    story.run(**felt)
    story.next_day()
    story.morning()


def rests(story: Story) -> bool:
    return asks_less(Context(story.regimen, story.state, story.now), LESS)


def test_six_green_weeks_in_a_row_leave_the_day_between_runs_free() -> None:
    assert not rests(green_weeks(WEEKS - 1))
    assert rests(green_weeks(WEEKS))


def test_before_build_every_question_is_asked() -> None:
    story = Story()
    story.to_walk_run()
    story.green_days(45)
    assert Context(story.regimen, story.state, story.now).held.phase == "walk-run"
    assert not rests(story)


@pytest.mark.parametrize(
    "felt",
    [{"pain_tenths": 30, "pattern": PainPattern.STEADY}, {"limp": True}, {"sharp": True}, {"painkiller": True}],
    ids=str,
)
def test_a_run_that_was_not_green_brings_them_back(felt: dict[str, object]) -> None:
    story = green_weeks(WEEKS)
    story.next_day(2)
    a_run(story, **felt)
    assert not rests(story)
    for _ in range(3):  # two weeks of good runs are not enough again
        story.next_day(2)
        a_run(story)
    assert not rests(story)


def test_a_symptom_told_on_a_free_day_brings_them_back() -> None:
    story = green_weeks(WEEKS)
    story.morning(swelling_h=20)
    assert not rests(story)


@pytest.mark.invariant("INV-005")
def test_a_warning_brings_them_back_and_a_closed_one_keeps_them() -> None:
    story = green_weeks(WEEKS)
    story.tell(FlagOpened(flag="night_pain", urgency=Urgency.DAYS), person=True)
    assert not rests(story)


def test_a_run_whose_morning_is_open_is_asked_about() -> None:
    story = green_weeks(WEEKS)
    story.next_day(2)
    asked(story, tables(story.protocol)[-1], 40)
    story.run()
    story.next_day()
    assert not rests(story)


@pytest.mark.invariant("INV-003", "INV-004", "INV-016")
def test_what_is_not_asked_is_still_unknown_and_no_run_is_without_its_check_in() -> None:
    story = green_weeks(WEEKS)
    story.next_day(2)
    assert rests(story)
    decision = story.peek()
    assert decision.verdict == "pending"
    assert not decision.runs
    assert "pain_tenths" in decision.questions


@pytest.mark.parametrize("protocol", shipped(), ids=lambda one: one.id)
def test_nothing_that_a_check_in_requires_is_ever_left_out(protocol) -> None:
    assert not set(LESS.leaves_out) & {*protocol.required, *protocol.required_after_run, "next_morning"}


@pytest.mark.parametrize("wrong", ["pain_tenths", "flag_lines", "next_morning", "woken"])
def test_a_table_that_leaves_out_what_a_decision_needs_is_refused(wrong: str) -> None:
    with pytest.raises(ProtocolError) as refusal:
        read_asking(with_fault("asking.toml", '"sleep_h"', f'"{wrong}"'))
    assert refusal.value.key == "less.leaves_out"


def test_it_is_read_from_any_source() -> None:
    assert read_asking(packaged()) == LESS
    assert isinstance(green_weeks(1).regimen, Regimen)
    assert timedelta(weeks=WEEKS).days <= 45
