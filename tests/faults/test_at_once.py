"""Runner and clinician at the same moment, and two devices apart: in the order of the journal no run follows a no."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest

from restride.core.decision import DecisionIssued
from restride.core.events import ClearanceGiven, ClearanceWithdrawn, FlagClosed, FlagOpened
from restride.core.terms import Scope as Reach
from restride.core.terms import Swelling
from restride.journal.values import EVERYTHING, AccessDenied
from restride.usecases.clearance import withdraw_clearance
from restride.usecases.demo_days import Days
from restride.usecases.flags import FlagSaid, close_flag, report_flags
from restride.usecases.share import accept_sharing, offer_sharing, stop_sharing
from restride.usecases.today import show_today
from tests.faults.devices import said
from tests.faults.failing import sound
from tests.vaults import Place

pytestmark = pytest.mark.db

ROUNDS = 50
SHARES = 4 if os.environ.get("RESTRIDE_NIGHTLY") else 1  # each short enough not to look like a test that hangs


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at once, each in a thread of its own; gives what each gave or raised."""
    from django.db import connections

    gate = threading.Barrier(len(acts))

    def act(one: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return one()
        except AccessDenied as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, acts))


def walked_in_order(story: Days) -> tuple[int, int]:
    """Follows the journal: no decision with a run while a flag is open or no clearance stands. Gives runs and noes."""
    cleared: set[str] = set()
    flags: set[str] = set()
    runs = noes = 0
    for event in story.record().events:
        body = event.body
        if isinstance(body, ClearanceGiven):
            cleared.add(event.id)
        elif isinstance(body, ClearanceWithdrawn):
            cleared.discard(body.clearance)
            noes += 1
        elif isinstance(body, FlagOpened):
            flags.add(event.id)
            noes += 1
        elif isinstance(body, FlagClosed):
            flags.discard(body.flag_event)
        elif isinstance(body, DecisionIssued) and body.decision.runs:
            runs += 1
            assert cleared, "a run after the clearance was taken back"
            assert not flags, "a run with an open flag"
    return runs, noes


def operated(place: Place) -> Days:
    """A runner whose course needs a clearance, on a morning on which a run is asked for."""
    from tests.usecases.days import days

    story = days(place.clock.at, place.house, place.clock)
    story.enrol("knee_arthroscopy_debridement", operated_days_ago=200, rehab_weeks=3)
    story.share()
    story.clear(Reach.RUN)
    decision = story.to_phase("walk-run")
    while not decision.runs:
        story.next_morning()
        decision = story.morning() or decision
    return story


@pytest.mark.invariant("INV-075")
@pytest.mark.parametrize("share", range(SHARES))
def test_inv_075_no_run_follows_a_revoke_or_a_flag_in_the_order_of_the_journal(place: Place, share: int) -> None:
    story = operated(place)

    def revoke(id: str) -> None:
        for cleared in set(story.record().state.clearances) - _withdrawn(story):
            withdraw_clearance(story.ports, story.clinician, cleared, "Swollen again.", id=f"{id}-{cleared[:8]}")

    def flag(id: str) -> None:
        said = (FlagSaid(flag="cannot_bear_weight", wording="Can you stand on it?"),)
        report_flags(story.ports, story.runner, said, id=id)

    for number in range(ROUNDS):
        story.next_morning()
        no, again = (revoke, flag) if number % 2 else (flag, revoke)
        together(story.morning, lambda n=number, no=no: no(f"round-{n:04}-no"))
        if number % 5 == 0:
            together(story.morning, lambda n=number, again=again: again(f"round-{n:04}-again"))
        for opened in _open_flags(story):
            close_flag(story.ports, story.clinician, opened, "Examined.", id=story.id())
        story.clear(Reach.RUN)
    runs, noes = walked_in_order(story)
    assert runs >= 1
    assert noes >= ROUNDS
    sound(place.ports)


def _withdrawn(story: Days) -> set[str]:
    return {entry.body.clearance for entry in story.record().state.clearances_withdrawn.values()}


def _open_flags(story: Days) -> set[str]:
    state = story.record().state
    return set(state.flags) - {entry.body.flag_event for entry in state.flags_closed.values()}


@pytest.mark.invariant("INV-061")
def test_inv_061_once_the_withdrawal_has_ended_nothing_more_is_seen(place: Place) -> None:
    story = place.days()
    for number in range(ROUNDS // 5):
        together(
            lambda n=number: stop_sharing(story.ports, story.runner, story.clinician.actor.id, id=f"round-{n:04}"),
            lambda: show_today(story.ports, story.clinician),
            lambda: show_today(story.ports, story.clinician),
        )
        with pytest.raises(AccessDenied):
            show_today(story.ports, story.clinician)
        place.clock.tick(minutes=1)
        handed = offer_sharing(story.ports, story.runner, EVERYTHING, "sharing-1")
        accept_sharing(story.ports, story.clinician.actor, handed.token, id=story.id())
        place.clock.tick(minutes=1)
    sound(place.ports)


@pytest.mark.invariant("INV-005", "INV-075")
def test_inv_005_a_warning_told_while_another_is_closed_stays_open(place: Place) -> None:
    story = operated(place)
    for number in range(ROUNDS // 5):
        story.next_morning()
        story.flag("cannot_bear_weight", "Can you stand on it?")
        opened = next(iter(_open_flags(story)))
        told = (FlagSaid(flag="locked_knee", wording="Is it locked?"),)
        together(
            lambda opened=opened: close_flag(story.ports, story.clinician, opened, "Examined.", id=story.id()),
            lambda n=number, told=told: report_flags(story.ports, story.runner, told, id=f"round-{n:04}-late"),
        )
        (left,) = _open_flags(story)
        assert story.record().state.flags[left].body.flag == "locked_knee"
        decision = story.decision()
        assert decision is not None
        assert decision.verdict == "stop"
        assert show_today(story.ports, story.runner).decision == decision
        close_flag(story.ports, story.clinician, left, "Examined.", id=story.id())
    sound(place.ports)


APART = ({}, {"pain_tenths": 60, "swelling": Swelling.MILD, "swelling_h": 30}, {"pain_tenths": 10})


@pytest.mark.invariant("INV-051", "INV-052", "INV-057")
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_two_devices_apart_the_worse_answer_holds_whatever_comes_first(place: Place, order: tuple[int, ...]) -> None:
    story = place.days()
    story.clear(Reach.RUN)
    sends = [said(story, f"device-{number}", **answers) for number, answers in enumerate(APART)]
    for number in order:
        sends[number]()
    decision = story.decision()
    assert decision is not None
    assert not decision.runs
    context = story.context()
    assert context.today.pain_tenths == 60
    before = story.record().events
    for send in sends:  # and both send again
        send()
    assert story.record().events == before


def test_two_devices_at_once_have_one_effect_each(place: Place) -> None:
    story = place.days()
    for number in range(ROUNDS // 5):
        story.next_morning()
        same = said(story, f"same-{number:04}")
        together(same, same, said(story, f"other-{number:04}", pain_tenths=30))
    reports = [event.id for event in story.record().events if event.kind == "check_in"]
    assert len(reports) == len(set(reports)) == 2 * (ROUNDS // 5)
    sound(place.ports)
