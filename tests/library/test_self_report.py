"""The questions of the week and the causes: read strictly, all said, with cards that exist."""

from pathlib import Path

import pytest

from restride.library.causes import causes, read_causes, unsaid
from restride.library.errors import ProtocolError
from restride.library.exercises import exercises
from restride.library.learning import cards
from restride.library.self_report import questions, read_questions
from restride.library.source import packaged
from restride.library.words import phrases
from tests.library.planted import with_fault


def test_every_question_of_the_week_is_said_with_both_ends_of_its_scale() -> None:
    for one in questions():
        assert {"title", "ask", "least", "most"} <= set(phrases().forms(f"ratings.{one.id}"))
        assert len(one.values) == 11


def test_only_questions_that_are_free_to_use_are_asked() -> None:
    assert [one.id for one in questions()] == ["confidence", "worry", "pain_week", "normal", "daily_life", "running"]
    assert [one.id for one in questions() if one.every_d == 7] == ["confidence", "worry"]


def test_every_cause_and_what_it_changes_is_said() -> None:
    assert list(unsaid(causes(), phrases())) == []


@pytest.mark.mission("M07")
def test_each_cause_of_the_source_text_is_asked_and_changes_something_by_name() -> None:
    asked = causes().causes
    assert {"overload", "weakness", "knee_falls_in", "mechanics", "shoes", "surfaces", "sleep", "break"} <= set(asked)
    for one in asked.values():
        changes = (one.card, *one.reminders, *one.holds, *(id for id in exercises().factors if id == one.id))
        assert one.ask == "words" or any(changes), one.id


def test_every_cause_that_brings_exercises_is_asked() -> None:
    assert set(exercises().factors) <= set(causes().causes)


def test_cards_name_causes_and_worries_that_are_asked() -> None:
    for card in cards().shown:
        assert set(card.when.causes) <= set(causes().causes), card.id
        assert set(card.when.worries) <= set(causes().worries), card.id


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("every_d = 7", "every_d = 0", "every_d"),
        ("step = 10", "step = 7", "step"),
        ('card = "always-thinking-of-it"', 'card = "nothing"', 'card: "nothing" is no card'),
        ('better = "high"', 'better = "up"', "better"),
        ('id = "worry"', 'id = "confidence"', "stands here twice"),
        ("fall = 2", "drop = 2", "drop: is not a key here"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(old: str, new: str, place: str) -> None:
    with pytest.raises(ProtocolError, match=place):
        read_questions(with_fault("self_report.toml", old, new), cards())


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('card = "load-spikes"', 'card = "disc-figure-not-shown"', "is no card that is shown"),
        ('id = "break"', 'id = "overload"', "stands here twice"),
        ('ask = "words"', 'ask = "number"', "ask"),
        ('holds = ["restart-lower"]', 'opens = ["run"]', "opens: is not a key here"),
    ],
)
def test_a_cause_that_makes_no_sense_is_refused(old: str, new: str, place: str) -> None:
    with pytest.raises(ProtocolError, match=place):
        read_causes(with_fault("causes.toml", old, new), cards())


def test_the_packaged_questions_can_be_read_from_any_source() -> None:
    assert read_questions(packaged(), cards()) == questions()
    assert read_causes(packaged(), cards()) == causes()


def test_the_page_for_operators_names_every_question_and_how_often_it_is_asked() -> None:
    page = (Path(__file__).parents[2] / "docs" / "outcome-measures.md").read_text(encoding="utf-8")
    for one in questions():
        title = phrases().forms(f"ratings.{one.id}")["title"]
        row = next(line for line in page.splitlines() if line.startswith(f"| {title} |"))
        assert f"0 to {one.most}" in row
        assert f"{one.every_d} days" in row


def test_no_word_of_a_questionnaire_that_belongs_to_somebody_is_asked() -> None:
    shown = " ".join(text for one in questions() for text in phrases().forms(f"ratings.{one.id}").values()).lower()
    for owned in ("kujala", "koos", "visa", "oswestry", "tampa", "lefs", "ikdc", "acl-rsi"):
        assert owned not in shown
