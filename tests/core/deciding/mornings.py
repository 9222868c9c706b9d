"""A morning to decide on: where the runner stands, which rules and limits hold, what was decided. For tests only."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from restride.core.decision import NO_RUN, Bound, Decision, Position, Reason
from restride.core.protocol import Condition, Outcome, Rule
from restride.core.terms import Course, Evidence
from tests.core.second_opinion import ruled
from tests.core.standing_at import held, ran, stage, story_of
from tests.story import Story

PAIN, LAST_RUN = "pain_this_morning", "pain_during_last_run"


def rule(id: str, course: Course = Course.HOLD, *, measure: str = PAIN, most: int = 20, **other: Any) -> Rule:
    """A rule with an upper bound, and what it asks for beyond it: a course, hours of rest, the rest of today."""
    outcome = Outcome(course=course, rest_h=other.pop("rest_h", 0), rest_today=other.pop("rest_today", False))
    params = tuple(other.pop("params", {}).items())
    condition = Condition(measure=measure, bound=Bound(op="at_most", value=most), params=params)
    given = {"say": id, "cite": (), "evidence": Evidence.EXPERT, "unknown": outcome, "orelse": outcome, **other}
    return Rule(id=id, any_of=(condition,), **given)


CALM = rule("calm")


def on(story: Story, *rules: Rule, in_phase: tuple[Rule, ...] = (), **parts: Any) -> Story:
    """The story under these rules and no other, with open gates, without limits, with these parts of the protocol."""
    other = ruled(story, *rules, in_phase=in_phase)
    phases = tuple(replace(phase, gate=()) for phase in other.regimen.protocol.phases)
    bare = replace(other.regimen.protocol, **{"caps": (), "phases": phases, **parts})
    other.regimen = replace(other.regimen, protocol=bare)
    other.protocol = bare
    return other


def after_stage(*rules: Rule, level: int = 3, preset: str = "literal", **parts: Any) -> Story:
    """The second morning after a good run at a stage, of which nothing is told yet, under these rules and no other."""
    story = story_of(preset)
    ran(story, stage(level))
    story.next_day()
    return on(story, *rules, **parts)


def standing(position: Position, *rules: Rule, preset: str = "literal", **parts: Any) -> Story:
    """The morning after a decision that stood at this position and asked for no run."""
    story = story_of(preset)
    held(story, position, dose=NO_RUN)
    story = on(story, *rules, **parts)
    story.next_day()
    return story


def issued(story: Story, made: Decision, *, days: int = 0, **other: Any) -> Decision:
    """This decision as issued so many days ago, but for what is given."""
    ago = timedelta(days=days)
    kept = replace(made, day=made.day - ago, issued_at=made.issued_at - ago, **other)
    story.keep(kept)
    return kept


def reason(decision: Decision, rule: str) -> Reason:
    return next(one for one in decision.reasons if one.rule == rule)


def named(decision: Decision) -> list[str]:
    return [one.rule for one in decision.reasons]
