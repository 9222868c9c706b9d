"""Weeks since an operation and an onset, weeks and days of groundwork, and a clock that went backwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from restride.core.events import FoundationDone, OperationReported
from restride.core.measures.measure import Reading
from tests.core.measures.reading import NOT_YET, read, value
from tests.story import EPISODE, Story


def opened(**other: object) -> Story:
    """A runner whose episode was opened so."""
    story = Story()
    entry = story.state.episodes[EPISODE]
    episodes = {EPISODE: replace(entry, body=replace(entry.body, **other))}
    story.state = replace(story.state, episodes=episodes)
    return story


def ago(story: Story, days: int) -> date:
    return story.day - timedelta(days=days)


def reported(story: Story, days: int, **other: object) -> str:
    return story.tell(OperationReported(day=ago(story, days), what="knee"), **other).id  # type: ignore[arg-type]


def elsewhere(story: Story, shelf: str, id: str, episode: str | None) -> None:
    """Files one entry under another episode."""
    entries = dict(getattr(story.state, shelf))
    entries[id] = replace(entries[id], episode=episode)
    story.state = replace(story.state, **{shelf: entries})


# ---- since an operation ----


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (-5, 0)])
def test_weeks_since_an_operation_are_whole_ones(days: int, weeks: int) -> None:
    story = opened(operated=True, operation=ago(Story(), days))
    assert read(story, "weeks_since_operation") == Reading(value=weeks)


def test_without_an_operation_there_are_no_weeks_since_one() -> None:
    assert read(opened(operated=False, operation=None), "weeks_since_operation") == NOT_YET
    nobody = Story()
    nobody.state = replace(nobody.state, episodes={})
    assert read(nobody, "weeks_since_operation") == NOT_YET


def test_an_operation_whose_day_nobody_knows_leaves_the_weeks_unknown() -> None:
    story = opened(operated=True, operation=None)
    assert read(story, "weeks_since_operation") == Reading(value=None)
    reported(story, 10)
    assert read(story, "weeks_since_operation") == Reading(value=None)


def test_the_latest_operation_counts_and_another_injury_has_its_own() -> None:
    story = opened(operated=False, operation=None)
    ids = (reported(story, 30), reported(story, 15), reported(story, 22))
    assert read(story, "weeks_since_operation") == Reading(value=2, evidence=ids)
    before = opened(operated=True, operation=ago(Story(), 50))
    id = reported(before, 20)
    assert read(before, "weeks_since_operation") == Reading(value=2, evidence=(id,))
    elsewhere(before, "operations", id, "episode-2")
    assert read(before, "weeks_since_operation") == Reading(value=7)


# ---- since the onset ----


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (6, 0), (7, 1), (14, 2), (-20, 0)])
def test_weeks_since_the_onset_are_whole_ones(days: int, weeks: int) -> None:
    assert read(opened(onset=ago(Story(), days)), "weeks_since_onset") == Reading(value=weeks)


def test_a_new_injury_counts_anew_wherever_it_was_told() -> None:
    story = opened(onset=ago(Story(), 100))
    ids = [reported(story, 30), reported(story, 20, person=True)]
    assert read(story, "weeks_since_onset") == Reading(value=2, evidence=tuple(ids))
    elsewhere(story, "operations", ids[1], "episode-2")
    assert read(story, "weeks_since_onset") == Reading(value=4, evidence=(ids[0],))
    story = opened(onset=ago(Story(), 5))
    reported(story, 30)
    assert value(story, "weeks_since_onset") == 0


def test_without_an_onset_or_an_episode_the_weeks_are_unknown() -> None:
    assert read(opened(onset=None), "weeks_since_onset") == Reading(value=None)
    nobody = Story()
    nobody.state = replace(nobody.state, episodes={})
    assert read(nobody, "weeks_since_onset") == Reading(value=None)


# ---- groundwork ----


def worked(story: Story, *days: int) -> tuple[str, ...]:
    """Groundwork so many days ago each."""
    return tuple(story.tell(FoundationDone(), at=story.clock - timedelta(days=one)).id for one in days)


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        ((), 0),
        ((6, 5), 0),
        ((7, 6), 1),
        ((7, 0), 0),
        ((7, 7), 0),
        ((14, 13, 7, 6), 2),
        ((14, 13, 12, 7), 1),
        ((14, 8, 7, 1), 2),
        ((21, 14, 13, 0), 1),
    ],
)
def test_weeks_of_groundwork_are_whole_ones_from_the_first_day_with_enough_days_each(days, weeks: int) -> None:
    story = Story()
    story.next_day(40)
    ids = worked(story, *days)
    assert read(story, "foundation_weeks", per_week=2) == Reading(value=weeks, evidence=ids if days else ())


def test_groundwork_may_ask_for_any_number_of_days_a_week() -> None:
    story = Story()
    story.next_day(40)
    worked(story, 7, 6, 5)
    assert [value(story, "foundation_weeks", per_week=days) for days in (1, 3, 4)] == [1, 1, 0]


def test_weeks_that_were_supervised_before_count_with_those_done_here() -> None:
    story = opened(rehab_weeks=5)
    assert read(story, "foundation_weeks", per_week=2) == Reading(value=5)
    story.next_day(40)
    ids = worked(story, 7, 6)
    assert read(story, "foundation_weeks", per_week=2) == Reading(value=6, evidence=ids)
    story.state = replace(story.state, episodes={})
    assert value(story, "foundation_weeks", per_week=2) == 1


def test_groundwork_of_another_injury_or_a_day_to_come_counts_for_nothing() -> None:
    story = Story()
    story.next_day(40)
    ids = worked(story, 7, 6)
    tolerance = story.protocol.windows.clock_tolerance_s
    ahead = story.tell(FoundationDone(), at=story.clock + timedelta(seconds=tolerance + 1)).id
    just = story.tell(FoundationDone(), at=story.clock + timedelta(seconds=tolerance)).id
    assert read(story, "foundation_weeks", per_week=2).evidence == (*ids, just)
    assert ahead not in read(story, "foundation_days", days=30).evidence
    assert read(story, "foundation_days", days=30) == Reading(value=3, evidence=tuple(sorted((*ids, just))))
    elsewhere(story, "foundation", ids[0], "episode-2")
    assert value(story, "foundation_weeks", per_week=2) == 0
    assert value(story, "foundation_days", days=30) == 2


def test_days_of_groundwork_count_once_each_over_the_last_days_today_among_them() -> None:
    story = Story()
    story.next_day(40)
    ids = worked(story, 3, 2, 0, 0)
    assert read(story, "foundation_days", days=4) == Reading(value=3, evidence=ids)
    assert read(story, "foundation_days", days=3) == Reading(value=2, evidence=ids[1:])
    assert value(story, "foundation_days", days=1) == 1


# ---- the clock ----


def test_a_clock_that_went_on_is_not_behind() -> None:
    story = Story()
    assert read(story, "clock_behind_s") == Reading(value=0)
    story.clock += timedelta(seconds=5)
    assert read(story, "clock_behind_s") == Reading(value=0)
    story.state = replace(story.state, latest=None)
    assert read(story, "clock_behind_s") == Reading(value=0)


@pytest.mark.parametrize(("back", "seconds"), [(1, 1), (0.5, 0), (90, 90)])
def test_a_clock_that_went_backwards_is_behind_by_so_many_seconds(back: float, seconds: int) -> None:
    story = Story()
    story.clock -= timedelta(seconds=back)
    assert read(story, "clock_behind_s") == Reading(value=seconds)
