"""Where the course leads from a position: after runs that go well, and after one that was too much. No date is here."""

from restride.core.context import Context
from restride.core.decision import Position
from restride.core.progression import next_position
from restride.core.terms import Course
from restride.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """The position after enough good runs, and the one after trouble. The limits of the day come on top."""

    well: Position
    trouble: Position


def next_steps(context: Context, position: Position) -> NextSteps:
    """The two positions that may follow this one, by the protocol's own table."""
    from_here = Context(context.regimen, context.state, context.now)
    from_here.__dict__.update(held=position, run_position=position)
    return NextSteps(
        well=next_position(from_here, Course.PROGRESS, run_today=True),
        trouble=next_position(from_here, Course.STEP_BACK, run_today=False),
    )
