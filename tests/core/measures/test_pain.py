"""Pain as rules read it: this morning, in the night, over quiet days, in the last run and after it."""

from datetime import timedelta

import pytest

from restride.core.events import Withdrawn
from restride.core.measures.measure import Reading
from restride.core.terms import PainMoment, PainPattern, PainPlace
from tests.core.measures.reading import NOT_YET, bare_run, read, said, told, usually, value
from tests.story import Story

DURING, BEFORE, AFTER, NEXT = (
    PainMoment.DURING_RUN,
    PainMoment.BEFORE_RUN,
    PainMoment.AFTER_60,
    PainMoment.NEXT_MORNING,
)


# ---- this morning ----


def test_pain_this_morning_is_what_was_told_today() -> None:
    story = usually(10)
    assert read(story, "pain_this_morning") == Reading(value=None)
    ids = (told(story, pain_tenths=20), told(story, pain_tenths=30))
    assert read(story, "pain_this_morning") == Reading(value=30, evidence=ids)


@pytest.mark.parametrize(("pain", "rise"), [(5, 0), (10, 0), (11, 1), (30, 20), (None, None)])
def test_the_rise_of_this_morning_is_over_the_usual_quiet_morning(pain: int | None, rise: int | None) -> None:
    story = usually(10)
    id = told(story, pain_tenths=pain)
    assert read(story, "rise_this_morning") == Reading(value=rise, evidence=(id,))


# ---- in the night ----


@pytest.mark.parametrize(("woken", "expected"), [(True, 1), (False, 0)])
def test_woken_last_night_is_a_yes_or_a_no(woken: bool, expected: int) -> None:
    story = Story()
    id = told(story, woken=woken)
    assert read(story, "woken_last_night") == Reading(value=expected, evidence=(id,))


def test_a_night_of_which_nobody_told_is_unknown() -> None:
    story = Story()
    assert read(story, "woken_last_night") == Reading(value=None)


def nights(*woken_and_pain: tuple[bool, int | None]) -> tuple[Story, list[str]]:
    """A morning each, the last one today."""
    story, ids = Story(), []
    for place, (woken, pain) in enumerate(woken_and_pain):
        if place:
            story.next_day()
        ids.append(told(story, woken=woken, pain_tenths=pain))
    return story, ids


def test_nights_woken_are_counted_over_the_last_days_today_among_them() -> None:
    story, ids = nights((True, 0), (False, 0), (True, None), (True, 30))
    assert read(story, "nights_woken", days=4) == Reading(value=3, evidence=(ids[0], *ids[2:]))
    assert read(story, "nights_woken", days=3) == Reading(value=2, evidence=tuple(ids[2:]))
    assert read(story, "nights_woken", days=1).value == 1
    quiet, ids = nights((False, 0), (False, 30))
    assert read(quiet, "nights_woken", days=2) == Reading(value=0, evidence=ids[1:] and (ids[1],))


def test_nights_woken_in_pain_want_that_much_pain_in_the_morning() -> None:
    story, ids = nights((True, 19), (True, 20), (True, 21), (True, None), (False, 50))
    assert read(story, "nights_woken_in_pain", days=5, pain=20) == Reading(value=2, evidence=(ids[1], ids[2]))
    assert read(story, "nights_woken_in_pain", days=5, pain=0).value == 4
    assert read(story, "nights_woken_in_pain", days=5, pain=1).value == 3


def test_a_night_told_of_twice_is_one_night() -> None:
    story = Story()
    ids = told(story, woken=True), told(story, woken=True)
    assert read(story, "nights_woken", days=7) == Reading(value=1, evidence=ids)


# ---- calm days ----


def test_calm_days_are_counted_back_from_today() -> None:
    story, ids = nights((False, 30), (False, 20), (False, 10), (False, 20))
    assert read(story, "calm_days", pain=20) == Reading(value=3, evidence=(ids[3], ids[2], ids[1]))
    assert read(story, "calm_days", pain=19).value == 0
    assert read(story, "calm_days", pain=30).value == 4


