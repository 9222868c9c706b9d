"""A second morning tells noise from a trend: when one point above the usual leaves a run good, and when it holds."""

import pytest

from restride.core.events import CheckIn, Withdrawn
from restride.core.terms import PainMoment, PainPlace
from restride.core.went_well import how_well
from tests.core.measures.reading import NOT_YET, read, told, value
from tests.core.standing_at import view
from tests.story import Story, calm


def risen(tenths: int, second: dict[str, object] | None, *, after_tenths: int = 0, **morning: object) -> Story:
    """A run, so much pain the morning after, and this on the second morning, which is today (None: not told yet)."""
    story = Story("patellofemoral-pain")
    story.to_walk_run()
    story.run(after_tenths=after_tenths)
    story.next_day()
    told(story, pain_tenths=tenths, **({"place": PainPlace.JOINT} | morning))
    story.next_day()
    if second is not None:
        told(story, **second)
    return story


def well(story: Story, noise_tenths: int = 10) -> bool:
    context = view(story)
    (run,) = context.runs
    return how_well(context, most_tenths=20, noise_tenths=noise_tenths)(run)


def test_one_point_that_is_gone_on_the_second_morning_was_noise() -> None:
    assert well(risen(10, {}))
    assert not well(risen(10, {}), noise_tenths=0)
    assert value(risen(10, {}), "morning_rise_still") == 0


@pytest.mark.invariant("INV-014")
@pytest.mark.parametrize("second", [{"pain_tenths": 10, "place": PainPlace.JOINT}, {"painkiller": True}])
def test_one_point_that_is_still_there_or_hidden_is_no_noise(second: dict[str, object]) -> None:
    assert not well(risen(10, second))


@pytest.mark.invariant("INV-016")
def test_a_second_morning_that_nobody_told_shows_nothing() -> None:
    story = risen(10, None)
    assert value(story, "morning_rise_still") == 10
    story.next_day()
    told(story)
    assert not well(story)


def test_a_second_morning_that_was_taken_back_shows_nothing() -> None:
    story = risen(10, {})
    story.tell(Withdrawn(target=story.events[-1].id))
    assert not well(story)


@pytest.mark.invariant("INV-016")
def test_a_second_morning_told_days_later_shows_nothing() -> None:
    story = risen(10, None)
    second = story.clock
    story.next_day(4)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()), at=second)
    assert not well(story)


@pytest.mark.invariant("INV-014")
def test_two_points_are_a_real_rise_whatever_comes_after() -> None:
    assert not well(risen(20, {}))


def test_a_rise_of_muscle_needs_no_second_morning() -> None:
    assert well(risen(10, None, place=PainPlace.MUSCLE))
    assert value(risen(10, None, place=PainPlace.MUSCLE), "morning_rise_still") == 0


@pytest.mark.parametrize(("after", "good"), [(0, True), (10, True), (11, False)])
def test_an_hour_after_one_point_more_is_noise(after: int, good: bool) -> None:
    assert well(risen(0, {}, after_tenths=after)) is good


def test_a_rise_still_there_is_the_lower_of_the_two_mornings() -> None:
    assert value(risen(10, {"pain_tenths": 30}), "morning_rise_still") == 10
    assert value(risen(30, {"pain_tenths": 10}), "morning_rise_still") == 10
    assert read(Story(), "morning_rise_still") == NOT_YET


def test_a_morning_after_that_nobody_answered_is_unknown() -> None:
    story = Story("patellofemoral-pain")
    story.to_walk_run()
    story.run()
    assert read(story, "morning_rise_still") == NOT_YET
    story.next_day(3)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    assert value(story, "morning_rise_still") is None


@pytest.mark.parametrize("name", ["days_since_short_bouts", "hours_since_short_bouts"])
def test_time_since_a_run_of_short_bouts_counts_only_such_a_run(name: str) -> None:
    story = risen(0, {})
    assert value(story, name, bout_s=240) == value(story, name.replace("short_bouts", "run"))
    assert read(story, name, bout_s=60) == NOT_YET
    assert read(Story(), name, bout_s=240) == NOT_YET
