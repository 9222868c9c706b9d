"""A clinician's limit: it makes a session smaller or holds it back, opens nothing, ends, and can be taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from restride.core.terms import Verdict
from restride.usecases.limit import Limit, add_limit, end_limit
from restride.usecases.ports import today
from restride.usecases.refused import NotPossible
from tests.usecases.days import kneecap


def first_run() -> Any:
    """A runner on the morning of the first run, before the check-in, with a clinician who has care."""
    story = kneecap()
    story.share()
    story.to_phase("walk-run")
    return story


def day(story: Any) -> Any:
    return today(story.clock.now(), "UTC").day


def limit(story: Any, **changed: Any) -> Limit:
    told = Limit(id=story.id(), episode=story.episode, until=day(story) + timedelta(days=30), reason="sore tendon")
    return replace(told, **changed)


def decided(story: Any) -> Any:
    made = sorted(story.record().state.decisions.values(), key=lambda entry: entry.body.number)
    return made[-1].body.decision


@pytest.mark.invariant("INV-029")
def test_inv_029_a_limit_makes_the_session_smaller_and_is_named_in_the_reasons() -> None:
    story = first_run()
    before = decided(story)
    assert before.runs
    add_limit(story.ports, story.clinician, limit(story, run_s_most=240))
    after = decided(story)
    assert 0 < after.dose.run_s <= 240 < before.dose.run_s
    assert [one.allowed for one in after.limits if one.cap == "clinician-limit"] == [240]


def test_before_the_first_day_of_running_there_is_no_run() -> None:
    story = first_run()
    add_limit(story.ports, story.clinician, limit(story, no_run_before=day(story) + timedelta(days=3)))
    assert decided(story).verdict is Verdict.REST
    for _ in range(2):
        story.next_morning()
        assert not decided(story).runs
        story.morning()
        assert not decided(story).runs


def test_a_limit_opens_nothing() -> None:
    story = kneecap()
    story.share()
    story.morning()
    add_limit(story.ports, story.clinician, limit(story, run_s_most=36_000))
    assert not decided(story).runs


def test_a_limit_is_over_after_its_day_and_can_be_taken_back() -> None:
    story = first_run()
    given = limit(story, run_s_most=60, until=day(story))
    add_limit(story.ports, story.clinician, given)
    end_limit(story.ports, story.clinician, given.id, "seen again, fine", id=story.id())
    assert story.record().state.limits_withdrawn
    assert decided(story).dose.run_s <= 60  # the day stays as it was: ease counts from the next one


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({}, "run_s_most", "nothing-limited"),
        ({"run_s_most": 0}, "run_s_most", "out-of-range"),
        ({"run_s_most": 60, "reason": " "}, "reason", "reason-missing"),
        ({"run_s_most": 60, "until": -1}, "until", "out-of-range"),
        ({"run_s_most": 60, "until": 999}, "until", "out-of-range"),
        ({"no_run_before": 0}, "no_run_before", "out-of-range"),
        ({"no_run_before": 99}, "no_run_before", "out-of-range"),
    ],
)
def test_what_is_wrong_with_a_limit_names_its_field(changed: dict[str, Any], field: str, code: str) -> None:
    story = kneecap()
    story.share()
    dates = {key: day(story) + timedelta(days=changed[key]) for key in ("until", "no_run_before") if key in changed}
    with pytest.raises(NotPossible) as refusal:
        add_limit(story.ports, story.clinician, limit(story, **{**changed, **dates}))
    assert [(one.field, one.code) for one in refusal.value.problems] == [(field, code)]
    assert not story.record().state.limits


def test_the_runner_neither_sets_nor_ends_one() -> None:
    story = first_run()
    with pytest.raises(NotPossible):
        add_limit(story.ports, story.runner, limit(story, run_s_most=60))
    given = limit(story, run_s_most=60)
    add_limit(story.ports, story.clinician, given)
    with pytest.raises(NotPossible):
        end_limit(story.ports, story.runner, given.id, "I feel fine", id=story.id())
