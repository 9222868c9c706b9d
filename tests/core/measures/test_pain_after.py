"""Pain after a run as rules read it: the next morning, whether it is there still, and for how long it lasts."""

from datetime import timedelta

import pytest

from restride.core.measures.measure import Reading
from restride.core.terms import PainMoment, PainPlace
from tests.core.measures.reading import NOT_YET, bare_run, read, said, told, usually, value
from tests.core.standing_at import view
from tests.story import Story

NEXT = PainMoment.NEXT_MORNING


# ---- the morning after ----


def after_a_run(**morning: object) -> tuple[Story, str]:
    """The morning after a run, so told; of which nothing is told without. And the run."""
    story = Story()
    story.clock = story.clock.replace(hour=18)
    run = bare_run(story)
    story.next_day()
    if morning:
        told(story, **morning)
    return story, run


def test_the_morning_after_is_answered_or_not_once_it_is_over() -> None:
    story, run = after_a_run()
    assert read(story, "morning_answered") == NOT_YET
    story.next_day(3)
    found = read(story, "morning_answered")
    assert (found.value, found.applies) == (0, True)
    answered, run = after_a_run(pain_tenths=0)
    assert value(answered, "morning_answered") == 1
    assert run in read(answered, "morning_answered").evidence


def test_on_the_day_of_the_run_its_morning_is_not_asked_for() -> None:
    story = Story()
    bare_run(story, hours=1)
    for name in ("morning_answered", "stiff_and_sore_min", "joint_pain_lasting_h"):
        assert read(story, name) == NOT_YET
    for place in ("muscle", "not_muscle"):
        assert read(story, "morning_rise", place=place) == NOT_YET
    assert read(story, "joint_pain_risen_h", rise=10) == NOT_YET


@pytest.mark.parametrize(
    ("place", "muscle", "elsewhere"), [(PainPlace.MUSCLE, 30, 0), (PainPlace.JOINT, 0, 30), (None, 0, 30)]
)
def test_the_rise_of_the_morning_after_counts_where_it_hurts(place: PainPlace, muscle: int, elsewhere: int) -> None:
    story, run = after_a_run(pain_tenths=30, place=place)
    assert value(story, "morning_rise", place="muscle") == muscle
    assert value(story, "morning_rise", place="not_muscle") == elsewhere
    assert run in read(story, "morning_rise", place="muscle").evidence


def test_a_morning_after_that_nobody_told_of_is_unknown_but_no_soreness() -> None:
    story, _run = after_a_run()
    assert read(story, "morning_rise", place="muscle") == NOT_YET
    assert value(story, "morning_rise", place="not_muscle") is None
    assert value(story, "stiff_and_sore_min") is None


@pytest.mark.parametrize(
    ("pain", "place", "minutes"),
    [(10, PainPlace.JOINT, 7), (1, PainPlace.JOINT, 7), (0, None, 0), (10, PainPlace.MUSCLE, 0)],
)
def test_stiffness_of_the_morning_after_counts_with_pain_that_is_not_of_the_muscle(pain, place, minutes: int) -> None:
    story, run = after_a_run(pain_tenths=pain, place=place, stiffness_min=7)
    found = read(story, "stiff_and_sore_min")
    assert found.value == minutes
    assert run in found.evidence


@pytest.mark.parametrize(
    ("first", "now", "still"),
    [(30, 30, 30), (30, 10, 10), (10, 30, 10), (30, 0, 0), (0, 30, 0), (30, None, 30), (1, 1, 1)],
)
def test_a_rise_that_is_there_still_is_the_lower_of_the_two_mornings(first: int, now: int | None, still: int) -> None:
    story, _ = after_a_run(pain_tenths=first, place=PainPlace.JOINT)
    run = view(story).runs[-1]
    assert value(story, "morning_rise_still") == first, "the first morning is both"
    story.next_day()
    told(story, pain_tenths=now, place=PainPlace.JOINT)
    assert read(story, "morning_rise_still") == Reading(value=still, evidence=run.evidence, at=run.ends_at)


