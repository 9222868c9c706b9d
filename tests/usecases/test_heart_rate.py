"""A measured easy heart rate beside the talk test: from a test only, taken back, deciding nothing."""

import pytest

from restride.library.errors import ProtocolError
from restride.library.heart_rate import easy_limit, read_easy_limit
from restride.usecases.demo_days import Days
from restride.usecases.heart_rate import OwnLimit, beside_a_run, of_a_recording, record_easy_limit, show_easy_limit
from restride.usecases.refused import NotPossible
from restride.usecases.today import show_today
from tests.library.planted import with_fault
from tests.usecases.days import code, kneecap


def give(story: Days, beats: int | None, test: str = "threshold") -> None:
    record_easy_limit(story.ports, story.runner, OwnLimit(id=story.id(), beats=beats, test=test))


def line(story: Days) -> str:
    return beside_a_run(story.record().state, story.ports.words)


@pytest.mark.mission("M18")
def test_a_measured_limit_stands_beside_the_talk_test_which_counts() -> None:
    story = kneecap()
    assert line(story) == ""
    give(story, 145)
    assert "145 beats a minute" in line(story)
    assert "talking counts" in line(story)


def test_it_is_taken_back_and_changes_no_decision() -> None:
    story = kneecap()
    story.morning()
    before = show_today(story.ports, story.runner).decision
    give(story, 145)
    assert show_today(story.ports, story.runner).decision == before
    give(story, None)
    assert show_easy_limit(story.ports, story.runner) is None
    assert line(story) == ""


@pytest.mark.parametrize(
    ("beats", "test", "why"),
    [
        (easy_limit().least - 1, "threshold", "impossible"),
        (easy_limit().most + 1, "maximum", "impossible"),
        (145, "", "unknown"),
        (145, "age", "unknown"),
    ],
)
def test_a_formula_a_guess_and_a_slip_are_refused(beats: int, test: str, why: str) -> None:
    story = kneecap()
    with pytest.raises(NotPossible) as refusal:
        give(story, beats, test)
    assert code(refusal) == why
    assert "easy_heart_rate" not in [event.kind for event in story.record().events]


def test_only_the_runner_gives_it() -> None:
    story = kneecap()
    story.share()
    with pytest.raises(NotPossible) as refusal:
        record_easy_limit(story.ports, story.clinician, OwnLimit(id=story.id(), beats=145, test="threshold"))
    assert code(refusal) == "not-yours"


def test_a_recording_without_a_heart_rate_says_nothing() -> None:
    story = kneecap()
    give(story, 145)
    assert of_a_recording(story.record().state, "none", story.ports.words) == ""


def test_a_table_without_its_source_is_refused() -> None:
    source = with_fault("heart_rate.toml", 'cite = ["seed_002", "restride_expert"]', "cite = []")
    with pytest.raises(ProtocolError) as refusal:
        read_easy_limit(source)
    assert refusal.value.key == "easy_limit.cite"
