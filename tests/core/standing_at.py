"""A runner who stands at a position of a protocol, having run or not, and so many days on. For tests only."""

from dataclasses import replace
from datetime import timedelta

from restride.core.build import row_session
from restride.core.context import Context
from restride.core.decision import Decision, Position
from restride.core.events import CheckIn
from restride.core.pace import session_dose
from restride.core.progression import next_position, pace_of
from restride.core.protocol import Pace, Phase, Protocol, Restart
from restride.core.terms import Course, PainMoment, Scope, Verdict
from tests.story import Story, calm

STAGES = "literal"  # the preset that goes by the stages
MINUTES = "cautious"
GATE = Position(phase="gate", order=2)
WALK_RUN = Position(phase="walk-run", order=3, level=1)
BUILD = Position(phase="build", order=4, level=1, table="to-5km")


def stage(level: int) -> Position:
    """A position on the protocol's own stages."""
    return replace(WALK_RUN, level=level)


def minutes(target_s: int, level: int, step_pm: int = 150) -> Position:
    """A position of the pace of minutes."""
    return replace(WALK_RUN, level=level, target_s=target_s, step_pm=step_pm)


def place(level: int, table: str = "to-5km") -> Position:
    """A position in build."""
    return replace(BUILD, level=level, table=table)


def story_of(preset: str = MINUTES, *, protocol: Protocol | None = None) -> Story:
    """A runner of whom nothing has been decided."""
    story = Story(preset=preset)
    if story.regimen.clearance_required:
        story.clear(Scope.SPEED)
    if protocol is not None:
        story.protocol = protocol
        story.regimen = replace(story.regimen, protocol=protocol)
    return story


def held(story: Story, position: Position, **other: object) -> Decision:
    """Today's decision stands at this position and asks for its session, but for what is given."""
    phase = story.protocol.phase(position.phase)
    made = Decision(
        verdict=Verdict.PROGRESS,
        course=Course.PROGRESS,
        position=position,
        dose=row_session(story.protocol, position, stepping=True) if position.table else session_dose(phase, position),
        day=story.day,
        issued_at=story.now.at,
        expires_at=story.now.at + timedelta(hours=16),
        no_run_before=None,
        urgency=None,
        reasons=(),
        limits=(),
        questions=(),
    )
    made = replace(made, **other)
    story.keep(made)
    return made


def ran(story: Story, position: Position, **felt: object) -> None:
    """A run at this position today, and the quiet morning after it."""
    story.run(held(story, position), **felt)
    story.next_day()
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))


def view(story: Story) -> Context:
    return Context(story.regimen, story.state, story.now)


def after_run(position: Position, *, days: int = 1, preset: str = MINUTES, **felt: object) -> Context:
    """So many days after a run at this position, with nothing else decided since."""
    story = story_of(preset)
    ran(story, position, **felt)
    story.next_day(days - 1)
    return view(story)


def without_run(
    position: Position, *, days: int = 1, preset: str = MINUTES, protocol: Protocol | None = None
) -> Context:
    """So many days after the decision that stood at this position, without any run."""
    story = story_of(preset, protocol=protocol)
    held(story, position)
    story.next_day(days)
    return view(story)


def walk_run(context: Context) -> Phase:
    return context.protocol.phase("walk-run")


def stood_after(first: Position, then: Position, *, preset: str, days: int = 1, **felt: object) -> Context:
    """A run at one position; the day after, a decision that stands at another."""
    story = story_of(preset)
    ran(story, first, **felt)
    held(story, then)
    story.next_day(days)
    return view(story)


def pace(context: Context) -> Pace:
    found = pace_of(context, walk_run(context))
    assert found is not None
    return found


def forward(context: Context, *, run_today: bool = True) -> Position:
    return next_position(context, Course.PROGRESS, run_today=run_today)


def back(context: Context, course: Course = Course.STEP_BACK) -> Position:
    return next_position(context, course, run_today=False)


def still(context: Context) -> Position:
    return next_position(context, Course.HOLD, run_today=True)


def coming_back(of: Protocol, *steps: Restart) -> Protocol:
    """The protocol with this way back in, in every phase."""
    return replace(of, phases=tuple(replace(phase, restart=steps) for phase in of.phases))
