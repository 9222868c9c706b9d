"""The second opinion: what may not be issued has its own objection, and the edge of each is where it says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from restride.core.decision import NO_RUN, RunWalk
from restride.core.events import (
    CheckIn,
    ClearanceConfirmed,
    ClearanceWithdrawn,
    FlagClosed,
    FlagOpened,
    OperationReported,
    Restored,
    SessionLogged,
    Withdrawn,
)
from restride.core.terms import Course, PainMoment, Role, Scope, Side, Urgency
from tests.core.second_opinion import objections, ready
from tests.story import CLINICIAN, RUNNER, Story, calm


def test_what_the_engine_would_issue_meets_no_objection() -> None:
    assert objections(*ready()) == ()
    assert objections(*ready("knee-arthroscopy", operated=True)) == ()


def test_a_decision_without_a_run_meets_no_objection_whatever_else_is_wrong() -> None:
    story, decision = ready()
    story.tell(FlagOpened(flag="bone", urgency=Urgency.NOW), person=True)
    assert objections(story, replace(decision, dose=NO_RUN, course=Course.STOP)) == ()


@pytest.mark.invariant("INV-005", "INV-006")
def test_an_open_flag_is_an_objection_until_a_clinician_closed_it() -> None:
    story, decision = ready()
    flag = story.tell(FlagOpened(flag="bone", urgency=Urgency.NOW), person=True).id
    assert objections(story, decision) == ("red-flag-open",)
    story.tell(FlagClosed(flag_event=flag, reason=" – "), author=CLINICIAN, person=True)
    story.tell(FlagClosed(flag_event=flag, reason="fine"), author=RUNNER, person=True)
    later = story.clock + timedelta(days=1)
    story.tell(FlagClosed(flag_event=flag, reason="seen"), author=CLINICIAN, person=True, at=later)
    assert objections(story, decision) == ("red-flag-open",)
    story.tell(FlagClosed(flag_event=flag, reason="seen"), author=CLINICIAN, person=True)
    assert objections(story, decision) == ()


WRONG = {
    "side": {"side": Side.RIGHT},
    "scope": {"scope": Scope.IMPACT},
    "not begun": {"starts": 1},
    "ended": {"until": -1},
    "not confirmed": {"confirmed": False},
}


@pytest.mark.invariant("INV-007", "INV-008")
@pytest.mark.parametrize("wrong", [*WRONG, "role", "episode", "withdrawn", "screens", "no episode"])
def test_a_clearance_with_a_wrong_part_is_an_objection(wrong: str) -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    given = next(iter(story.state.clearances.values()))
    parts = {k: story.day + timedelta(days=v) if type(v) is int else v for k, v in WRONG.get(wrong, {}).items()}
    entry = replace(given, body=replace(given.body, **parts))
    if wrong == "role":
        entry = replace(entry, author=replace(CLINICIAN, role=Role.OPERATOR))
    if wrong == "episode":
        entry = replace(entry, episode="episode-2")
    story.state = replace(story.state, clearances={entry.id: entry})
    if wrong == "withdrawn":
        story.tell(ClearanceWithdrawn(clearance=entry.id, reason="new pain"), author=CLINICIAN)
    if wrong == "screens":
        opened = next(iter(story.state.episodes.values()))
        named = replace(opened, body=replace(opened.body, screens=("pregnant_or_postpartum",)))
        story.state = replace(story.state, episodes={opened.id: named})
    if wrong == "no episode":
        story.state = replace(story.state, episodes={})
    assert "clearance-missing" in objections(story, decision)


@pytest.mark.invariant("INV-008")
@pytest.mark.parametrize("right", [{"side": Side.BOTH}, {"scope": Scope.RUN}, {"starts": 0}, {"until": 0}], ids=str)
def test_a_clearance_at_the_edge_of_what_fits_is_none(right: dict[str, object]) -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    given = next(iter(story.state.clearances.values()))
    parts = {k: story.day if k in ("starts", "until") else v for k, v in right.items()}
    entry = replace(given, body=replace(given.body, **parts))
    story.state = replace(story.state, clearances={entry.id: entry})
    assert objections(story, decision) == ()


@pytest.mark.invariant("INV-008")
def test_the_second_step_of_a_clearance_makes_it_count_and_a_bad_one_hides_no_good_one() -> None:
    story, decision = ready("knee-arthroscopy", operated=True)
    given = next(iter(story.state.clearances.values()))
    bad = replace(given, id="a-bad-one", body=replace(given.body, scope=Scope.STRENGTH))
    entry = replace(given, body=replace(given.body, confirmed=False))
    story.state = replace(story.state, clearances={bad.id: bad, entry.id: entry})
    story.tell(ClearanceConfirmed(clearance=entry.id), author=CLINICIAN)
    assert objections(story, decision) == ()


@pytest.mark.invariant("INV-009")
def test_an_operation_asks_for_a_clearance_given_after_it() -> None:
    story, decision = ready()
    story.tell(OperationReported(day=story.day, what="knee"), person=True)
    assert objections(story, decision) == ("clearance-missing",)
    story.clock += timedelta(minutes=1)
    story.clear()
    assert objections(story, decision) == ()
    story.tell(OperationReported(day=story.day, what="knee"))
    assert objections(story, decision) == ("clearance-missing",)


@pytest.mark.invariant("INV-003")
def test_a_morning_of_today_is_needed_and_one_from_a_backup_is_none() -> None:
    story, decision = ready()
    story.tell(Restored(made_at=story.clock), person=True)
    assert objections(story, decision) == ("check-in-missing",)
    story.clock += timedelta(minutes=1)
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm()))
    assert objections(story, decision) == ()
    elsewhere = {id: replace(entry, episode="episode-2") for id, entry in story.state.reports.items()}
    story.state = replace(story.state, reports=elsewhere)
    assert objections(story, decision) == ("check-in-missing",)


@pytest.mark.invariant("INV-002")
@pytest.mark.parametrize(("pain", "wrong"), [(20, ()), (21, ("pain-this-morning",))])
def test_pain_this_morning_is_an_objection_over_the_limit_only(pain: int, wrong: tuple[str, ...]) -> None:
    story, decision = ready()
    story.tell(CheckIn(moment=PainMoment.MORNING, answers=calm(pain_tenths=pain)))
    assert objections(story, decision) == wrong


def ran(story: Story, hours: float) -> None:
    """A run of ten minutes of this or another episode that ended so many hours ago."""
    body = SessionLogged(decision=None, run_s=600, longest_bout_s=60, walk_s=0, elapsed_s=600)
    story.tell(body, at=story.clock - timedelta(hours=hours, seconds=600))


@pytest.mark.invariant("INV-023")
@pytest.mark.parametrize(
    ("preset", "hours", "wrong"),
    [("cautious", 36, ()), ("cautious", 35.9, ("rest-too-short",)), ("standard", 36, ())],
)
def test_rest_is_counted_from_the_end_of_each_run(preset: str, hours: float, wrong: tuple[str, ...]) -> None:
    story, decision = ready()
    story.regimen = replace(story.regimen, preset=preset)
    ran(story, 400)
    ran(story, hours)
    assert objections(story, decision) == wrong


@pytest.mark.invariant("INV-023")
def test_no_second_run_of_a_day_and_a_run_left_out_is_none() -> None:
    story, decision = ready()
    story.left_out(story.clock)
    assert objections(story, decision) == ()
    ran(story, 1)
    assert objections(story, decision) == ("ran-today", "rest-too-short")


@pytest.mark.invariant("INV-019", "INV-020", "INV-031")
@pytest.mark.parametrize(
    ("bouts", "wrong"),
    [
        ((RunWalk(run_s=1801, walk_s=0),), {"more-than-the-stage", "over-a-hard-limit"}),
        ((RunWalk(run_s=61, walk_s=0),), {"more-than-the-stage"}),
        ((RunWalk(run_s=60, walk_s=9),) * 2, set()),
        ((RunWalk(run_s=60, walk_s=9),) * 40, {"more-than-the-stage", "over-a-hard-limit"}),
    ],
)
def test_a_session_larger_than_its_stage_or_a_hard_limit_is_an_objection(bouts, wrong: set[str]) -> None:
    story, decision = ready()
    assert set(objections(story, replace(decision, dose=replace(decision.dose, bouts=bouts)))) == wrong


@pytest.mark.invariant("INV-020")
@pytest.mark.parametrize("level", [0, 99])
def test_a_level_that_the_phase_does_not_have_is_an_objection(level: int) -> None:
    story, decision = ready()
    other = replace(decision, position=replace(decision.position, level=level))
    assert "more-than-the-stage" in objections(story, other)


@pytest.mark.invariant("INV-020")
def test_a_first_decision_and_two_steps_at_once_are_objections() -> None:
    story, decision = ready()
    two = replace(decision, position=replace(decision.position, level=decision.position.level + 2))
    assert "more-than-one-step" in objections(story, two)
    story.state = replace(story.state, decisions={})
    assert "more-than-one-step" in objections(story, decision)


@pytest.mark.invariant("INV-020")
def test_a_target_that_leaps_is_an_objection() -> None:
    story, decision = ready()
    target = decision.position.target_s
    assert target
    leapt = replace(decision, position=replace(decision.position, target_s=target * 2))
    assert objections(story, leapt) == ("target-leaps",)


@pytest.mark.invariant("INV-025", "INV-040")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"course": Course.STOP}, "stopped-or-questions"),
        ({"questions": ("limp",)}, "stopped-or-questions"),
        ({"trouble": "KeyError"}, "stopped-or-questions"),
        ({"day": -1}, "past-or-too-long"),
        ({"day": 1}, "past-or-too-long"),
        ({"expires_at": 1}, "past-or-too-long"),
        ({"issued_at": 1}, "past-or-too-long"),
    ],
    ids=str,
)
def test_a_stop_a_question_trouble_and_another_day_are_objections(wrong: dict[str, object], code: str) -> None:
    story, decision = ready()
    name, value = next(iter(wrong.items()))
    shifted = getattr(decision, name) + timedelta(days=value) if type(value) is int and name != "course" else value
    assert code in objections(story, replace(decision, **{name: shifted}))
    assert code not in objections(story, decision)


@pytest.mark.invariant("INV-056")
def test_a_run_that_a_clinician_took_out_is_no_objection_and_one_the_runner_did_is() -> None:
    story, decision = ready()
    ran(story, 1)
    run = next(id for id, entry in story.state.sessions.items() if entry.body.run_s)
    story.tell(Withdrawn(target=run, reason="not mine", settled=True), author=RUNNER)
    assert objections(story, decision) == ("ran-today", "rest-too-short")
    story.tell(Withdrawn(target=run, reason="not theirs", settled=True), author=CLINICIAN)
    assert objections(story, decision) == ()
