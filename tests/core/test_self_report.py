"""When a question of the week is due, how its answers stand in time, and when one is low."""

from datetime import UTC, date, datetime, timedelta

from restride.core.events import Author, Event
from restride.core.moment import Moment
from restride.core.self_entries import SelfRated
from restride.core.self_report import Point, Question, due, is_low, series
from restride.core.terms import Evidence, Role

FIRST = date(2026, 3, 5)
CONFIDENCE = Question(
    id="confidence",
    every_d=7,
    most=10,
    step=1,
    better="high",
    cite=("a",),
    evidence=Evidence.EXPERT,
    low_below=5,
    fall=2,
    card="worry",
)


def rated(*values: int, item: str = "confidence", apart_d: int = 7) -> dict[str, Event]:
    """Answers, one every so many days."""
    found = {}
    for n, value in enumerate(values):
        at = datetime(2026, 3, 5, 7, tzinfo=UTC) + timedelta(days=n * apart_d)
        found[f"{item}-{n}"] = Event(
            id=f"{item}-{n}",
            episode=None,
            at=Moment(at=at, day=at.date(), zone="UTC"),
            recorded_at=at,
            author=Author(role=Role.RUNNER, id="r"),
            source="test",
            body=SelfRated(item=item, value=value),
        )
    return found


def low(*values: int) -> bool:
    return is_low(CONFIDENCE, series(CONFIDENCE, rated(*values)))


def test_a_question_that_nobody_answered_is_due_at_once() -> None:
    assert due((CONFIDENCE,), {}, FIRST) == (CONFIDENCE,)


def test_a_question_is_due_again_after_its_days_and_not_before() -> None:
    told = rated(6)
    assert due((CONFIDENCE,), told, FIRST + timedelta(days=6)) == ()
    assert due((CONFIDENCE,), told, FIRST + timedelta(days=7)) == (CONFIDENCE,)


def test_answers_of_other_questions_do_not_count() -> None:
    assert due((CONFIDENCE,), rated(6, item="worry"), FIRST) == (CONFIDENCE,)


def test_the_series_is_in_time_with_the_last_answer_of_a_day() -> None:
    assert series(CONFIDENCE, rated(4, 8, apart_d=0)) == (Point(day=FIRST, value=8),)
    assert [one.value for one in series(CONFIDENCE, dict(reversed(rated(3, 4, 6).items())))] == [3, 4, 6]


def test_a_number_off_the_scale_is_left_out() -> None:
    assert series(CONFIDENCE, rated(11, -1)) == ()


def test_confidence_is_low_below_its_bound_or_after_a_fall() -> None:
    assert low(4)
    assert low(9, 7)
    assert not low(5)
    assert not low(7, 6)
    assert not low(3, 6)


def test_nobody_answered_is_not_low() -> None:
    assert not is_low(CONFIDENCE, ())