@pytest.mark.parametrize(
    "broken", [{"sharp": True}, {"sharp": None}, {"limp": True}, {"limp": None}, {"pain_tenths": None}]
)
def test_a_day_that_was_not_calm_in_each_way_ends_them(broken: dict[str, object]) -> None:
    story = Story()
    told(story)
    story.next_day()
    told(story, **broken)
    story.next_day()
    told(story)
    assert value(story, "calm_days", pain=20) == 1


def test_a_day_that_nobody_told_of_and_one_that_was_taken_back_end_the_calm_days() -> None:
    story = Story()
    for days in (1, 2, 1):
        id = told(story)
        story.next_day(days)
    told(story)
    assert value(story, "calm_days", pain=20) == 2
    story.tell(Withdrawn(target=id))
    assert value(story, "calm_days", pain=20) == 1


def test_a_day_told_of_twice_stands_while_one_of_the_two_does() -> None:
    story = Story()
    first, second = told(story), told(story)
    story.tell(Withdrawn(target=first))
    assert read(story, "calm_days", pain=0) == Reading(value=1, evidence=(first, second))
    story.tell(Withdrawn(target=second))
    assert value(story, "calm_days", pain=0) == 0


# ---- the last run ----

LAST_RUN = [
    "pain_during_last_run",
    "pain_before_last_run",
    "pain_hour_after_run",
    "pain_60min_over_before",
    "morning_answered",
    "stiff_and_sore_min",
    "joint_pain_lasting_h",
]


@pytest.mark.parametrize("name", LAST_RUN)
def test_without_a_run_there_is_nothing_to_ask_of_it(name: str) -> None:
    assert read(Story(), name) == NOT_YET


def test_without_a_run_there_is_no_rise_no_pattern_and_no_lasting_pain() -> None:
    assert read(Story(), "morning_rise", place="muscle") == NOT_YET
    assert read(Story(), "morning_rise", place="not_muscle") == NOT_YET
    assert read(Story(), "pain_pattern", **{"is": "builds"}) == NOT_YET
    assert read(Story(), "joint_pain_risen_h", rise=10) == NOT_YET


def felt(*, hours: float = 3, before: int | None = 10, during: int | None = 30, after: int | None = 25):
    """A run so many hours ago, and what was told of it; the story, its run's evidence and its end."""
    story = Story()
    run = bare_run(story, hours=hours)
    ids = [run]
    for moment, pain in ((BEFORE, before), (DURING, during), (AFTER, after)):
        if pain is not None:
            ids.append(said(story, run, moment, pain_tenths=pain))
    ends = story.clock - timedelta(hours=hours) + timedelta(seconds=600)
    return story, tuple(ids), ends


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pain_during_last_run", 30),
        ("pain_before_last_run", 10),
        ("pain_hour_after_run", 25),
        ("pain_60min_over_before", 15),
    ],
)
def test_each_pain_of_the_last_run_is_the_one_told_at_that_moment(name: str, expected: int) -> None:
    story, ids, ends = felt()
    assert read(story, name) == Reading(value=expected, evidence=ids, at=ends)
    silent, ids, ends = felt(before=None, during=None, after=None)
    assert read(silent, name) == Reading(value=None, evidence=ids, at=ends)


@pytest.mark.parametrize("name", ["pain_hour_after_run", "pain_60min_over_before"])
def test_the_hour_after_a_run_is_asked_for_once_it_is_over(name: str) -> None:
    story, _, ends = felt(after=None)
    for now, due in (
        (ends, False),
        (ends + timedelta(minutes=59, seconds=59), False),
        (ends + timedelta(hours=1), True),
    ):
        story.clock = now
        assert read(story, name).applies is due
    early, _, _ = felt(hours=0.2, after=25)
    assert read(early, name).applies


# ---- places and patterns ----


