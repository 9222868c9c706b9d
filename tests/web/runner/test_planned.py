"""A session is called planned only while its decision is in force."""

from types import SimpleNamespace
from typing import Any

from restride.web.runner.shown.runs import planned_on

DAY, EARLIER = "today", "earlier"


def decision(*, runs: bool = True, day: str = DAY) -> Any:
    return SimpleNamespace(runs=runs, day=day)


def planned(day: str, *, whole: Any, made: tuple[Any, ...]) -> Any:
    opened = SimpleNamespace(at=SimpleNamespace(day=min(DAY, EARLIER)))
    episode: Any = SimpleNamespace(opened=opened, context=SimpleNamespace(decisions=made))
    now: Any = SimpleNamespace(now=SimpleNamespace(day=DAY), decision=whole, episodes=(episode,))
    return planned_on(now, day)  # type: ignore[arg-type]


def test_the_decision_in_force_is_planned() -> None:
    made = decision()
    assert planned(DAY, whole=made, made=(made,)) is made


def test_a_decision_of_today_that_is_not_in_force_is_not_planned() -> None:
    made = decision()
    assert planned(DAY, whole=None, made=(made,)) is None


def test_a_run_that_another_injury_forbids_is_not_planned() -> None:
    made = decision()
    assert planned(DAY, whole=decision(runs=False), made=(made,)) is None
    assert planned(DAY, whole=None, made=(made,)) is None


def test_what_an_earlier_day_asked_for_was_planned() -> None:
    made = decision(day=EARLIER)
    assert planned(EARLIER, whole=None, made=(made,)) is made
