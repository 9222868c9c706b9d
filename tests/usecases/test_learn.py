"""Cards, causes and the questions of the week: stored once, shown in words, deciding nothing."""

import pytest

from restride.core.events import IntakeAnswered
from restride.core.terms import Role
from restride.journal.values import Actor
from restride.library.exercises import exercises
from restride.library.learning import cards
from restride.usecases.demo_days import Days
from restride.usecases.exercise_today import show_exercises
from restride.usecases.learn import offered, put_away, show_card, show_learn
from restride.usecases.ports import Visitor
from restride.usecases.refused import NotPossible
from restride.usecases.self_report import record_ratings, show_self_report
from restride.usecases.today import show_today
from restride.usecases.why_it_happened import record_causes, show_causes
from tests.usecases.days import code, kneecap


def offer(story: Days) -> str:
    card = offered(show_today(story.ports, story.runner))
    return card.id if card else ""


def kinds(story: Days) -> list[str]:
    return [event.kind for event in story.record().events]


def say(story: Days, **answers: str) -> None:
    record_causes(story.ports, story.runner, answers, id=story.id())


def rate(story: Days, **values: int) -> None:
    record_ratings(story.ports, story.runner, values, id=story.id())


def stranger(story: Days) -> Visitor:
    return Visitor(actor=Actor(role=Role.CLINICIAN, id="somebody-else"), person=story.runner.person)


def test_one_card_is_offered_that_suits_injury_and_phase() -> None:
    story = kneecap()
    card = cards().cards[offer(story)]
    assert "calm" in card.when.phases
    assert not card.when.conditions or "patellofemoral_pain" in card.when.conditions


def test_a_card_put_away_is_not_offered_again_and_there_is_one_a_day() -> None:
    story = kneecap()
    first = offer(story)
    put_away(story.ports, story.runner, first, id=story.id())
    assert offer(story) == ""
    story.next_morning()
    assert offer(story) not in ("", first)
    assert show_card(story.ports, story.runner, first).put_away


def test_a_card_sent_away_twice_is_stored_once() -> None:
    story = kneecap()
    id, card = story.id(), offer(story)
    for _ in range(2):
        put_away(story.ports, story.runner, card, id=id)
    assert kinds(story).count("card_put_away") == 1


def test_learn_shows_every_card_that_fits_and_none_of_another_injury() -> None:
    found = show_learn(kneecap().ports, kneecap().runner)
    shown = {card.id for _, fit in found.topics for card in fit}
    assert {"running-and-joints", "shoes", "ups-and-downs", "no-injury-risk"} <= shown
    assert "after-a-disc-operation" not in shown


def test_a_card_of_another_injury_and_an_unverified_one_do_not_exist() -> None:
    story = kneecap()
    for id in ("after-a-disc-operation", "disc-figure-not-shown", "nothing"):
        with pytest.raises(NotPossible) as refusal:
            show_card(story.ports, story.runner, id)
        assert code(refusal) == "unknown-entry"


def test_only_the_runner_writes() -> None:
    story = kneecap()
    for act in (
        lambda: put_away(story.ports, stranger(story), "shoes", id=story.id()),
        lambda: record_ratings(story.ports, stranger(story), {"worry": 3}, id=story.id()),
        lambda: record_causes(story.ports, stranger(story), {"shoes": "yes"}, id=story.id()),
    ):
        with pytest.raises(NotPossible) as refusal:
            act()
        assert code(refusal) == "not-yours"


@pytest.mark.mission("M07")
def test_a_cause_brings_its_exercises_first_and_its_reminder_and_names_them() -> None:
    story = kneecap()
    story.morning()
    say(story, weakness="yes", surfaces="yes", shoes="no", food="unsure")
    said = show_causes(story.ports, story.runner)
    assert [change.cause.id for change in said.changes] == ["weakness", "surfaces"]
    assert {one.id for one in said.changes[0].exercises} == set(exercises().factors["weakness"].exercises)
    assert said.reminders == ("even-ground",)
    assert show_exercises(story.ports, story.runner).runner.factors == ("weakness",)


def test_causes_that_no_rule_looks_at_never_change_what_is_decided() -> None:
    story = kneecap()
    story.morning()
    before = show_today(story.ports, story.runner).decision
    say(story, **dict.fromkeys(("overload", "mechanics", "stress"), "yes"), worry_most="joints")
    after = show_today(story.ports, story.runner).decision
    assert before == after
    assert kinds(story).count("decision_issued") == 1


