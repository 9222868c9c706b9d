"""A morning whose decision asks for a run, that decision changed in one part, and what the second opinion says of it.

For tests only.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from restride.core.check import check
from restride.core.decision import Bound, Decision, Op, Position, Quality, RunWalk
from restride.core.protocol import Condition, Outcome, Rule
from restride.core.terms import Course, Evidence
from tests.properties.histories import begun
from tests.story import Story, calm

ON_STAGES = Position(phase="walk-run", order=3, level=3)
BY_MINUTES = Position(phase="walk-run", order=3, level=3, target_s=900, step_pm=150)
IN_BUILD = Position(phase="build", order=4, level=4, table="to-5km")
FAST = Quality(kind="strides", repeats=4, on_s=20, easy_s=40)


def ready(name: str = "patellofemoral-pain", *, operated: bool = False) -> tuple[Story, Decision]:
    """A story on a morning whose decision asks for a run, and that decision, not yet issued."""
    story = begun(name, operated=operated).told(calm())
    decision = story.peek()
    assert decision.runs
    return story, decision


def objections(story: Story, decision: Decision) -> tuple[str, ...]:
    """What the second opinion has against the decision on the story's morning."""
    return check(decision, story.regimen, story.state, story.now)


def stood(story: Story, position: Position, *, days: int = 1) -> Story:
    """The story with one decision so many days ago, which stood at this position, and no other."""
    return heard(story, (replace(story.peek(), position=position), days))


def heard(story: Story, *made: tuple[Decision, int]) -> Story:
    """The story with these decisions, each issued so many days ago, and no other."""
    other = story.copy()
    other.state = replace(other.state, decisions={})
    for decision, days in made:
        ago = timedelta(days=days)
        other.keep(replace(decision, day=decision.day - ago, issued_at=decision.issued_at - ago))
    return other


def asking(decision: Decision, position: Position, *, run_s: int, bout_s: int = 0, **other: Any) -> Decision:
    """The decision at a position, asking for so many seconds of running in bouts of so many; one bout without."""
    whole, rest = divmod(run_s, bout_s or run_s)
    bouts = [RunWalk(run_s=bout_s or run_s, walk_s=0)] * whole + [RunWalk(run_s=rest, walk_s=0)] * bool(rest)
    return replace(decision, position=position, dose=replace(decision.dose, bouts=tuple(bouts)), **other)


def limit(id: str, measure: str, value: int, *, op: Op = "at_most", **other: Any) -> Rule:
    """A rule with one bound; hold where it is not met."""
    hold = Outcome(course=Course.HOLD)
    condition = Condition(measure=measure, bound=Bound(op=op, value=value))
    known = {"say": id, "cite": (), "evidence": Evidence.EXPERT, **other}
    return Rule(id=id, any_of=(condition,), orelse=hold, unknown=hold, **known)


def ruled(story: Story, *rules: Rule, in_phase: tuple[Rule, ...] = ()) -> Story:
    """The story under these rules and no other; those of `in_phase` hold in every phase."""
    other = story.copy()
    phases = tuple(replace(phase, rules=in_phase) for phase in other.protocol.phases)
    other.regimen = replace(other.regimen, protocol=replace(other.protocol, rules=rules, phases=phases))
    return other
