"""Today is read from the checkpoint and what followed, and says what the whole record says."""

from dataclasses import replace
from typing import Any

from restride.core.events import Corrected
from restride.journal.projections import differences
from restride.journal.state_text import read_state
from restride.journal.values import Purpose
from restride.usecases.doctor import _projector
from restride.usecases.entry import Stamp, entry
from restride.usecases.exercise_today import exercises_of
from restride.usecases.recent import _state_of, recent_record
from restride.usecases.today import Today, glance_at_today, show_today
from tests.usecases.days import kneecap


def a_long_record(days: int = 75) -> Any:
    story = kneecap()
    story.to_phase("walk-run")
    for _ in range(days):
        story.next_morning()
        story.morning()
    return story


def said(story: Any, now: Today) -> tuple[object, ...]:
    beside = exercises_of(story.ports, now)
    issued = [one.issued.id if one.issued else None for one in now.episodes]
    return now.decision, now.open_flags, issued, [one.questions for one in now.episodes], beside.session, beside.cue


def checkpoint(story: Any) -> Any:
    return story.ports.store.checkpoint(story.runner.scope(story.clock.now()))


def test_a_glance_says_what_the_whole_record_says_without_reading_it() -> None:
    story = a_long_record()
    whole, glance = show_today(story.ports, story.runner), glance_at_today(story.ports, story.runner)
    assert said(story, glance) == said(story, whole)
    assert len(glance.record.events) <= 8  # those that the checkpoint may lack
    assert len(glance.record.state.reports) < len(whole.record.state.reports)


def test_a_correction_and_a_checkpoint_of_another_shape_are_read_whole() -> None:
    story = a_long_record(3)
    target = next(iter(story.record().state.reports))
    body = Corrected(target=target, answers=story.record().state.reports[target].body.answers)
    stamp = Stamp(id=story.id(), recorded_at=story.clock.now(), episode=story.episode)
    with story.ports.units.begin(story.runner.person, story.runner.actor, Purpose.OWN_USE) as unit:
        unit.append(entry(story.runner, body, stamp))
    assert len(recent_record(story.ports, story.runner).events) == len(story.record().events)
    story.next_morning()
    story.morning()
    for damaged in (replace(checkpoint(story), fold_version="0"), replace(checkpoint(story), state=b"{")):
        with story.ports.units.begin(story.runner.person, story.runner.actor, Purpose.OWN_USE) as unit:
            unit.save_checkpoint(damaged)
        assert recent_record(story.ports, story.runner) == story.record()


def test_the_doctor_tells_a_checkpoint_that_the_journal_does_not_give() -> None:
    story = a_long_record(3)
    told = [*differences(story.ports.store, _projector(story.ports), story.clock.now())]
    assert told == []
    kept = checkpoint(story)
    with story.ports.units.begin(story.runner.person, story.runner.actor, Purpose.OWN_USE) as unit:
        unit.save_checkpoint(replace(kept, state=kept.state.replace(b"knee", b"shin")))
    told = [*differences(story.ports.store, _projector(story.ports), story.clock.now())]
    assert len(told) == 1
    assert "folded state" in told[0]


def test_a_checkpoint_stays_for_some_entries_and_then_is_written_anew() -> None:
    story = a_long_record(2)
    stored = set()
    for _ in range(12):
        story.next_morning()
        story.morning()
        stored.add(checkpoint(story).seq)
        assert said(story, glance_at_today(story.ports, story.runner)) == said(
            story, show_today(story.ports, story.runner)
        )
    head = len(story.record().events)
    assert 1 < len(stored) < 12
    assert head - checkpoint(story).seq <= 8


def test_the_same_bytes_are_read_once_and_the_state_is_never_changed() -> None:
    story = a_long_record(2)
    first = recent_record(story.ports, story.runner).state
    story.next_morning()
    story.morning()
    kept = checkpoint(story)
    assert read_state(kept.state) == _state_of(kept.state)
    assert _state_of(kept.state) is _state_of(bytes(kept.state))
    assert first != recent_record(story.ports, story.runner).state
