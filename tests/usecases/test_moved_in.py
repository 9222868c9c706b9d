"""An archive that somebody edited opens nothing: no clearance, closing, waiver, test or place in a course out of it."""

import io
import zipfile
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from restride.core.decision import DecisionIssued
from restride.core.events import (
    Author,
    Body,
    ClearanceConfirmed,
    ClearanceGiven,
    EpisodeOpened,
    Event,
    FlagClosed,
    PaceChosen,
    ReadinessRecorded,
    Restored,
    WaiverGiven,
    Withdrawn,
)
from restride.core.terms import Category, Role, Scope, Side
from restride.journal.jsonl import Portable
from restride.journal.memory import in_memory
from restride.usecases.clearance import give_clearance
from restride.usecases.correct import withdraw
from restride.usecases.demo_days import Days
from restride.usecases.flags import close_flag
from restride.usecases.log_session import record_session
from restride.usecases.move_in import Archive, move_in
from restride.usecases.override import waivable
from restride.usecases.ports import here
from restride.usecases.record import read_record
from restride.usecases.refused import NotPossible
from restride.usecases.replay import replay
from restride.usecases.share import accept_sharing, offer_sharing
from restride.usecases.today import show_today
from tests.storage import HandClock
from tests.usecases.days import by_hand, kneecap
from tests.usecases.scene import Scene, ports_of

FORGED = Author(role=Role.CLINICIAN, id="clinician-of-elsewhere", name="Dr Nobody", profession="physician")


def forged(at: datetime, body: Body, episode: str | None, **changed: Any) -> Event:
    """An entry that a person wrote into an archive."""
    event = Event(
        id=f"{uuid4()}", episode=episode, at=here(at, "UTC"), recorded_at=at, author=FORGED, source="web", body=body
    )
    return replace(event, **changed)


def archive(events: tuple[Event, ...], protocols: dict[str, str]) -> Archive:
    """An archive with these entries, whose checksums its writer made right."""
    content = io.BytesIO()
    zipfile.ZipFile(content, "w").close()
    portable = Portable(events=events, protocols=protocols)
    made_at = max(event.recorded_at for event in events)
    return Archive(made_at=made_at, portable=portable, files=(), zipped=zipfile.ZipFile(content))


def texts(ports: Any) -> dict[str, str]:
    return {digest: ports.texts.text(digest) for digest in ports.texts.digests()}


def moved(scene: Scene, *more: Event) -> Scene:
    """The same runner on another server, whose archive has been added to."""
    other = copy(scene)
    other.clock = HandClock(scene.clock.at)
    other.house = in_memory(other.clock)
    other.ports = ports_of(other.house, other.clock)
    move_in(other.ports, scene.runner, archive((*scene.record().events, *more), texts(scene.ports)))
    return other


def cleared(scene: Scene, **changed: Any) -> ClearanceGiven:
    day = scene.clock.now().date()
    given = ClearanceGiven(
        scope=Scope.SPEED, side=Side.LEFT, starts=day - timedelta(days=9), until=day + timedelta(days=300)
    )
    return replace(given, **changed)


@pytest.mark.invariant("INV-007", "INV-008")
@pytest.mark.parametrize("way", ["given", "confirmed", "recorded ahead"])
def test_inv_008_a_clearance_written_into_an_archive_opens_nothing(scene: Scene, way: str) -> None:
    at = scene.clock.now() + (timedelta(minutes=4) if way == "recorded ahead" else -timedelta(minutes=1))
    given = forged(at, cleared(scene, confirmed=way != "confirmed"), scene.episode)
    confirmed = forged(at, ClearanceConfirmed(clearance=given.id), scene.episode)
    other = moved(scene, given, confirmed)
    assert not other.valid(Scope.RUN)
    decision = other.morning()
    assert decision is None or not decision.runs
    other.share()
    give_clearance(other.ports, other.by(), other.form())
    assert other.valid(Scope.RUN)


@pytest.mark.invariant("INV-006")
def test_inv_006_a_closing_written_into_an_archive_closes_nothing_until_a_clinician_here_does(scene: Scene) -> None:
    flag = scene.flag()
    other = moved(scene, forged(scene.clock.now(), FlagClosed(flag_event=flag, reason="examined, is fine"), None))
    assert other.morning().verdict == "stop"
    line = other.ports.store.standing(other.me.scope(other.clock.now()))
    assert line is not None
    assert line.open_flags == 1
    other.share()
    close_flag(other.ports, other.by(), flag, "examined here", id=other.id())
    assert not show_today(other.ports, other.me).open_flags


@pytest.mark.invariant("INV-029", "INV-056")
def test_no_waiver_test_or_settling_of_an_archive_counts(scene: Scene) -> None:
    scene.morning()
    bad = next(iter(scene.record().state.reports))
    withdraw(scene.ports, scene.me, bad, "a slip", id=scene.id())
    at, until = scene.clock.now(), scene.clock.now().date() + timedelta(days=60)
    acts = (
        WaiverGiven(rule=waivable(scene.protocol())[0], until=until, reason="knows the course"),
        Withdrawn(target=bad, reason="agreed", settled=True),
        ReadinessRecorded(item=scene.protocol().items[0].id, value=99, side=Side.LEFT, painkiller=False),
        PaceChosen(preset="standard", reason="runs well"),
    )
    other = moved(scene, *(forged(at, act, scene.episode) for act in acts))
    state = other.record().state
    assert (state.waivers, state.readiness, state.paces) == ({}, {}, {})
    assert not other.settled(bad)
    assert len(other.record().events) == len(scene.record().events) + len(acts) + 1, "they can still be read"


