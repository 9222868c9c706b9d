"""A clinician's choice of a pace: who may, what it changes, what it never does."""

from dataclasses import replace
from typing import Any

import pytest

from restride.core.events import PaceChosen
from restride.usecases.choose_pace import Choice, choose_pace, ladders_to_read, preview_pace, ways
from restride.usecases.record import regimen_of
from restride.usecases.refused import NotPossible
from restride.usecases.replay import replay
from tests.usecases.days import kneecap
from tests.usecases.test_limit import decided


def running() -> Any:
    """A runner on the morning of a run, with a clinician who has care."""
    story = kneecap()
    story.share()
    story.to_phase("walk-run")
    return story


def choice(story: Any, preset: str = "literal", **changed: Any) -> Choice:
    told = Choice(id=story.id(), episode=story.episode, preset=preset, reason="runs by a printed plan")
    return replace(told, **changed)


def regimen(story: Any) -> Any:
    record = story.record()
    return regimen_of(story.ports, record.open_episodes()[0], record.state)


def texts(story: Any) -> dict[str, str]:
    digest = regimen(story).protocol.hash
    return {digest: story.ports.texts.text(digest)}


def test_a_choice_changes_the_regimen_and_is_decided_anew() -> None:
    story = running()
    before = decided(story)
    issued = choose_pace(story.ports, story.clinician, choice(story))
    after = decided(story)
    assert issued
    assert regimen(story).preset == "literal"
    assert after.position.target_s == 0
    assert after.dose.run_s <= before.dose.run_s
    assert after.dose.longest_bout_s <= before.dose.longest_bout_s


def test_a_choice_sent_twice_counts_once() -> None:
    story = running()
    given = choice(story)
    choose_pace(story.ports, story.clinician, given)
    assert choose_pace(story.ports, story.clinician, given) == ()
    assert sum(isinstance(event.body, PaceChosen) for event in story.record().events) == 1


@pytest.mark.invariant("INV-008")
def test_a_runner_chooses_no_pace() -> None:
    story = running()
    with pytest.raises(NotPossible) as refusal:
        choose_pace(story.ports, story.runner, choice(story))
    assert refusal.value.problems[0].code == "not-yours-to-choose"
    with pytest.raises(NotPossible):
        preview_pace(story.ports, story.runner, choice(story))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "reason-missing"),
        ({"reason": "x" * 600}, "too-long"),
        ({"preset": "brisk"}, "unknown-pace"),
        ({"preset": "cautious"}, "as-it-is"),
        ({"ladder": "osu-advanced"}, "unknown-pace"),
        ({"preset": "standard", "ladder": "crowell-phases"}, "unknown-pace"),
        ({"episode": "no-such-injury"}, "unknown-episode"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_cure(changed: dict[str, Any], code: str) -> None:
    story = running()
    with pytest.raises(NotPossible) as refusal:
        choose_pace(story.ports, story.clinician, choice(story, **changed))
    assert refusal.value.problems[0].code == code
    assert not any(isinstance(event.body, PaceChosen) for event in story.record().events)


def test_a_preview_stores_nothing_and_shows_both_sides() -> None:
    story = running()
    entries = len(story.record().events)
    seen = preview_pace(story.ports, story.clinician, choice(story))
    assert len(story.record().events) == entries
    assert seen.before.session is not None
    assert seen.after.session is not None
    assert seen.after.session[0] <= seen.before.session[0]
    assert seen.after.stages > 0


def test_every_listed_ladder_can_be_chosen_those_that_count_miles_as_well() -> None:
    protocol = regimen(running()).protocol
    assert ladders_to_read(protocol) == ()
    offered = [way.ladder.id for way in ways(protocol) if way.ladder]
    assert offered == ["crowell-phases", "delaware-track"]
    assert [way.preset for way in ways(protocol)] == ["cautious", "standard", *["literal"] * 3]


def test_a_ladder_that_no_seconds_are_known_of_is_left_as_reading() -> None:
    protocol = regimen(running()).protocol
    miles = next(one for one in protocol.ladders if one.id == "delaware-track")
    bare = replace(miles, stages=tuple(replace(stage, bouts=()) for stage in miles.stages))
    changed = replace(protocol, ladders=(bare,))
    assert ladders_to_read(changed) == (bare,)
    assert [way.ladder for way in ways(changed)] == [None] * 3


def test_a_journal_with_a_change_of_pace_is_derived_again_without_a_difference() -> None:
    story = running()
    for preset in ("literal", "standard", "literal", "cautious"):
        choose_pace(story.ports, story.clinician, choice(story, preset))
        story.next_morning()
        story.morning()
    again = replay(story.record().events, texts(story))
    assert again.decisions > 4
    assert again.differences == ()
