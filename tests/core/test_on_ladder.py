"""On a printed ladder, whose totals rise and fall: a step back never leads to more running or a longer bout."""

from datetime import timedelta
from typing import Any

import pytest

from restride.core.decision import Decision, Dose, Position
from restride.core.on_ladder import ladders_to_run, stage_phase
from restride.core.pace import held_session, session_dose, shortest_bout_s, stages_down
from restride.core.plan import stage_dose
from restride.core.protocol import Phase, Protocol
from restride.core.regimen import ON_A_LADDER, under
from restride.core.terms import Course, Verdict
from tests.build_story import asked, in_build, tables
from tests.story import Story, shipped

WAYS = [(one, ladder.id) for one in shipped() for ladder in ladders_to_run(one)]
pytestmark = pytest.mark.invariant("INV-015", "INV-014")


def printed(pinned: Protocol, ladder: str) -> Phase:
    story = Story(pinned.id, preset=ON_A_LADDER)
    phase = stage_phase(under(story.regimen, ON_A_LADDER, ladder).protocol)
    assert phase is not None
    return phase


@pytest.mark.parametrize(("pinned", "ladder"), WAYS, ids=lambda one: getattr(one, "id", one))
def test_no_stage_further_back_asks_for_more(pinned: Protocol, ladder: str) -> None:
    phase = printed(pinned, ladder)
    for level in range(2, len(phase.stages) + 1):
        down = stages_down(phase, level, 1)
        assert 1 <= down < level
        assert stage_dose(phase, down).run_s <= stage_dose(phase, level).run_s
        assert stage_dose(phase, down).longest_bout_s <= stage_dose(phase, level).longest_bout_s
        assert stages_down(phase, level, 2) <= down


def held_on(phase: Phase, level: int) -> Dose:
    return held_session(phase, Position(phase=phase.id, order=phase.order, level=level))


@pytest.mark.invariant("INV-015")
@pytest.mark.parametrize(("pinned", "ladder"), WAYS, ids=lambda one: getattr(one, "id", one))
def test_holding_a_stage_asks_for_no_more_than_moving_on_and_stepping_back_for_no_more_than_holding(
    pinned: Protocol, ladder: str
) -> None:
    phase = printed(pinned, ladder)
    for level in range(1, len(phase.stages)):
        held, stage, after = held_on(phase, level), stage_dose(phase, level), stage_dose(phase, level + 1)
        back = held_on(phase, stages_down(phase, level, 1))
        for quantity in ("run_s", "longest_bout_s"):
            amount = getattr(held, quantity)
            assert amount <= min(getattr(stage, quantity), getattr(after, quantity))
            assert getattr(back, quantity) <= amount
        assert held.on_feet_s <= stage.on_feet_s


@pytest.mark.invariant("INV-015")
@pytest.mark.parametrize(("pinned", "ladder"), WAYS, ids=lambda one: getattr(one, "id", one))
def test_a_held_stage_is_always_a_session_and_nearly_all_that_may_be_asked(pinned: Protocol, ladder: str) -> None:
    phase = printed(pinned, ladder)
    for level in range(1, len(phase.stages)):
        held, stage, after = held_on(phase, level), stage_dose(phase, level), stage_dose(phase, level + 1)
        shortest = shortest_bout_s(phase, Position(phase=phase.id, order=phase.order, level=level))
        assert held.bouts
        assert min(bout.run_s for bout in held.bouts) >= shortest
        assert held.run_s > min(stage.run_s, after.run_s) - shortest


@pytest.mark.invariant("INV-021", "INV-022")
@pytest.mark.parametrize(("pinned", "ladder"), WAYS, ids=lambda one: getattr(one, "id", one))
def test_the_way_back_in_after_a_gap_asks_for_no_more_than_on_our_own_stages(pinned: Protocol, ladder: str) -> None:
    own, phase = stage_phase(pinned), printed(pinned, ladder)
    assert own is not None
    for ours, theirs in zip(own.restart, phase.restart, strict=True):
        if ours.level_most is not None and theirs.level_most is not None:
            most, back = stage_dose(own, ours.level_most), stage_dose(phase, theirs.level_most)
            assert back.run_s <= most.run_s
            assert back.longest_bout_s <= most.longest_bout_s


def on_stage(level: int, ladder: str, name: str) -> Story:
    """On the morning after good runs on each stage up to this one."""
    story = Story(name, preset=ON_A_LADDER)
    story.regimen = under(story.regimen, ON_A_LADDER, ladder)
    phase = stage_phase(story.regimen.protocol)
    assert phase is not None
    for stage in range(1, level + 1):
        position = Position(phase=phase.id, order=phase.order, level=stage, ladder=ladder)
        made = Decision(
            verdict=Verdict.PROGRESS,
            course=Course.PROGRESS,
            position=position,
            dose=session_dose(phase, position),
            day=story.day,
            issued_at=story.now.at,
            expires_at=story.now.at + timedelta(hours=16),
            no_run_before=None,
            urgency=None,
            reasons=(),
            limits=(),
            questions=(),
            trouble="",
        )
        story.keep(made)
        story.run(made)
        story.next_day()
        story.morning()
        story.next_day(2)
    return story


def next_run(story: Story, **felt: Any) -> Decision:
    """The next run that is asked for after today's was felt so."""
    told = story.copy()
    assert told.morning().runs
    told.run(**felt)
    told.next_day()
    return told.to_a_run()


@pytest.mark.parametrize("felt", [{"pain_tenths": 60}, {"limp": True}, {"cut_short": True}])
def test_after_a_bad_run_on_a_lighter_stage_the_next_one_is_no_longer(felt: dict[str, Any]) -> None:
    story = on_stage(4, "jones-twelve-weeks", "knee-arthroscopy")
    good, bad = next_run(story), next_run(story, **felt)
    assert bad.course is Course.STEP_BACK
    assert bad.dose.run_s <= good.dose.run_s
    assert bad.dose.longest_bout_s <= good.dose.longest_bout_s


@pytest.mark.invariant("INV-015")
@pytest.mark.parametrize("felt", [{"pain_tenths": 25}, {"pain_tenths": 35}, {"cut_short": None}, {"limp": True}])
@pytest.mark.parametrize(("ladder", "level"), [("jones-twelve-weeks", 3), ("jones-twelve-weeks", 10)])
def test_a_run_that_felt_worse_never_leads_to_more_than_one_that_went_well(
    ladder: str, level: int, felt: dict[str, Any]
) -> None:
    story = on_stage(level, ladder, "knee-arthroscopy")
    good, worse = next_run(story), next_run(story, **felt)
    assert worse.runs
    assert worse.dose.run_s <= good.dose.run_s
    assert worse.dose.longest_bout_s <= good.dose.longest_bout_s


@pytest.mark.parametrize(("pinned", "ladder"), WAYS, ids=lambda one: getattr(one, "id", one))
def test_a_step_back_from_build_is_below_its_shortest_session(pinned: Protocol, ladder: str) -> None:
    story = in_build(1, name=pinned.id, preset=ON_A_LADDER)
    story.regimen = under(story.regimen, ON_A_LADDER, ladder)
    first = tables(pinned)[0]
    asked(story, first, 1)
    story.run(limp=True)
    story.next_day()
    back = story.to_a_run()
    assert (back.position.table, back.position.ladder) == ("", ladder)
    assert back.dose.run_s <= first.least[0]
    assert back.dose.longest_bout_s <= first.least[0]
