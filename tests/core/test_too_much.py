"""What counts as a run that was too much: each bad part alone does, and what only repeats the session does not."""

from dataclasses import replace

import pytest

from restride.core.context import Context
from restride.core.events import CheckIn
from restride.core.measures.execution import too_much_in_a_row
from restride.core.terms import PainMoment, Swelling
from tests.story import Story, calm

OVER = 21  # tenths: just over the limit of pain of the protocol under test


def counted(*, morning: dict[str, object] | None = None, extra_s: int = 0, **felt: object) -> int | None:
    """How many runs were too much after one run that felt so, with the morning after it."""
    story = Story()
    asked = story.to_walk_run()
    dose = asked.dose
    story.ran(run_s=dose.run_s + extra_s, bout_s=dose.longest_bout_s, walk_s=dose.walk_s, **felt)
    story.next_day()
    if morning is not None:
        story.tell(CheckIn(moment=PainMoment.MORNING, answers=replace(calm(), **morning)))
    else:
        story.next_day(4)
    rule = next(rule for rule in story.protocol.phase("walk-run").rules if rule.id == "three-failures")
    context = Context(story.regimen, story.state, story.now)
    return too_much_in_a_row(context, dict(rule.any_of[0].params)).value


@pytest.mark.invariant("INV-016")
def test_a_morning_that_nobody_answered_is_too_much() -> None:
    assert counted(morning=None) == 1


@pytest.mark.parametrize(
    "felt",
    [
        {"pain_tenths": OVER},
        {"pain_tenths": None},
        {"limp": True},
        {"sharp": True},
        {"swelling": Swelling.MILD},
        {"cut_short": True},
    ],
    ids=("pain", "pain-unknown", "limp", "sharp", "swelling", "cut-short"),
)
def test_each_bad_part_of_a_run_alone_is_too_much(felt: dict[str, object]) -> None:
    assert counted(morning={}, **felt) == 1


def test_two_points_up_the_next_morning_are_too_much_and_one_is_not() -> None:
    assert counted(morning={"pain_tenths": 20}) == 1
    assert counted(morning={"pain_tenths": 10}) == 0


def test_what_only_repeats_the_session_is_not_too_much() -> None:
    assert counted(morning={}) == 0
    assert counted(morning={}, after_tenths=10) == 0
    assert counted(morning={}, extra_s=300) == 0
