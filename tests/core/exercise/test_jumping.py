"""Landings go by ladders: 48 hours apart, after quiet mornings, two legs before one, strength first."""

from datetime import timedelta
from itertools import pairwise

import pytest

from restride.core.exercise.compose import compose, item_of
from restride.core.exercise.jumping import Jumps, jumps_of
from restride.core.exercise.log import Done
from tests.core.exercise.builders import DAY, SHELF, done, live, runner, situation

READY = done("calf_raise_double", day=DAY - timedelta(days=40))


def hops(contacts: int, days_ago: int, **told: object) -> Done:
    return done("double_leg_pogo", contacts=contacts, day=DAY - timedelta(days=days_ago), **told)


def ladders(*log: Done, **changed: object) -> Jumps:
    return jumps_of(SHELF, log, (situation(**changed),))


def landings(*log: Done, **changed: object) -> list[str]:
    session = compose(SHELF, runner(log=log, **changed))
    return [item.exercise.id for item in session.items if item.exercise.impact]


def test_the_first_landings_come_after_a_strength_exercise_of_the_region() -> None:
    assert landings() == []
    assert landings(done("calf_raise_double", pain=30, day=READY.day)) == []
    assert landings(READY) == ["double_leg_pogo"]


def test_the_first_session_has_as_many_landings_as_the_first_step() -> None:
    item = item_of(SHELF, runner(log=[READY]), SHELF.exercises["double_leg_pogo"])
    assert item is not None
    assert item.contacts == SHELF.jumps.two_leg[0]


@pytest.mark.parametrize(("days", "due"), [(1, False), (2, True)])
def test_landings_are_two_days_apart(days: int, due: bool) -> None:
    assert ladders(hops(40, days)).due is due


def test_no_more_than_three_times_a_week() -> None:
    assert not ladders(hops(40, 6), hops(40, 4), hops(40, 2)).due
    assert ladders(hops(40, 7), hops(40, 4), hops(40, 2)).due


@pytest.mark.parametrize("changed", [{"quiet": False}, {"runs_today": True}, {"irritated": True}, {"phase": "calm"}])
def test_no_landings_on_a_morning_that_is_not_quiet_or_on_the_day_of_a_run(changed: dict[str, object]) -> None:
    assert landings(READY, **changed) == []


@pytest.mark.parametrize(("morning", "contacts"), [("quiet", 60), ("rise", 40), ("unknown", 40), ("warning", 40)])
def test_a_step_up_needs_a_quiet_morning(morning: str, contacts: int) -> None:
    assert ladders(hops(40, 3, morning=morning)).two_leg.contacts == contacts


def test_a_warning_sign_takes_a_step_down() -> None:
    up = [hops(40, 9), hops(60, 6)]
    assert ladders(*up).two_leg.contacts == 80
    assert ladders(*up, hops(80, 3, morning="warning")).two_leg.contacts == 60
    assert ladders(*up, hops(80, 3, pain=30)).two_leg.contacts == 60


def test_doing_less_than_the_step_is_no_step() -> None:
    assert ladders(hops(30, 3)).two_leg.contacts == 40


def test_doing_more_than_asked_skips_nothing() -> None:
    assert ladders(hops(400, 3)).two_leg.contacts == 60


def test_one_leg_opens_after_the_last_step_on_two_and_a_quiet_morning() -> None:
    climbed = [hops(contacts, days) for contacts, days in ((40, 14), (60, 11), (80, 8))]
    assert not ladders(*climbed, hops(100, 3, morning="unknown")).one_leg_open
    assert ladders(*climbed, hops(100, 3)).one_leg_open


def test_rope_and_sideways_hops_wait_for_their_step() -> None:
    assert set(landings(READY)) == {"double_leg_pogo"}
    seen = {one for days in (2, 3, 4) for one in landings(READY, hops(40, days), hops(60, days + 3))}
    assert seen & {"jump_rope", "lateral_hop", "jump_squat", "double_leg_pogo"}


@pytest.mark.mission("M33")
def test_a_quiet_course_climbs_both_ladders_with_no_session_too_close() -> None:
    sessions, last = live(runner(log=[READY]), 60)
    contacts = [
        (day, item.contacts, item.exercise.ladder)
        for day, session in enumerate(sessions)
        for item in session.items
        if item.exercise.impact
    ]
    days = [day for day, _, _ in contacts]
    assert all(later - earlier >= 2 for earlier, later in pairwise(days))
    assert {ladder for _, _, ladder in contacts} == {"two_leg", "one_leg"}
    assert max(many for _, many, ladder in contacts if ladder == "two_leg") <= SHELF.jumps.two_leg[-1]
    assert max(many for _, many, ladder in contacts if ladder == "one_leg") <= SHELF.jumps.one_leg[-1]
    assert jumps_of(SHELF, last.log, last.situations).one_leg.quiet >= SHELF.jumps.one_leg[1]