def test_a_rise_that_is_there_still_is_over_the_usual_and_not_of_the_muscle() -> None:
    story = usually(10)
    bare_run(story)
    for pain in (40, 30):
        story.next_day()
        told(story, pain_tenths=pain, place=PainPlace.JOINT)
    assert value(story, "morning_rise_still") == 20
    story.next_day()
    told(story, pain_tenths=5)
    assert value(story, "morning_rise_still") == 0
    sore, _ = after_a_run(pain_tenths=30, place=PainPlace.MUSCLE)
    assert value(sore, "morning_rise_still") == 0


def test_a_rise_that_nobody_told_of_is_unknown_and_before_the_morning_none_is_asked_for() -> None:
    silent, _ = after_a_run()
    assert value(silent, "morning_rise_still") is None
    assert read(Story(), "morning_rise_still") == NOT_YET
    same_day = Story()
    bare_run(same_day, hours=1)
    told(same_day, pain_tenths=30)
    assert read(same_day, "morning_rise_still") == NOT_YET


# ---- pain that lasts ----


def lasting(*mornings: dict[str, object] | None, hour: int = 7) -> Story:
    """Mornings after a run that ended at ten past six in the evening; None is one of which nothing was told."""
    story = Story()
    story.clock = story.clock.replace(hour=18)
    bare_run(story)
    for answers in mornings:
        story.next_day()
        story.clock = story.clock.replace(hour=hour)
        if answers is not None:
            told(story, **answers)
    return story


SORE = {"pain_tenths": 10, "place": PainPlace.JOINT}
QUIET: dict[str, object] = {"pain_tenths": 0}


@pytest.mark.parametrize(
    ("mornings", "hours"),
    [
        ((SORE,), 12),
        ((SORE, SORE), 36),
        ((SORE, QUIET, SORE), 12),
        ((QUIET, SORE), 0),
        ((QUIET,), 0),
        (({"pain_tenths": 10, "place": PainPlace.MUSCLE}, SORE), 0),
        ((SORE, None, SORE), 60),
        ((None, SORE), 36),
        ((SORE, None), 12),
        (({"pain_tenths": None}, SORE), 36),
        ((None,), 0),
    ],
)
def test_joint_pain_lasts_from_the_run_to_the_last_morning_in_a_row(mornings, hours: int) -> None:
    assert value(lasting(*mornings), "joint_pain_lasting_h") == hours


@pytest.mark.parametrize(("pain", "hours"), [(19, 0), (20, 12), (21, 12)])
def test_risen_joint_pain_counts_from_that_much_over_the_usual(pain: int, hours: int) -> None:
    story = lasting({"pain_tenths": pain, "place": PainPlace.JOINT})
    assert value(story, "joint_pain_risen_h", rise=20) == hours
    assert value(story, "joint_pain_risen_h", rise=pain + 1) == 0


def test_lasting_joint_pain_is_over_the_own_usual_morning() -> None:
    for pain, hours in ((10, 0), (11, 12)):
        story = usually(10)
        story.clock = story.clock.replace(hour=18)
        bare_run(story)
        story.next_day()
        told(story, pain_tenths=pain, place=PainPlace.JOINT)
        assert value(story, "joint_pain_lasting_h") == hours


def test_a_morning_after_that_was_told_with_the_run_is_one_of_the_row() -> None:
    for pain, hours in ((0, 0), (10, 36)):
        story = lasting()
        run = next(iter(story.state.sessions))
        story.next_day()
        said(story, run, NEXT, pain_tenths=pain, place=PainPlace.JOINT)
        story.next_day()
        told(story, **SORE)
        assert value(story, "joint_pain_lasting_h") == hours


def test_lasting_joint_pain_rests_on_the_run_and_its_mornings() -> None:
    story = lasting()
    run = next(iter(story.state.sessions))
    ids = []
    for _ in range(2):
        story.next_day()
        ids.append(told(story, **SORE))
    ends = story.state.sessions[run].at.at + timedelta(seconds=600)
    assert read(story, "joint_pain_lasting_h") == Reading(value=36, evidence=(run, ids[0], *ids), at=ends)
