"""A runner somewhere in build, with the good runs that led there. For tests only."""

from datetime import timedelta

from restride.core.build import at_level, build_phase, row_session
from restride.core.build_table import BuildTable
from restride.core.decision import Decision
from restride.core.goal_entries import GoalSet
from restride.core.protocol import Protocol
from restride.core.terms import Course, Scope, Verdict
from tests.story import Story

_RUNS_BEFORE = 14  # four weeks of them, so that caps have their base
_EVERY_D = 2


def tables(protocol: Protocol) -> tuple[BuildTable, ...]:
    phase = build_phase(protocol)
    assert phase is not None
    return phase.tables


def in_build(
    level: int,
    *,
    name: str = "patellofemoral-pain",
    preset: str = "cautious",
    table: str = "",
    operated: bool = False,
    scope: Scope = Scope.SPEED,
    goal: bool = False,
) -> Story:
    """On the morning of the next run, after good runs up to this level of the table; the first of its kind without."""
    story = Story(name, preset=preset, cleared=False, operated=operated)
    if story.regimen.clearance_required:
        story.clear(scope)
    if goal:
        story.tell(GoalSet(table=table), person=True)
    build = next(one for one in tables(story.protocol) if one.id == table or not table)
    for ahead in range(_RUNS_BEFORE, -1, -1):
        story.foundation()
        asked(story, build, max(level - ahead, 1))
        story.run()
        story.next_day()
        story.morning()
        story.next_day(_EVERY_D - 1)
    return story


def asked(story: Story, build: BuildTable, level: int) -> None:
    """A decision of today that asks for the session of a level."""
    position = at_level(story.protocol, build, level)
    story.keep(
        Decision(
            verdict=Verdict.PROGRESS,
            course=Course.PROGRESS,
            position=position,
            dose=row_session(story.protocol, position, stepping=True),
            day=story.day,
            issued_at=story.now.at,
            expires_at=story.now.at + timedelta(hours=16),
            no_run_before=None,
            urgency=None,
            reasons=(),
            limits=(),
            questions=(),
        )
    )
