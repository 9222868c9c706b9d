"""A simulated day goes through the real engine: entries applied, every reason kept, no run that was not asked for."""

from dataclasses import replace

import pytest

from restride.core.check import check
from restride.core.decision import Decision
from restride.core.events import Event, SessionLogged
from restride.core.moment import Now
from restride.core.protocol import Protocol
from restride.core.state import fold
from restride.study.asked import Asked, Course, Intake
from restride.study.assumptions import Assumptions, assumptions
from restride.study.days import Plan, live
from restride.study.engine_course import EngineCourse
from restride.study.policies import DEFAULT, Policy, catalogue, policies

WORLD = assumptions()
HONEST = replace(WORLD, styles=tuple(replace(one, share=float(one.id == "honest"), misses=0) for one in WORLD.styles))
EAGER = replace(WORLD, styles=tuple(replace(one, share=float(one.id == "over-eager")) for one in WORLD.styles))


class Witness:
    """Follows a course, and keeps what it was told and what it asked."""

    def __init__(self, course: EngineCourse) -> None:
        self.course = course
        self.on_paper = course.on_paper
        self.told: list[Event] = []
        self.decided: list[tuple[Decision, tuple[str, ...]]] = []

    def tell(self, event: Event) -> None:
        self.told.append(event)
        self.course.tell(event)

    def today(self, now: Now) -> Asked:
        before = self.course.state
        asked = self.course.today(now)
        assert asked.decision is not None
        objections = check(asked.decision, self.course.regimen, before, now)
        self.decided.append((asked.decision, objections))
        return asked


def witnessed(protocol: str, *, number: int = 0, days: int = 25, world: Assumptions = HONEST) -> Witness:
    """A runner under the default, with a witness."""
    seen: list[Witness] = []

    def begin(one: Protocol, intake: Intake, journal: tuple[Event, ...]) -> Course:
        course = policies()[DEFAULT].begin(one, intake, journal)
        assert isinstance(course, EngineCourse)
        seen.append(Witness(course))
        seen[0].told += journal
        return seen[0]

    policy = Policy(name="witnessed", kind="engine", preset=policies()[DEFAULT].preset, begin=begin)
    live(number, catalogue().protocol(protocol), policy, Plan(seed=5, days=days), world)
    return seen[0]


@pytest.mark.parametrize("protocol", ["general", "acl-reconstruction", "bsi-low-risk"])
def test_the_second_opinion_has_nothing_against_what_a_study_decides(protocol: str) -> None:
    for number in (0, 1):
        decided = witnessed(protocol, number=number).decided
        assert [objections for _, objections in decided if objections] == []


def test_decisions_carry_every_reason_and_no_trouble() -> None:
    decided = witnessed("patellofemoral-pain").decided
    assert any(decision.runs for decision, _ in decided)
    assert all(decision.reasons and not decision.trouble for decision, _ in decided)


def test_an_engine_in_trouble_ends_the_study_and_never_passes_for_safe() -> None:
    protocol = catalogue().protocol("general")
    unknown = replace(protocol.rules[0], any_of=(replace(protocol.rules[0].any_of[0], measure="no-such-measure"),))
    broken = replace(protocol, rules=(unknown, *protocol.rules[1:]))
    with pytest.raises(RuntimeError, match="general on 2026-01-05: the engine is in trouble"):
        live(0, broken, policies()[DEFAULT], Plan(seed=5, days=3), HONEST)


def test_what_was_applied_is_what_a_fold_of_the_same_entries_gives() -> None:
    witness = witnessed("general", days=12)
    state = witness.course.state
    own = [entry for shelf in (state.decisions, state.flags) for entry in shelf.values()]
    journal = {event.id: event for event in (*witness.told, *own) if isinstance(event, Event)}
    assert fold(journal.values()) == state


def test_an_honest_runner_runs_only_what_is_asked() -> None:
    witness = witnessed("general", days=30)
    asked = {decision.day: decision.dose.run_s for decision, _ in witness.decided}
    ran = {event.at.day: event.body.run_s for event in witness.told if isinstance(event.body, SessionLogged)}
    assert ran
    assert all(seconds <= asked[day] for day, seconds in ran.items())


def test_an_over_eager_runner_now_and_then_runs_more() -> None:
    witness = witnessed("general", days=40, world=EAGER)
    asked = {decision.day: decision.dose.run_s for decision, _ in witness.decided}
    ran = {event.at.day: event.body.run_s for event in witness.told if isinstance(event.body, SessionLogged)}
    assert any(seconds > asked.get(day, 0) for day, seconds in ran.items())


def test_a_run_left_out_and_not_spoken_of_is_asked_about_and_answered() -> None:
    life = replace(WORLD.life, run_possible=0.4, left_out_misses=100)
    witness = witnessed(
        "general", days=20, world=replace(HONEST, life=life, styles=(replace(HONEST.styles[0], misses=0.01),))
    )
    assert any("run_outcome" in decision.questions for decision, _ in witness.decided)
    asked = {decision.day for decision, _ in witness.decided if decision.runs}
    told = {event.at.day for event in witness.told if isinstance(event.body, SessionLogged)}
    assert asked - told <= {max(asked)}


def test_from_the_calm_phase_a_runner_comes_to_a_first_run() -> None:
    lived = live(0, catalogue().protocol("general"), policies()[DEFAULT], Plan(seed=5, days=60, start="calm"), HONEST)
    at_the_door = live(0, catalogue().protocol("general"), policies()[DEFAULT], Plan(seed=5, days=60), HONEST)
    assert 0 < lived.whole.runs < at_the_door.whole.runs


def test_a_run_left_out_is_told_of_its_own_day_however_late_the_runner_answers() -> None:
    """One who forgets some mornings as well would otherwise wait for the rest of the study."""
    styles = tuple(replace(one, share=float(one.id == "forgetful"), misses=0.4) for one in WORLD.styles)
    forgetful = replace(WORLD, styles=styles, life=replace(WORLD.life, run_possible=0.5))
    for number in range(4):
        decided = [decision for decision, _ in witnessed("general", number=number, days=40, world=forgetful).decided]
        waiting = 0
        for decision in decided:
            waiting = waiting + 1 if "run_outcome" in decision.questions else 0
            assert waiting < 2, f"runner {number} still waits on {decision.day}"