@pytest.mark.mission("M01")
@pytest.mark.invariant("INV-008", "INV-053")
def test_a_joint_that_gives_way_takes_todays_run_at_once_and_no_other_answer_gives_it_back() -> None:
    story = kneecap()
    story.to_phase("gate")
    story.tests()
    story.next_morning()
    story.morning()
    first = show_today(story.ports, story.runner).decision
    assert first is not None
    assert first.runs
    say(story, gives_way="yes")
    held = show_today(story.ports, story.runner).decision
    assert held is not None
    assert not held.runs
    say(story, gives_way="no")
    story.next_morning()
    story.morning()
    later = show_today(story.ports, story.runner).decision
    assert later is None or not later.runs


def test_the_newest_answer_counts_and_an_open_question_keeps_its_answer() -> None:
    story = kneecap()
    say(story, shoes="yes", stress="yes")
    say(story, shoes="no")
    assert show_causes(story.ports, story.runner).answers == {"shoes": "no", "stress": "yes"}


@pytest.mark.parametrize(
    "given", [{"shoes": "perhaps"}, {"nothing": "yes"}, {"worry_most": "rain"}, {"other_problems": "x" * 501}]
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_stored(given: dict[str, str]) -> None:
    story = kneecap()
    before = kinds(story)
    with pytest.raises(NotPossible):
        say(story, **given)
    assert kinds(story) == before


@pytest.mark.mission("M01")
def test_history_instability_and_weakness_are_kept_with_the_record() -> None:
    story = kneecap()
    say(story, same_before="yes", gives_way="yes", weakness="yes", imbalance="yes", other_problems="Old sprain, right.")
    said = show_causes(story.ports, story.runner)
    assert said.answers["other_problems"] == "Old sprain, right."
    assert "tell-gives-way" in said.reminders
    bodies = [event.body for event in story.record().events if isinstance(event.body, IntakeAnswered)]
    assert bodies[-1].answers["gives_way"] == "yes"


@pytest.mark.mission("M30")
def test_confidence_and_worry_are_asked_each_week_and_the_rest_each_four_weeks() -> None:
    story = kneecap()
    assert len(show_self_report(story.ports, story.runner).due) == 6
    rate(story, confidence=7, worry=3, pain_week=2, normal=60, daily_life=8, running=0)
    assert show_self_report(story.ports, story.runner).due == ()
    for _ in range(7):
        story.next_morning()
    assert [one.id for one in show_self_report(story.ports, story.runner).due] == ["confidence", "worry"]
    for _ in range(21):
        story.next_morning()
    assert len(show_self_report(story.ports, story.runner).due) == 6


@pytest.mark.mission("M30")
def test_low_confidence_offers_the_card_of_the_worry_and_blocks_nothing() -> None:
    story = kneecap()
    story.morning()
    before = show_today(story.ports, story.runner).decision
    rate(story, confidence=3)
    assert [one.question.id for one in show_self_report(story.ports, story.runner).low] == ["confidence"]
    assert offer(story) in ("will-i-be-normal-again", "always-thinking-of-it", "people-who-help")
    assert show_today(story.ports, story.runner).decision == before


@pytest.mark.mission("M30")
def test_the_worry_that_weighs_most_is_asked_and_gets_its_card() -> None:
    story = kneecap()
    say(story, worry_most="joints")
    assert offer(story) == "running-and-joints"


@pytest.mark.parametrize("given", [{"confidence": 11}, {"confidence": -1}, {"normal": 55}, {"nothing": 1}])
def test_a_number_off_its_scale_is_refused_and_nothing_is_stored(given: dict[str, int]) -> None:
    story = kneecap()
    before = kinds(story)
    with pytest.raises(NotPossible) as refusal:
        rate(story, **{"worry": 2, **given})
    assert code(refusal) == "off-the-scale"
    assert kinds(story) == before


def test_the_same_answers_sent_again_are_stored_once() -> None:
    story = kneecap()
    id = story.id()
    for _ in range(2):
        record_ratings(story.ports, story.runner, {"confidence": 6, "worry": 2}, id=id)
    assert kinds(story).count("self_rated") == 2


@pytest.mark.mission("M05")
def test_cards_on_sleep_food_fluids_and_training_beside_running_are_there() -> None:
    story = kneecap()
    shown = {card.id for _, fit in show_learn(story.ports, story.runner).topics for card in fit}
    assert {"sleep", "food", "fluids", "cross-training"} <= shown
