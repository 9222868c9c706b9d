"""A line answered yes stops the runner, also when no flag was sent beside it."""

from dataclasses import replace

import pytest

from restride.core.answers import Answers
from restride.core.terms import PainMoment
from restride.usecases.check_in import CheckInGiven, record_check_in
from restride.usecases.flags import FlagSaid
from restride.usecases.log_session import SessionGiven, record_session
from tests.story import calm
from tests.usecases.scene import Scene


def stopping(scene: Scene) -> tuple[str, tuple[str, ...]]:
    """A line that stops by itself, and its flags."""
    line = next(line for line in scene.protocol().lines if line.stops)
    return line.group, line.flags


def opened(scene: Scene) -> list[str]:
    return [entry.body.flag for entry in scene.record().state.flags.values()]


@pytest.mark.invariant("INV-005")
def test_inv_005_a_line_answered_yes_opens_its_strictest_flag(scene: Scene) -> None:
    group, flags = stopping(scene)
    answers = replace(calm(), flag_lines=(group,))
    given = CheckInGiven(id=scene.id(), episode=scene.episode, moment=PainMoment.MORNING, answers=answers)
    record_check_in(scene.ports, scene.me, given)
    urgency = scene.ports.protocols.flag_urgency
    assert [urgency(flag) for flag in opened(scene)] == [max(urgency(flag) or 0 for flag in flags)]
    assert scene.decision().verdict == "stop"


def test_a_line_that_was_taken_back_stays_declined(scene: Scene) -> None:
    group, flags = stopping(scene)
    said = tuple(FlagSaid(flag=flag, declined=True) for flag in flags)
    answers = replace(calm(), flag_lines=(group,))
    given = CheckInGiven(id=scene.id(), episode=scene.episode, moment=PainMoment.MORNING, answers=answers, flags=said)
    record_check_in(scene.ports, scene.me, given)
    assert opened(scene) == []


@pytest.mark.invariant("INV-005")
def test_taking_back_one_flag_of_a_line_leaves_the_others_of_it(scene: Scene) -> None:
    line = next(line for line in scene.protocol().lines if line.stops and len(line.flags) > 1)
    said = (FlagSaid(flag=line.flags[0], declined=True),)
    answers = replace(calm(), flag_lines=(line.group,))
    given = CheckInGiven(id=scene.id(), episode=scene.episode, moment=PainMoment.MORNING, answers=answers, flags=said)
    record_check_in(scene.ports, scene.me, given)
    assert opened(scene)
    assert set(opened(scene)) <= set(line.flags[1:])
    assert scene.decision().verdict == "stop"


@pytest.mark.parametrize("moment", ["before", "during", "after_60"])
def test_a_line_answered_yes_around_a_run_opens_its_flag(scene: Scene, moment: str) -> None:
    group, flags = stopping(scene)
    given = SessionGiven(id=scene.id(), episode=scene.episode, started=None, run_s=60, longest_bout_s=60, walk_s=60)
    record_session(scene.ports, scene.me, replace(given, **{moment: Answers(flag_lines=(group,))}))
    assert opened(scene)
    assert set(opened(scene)) <= set(flags)
    assert scene.decision().verdict == "stop"
