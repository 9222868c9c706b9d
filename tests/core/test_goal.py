"""Goals: which table is in force, what a change keeps, and when a goal is realistic. A goal speeds nothing up."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restride.core.build import standing
from restride.core.check import check
from restride.core.context import Context
from restride.core.decision import Dose
from restride.core.events import FlagOpened
from restride.core.goal import GoalCheck, goal_check, goal_of
from restride.core.goal_entries import GoalSet
from restride.core.terms import Course, Urgency
from tests.build_story import in_build, tables
from tests.story import Story, protocol

TABLES = {table.id: table for table in tables(protocol("patellofemoral-pain"))}


def wish(story: Story, table: str) -> None:
    story.tell(GoalSet(table=table), person=True)


def checked(story: Story, table: str) -> GoalCheck:
    return goal_check(Context(story.regimen, story.state, story.now), table)


def with_goal(level: int, old: str, new: str) -> Story:
    story = in_build(level, table=old)
    story.clock -= timedelta(days=1)
    wish(story, new)
    story.clock += timedelta(days=1)
    return story


def test_a_goal_counts_from_the_day_after_it_was_set() -> None:
    story = in_build(6)
    before = story.peek()
    wish(story, "to-10km")
    assert story.peek() == before
    assert standing(Context(story.regimen, story.state, story.now)).table == "to-5km"


def test_without_a_goal_the_first_table_is_the_one_and_a_goal_can_be_taken_back() -> None:
    story = with_goal(6, "to-5km", "to-10km")
    wish(story, "")
    assert goal_of(Context(story.regimen, story.state, story.now)) is None


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.sampled_from(list(TABLES)), st.sampled_from(list(TABLES)), st.integers(1, 200))
def test_another_goal_never_makes_the_day_harder_than_what_was_reached(old: str, new: str, level: int) -> None:
    level = min(level, TABLES[old].steady)
    story = with_goal(level, old, new)
    week_s, long_s = TABLES[old].reached(level)
    made = story.morning()
    assert not made.trouble
    assert check(made, story.regimen, story.state, story.now) == ()
    if old != new and made.position.table == new:
        landed = TABLES[new].neighbour(week_s, long_s)
        reached = TABLES[new].reached(landed)
        assert reached[0] <= week_s or TABLES[new].row_of(landed) == 1
        assert made.position.level <= landed + 1


def test_the_same_beginning_of_two_tables_keeps_the_row() -> None:
    table = TABLES["to-10km"]
    level = table.first_of(7)
    moved = TABLES["to-marathon"].neighbour(*table.reached(level))
    assert TABLES["to-marathon"].row_of(moved) == 7


def test_a_new_goal_leads_from_even_running_back_into_build() -> None:
    story = with_goal(TABLES["to-5km"].steady, "to-5km", "to-10km")
    decision = story.morning()
    assert (decision.position.phase, decision.position.table) == ("build", "to-10km")


def test_a_goal_on_day_one_changes_no_decision() -> None:
    plain, eager = Story(), Story()
    wish(eager, "to-marathon")
    made = [asked_for(story) for story in (plain, eager)]
    assert made[0] == made[1]
    assert any(dose.bouts for dose in made[1])


def asked_for(story: Story) -> list[Dose]:
    """The sessions of forty days on which everything goes well."""
    doses = []
    for _ in range(40):
        made = story.morning()
        doses.append(made.dose)
        story.foundation()
        if made.position.phase == "gate":
            story.pass_tests()
        if made.runs:
            story.run(made)
        story.next_day()
    return doses


def test_on_day_one_a_marathon_is_not_yet_realistic_and_says_what_is_missing() -> None:
    story = Story()
    found = checked(story, "to-marathon")
    assert not found.realistic
    assert [one.what for one in found.lacking] == ["longest", "week"]
    assert found.days_least >= len(TABLES["to-marathon"].rows) * 7
    assert found.days_most == found.days_least * 3 // 2


def test_five_kilometres_are_realistic_after_thirty_minutes_twice() -> None:
    assert checked(in_build(3), "to-5km").realistic
    assert not checked(Story(), "to-5km").realistic


def test_a_marathon_is_realistic_after_long_runs_and_four_full_weeks() -> None:
    last = TABLES["to-marathon"].first_of(39) - 1
    assert checked(in_build(last, table="to-marathon"), "to-marathon").lacking == ()
    assert checked(in_build(60, table="to-marathon"), "to-marathon").lacking


def test_no_range_while_a_flag_is_open_a_clearance_is_missing_or_the_condition_forbids_dates() -> None:
    story = in_build(3)
    story.tell(FlagOpened(flag="numb-saddle", urgency=Urgency.NOW), person=True)
    assert checked(story, "to-5km").no_range == ("flag",)
    assert checked(Story(operated=True, cleared=False), "to-5km").no_range == ("clearance",)
    assert "dates" in checked(Story("bsi-high-risk"), "to-5km").no_range


def test_an_unknown_table_is_no_goal() -> None:
    with pytest.raises(KeyError):
        checked(Story(), "to-the-moon")


def test_a_table_that_is_not_there_any_more_leaves_the_first_one() -> None:
    story = with_goal(6, "to-5km", "to-the-moon")
    decision = story.morning()
    assert (decision.position.table, decision.course) == ("to-5km", Course.PROGRESS)
