"""What was told of the history and of trust: whose answer counts, from when on, and how many good runs it asks for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.events import IntakeAnswered
from restride.core.measures.measure import Reading
from restride.core.self_entries import SelfRated
from tests.core.measures.reading import read, value
from tests.core.second_opinion import limit
from tests.core.standing_at import ran, stage, story_of, view
from tests.story import Story

CAUSE = {"cause": "same_before"}
TRUST = {"below": 5, "fall": 2, "days": 14, "times": 2}


def after_runs(count: int = 1, *, asked: int | None = 1) -> Story:
    """The morning after so many good runs at a stage, of which the rules ask for so many; None: they ask for none."""
    story = story_of("literal")
    for _ in range(count):
        ran(story, stage(3))
    rules = ()
    if asked is not None:
        rule = limit("good", "good_runs_at_level", asked, op="at_least")
        given = {"pain": 20, "noise": 0}
        rules = (replace(rule, any_of=tuple(replace(one, params=tuple(given.items())) for one in rule.any_of)),)
    phases = tuple(replace(one, rules=rules) for one in story.protocol.phases)
    story.regimen = replace(story.regimen, protocol=replace(story.protocol, phases=phases))
    return story


def say(story: Story, *, days: int = 0, person: bool = True, **answers: str) -> str:
    """What was answered so many days ago when asked why it happened; its id."""
    return story.tell(IntakeAnswered(answers=answers), at=story.clock - timedelta(days=days), person=person).id


def trust(story: Story, rating: int, *, days: int = 0, item: str = "confidence") -> str:
    """An answer about trust of so many days ago; its id."""
    return story.tell(SelfRated(item=item, value=rating), at=story.clock - timedelta(days=days), person=True).id


# ---- what was told ----


@pytest.mark.parametrize(("answer", "told"), [("yes", 1), ("unsure", 1), ("no", 0), ("perhaps", 0)])
def test_a_yes_and_not_knowing_count_and_nothing_else_does(answer: str, told: int) -> None:
    story = after_runs()
    assert read(story, "told_cause", **CAUSE) == Reading(value=0)
    id = say(story, same_before=answer)
    assert read(story, "told_cause", **CAUSE) == Reading(value=told, evidence=(id,) if told else ())
    assert read(story, "told_cause", cause="weakness") == Reading(value=0)


def test_a_yes_taken_back_counts_until_the_day_is_over() -> None:
    story = after_runs()
    id = say(story, days=3, same_before="yes")
    say(story, same_before="no")
    assert read(story, "told_cause", **CAUSE) == Reading(value=1, evidence=(id,))
    story.next_day()
    assert read(story, "told_cause", **CAUSE) == Reading(value=0)


def test_an_answer_about_another_injury_does_not_count_for_this_one() -> None:
    story = after_runs()
    id = say(story, person=False, same_before="yes")
    assert value(story, "told_cause", **CAUSE) == 1
    assert value(story, "good_runs_wanting", runs=3, **CAUSE) == 2
    elsewhere = replace(story.state.intakes[id], episode="episode-2")
    story.state = replace(story.state, intakes={id: elsewhere})
    assert value(story, "told_cause", **CAUSE) == 0
    assert value(story, "good_runs_wanting", runs=3, **CAUSE) == 0


# ---- how many more runs ----


@pytest.mark.parametrize(("done", "wanted", "missing"), [(0, 2, 2), (1, 2, 1), (2, 2, 0), (2, 1, 0), (1, 4, 3)])
def test_what_was_told_asks_for_so_many_good_runs(done: int, wanted: int, missing: int) -> None:
    story = after_runs(done)
    assert read(story, "good_runs_wanting", runs=wanted, **CAUSE) == Reading(value=0)
    id = say(story, same_before="yes")
    good = tuple(one for run in view(story).runs for one in run.evidence)
    assert read(story, "good_runs_wanting", runs=wanted, **CAUSE) == Reading(value=missing, evidence=(id, *good))


@pytest.mark.parametrize(("done", "asked", "missing"), [(1, 1, 1), (2, 1, 0), (1, 2, 3), (0, None, 2), (1, None, 1)])
def test_little_trust_asks_for_as_many_times_the_good_runs(done: int, asked: int | None, missing: int) -> None:
    story = after_runs(done, asked=asked)
    assert read(story, "good_runs_to_trust", **TRUST) == Reading(value=0)
    id = trust(story, 4)
    found = read(story, "good_runs_to_trust", **TRUST)
    assert (found.value, found.evidence[0]) == (missing, id)


# ---- little trust ----


def low(*ratings: tuple[int, int], today: int | None = None) -> bool:
    """Whether these ratings, each with its days ago, make trust low."""
    story = after_runs()
    for rating, days in ratings:
        trust(story, rating, days=days)
    if today is not None:
        trust(story, today)
    return value(story, "good_runs_to_trust", **TRUST) != 0


@pytest.mark.parametrize(
    ("ratings", "is_low"),
    [
        (((4, 0),), True),
        (((5, 0),), False),
        (((9, 7), (8, 0)), False),
        (((9, 7), (7, 0)), True),
        (((9, 14), (8, 7), (7, 0)), False),
        (((5, 7), (9, 0)), False),
        (((9, 0), (5, 7)), False),
    ],
)
def test_trust_is_low_under_its_limit_or_when_it_fell(ratings: tuple[tuple[int, int], ...], is_low: bool) -> None:
    assert low(*ratings) is is_low


@pytest.mark.parametrize(
    ("ratings", "is_low"),
    [
        (((4, 30),), True),
        (((4, 16), (9, 2)), False),
        (((4, 15), (9, 2)), True),
        (((4, 14), (9, 0)), True),
        (((4, 30), (9, 0)), True),
        (((4, 40), (9, 20), (4, 3)), True),
        (((4, 40), (9, 20), (9, 3)), False),
    ],
)
def test_low_trust_ends_on_a_later_answer_of_a_day_gone_by_and_never_on_silence(ratings, is_low: bool) -> None:
    assert low(*ratings) is is_low


def test_the_lowest_of_a_day_counts_and_other_questions_do_not() -> None:
    for first, second in ((4, 9), (9, 4)):
        story = after_runs()
        ids = {rating: trust(story, rating) for rating in (first, second)}
        assert read(story, "good_runs_to_trust", **TRUST).evidence[0] == ids[4]
    other = after_runs()
    trust(other, 1, item="sleep")
    assert value(other, "good_runs_to_trust", **TRUST) == 0
    trust(other, 1)
    assert value(other, "good_runs_to_trust", **TRUST) == 1


def test_the_newest_low_answer_is_the_one_it_rests_on() -> None:
    story = after_runs()
    trust(story, 3, days=5)
    newest = trust(story, 4, days=2)
    trust(story, 5)
    assert read(story, "good_runs_to_trust", **TRUST).evidence[0] == newest