@pytest.mark.invariant("INV-045")
@pytest.mark.parametrize("what", ["at", "recorded_at"])
def test_inv_045_an_archive_with_entries_of_a_time_to_come_is_refused_whole(scene: Scene, what: str) -> None:
    later = scene.clock.now() + timedelta(days=1)
    given = forged(scene.clock.now(), cleared(scene), scene.episode)
    odd = replace(given, at=here(later, "UTC")) if what == "at" else replace(given, recorded_at=later)
    with pytest.raises(NotPossible) as refusal:
        moved(scene, odd)
    assert refusal.value.problems[0].code == "from-the-future"


@pytest.mark.invariant("INV-041")
def test_inv_041_an_archive_whose_entries_say_another_day_is_refused_whole(scene: Scene) -> None:
    given = forged(scene.clock.now(), cleared(scene), scene.episode)
    odd = replace(given, at=replace(given.at, day=given.at.day - timedelta(days=2)))
    with pytest.raises(NotPossible) as refusal:
        moved(scene, odd)
    assert refusal.value.problems[0].code == "another-day"


def elsewhere(story: Days, events: tuple[Event, ...]) -> Days:
    """The runner of a story on another server, with these entries."""
    clock = HandClock(story.clock.at)
    other = copy(story)
    other.clock, other.ports = clock, ports_of(in_memory(clock), clock)  # type: ignore[assignment]
    move_in(other.ports, story.runner.person, archive(events, texts(story.ports)))
    return other


def test_an_honest_record_goes_on_where_it_stood_and_no_further() -> None:
    story = kneecap()
    stood = story.to_phase("walk-run").position
    story.to_hour(20)
    left_out = by_hand(story, run_s=0, longest_bout_s=0, walk_s=0, why_less="other")
    record_session(story.ports, story.runner, left_out)
    other = elsewhere(story, story.record().events)
    other.next_morning()
    decision = other.morning()
    assert decision is not None
    assert decision.position.phase == "walk-run"
    assert decision.position.rank <= stood.rank
    assert replay(other.record().events, texts(other.ports)).differences == ()


@pytest.mark.invariant("INV-020", "INV-033")
def test_inv_020_a_place_in_the_course_that_no_entries_lead_to_ends_the_injury() -> None:
    story = kneecap()
    story.to_phase("gate")
    ahead = story.context().protocol.phases[-1]

    def further(event: Event) -> Event:
        if not isinstance(event.body, DecisionIssued):
            return event
        place = replace(event.body.decision.position, phase=ahead.id, order=ahead.order, level=1)
        return replace(event, body=replace(event.body, decision=replace(event.body.decision, position=place)))

    def newer(event: Event) -> Event:
        if not isinstance(event.body, DecisionIssued):
            return event
        return replace(event, body=replace(event.body, number=10**6))

    for forge in (further, newer):
        other = elsewhere(story, tuple(map(forge, story.record().events)))
        assert other.record().open_episodes() == ()
        assert show_today(other.ports, other.runner).decision is None


@pytest.mark.invariant("INV-008", "INV-034")
@pytest.mark.parametrize("wrong", ["another course", "no clearance needed", "another pace"])
def test_an_injury_that_nobody_could_begin_here_ends_with_the_move(scene: Scene, wrong: str) -> None:
    changed = {
        "another course": {"protocol_hash": "0" * 64},
        "no clearance needed": {"clearance_required": False},
        "another pace": {"preset": "swift"},
    }[wrong]
    events = tuple(
        replace(event, body=replace(event.body, **changed)) if isinstance(event.body, EpisodeOpened) else event
        for event in scene.record().events
    )
    clock = HandClock(scene.clock.at)
    ports = ports_of(in_memory(clock), clock)
    move_in(ports, scene.runner, archive(events, texts(scene.ports)))
    assert read_record(ports.store.read(scene.me.scope(clock.now())).events).open_episodes() == ()


@pytest.mark.invariant("INV-060")
def test_with_whom_it_was_shared_is_not_taken_in(scene: Scene) -> None:
    scene.share()
    other = moved(scene)
    assert other.ports.store.care(other.me.scope(other.clock.now())) == ()
    handed = offer_sharing(other.ports, other.me, frozenset(Category), "sharing-1")
    assert accept_sharing(other.ports, other.by().actor, handed.short, id=other.id()) == other.runner


def test_a_backup_of_this_server_keeps_what_its_clinicians_did(scene: Scene) -> None:
    scene.share()
    give_clearance(scene.ports, scene.by(), scene.form())
    mark = forged(scene.clock.now(), Restored(made_at=datetime(2026, 1, 1, tzinfo=UTC)), None, source="restore")
    assert read_record((*scene.record().events, mark)).state.clearances
    assert not read_record((*scene.record().events, replace(mark, source="move-in"))).state.clearances
