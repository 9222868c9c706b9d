"""In which order the reasons of a decision are told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from restride.core.decision import Bound, Reason
from restride.core.explain import DAY_CLOSED, explain
from restride.core.terms import Course, Verdict
from tests.core.deciding.mornings import CALM, after_stage


class Plainly:
    """A catalogue in which every reason is said by its own name."""

    def __contains__(self, key: object) -> bool:
        return True

    def forms(self, key: str) -> Any:
        return ("met", "unmet")

    def render(self, key: str, form: str, **values: Any) -> str:
        return key


def deciding(name: str, course: Course, *, rest_h: int | None = None) -> Reason:
    return Reason(
        rule=name,
        measure=name,
        say=name,
        status="unmet",
        value=0,
        bound=Bound(op="at_least", value=1),
        course=course,
        no_run_before=None if rest_h is None else after_stage(CALM).now.at + timedelta(hours=rest_h),
        urgency=None,
        deciding=True,
    )


def told(verdict: Verdict, *reasons: Reason) -> list[str]:
    decision = replace(after_stage(CALM).peek(), verdict=verdict, reasons=reasons, limits=())
    return [sentence.id for sentence in explain(decision, Plainly())]


HELD = deciding("good-runs", Course.HOLD)
CLOSED = deciding(DAY_CLOSED, Course.HOLD)
RESTS = deciding("rest-hours", Course.PROGRESS, rest_h=36)
BACK = deciding("pain", Course.STEP_BACK)


def test_on_a_day_of_rest_what_asks_for_the_rest_is_told_before_what_holds_the_step() -> None:
    assert told(Verdict.REST, CLOSED, HELD, RESTS) == ["rest-hours", "good-runs", DAY_CLOSED]


def test_on_a_day_of_rest_a_run_that_was_too_much_is_still_told_first() -> None:
    assert told(Verdict.REST, RESTS, BACK) == ["pain", "rest-hours"]


def test_on_a_day_of_running_the_lowest_course_is_told_first() -> None:
    assert told(Verdict.HOLD, RESTS, HELD) == ["good-runs", "rest-hours"]
