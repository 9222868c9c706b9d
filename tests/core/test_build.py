"""Build: sessions in the order of their rows, one step a good run, and the way down and back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from restride.core.answers import Answers, join
from restride.core.build_table import BuildTable
from restride.core.check import check
from restride.core.combine import lowest
from restride.core.events import FlagOpened
from restride.core.plan import Room, fit
from restride.core.terms import Course, Scope, Urgency, Verdict
from restride.library.rules import PRESETS
from tests.build_story import in_build, tables
from tests.properties.histories import MORNINGS
from tests.story import calm, protocol

KNEE = protocol("patellofemoral-pain")
TABLES = {table.id: table for table in tables(KNEE)}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.id)


def week_by_week(table: BuildTable) -> list[list[int]]:
    return [[s.run_s for s in table.sessions if s.row == row] for row in range(1, len(table.rows) + 1)]


def test_a_kilometre_of_a_table_counts_as_the_same_running_for_everybody() -> None:
    assert {table.km_s for table in TABLES.values()} == {400}
    assert week_by_week(TABLES["to-5km"])[0] == [1800, 1800, 1800]


@each_table
def test_a_row_has_its_easy_runs_first_and_the_long_run_last(table: BuildTable) -> None:
    for row, runs in zip(table.rows, week_by_week(table), strict=True):
        assert runs == sorted(runs)
        assert sum(runs) <= row.week_s
        assert len(runs) == row.runs - row.race


@each_table
def test_a_race_is_never_issued_and_the_table_ends_with_its_taper(table: BuildTable) -> None:
    assert table.rows[-1].race
    assert table.rows[-1].taper
    assert max(session.run_s for session in table.sessions) * 1000 < table.race_m * table.km_s or table.race_m <= 5000


@each_table
@pytest.mark.invariant("INV-014", "INV-015")
def test_what_is_no_step_on_is_never_longer_than_any_run_still_to_come(table: BuildTable) -> None:
    ahead = [*(session.run_s for session in table.sessions), table.keep_s]
    assert list(table.least) == [min(ahead[place:]) for place in range(len(ahead))]
    assert list(table.least) == sorted(table.least)


@pytest.mark.invariant("INV-014", "INV-015")
@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.sampled_from(list(TABLES)), st.integers(1, 200), st.sampled_from(PRESETS), MORNINGS, MORNINGS)
def test_a_worse_morning_in_build_allows_no_more(
    table: str, level: int, preset: str, one: Answers, two: Answers
) -> None:
    story = in_build(min(level, TABLES[table].steady), table=table, preset=preset)
    better, worse = story.told(one).peek(), story.told(join(one, two)).peek()
    assert worse.course <= better.course
    assert worse.position.rank <= better.position.rank
    assert worse.dose.run_s <= better.dose.run_s
    assert worse.dose.longest_bout_s <= better.dose.longest_bout_s
    for made in (better, worse):
        assert not made.trouble
        assert check(made, story.regimen, story.state, story.now) in ((), ("check-in-missing",))


def test_one_good_run_opens_the_next_session() -> None:
    decision = in_build(6).morning()
    assert (decision.course, decision.position.level) == (Course.PROGRESS, 7)
    assert decision.dose.run_s == TABLES["to-5km"].run_s(7)


def test_where_surgery_or_bone_asks_for_two_good_runs_one_opens_nothing() -> None:
    decision = in_build(6, name="bsi-low-risk").morning()
    assert (decision.course, decision.position.level) == (Course.HOLD, 6)
    assert decision.dose.run_s == TABLES["to-5km"].least[5]


def test_a_rest_day_lies_between_longer_runs() -> None:
    story = in_build(6)
    story.run(story.morning())
    story.next_day()
    assert story.morning().verdict is Verdict.REST


@pytest.mark.parametrize(
    ("days", "phase", "level"), [(3, "build", 7), (6, "build", 1), (13, "build", 1), (20, "gate", 3)]
)
def test_days_off_lead_back_by_rows_and_a_long_gap_through_the_tests(days: int, phase: str, level: int) -> None:
    story = in_build(6)
    story.next_day(days - 2)
    decision = story.morning()
    assert (decision.position.phase, decision.position.level) == (phase, level)


def test_even_running_goes_on_once_the_table_is_done() -> None:
    table = TABLES["to-5km"]
    decision = in_build(table.steady - 1).morning()
    assert (decision.position.phase, decision.dose.run_s) == ("keep", table.keep_s)
    again = in_build(table.steady).morning()
    assert (again.position.phase, again.dose.run_s, again.course) == ("keep", table.keep_s, Course.PROGRESS)


def test_a_step_back_from_even_running_leads_to_the_last_session_of_the_table() -> None:
    story = in_build(TABLES["to-5km"].steady)
    story.run(story.morning(), pain_tenths=40)
    story.next_day()
    story.morning()
    story.next_day(3)
    decision = story.morning()
    assert decision.position.phase == "build"
    assert decision.position.level == TABLES["to-5km"].steady - 1


def test_an_open_flag_stops_in_build_too() -> None:
    story = in_build(6)
    story.tell(FlagOpened(flag="numb-saddle", urgency=Urgency.NOW), person=True)
    decision = story.morning(calm())
    assert (decision.verdict, decision.runs) == (Verdict.STOP, False)


def test_a_run_in_build_is_never_longer_than_a_tenth_over_the_longest_of_a_month() -> None:
    story = in_build(40, table="to-10km")
    story.next_day(0)
    decision = story.morning()
    longest = max(e.body.run_s for e in story.state.sessions.values() if e.at.day > story.day - timedelta(days=30))
    assert decision.dose.run_s * 100 <= longest * 110


def kinds(table: BuildTable) -> list[str]:
    return [session.quality.kind for session in table.sessions if session.quality]


@each_table
def test_strides_come_before_hills_before_intervals_before_tempo_and_one_hard_run_a_row(table: BuildTable) -> None:
    first = list(dict.fromkeys(kinds(table)))
    assert first == [kind for kind in ("strides", "hills", "intervals", "tempo") if kind in first]
    for row in range(1, len(table.rows) + 1):
        hard = [s for s in table.sessions if s.row == row and s.quality and s.quality.kind != "strides"]
        assert len(hard) <= 1
        if table.rows[row - 1].new:
            assert sum(s.run_s for s in table.sessions if s.row == row) <= max(
                one.week_s for one in table.rows[: row - 1]
            )


@each_table
def test_four_fifths_of_a_row_are_easy_and_faster_running_fits_its_run(table: BuildTable) -> None:
    for session in table.sessions:
        if session.quality:
            assert session.quality.repeats * (session.quality.on_s + session.quality.easy_s) <= session.run_s
    for row in range(1, len(table.rows) + 1):
        mine = [s for s in table.sessions if s.row == row]
        fast = sum(s.quality.repeats * s.quality.on_s for s in mine if s.quality)
        assert fast * 5 <= sum(s.run_s for s in mine)


def test_hills_come_after_intervals_where_the_calf_was_hurt_and_later_where_a_bone_was() -> None:
    calf = {table.id: table for table in tables(protocol("calf-strain"))}
    bone = {table.id: table for table in tables(protocol("bsi-low-risk"))}
    assert list(dict.fromkeys(kinds(calf["to-10km"]))) == ["strides", "intervals", "hills", "tempo"]
    assert "hills" not in kinds(calf["to-5km"])
    rows = [
        [s.row for s in one["to-10km"].sessions if s.quality and s.quality.kind == "hills"] for one in (TABLES, bone)
    ]
    assert rows[1][0] >= rows[0][0] + 4


def test_faster_running_comes_only_with_a_step_on() -> None:
    story = in_build(6)
    good, sore = story.told(calm()).peek(), story.told(calm(stiffness_min=15)).peek()
    assert good.dose.quality is not None
    assert (sore.course, sore.dose.quality) == (Course.HOLD, None)


def test_without_the_clearance_of_speed_the_same_running_is_easy() -> None:
    cleared, story = (in_build(6, operated=True, scope=scope).morning() for scope in (Scope.SPEED, Scope.RUN))
    assert cleared.dose.quality is not None
    assert (story.position.level, story.dose.quality) == (7, None)
    assert story.dose.run_s == cleared.dose.run_s
    said = {reason.rule: reason.status for reason in story.reasons}
    assert said["speed-clearance"] == "unmet"


def test_a_session_cut_by_a_limit_is_easy() -> None:
    dose = in_build(6).morning().dose
    assert fit(dose, Room(run_s=1200, longest_bout_s=1200, on_feet_s=9000), shortest_bout_s=480).quality is None


def test_with_a_second_injury_the_smaller_session_holds_and_is_easy() -> None:
    made = in_build(8).morning()
    other = replace(made, dose=replace(made.dose, quality=None))
    assert lowest((made, other)).dose.quality is None
