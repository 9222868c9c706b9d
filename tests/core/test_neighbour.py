"""Positions between tables: choosing another way of building up never asks for more running or a longer bout."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restride.core.decide import decide
from restride.core.decision import Position
from restride.core.events import Author, PaceChosen
from restride.core.neighbour import in_table, session_of, table_of
from restride.core.on_ladder import ladders_to_run, on_ladder, stage_phase
from restride.core.pace import highest_bout
from restride.core.protocol import Protocol, Regimen
from restride.core.regimen import choice_in_force, may_be_chosen, regimen_for, under
from restride.core.terms import Role
from tests.story import CLINICIAN, EPISODE, RUNNER, Story, protocol, shipped

PRESETS = ("cautious", "standard", "literal")


@cache
def ways() -> tuple[tuple[Protocol, str, str], ...]:
    """Every way of building up that any shipped protocol offers."""
    found = [(one, preset, "") for one in shipped() for preset in PRESETS if may_be_chosen(one, preset, "")]
    return (*found, *((one, "literal", ladder.id) for one in shipped() for ladder in ladders_to_run(one)))


def begun(way: tuple[Protocol, str, str]) -> Regimen:
    pinned, preset, ladder = way
    return under(Regimen(protocol=pinned, episode=EPISODE), preset, ladder)


@st.composite
def held(draw: st.DrawFn) -> tuple[Regimen, Position]:
    """A position somewhere in the table of some way."""
    regimen = begun(ways()[draw(st.integers(0, len(ways()) - 1))])  # by number: a protocol is slow to be looked at
    phase = stage_phase(regimen.protocol)
    assert phase is not None
    bare = Position(phase=phase.id, order=phase.order, level=1, ladder=regimen.ladder)
    if phase.pace(regimen.preset) is None:
        return regimen, replace(bare, level=draw(st.integers(1, len(phase.stages))))
    target = 30 * draw(st.integers(2, 60))
    level = draw(st.integers(1, highest_bout(phase, target)))
    return regimen, replace(bare, level=level, target_s=target, step_pm=draw(st.integers(50, 250)))


@pytest.mark.invariant("INV-018")
@given(held(), st.data())
def test_choosing_and_unchoosing_never_asks_for_more_running_or_a_longer_bout(
    start: tuple[Regimen, Position], data: st.DataObject
) -> None:
    regimen, position = start
    most = session_of(position, regimen)
    others = [(preset, ladder) for one, preset, ladder in ways() if one is regimen.own]
    for preset, ladder in data.draw(st.lists(st.sampled_from(others), min_size=1, max_size=5)):
        regimen = under(regimen, preset, ladder)
        table = table_of(regimen)
        assert table is not None
        position = position if table.holds(position) else in_table(position, regimen)
        asked = session_of(position, regimen)
        assert asked[0] <= most[0]
        assert asked[1] <= most[1]
        most = asked


def test_from_cautious_to_standard_the_target_stays() -> None:
    regimen = begun((protocol(), "standard", ""))
    table = table_of(regimen)
    assert table is not None
    assert table.holds(Position(phase="walk-run", order=3, level=2, target_s=720, step_pm=100))


def test_twelve_minutes_in_bouts_of_two_stand_on_the_second_of_our_stages() -> None:
    regimen = begun((protocol(), "literal", ""))
    position = in_table(Position(phase="walk-run", order=3, level=2, target_s=720, step_pm=100), regimen)
    assert (position.level, position.target_s, position.is_held_back) == (2, 0, False)


def test_less_than_the_first_stage_keeps_its_own_limit_until_a_step_is_earned() -> None:
    regimen = begun((protocol("general"), "literal", ""))
    position = in_table(Position(phase="walk-run", order=3, level=1, target_s=300, step_pm=100), regimen)
    assert (position.level, position.run_s_most, position.bout_s_most) == (1, 300, 60)


@pytest.mark.parametrize("pinned", shipped(), ids=lambda one: one.id)
def test_every_ladder_begins_no_harder_than_our_first_stage_and_ends_at_our_longest_bout(pinned: Protocol) -> None:
    own = stage_phase(pinned)
    assert own is not None
    for ladder in ladders_to_run(pinned):
        phase = stage_phase(on_ladder(pinned, ladder.id))
        assert phase is not None
        first, last = phase.stages[0].bouts, phase.stages[-1].bouts
        assert sum(bout.run_s for bout in first) <= sum(bout.run_s for bout in own.stages[0].bouts)
        assert max(bout.run_s for bout in first) <= max(bout.run_s for bout in own.stages[0].bouts)
        assert max(bout.run_s for bout in last) >= max(bout.run_s for bout in own.stages[-1].bouts)


def test_a_ladder_is_chosen_where_it_is_listed_and_by_its_stages_alone() -> None:
    assert may_be_chosen(protocol("patellofemoral-pain"), "literal", "delaware-track")
    assert not may_be_chosen(protocol("general"), "cautious", "osu-advanced")
    assert not may_be_chosen(protocol("general"), "literal", "moen-shin-pain"), "it lists it not"


def test_of_two_spacings_the_stricter_counts() -> None:
    rules = {rule.id: rule for phase in on_ladder(protocol("mtss"), "moen-shin-pain").phases for rule in phase.rules}
    every = [*rules.values(), *on_ladder(protocol("mtss"), "moen-shin-pain").rules]
    assert next(rule for rule in every if rule.id == "hard-runs-in-week").any_of[0].bound.value == 2


@pytest.mark.parametrize(
    ("author", "reason"),
    [
        (RUNNER, "I feel fine"),
        (replace(CLINICIAN, id=RUNNER.id), "I clear myself"),
        (Author(role=Role.EXTERNAL, id="somebody", name="Somebody"), "by a link"),
        (CLINICIAN, " \u200b"),
    ],
)
@pytest.mark.invariant("INV-008")
def test_nobody_but_a_clinician_with_a_reason_chooses_a_pace(author: Author, reason: str) -> None:
    story = Story()
    story.tell(PaceChosen(preset="standard", reason=reason), author=author)
    assert choice_in_force(story.protocol, EPISODE, story.state) is None


def test_the_newest_choice_counts_and_one_of_an_unknown_pace_never() -> None:
    story = Story()
    for preset, ladder in (("standard", ""), ("literal", ""), ("brisk", ""), ("literal", "no-such-ladder")):
        story.tell(PaceChosen(preset=preset, ladder=ladder, reason="knows the course"), author=CLINICIAN)
    regimen = regimen_for(story.protocol, story.state.episodes[EPISODE], story.state)
    assert (regimen.preset, regimen.ladder) == ("literal", "")


@pytest.mark.invariant("INV-018")
def test_the_first_day_under_another_pace_holds_and_the_course_goes_on_after_it() -> None:
    story = Story(preset="standard")
    decision = story.to_walk_run()
    for _ in range(3):
        story.run()
        story.next_day()
        decision = story.to_a_run()
    before = decision.dose
    story.run()
    story.next_day()
    story.regimen = under(story.regimen, "literal")
    first = story.to_a_run()
    assert first.dose.run_s <= before.run_s
    assert first.dose.longest_bout_s <= before.longest_bout_s
    assert not first.trouble
    for _ in range(6):
        story.run()
        story.next_day()
        decision = story.to_a_run()
    assert decision.position.level > first.position.level
    assert decide(story.regimen, story.state, story.now).trouble == ""
