"""The second opinion on what was told: whose word counts, which rules bind it, which mornings and runs it sees."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.answers import Answers
from restride.core.decision import Position
from restride.core.events import CheckIn, Corrected, FlagClosed, FlagOpened, OperationReported, SessionLogged, Withdrawn
from restride.core.protocol import Rule
from restride.core.terms import PainMoment, Role, Scope, Urgency
from tests.core.second_opinion import asking, limit, objections, ready, ruled
from tests.story import CLINICIAN, RUNNER, Story, calm

PAIN = ("pain-this-morning",)
REST = ("rest-too-short",)
CLEARANCE = ("clearance-missing",)

# ---- whose word counts ----


@pytest.mark.invariant("INV-005", "INV-008")
def test_a_runner_in_a_clinicians_role_closes_no_flag_and_gives_no_clearance() -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    themselves = replace(CLINICIAN, id=RUNNER.id)
    given = next(iter(story.state.clearances.values()))
    story.state = replace(story.state, clearances={given.id: replace(given, author=themselves)})
    assert objections(story, decision) == CLEARANCE
    story, decision = ready()
    flag = story.tell(FlagOpened(flag="bone", urgency=Urgency.NOW), person=True).id
    story.tell(FlagClosed(flag_event=flag, reason="fine"), author=themselves, person=True)
    assert objections(story, decision) == ("red-flag-open",)


@pytest.mark.invariant("INV-008")
def test_an_episode_that_a_clinician_opened_makes_no_runner_of_them() -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    opened = {id: replace(entry, author=CLINICIAN) for id, entry in story.state.episodes.items()}
    story.state = replace(story.state, episodes=opened)
    assert objections(story, decision) == ()


@pytest.mark.invariant("INV-005")
def test_one_closing_leaves_the_other_flags_open() -> None:
    story, decision = ready()
    flags = [story.tell(FlagOpened(flag=one, urgency=Urgency.NOW), person=True).id for one in ("bone", "calf")]
    story.tell(FlagClosed(flag_event=flags[0], reason="seen"), author=CLINICIAN, person=True)
    assert objections(story, decision) == ("red-flag-open",)
    story.tell(FlagClosed(flag_event=flags[1], reason="7"), author=CLINICIAN, person=True)
    assert objections(story, decision) == ()


@pytest.mark.invariant("INV-008")
@pytest.mark.parametrize(("role", "wrong"), [(Role.EXTERNAL, ()), (Role.SYSTEM, CLEARANCE), (Role.RUNNER, CLEARANCE)])
def test_a_clearance_comes_from_a_clinician_or_somebody_outside_who_confirmed_it(role: Role, wrong) -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    given = next(iter(story.state.clearances.values()))
    other = replace(given, author=replace(CLINICIAN, role=role))
    story.state = replace(story.state, clearances={given.id: other})
    assert objections(story, decision) == wrong


@pytest.mark.invariant("INV-008")
def test_a_clearance_names_every_screen_that_was_answered_with_yes() -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    opened, given = (next(iter(shelf.values())) for shelf in (story.state.episodes, story.state.clearances))
    asked = replace(opened, body=replace(opened.body, screens=("one", "two")))
    story.state = replace(story.state, episodes={opened.id: asked})
    for names, wrong in ((("one",), CLEARANCE), (("two", "one", "three"), ())):
        entry = replace(given, body=replace(given.body, names=names))
        story.state = replace(story.state, clearances={given.id: entry})
        assert objections(story, decision) == wrong


@pytest.mark.invariant("INV-008")
@pytest.mark.parametrize("scope", [Scope.STRENGTH, Scope.SPEED])
def test_a_wider_clearance_is_one_for_running_and_a_narrower_one_is_not(scope: Scope) -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    given = next(iter(story.state.clearances.values()))
    entry = replace(given, body=replace(given.body, scope=scope))
    story.state = replace(story.state, clearances={given.id: entry})
    assert objections(story, decision) == (() if scope is Scope.SPEED else CLEARANCE)


@pytest.mark.invariant("INV-009")
def test_an_operation_counts_for_the_injury_it_belongs_to_and_the_latest_asks_for_the_clearance() -> None:
    story, decision = ready()
    told = story.tell(OperationReported(day=story.day, what="knee"))
    elsewhere = replace(story.state.operations[told.id], episode="episode-2")
    story.state = replace(story.state, operations={told.id: elsewhere})
    assert objections(story, decision) == ()
    story.clock += timedelta(minutes=1)
    story.clear()
    story.clock += timedelta(minutes=1)
    story.tell(OperationReported(day=story.day, what="hip"))
    assert objections(story, decision) == CLEARANCE


# ---- which limits bind ----


@pytest.mark.invariant("INV-002")
@pytest.mark.parametrize(
    ("rules", "pain", "wrong"),
    [
        ((limit("a", "pain_this_morning", 30), limit("b", "pain_this_morning", 10)), 11, PAIN),
        ((limit("a", "pain_this_morning", 30), limit("b", "pain_this_morning", 10)), 10, ()),
        ((limit("a", "pain_this_morning", 30), limit("b", "pain_this_morning", 10, waivable=True)), 30, ()),
        ((limit("a", "pain_this_morning", 30), limit("b", "pain_this_morning", 10, waivable=True)), 31, PAIN),
        ((limit("a", "rise_this_morning", 0),), 100, ()),
        ((), 100, ()),
    ],
)
def test_the_lowest_limit_that_nobody_may_waive_binds_this_mornings_pain(rules: tuple[Rule, ...], pain, wrong) -> None:
    story, decision = ready()
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=pain)))
    assert objections(ruled(story, *rules), decision) == wrong


@pytest.mark.invariant("INV-002")
def test_a_limit_of_the_phase_binds_like_one_of_the_protocol() -> None:
    story, decision = ready()
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=15)))
    mine = limit("a", "pain_this_morning", 10)
    assert objections(ruled(story, limit("b", "pain_this_morning", 20), in_phase=(mine,)), decision) == PAIN


@pytest.mark.invariant("INV-002")
def test_the_worst_of_several_mornings_of_today_counts_and_no_other_pain_does() -> None:
    story, decision = ready()
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=40)))
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=0)))
    assert objections(story, decision) == PAIN
    story, decision = ready()
    story.tell(CheckIn(moment=PainMoment.DURING_RUN, answers=Answers(pain_tenths=60)))
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=60)), at=story.clock - timedelta(days=1))
    assert objections(story, decision) == ()


@pytest.mark.invariant("INV-002")
def test_without_a_morning_the_check_in_is_missing_and_no_pain_is_made_up() -> None:
    story, decision = ready()
    story.state = replace(story.state, reports={})
    assert objections(ruled(story, limit("a", "pain_this_morning", 0)), decision) == ("check-in-missing",)


@pytest.mark.invariant("INV-002", "INV-003")
@pytest.mark.parametrize(
    "told",
    [
        CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=None)),
        CheckIn(moment=PainMoment.BEFORE_RUN, answers=calm()),
    ],
    ids=["no pain told", "before a run"],
)
def test_a_morning_is_one_with_its_pain_told(told: CheckIn) -> None:
    story, decision = ready()
    story.state = replace(story.state, reports={})
    story.tell(told)
    assert objections(story, decision) == ("check-in-missing",)


def ended(story: Story, hours: float) -> str:
    """A run of ten minutes that ended so many hours ago; its id."""
    body = SessionLogged(decision=None, run_s=600, longest_bout_s=60, walk_s=0, elapsed_s=600)
    return story.tell(body, at=story.clock - timedelta(hours=hours, seconds=600)).id


def rest(value: int, **other: object) -> Rule:
    return limit(f"rest-{value}", "hours_since_run", value, op="at_least", **other)


@pytest.mark.invariant("INV-023")
@pytest.mark.parametrize(
    ("rules", "hours", "wrong"),
    [
        ((rest(24), rest(48)), 48, ()),
        ((rest(24), rest(48)), 47.9, REST),
        ((rest(48), rest(24)), 47.9, REST),
        ((rest(24), rest(48, waivable=True)), 30, ()),
        ((rest(24), rest(48, waivable=True)), 23.9, REST),
        ((rest(24), rest(48, presets=("standard",))), 30, ()),
        ((rest(24), rest(48, presets=("standard", "cautious"))), 30, REST),
        ((limit("days", "days_since_run", 9),), 23.9, ()),
        ((), 23.9, ()),
    ],
)
def test_the_longest_rest_in_force_binds(rules: tuple[Rule, ...], hours: float, wrong) -> None:
    story, decision = ready()
    ended(story, hours)
    assert objections(ruled(story, *rules), decision) == wrong


@pytest.mark.invariant("INV-023")
def test_where_no_rule_asks_for_rest_a_run_of_today_is_still_enough_for_today() -> None:
    story, decision = ready()
    ended(story, 0.5)
    assert objections(ruled(story), decision) == ("ran-today",)


@pytest.mark.invariant("INV-023")
def test_the_latest_of_several_runs_is_the_one_to_rest_from() -> None:
    story, decision = ready()
    for hours in (30, 400, 200):
        ended(story, hours)
    assert objections(story, decision) == REST


@pytest.mark.invariant("INV-056")
def test_only_a_clinician_who_takes_a_run_out_makes_it_none() -> None:
    story, decision = ready()
    run = ended(story, 1)
    less = replace(story.state.sessions[run].body, run_s=60, longest_bout_s=60)
    story.tell(Corrected(target=run, session=less, reason="a typing mistake"))
    assert objections(story, decision) == ("ran-today", "rest-too-short")
    story.tell(Withdrawn(target=run, reason="not theirs"), author=CLINICIAN)
    assert "ran-today" in objections(story, decision)
    story.tell(Withdrawn(target=run, reason="not theirs", settled=True), author=CLINICIAN)
    assert objections(story, decision) == ()


# ---- where a run is none ----


def test_a_run_in_a_phase_without_runs_is_an_objection() -> None:
    story, decision = ready()
    said = objections(story, asking(decision, Position(phase="gate", order=2), run_s=60))
    assert said == ("not-in-a-run-phase", "more-than-the-stage")


def test_a_decision_ends_with_its_day_and_comes_no_later_than_now() -> None:
    story, decision = ready()
    second = timedelta(seconds=1)
    assert objections(story, replace(decision, expires_at=story.now.day_ends, issued_at=story.now.at)) == ()
    late = ("past-or-too-long",)
    assert objections(story, replace(decision, expires_at=story.now.day_ends + second)) == late
    assert objections(story, replace(decision, issued_at=story.now.at + second)) == late