def test_pain_in_a_place_rests_on_each_report_that_named_it() -> None:
    story = Story()
    story.clock = story.clock.replace(hour=6)
    run = bare_run(story)
    ids = [said(story, run, DURING, pain_tenths=20, place=PainPlace.NERVE_LEG)]
    story.clock = story.clock.replace(hour=9)
    ids.append(told(story, pain_tenths=20, place=PainPlace.NERVE_LEG))
    told(story, pain_tenths=20, place=PainPlace.JOINT)
    at = story.clock
    assert read(story, "pain_told_at", place="nerve_leg") == Reading(value=1, evidence=tuple(sorted(ids)), at=at)
    assert read(story, "pain_told_at", place="bone_spot").value == 0
    assert read(story, "pain_told_at", place="bone_spot").at is None


def test_pain_in_a_place_before_the_last_run_counts_no_longer() -> None:
    story = Story()
    told(story, pain_tenths=20, place=PainPlace.BONE_SPOT)
    story.next_day()
    bare_run(story)
    id = told(story)
    found = read(story, "pain_told_at", place="bone_spot")
    assert found == Reading(value=0, evidence=(id,))


@pytest.mark.parametrize(
    ("pattern", "pain", "expected"),
    [
        (PainPattern.BUILDS, 20, 1),
        (PainPattern.STEADY, 20, 0),
        (None, 20, None),
        (None, None, None),
        (None, 0, 0),
    ],
)
def test_how_pain_behaved_is_this_way_or_another(pattern, pain: int | None, expected: int | None) -> None:
    story = Story()
    run = bare_run(story)
    id = said(story, run, DURING, pain_tenths=pain, pattern=pattern)
    found = read(story, "pain_pattern", **{"is": "builds"})
    assert found == Reading(value=expected, evidence=(run, id), at=story.clock + timedelta(seconds=600))


def test_no_pain_in_a_run_is_the_pattern_of_none() -> None:
    story = Story()
    said(story, bare_run(story), DURING, pain_tenths=0)
    assert value(story, "pain_pattern", **{"is": "none"}) == 1


# ---- from run to run ----


def runs_with(*pains: int | None) -> Story:
    story = Story()
    for pain in pains:
        run = bare_run(story)
        if pain is not None:
            said(story, run, DURING, pain_tenths=pain)
        story.next_day()
    return story


@pytest.mark.parametrize(
    ("pains", "expected"),
    [
        ((10, 20, 30), 1),
        ((10, 20, 29), 0),
        ((20, 20, 40), 0),
        ((20, 30, 30), 0),
        ((0, 10, 20), 0),
        ((1, 11, 21), 1),
        ((40, 30, 20), 0),
        ((50, 10, 20, 30), 1),
        ((10, None, 40), None),
        ((None, 10, 20, 30), 1),
    ],
)
def test_pain_rises_when_each_run_is_worse_and_it_ends_over_the_limit(pains, expected: int | None) -> None:
    story = runs_with(*pains)
    found = read(story, "pain_rising", runs=3, rise=20, over=20)
    assert found.value == expected
    assert found.applies
    last = list(story.state.sessions)[-3:]
    assert [id for id in found.evidence if id in story.state.sessions] == last
    assert found.at == story.state.sessions[last[-1]].at.at + timedelta(seconds=600)


def test_fewer_runs_than_asked_for_do_not_rise_yet() -> None:
    assert read(runs_with(10, 40), "pain_rising", runs=3, rise=20, over=20) == NOT_YET
    assert read(runs_with(10, 40), "pain_rising", runs=2, rise=20, over=20).value == 1


# ---- parameters ----


@pytest.mark.parametrize("params", [{}, {"days": "three"}, {"days": None}])
def test_a_number_that_a_protocol_left_out_is_named(params: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^The parameter days needs a whole number\.$"):
        read(Story(), "nights_woken", **params)


@pytest.mark.parametrize("params", [{}, {"place": 3}, {"place": None}])
def test_a_word_that_a_protocol_left_out_is_named(params: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"^The parameter place needs a word\.$"):
        read(Story(), "pain_told_at", **params)
