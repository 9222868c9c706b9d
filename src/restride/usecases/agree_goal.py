"""A clinician agrees with the runner's goal, or says why not; the runner reads it. It opens and speeds up nothing."""

from dataclasses import dataclass

from restride.core.context import is_clinicians
from restride.core.goal_entries import GoalAnswered, GoalSet
from restride.core.state import Entry, RunnerState
from restride.core.terms import Role
from restride.usecases.entry import Stamp, entry
from restride.usecases.ports import Ports, Visitor, Words
from restride.usecases.recent import recent_record
from restride.usecases.record import read_record
from restride.usecases.refused import has_words, is_blank, refuse

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalWord:
    """What a clinician fills in. Words are needed where the goal is not agreed with."""

    id: str
    goal: str
    agreed: bool
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTalk:
    """The goal that stands, and the newest word of a clinician about it; None: nobody said anything yet."""

    goal: Entry
    answer: Entry | None

    def said(self, words: Words) -> str:
        """That in a sentence, with the clinician's name; empty where nobody said anything."""
        if self.answer is None:
            return ""
        author, body = self.answer.author, self.answer.body
        form = "agreed" if body.agreed else "not_agreed"
        who = f"{author.name}, {author.profession}" if author.profession else author.name
        return words.render("goals.talk", form, who=who, day=self.answer.at.day, words=body.words)


def show_goal_talk(ports: Ports, visitor: Visitor) -> GoalTalk | None:
    """The runner's goal and what a clinician says to it; None without a goal. Raises AccessDenied."""
    return goal_talk(recent_record(ports, visitor).state)


def goal_talk(state: RunnerState) -> GoalTalk | None:
    """The same, of a state that was folded already."""
    goal = max(state.goals.values(), key=_in_order, default=None)
    if goal is None or not goal.body.table:
        return None
    told = [one for one in state.goals_answered.values() if one.body.goal == goal.id and is_clinicians(one, state)]
    return GoalTalk(goal=goal, answer=max(told, key=_in_order, default=None))


def answer_goal(ports: Ports, visitor: Visitor, given: GoalWord) -> None:
    """Store the word; a re-send changes nothing. Raises NotPossible for anybody but a clinician with care."""
    if visitor.actor.role is not Role.CLINICIAN or visitor.actor.id == visitor.person:
        raise refuse("", "not-yours-to-agree", "Only a clinician who works with this runner can answer a goal.")
    if is_blank(visitor.name) or is_blank(visitor.profession):
        raise refuse("name", "who-is-missing", "Give your name and profession.")
    if not given.agreed and not has_words(given.words):
        raise refuse("words", "reason-missing", "Write what speaks against it, and what could be a goal instead.")
    if len(given.words) > LONGEST:
        raise refuse("words", "too-long", f"Write it in {LONGEST} characters at most.")
    with ports.units.begin(visitor.person, visitor.actor, visitor.purpose) as unit:
        if not any(event.id == given.id for event in unit.events()):
            _refuse_another(read_record(unit.events()).state, given)
        body = GoalAnswered(goal=given.goal, agreed=given.agreed, words=given.words.strip())
        unit.append(entry(visitor, body, Stamp(id=given.id, recorded_at=ports.clock.now())))


def _refuse_another(state: RunnerState, given: GoalWord) -> None:
    """The goal may have changed while the page was open: then it is read first."""
    talk = goal_talk(state)
    if talk is None or talk.goal.id != given.goal or not isinstance(talk.goal.body, GoalSet):
        raise refuse("goal", "another-goal", "The runner has changed the goal meanwhile. Look at the new one first.")


def _in_order(one: Entry) -> tuple[object, ...]:
    return (one.at.at, one.recorded_at, one.id)
