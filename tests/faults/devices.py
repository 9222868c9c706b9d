"""What a runner's device sends, as an act to be done when a test wants it. For tests only."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from restride.core.answers import Answers
from restride.core.terms import PainMoment
from restride.usecases.check_in import CheckInGiven, normal_day, record_check_in
from restride.usecases.demo_days import Days


def said(story: Days, id: str, **answers: Any) -> Callable[[], Any]:
    """One device's check-in of the same morning."""
    calm = normal_day(Answers(pain_tenths=0, woken=False, painkiller=False, flag_lines=()))
    given = CheckInGiven(
        id=id,
        episode=story.episode,
        moment=PainMoment.MORNING,
        answers=replace(calm, lines_covered=story._lines(), **answers),
    )
    return lambda: record_check_in(story.ports, story.runner, given)
