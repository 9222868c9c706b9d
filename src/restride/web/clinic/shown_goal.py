"""The runner's goal for the chart: which distance and day, and what was said to it."""

from dataclasses import dataclass

from restride.usecases.agree_goal import GoalTalk, goal_talk
from restride.usecases.chart import Chart
from restride.usecases.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """The goal's entry, the goal in words, and a clinician's word about it; empty: none yet."""

    id: str
    name: str
    said: str


def goal_line(chart: Chart, words: Words) -> GoalLine | None:
    """The goal that stands; None without one."""
    talk = goal_talk(chart.record.state)
    return GoalLine(id=talk.goal.id, name=goal_name(talk, words), said=talk.said(words)) if talk else None


def goal_name(talk: GoalTalk, words: Words) -> str:
    """The distance in words, and the day of the race where one was given."""
    goal = talk.goal.body
    name = words.render(f"goals.{goal.table}", "name")
    if goal.race_day is None:
        return words.render("goals.talk", "goal", goal=name)
    return words.render("goals.talk", "goal_on", goal=name, day=goal.race_day)
